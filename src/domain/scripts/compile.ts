/**
 * From sources to what the engine runs: texts in tables of their own by line id, ways on in one form, amounts in fen.
 * Nothing is compiled from scripts in which the lint finds an error.
 */
import { edgesOf } from './graph';
import type { Guard } from './guard';
import { lineId, linesOf } from './lines';
import type { Edge, Effect, FactDeclaration, ScriptNode, ScriptSource } from './script';
import { levels, type Action, type Authority, type Level, type Outcome, type Post, type Stage } from './vocabulary';
import type { z } from 'zod';
import type { Line } from './words';

export interface CompiledEdge extends Omit<Edge, 'label'> {
  /** Line id of what staff read on the button. */
  readonly label?: string;
}

export interface CompiledPromise {
  readonly id: string;
  readonly owner: 'self' | Post;
  readonly due: NonNullable<ScriptSource['closing']>['due'];
  readonly line: string;
}

export interface CompiledNode {
  readonly id: string;
  readonly type: ScriptNode['type'];
  readonly stage: Stage;
  readonly posts?: readonly Post[];
  readonly maxVisits?: number;
  readonly onEnter: readonly Effect[];
  readonly promises: readonly CompiledPromise[];
  readonly edges: readonly CompiledEdge[];
  /** What is said or read here, absent where there is no text. */
  readonly line?: string;
  readonly byLevel: Readonly<Partial<Record<Level, string>>>;
  readonly alternates: readonly string[];
  readonly prompts: readonly { readonly line: string; readonly levels?: readonly Level[] | undefined }[];
  readonly items: readonly { readonly id: string; readonly line: string; readonly blocking: boolean }[];
  readonly fact?: string;
  readonly on?: Extract<ScriptNode, { type: 'choose' }>['on'];
  readonly action?: z.infer<typeof Action>;
  readonly authority?: Authority;
  readonly escalateTo?: Post;
  readonly seconds?: number;
  readonly onExpire?: string;
  readonly script?: string;
  readonly outcome?: Outcome;
}

export interface CompiledScript {
  readonly code: string;
  readonly version: string;
  readonly shared: boolean;
  readonly entry?: Guard;
  readonly start: string;
  readonly registerAt?: string;
  readonly required: readonly string[];
  readonly facts: Readonly<Record<string, FactDeclaration>>;
  readonly escalations: readonly { readonly id: string; readonly when: Guard; readonly to: Post }[];
  readonly variants: readonly { readonly id: string; readonly when: Guard; readonly lines: readonly string[] }[];
  readonly nodes: Readonly<Record<string, CompiledNode>>;
}

export interface ScriptPack {
  readonly format: 'xianting-scripts/1';
  readonly scripts: Readonly<Record<string, CompiledScript>>;
  readonly lines: Readonly<Record<string, Line>>;
}

/** Compiles sources that passed the lint. */
export function compileScripts(
  sources: readonly ScriptSource[],
  shared: Readonly<Record<string, FactDeclaration>>,
): ScriptPack {
  const lines = sources.flatMap(linesOf);
  return {
    format: 'xianting-scripts/1',
    scripts: Object.fromEntries(sources.map((source) => [source.code, compileScript(source, shared)])),
    lines: Object.fromEntries(lines.map(({ id, line }) => [id, line])),
  };
}

function compileScript(source: ScriptSource, shared: Readonly<Record<string, FactDeclaration>>): CompiledScript {
  const facts = { ...shared, ...source.facts };
  return {
    code: source.code,
    version: source.version,
    shared: source.family === 'shared',
    ...(source.entry === undefined ? {} : { entry: source.entry }),
    start: source.start,
    ...(source.registerAt === undefined ? {} : { registerAt: source.registerAt }),
    required: source.required,
    facts,
    escalations: source.escalations.map(({ id, when, to }) => ({ id, when: inFen(when, facts), to })),
    variants: Object.entries(source.variants ?? {}).map(([id, { when, lines = {} }]) => ({
      id,
      when: inFen(when, facts),
      lines: Object.keys(lines),
    })),
    nodes: Object.fromEntries(
      Object.entries(source.nodes).map(([id, node]) => [id, compileNode(source.code, id, node, facts)]),
    ),
  };
}

function compileNode(
  code: string,
  id: string,
  node: ScriptNode,
  facts: Readonly<Record<string, FactDeclaration>>,
): CompiledNode {
  const line = (...parts: readonly (string | number)[]) => lineId(code, id, ...parts);
  return {
    id,
    type: node.type,
    stage: node.stage,
    ...(node.posts === undefined ? {} : { posts: node.posts }),
    ...(node.maxVisits === undefined ? {} : { maxVisits: node.maxVisits }),
    onEnter: node.onEnter ?? [],
    promises: (node.promises ?? []).map((promise) => ({
      id: promise.id,
      owner: promise.owner,
      due: promise.due,
      line: line('promise', promise.id),
    })),
    edges: edgesOf(node).map(({ label, when, ...edge }) => ({
      ...edge,
      ...(when === undefined ? {} : { when: inFen(when, facts) }),
      ...(label === undefined ? {} : { label: line('to', edge.to) }),
    })),
    byLevel: {},
    alternates: [],
    prompts: [],
    items: [],
    ...ownParts(node, line),
  };
}

type Own = Partial<
  Pick<
    CompiledNode,
    | 'line'
    | 'byLevel'
    | 'alternates'
    | 'prompts'
    | 'items'
    | 'fact'
    | 'on'
    | 'action'
    | 'authority'
    | 'escalateTo'
    | 'seconds'
    | 'onExpire'
    | 'script'
    | 'outcome'
  >
>;

function ownParts(node: ScriptNode, line: (...parts: readonly (string | number)[]) => string): Own {
  const own = { line: line() };
  switch (node.type) {
    case 'say':
    case 'ask':
      return {
        ...own,
        byLevel: Object.fromEntries(
          levels.filter((level) => node.byLevel?.[level] !== undefined).map((level) => [level, line(level)]),
        ),
        alternates: Object.keys(node.alternates ?? {}).map((key) => line(key)),
        ...(node.type === 'ask' ? { fact: node.fact } : {}),
      };
    case 'listen':
      return { prompts: node.prompts.map(({ id, levels: only }) => ({ line: line(id), levels: only })) };
    case 'choose':
      return { ...(node.text === undefined ? {} : own), on: node.on };
    case 'checklist':
      return {
        ...(node.text === undefined ? {} : own),
        items: node.items.map(({ id, blocking }) => ({ id, line: line(id), blocking: blocking === true })),
      };
    case 'act':
      return {
        ...own,
        action: node.action,
        ...(node.authority === undefined ? {} : { authority: node.authority }),
      };
    case 'escalate':
      return { line: line('summary'), escalateTo: node.to };
    case 'timer':
      return {
        ...(node.text === undefined ? {} : own),
        seconds: node.seconds,
        ...(node.onExpire === undefined ? {} : { onExpire: node.onExpire }),
      };
    case 'note':
      return own;
    case 'sub':
      return { script: node.script };
    case 'end':
      return { ...(node.closing === undefined ? {} : own), outcome: node.outcome };
  }
}

/** Authors write yuan; amounts are kept in fen. */
function inFen(guard: Guard, facts: Readonly<Record<string, FactDeclaration>>): Guard {
  if ('all' in guard) return { all: guard.all.map((one) => inFen(one, facts)) };
  if ('any' in guard) return { any: guard.any.map((one) => inFen(one, facts)) };
  if ('not' in guard) return { not: inFen(guard.not, facts) };
  if (!('fact' in guard) || facts[guard.fact]?.input !== 'money') return guard;
  const fen = (yuan: number) => Math.round(yuan * 100);
  return {
    ...guard,
    ...(guard.gte === undefined ? {} : { gte: fen(guard.gte) }),
    ...(guard.lte === undefined ? {} : { lte: fen(guard.lte) }),
    ...(typeof guard.eq === 'number' ? { eq: fen(guard.eq) } : {}),
  };
}
