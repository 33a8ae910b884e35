/**
 * From sources to what the engine runs: texts in tables of their own by line id, ways on in one form, amounts in fen.
 * Nothing is compiled from scripts in which the lint finds an error.
 */
import type { z } from 'zod';
import { edgesOf } from './graph';
import type { Guard } from './guard';
import { lineId, linesOf } from './lines';
import type { Edge, Effect, FactDeclaration, ScriptNode, ScriptSource } from './script';
import {
  levels,
  type Action,
  type Apology,
  type Authority,
  type Level,
  type Outcome,
  type Post,
  type Skill,
  type Stage,
} from './vocabulary';
import type { Line, Words } from './words';

type Urgency = ScriptSource['escalations'][number]['urgency'];

export interface CompiledEdge extends Omit<Edge, 'label'> {
  /** Line id of what staff read on the button. */
  readonly label?: string;
}

export interface CompiledPromise {
  readonly id: string;
  readonly owner: 'self' | Post;
  readonly due: NonNullable<ScriptSource['closing']>['due'];
  readonly line: string;
  readonly when?: Guard;
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
  /** Why this, now: for staff. */
  readonly why?: string;
  /** What is said or read here, absent where there is no text. */
  readonly line?: string;
  readonly byLevel: Readonly<Partial<Record<Level, string>>>;
  /** Said where an answer that the line speaks of is not known. */
  readonly unanswered?: string;
  readonly alternates: readonly string[];
  readonly prompts: readonly { readonly line: string; readonly levels?: readonly Level[] | undefined }[];
  readonly items: readonly { readonly id: string; readonly line: string; readonly blocking: boolean }[];
  readonly skill?: z.infer<typeof Skill>;
  readonly apology?: z.infer<typeof Apology>;
  readonly captureQuote?: boolean;
  readonly fact?: string;
  readonly on?: Extract<ScriptNode, { type: 'choose' }>['on'];
  readonly action?: z.infer<typeof Action>;
  readonly authority?: Authority;
  readonly escalateTo?: Post;
  readonly urgency?: Urgency;
  /** Line id of why somebody is fetched. */
  readonly reason?: string;
  /** Of a timer; of a line, at most; of listening, at least. */
  readonly seconds?: number;
  readonly onExpire?: string;
  readonly script?: string;
  /** The other script takes the place of this one, from this node of it on. */
  readonly goOver?: { readonly at?: string };
  readonly outcome?: Outcome;
}

export interface CompiledScript {
  readonly code: string;
  readonly version: string;
  readonly shared: boolean;
  /** A talk among colleagues: nobody takes part who could complain. */
  readonly forStaff: boolean;
  readonly title: Words;
  readonly trigger: Words;
  readonly entry?: Guard;
  readonly start: string;
  readonly registerAt?: string;
  /** What is always asked; `requiredNow` of evaluate.ts also tells what an answer makes necessary. */
  readonly required: readonly string[];
  readonly requiredWhen: readonly { readonly fact: string; readonly when: Guard }[];
  readonly terms: Readonly<Record<string, Words>>;
  readonly facts: Readonly<Record<string, FactDeclaration>>;
  readonly escalations: readonly {
    readonly id: string;
    readonly when: Guard;
    readonly to: Post;
    readonly urgency: Urgency;
    readonly reason: Words;
  }[];
  readonly closing?: ScriptSource['closing'];
  /** `lines` are the nodes that are said differently, `tips` what staff do differently. */
  readonly variants: readonly {
    readonly id: string;
    readonly when: Guard;
    readonly lines: readonly string[];
    /** Levels of anger for which a node has a line of this variant. */
    readonly byLevel: Readonly<Record<string, readonly Level[]>>;
    readonly tips: readonly Words[];
  }[];
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
    forStaff: source.forStaff === true,
    title: source.title,
    trigger: source.trigger,
    ...(source.closing === undefined ? {} : { closing: source.closing }),
    ...(source.entry === undefined ? {} : { entry: source.entry }),
    start: source.start,
    ...(source.registerAt === undefined ? {} : { registerAt: source.registerAt }),
    required: source.required.filter((one) => typeof one === 'string'),
    requiredWhen: source.required.flatMap((one) =>
      typeof one === 'string' ? [] : [{ fact: one.fact, when: inFen(one.when, facts) }],
    ),
    terms: Object.fromEntries(Object.entries(source.terms ?? {}).map(([id, { zh, en }]) => [id, { zh, en }])),
    facts,
    escalations: source.escalations.map(({ when, ...rest }) => ({ ...rest, when: inFen(when, facts) })),
    variants: Object.entries(source.variants ?? {}).map(([id, { when, tips, lines = {} }]) => ({
      id,
      when: inFen(when, facts),
      lines: Object.keys(lines),
      byLevel: Object.fromEntries(
        Object.entries(lines).map(([node, { byLevel }]) => [
          node,
          levels.filter((level) => byLevel?.[level] !== undefined),
        ]),
      ),
      tips,
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
    ...(node.why === undefined ? {} : { why: line('why') }),
    onEnter: (node.onEnter ?? []).map((effect) => effectInFen(effect, facts)),
    promises: (node.promises ?? []).map((promise) => ({
      id: promise.id,
      owner: promise.owner,
      due: promise.due,
      line: line('promise', promise.id),
      ...(promise.when === undefined ? {} : { when: inFen(promise.when, facts) }),
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
    | 'skill'
    | 'apology'
    | 'captureQuote'
    | 'urgency'
    | 'reason'
    | 'fact'
    | 'on'
    | 'action'
    | 'authority'
    | 'escalateTo'
    | 'seconds'
    | 'onExpire'
    | 'script'
    | 'goOver'
    | 'unanswered'
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
        ...(node.unanswered === undefined ? {} : { unanswered: line('unanswered') }),
        ...(node.skill === undefined ? {} : { skill: node.skill }),
        ...(node.type === 'ask' ? { fact: node.fact } : saidParts(node)),
      };
    case 'listen':
      return {
        prompts: node.prompts.map(({ id, levels: only }) => ({ line: line(id), levels: only })),
        skill: node.skill,
        captureQuote: node.captureQuote === true,
        ...(node.minSeconds === undefined ? {} : { seconds: node.minSeconds }),
      };
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
      return { line: line('summary'), escalateTo: node.to, urgency: node.urgency, reason: line('reason') };
    case 'timer':
      return {
        ...(node.text === undefined ? {} : own),
        seconds: node.seconds,
        ...(node.onExpire === undefined ? {} : { onExpire: node.onExpire }),
      };
    case 'note':
      return own;
    case 'sub':
      return {
        script: node.script,
        ...(node.goOver === true ? { goOver: node.at === undefined ? {} : { at: node.at } } : {}),
      };
    case 'end':
      return { ...(node.closing === undefined ? {} : own), outcome: node.outcome };
  }
}

const saidParts = ({ apology, seconds }: Extract<ScriptNode, { type: 'say' }>): Own => ({
  ...(apology === undefined ? {} : { apology }),
  ...(seconds === undefined ? {} : { seconds }),
});

const fen = (yuan: number): number => Math.round(yuan * 100);

/** A fact that is set, as it would be if it were answered. */
function effectInFen(effect: Effect, facts: Readonly<Record<string, FactDeclaration>>): Effect {
  return 'set' in effect && facts[effect.set]?.input === 'money' && typeof effect.value === 'number'
    ? { ...effect, value: fen(effect.value) }
    : effect;
}

/** Authors write yuan; amounts are kept in fen. */
function inFen(guard: Guard, facts: Readonly<Record<string, FactDeclaration>>): Guard {
  if ('all' in guard) return { all: guard.all.map((one) => inFen(one, facts)) };
  if ('any' in guard) return { any: guard.any.map((one) => inFen(one, facts)) };
  if ('not' in guard) return { not: inFen(guard.not, facts) };
  if (!('fact' in guard) || facts[guard.fact]?.input !== 'money') return guard;
  return {
    ...guard,
    ...(guard.gte === undefined ? {} : { gte: fen(guard.gte) }),
    ...(guard.lte === undefined ? {} : { lte: fen(guard.lte) }),
    ...(typeof guard.eq === 'number' ? { eq: fen(guard.eq) } : {}),
  };
}
