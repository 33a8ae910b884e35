/** Every text of a script with a stable id: `CODE.node`, `CODE.node.2` (a level), `CODE.node.short` (another way to say it). */
import { levels, type Level } from './vocabulary';
import type { ScriptNode, ScriptSource } from './script';
import type { Line } from './words';

export interface ScriptLine {
  readonly id: string;
  readonly node: string;
  readonly line: Line;
  /** Said by staff to the customer; else staff read it themselves. */
  readonly spoken: boolean;
}

/** Id of a text: node ids never change, so these do not either. */
export const lineId = (code: string, ...parts: readonly (string | number)[]): string => [code, ...parts].join('.');

/** All texts of a script in the order of its nodes. */
export function linesOf(script: ScriptSource): readonly ScriptLine[] {
  const of = Object.entries(script.nodes).flatMap(([id, node]) => linesOfNode(script.code, id, node));
  const variants = Object.entries(script.variants ?? {}).flatMap(([variant, { lines = {}, tips }]) => [
    ...Object.entries(lines).flatMap(([node, { byLevel, ...line }]) => [
      said(lineId(script.code, node, variant), node, line),
      ...levels.flatMap((level) =>
        atLevel(byLevel, level, (own) => said(lineId(script.code, node, variant, level), node, own)),
      ),
    ]),
    ...tips.map((tip, at) => read(lineId(script.code, variant, 'tip', at + 1), variant, tip)),
  ]);
  return [...of, ...variants];
}

const said = (id: string, node: string, line: Line): ScriptLine => ({ id, node, line, spoken: true });
const read = (id: string, node: string, line: Line): ScriptLine => ({ id, node, line, spoken: false });

function linesOfNode(code: string, node: string, of: ScriptNode): readonly ScriptLine[] {
  const id = (...parts: readonly (string | number)[]) => lineId(code, node, ...parts);
  const staff = [
    ...(of.why === undefined ? [] : [read(id('why'), node, of.why)]),
    ...(of.promises ?? []).map((promise) => read(id('promise', promise.id), node, promise.what)),
  ];
  return [...ownLines(of, node, id), ...staff, ...(of.type === 'end' ? [] : labels(of, node, id))];
}

function ownLines(of: ScriptNode, node: string, id: (...parts: (string | number)[]) => string): readonly ScriptLine[] {
  switch (of.type) {
    case 'say':
    case 'ask':
      return [
        said(id(), node, of.text),
        ...levels.flatMap((level) => atLevel(of.byLevel, level, (line) => said(id(level), node, line))),
        ...(of.unanswered === undefined ? [] : [said(id('unanswered'), node, of.unanswered)]),
        ...Object.entries(of.alternates ?? {}).map(([key, line]) => said(id(key), node, line)),
      ];
    case 'listen':
      return of.prompts.map(({ id: key, levels: _levels, ...line }) => said(id(key), node, line));
    case 'checklist':
      return [
        ...(of.text === undefined ? [] : [read(id(), node, of.text)]),
        ...of.items.map(({ id: key, zh, en }) => read(id(key), node, { zh, en })),
      ];
    case 'escalate':
      return [read(id('reason'), node, of.reason), read(id('summary'), node, of.summary)];
    case 'end':
      return of.closing === undefined ? [] : [said(id(), node, of.closing)];
    case 'act':
    case 'note':
      return [read(id(), node, of.text)];
    case 'choose':
    case 'timer':
      return of.text === undefined ? [] : [read(id(), node, of.text)];
    case 'sub':
      return [];
  }
}

type ByLevel = Extract<ScriptNode, { type: 'say' }>['byLevel'];

function atLevel(byLevel: ByLevel, level: Level, as: (line: Line) => ScriptLine): readonly ScriptLine[] {
  const line = byLevel?.[level];
  return line === undefined ? [] : [as(line)];
}

function labels(
  of: Exclude<ScriptNode, { type: 'end' }>,
  node: string,
  id: (...parts: (string | number)[]) => string,
): readonly ScriptLine[] {
  if (of.next === undefined || typeof of.next === 'string') return [];
  return of.next.flatMap(({ label, to }) => (label === undefined ? [] : [read(id('to', to), node, label)]));
}
