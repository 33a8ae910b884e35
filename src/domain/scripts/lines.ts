/** Every text of a script with a stable id: `CODE.node`, `CODE.node.2` (a level), `CODE.node.short` (another way to say it). */
import { levels, type Level } from './vocabulary';
import type { ScriptNode, ScriptSource } from './script';
import type { Line } from './words';

export type LinePath = readonly (string | number)[];

export interface ScriptLine {
  readonly id: string;
  readonly node: string;
  readonly line: Line;
  /** Where it stands in the source. */
  readonly path: LinePath;
  /** Said by staff to the customer; else staff read it themselves. */
  readonly spoken: boolean;
}

/** Id of a text: node ids never change, so these do not either. */
export const lineId = (code: string, ...parts: readonly (string | number)[]): string => [code, ...parts].join('.');

/** All texts of a script in the order of its nodes. */
export function linesOf(script: ScriptSource): readonly ScriptLine[] {
  const of = Object.entries(script.nodes).flatMap(([id, node]) => linesOfNode(script.code, id, node));
  const variants = Object.entries(script.variants ?? {}).flatMap(([variant, { lines = {}, tips }]) => [
    ...Object.entries(lines).flatMap(([node, { byLevel, ...line }]) => {
      const path = ['variants', variant, 'lines', node];
      return [
        said(lineId(script.code, node, variant), node, path, line),
        ...levels.flatMap((level) =>
          atLevel(byLevel, level, (own) =>
            said(lineId(script.code, node, variant, level), node, [...path, 'byLevel', String(level)], own),
          ),
        ),
      ];
    }),
    ...tips.map((tip, at) =>
      read(lineId(script.code, variant, 'tip', at + 1), variant, ['variants', variant, 'tips', at], tip),
    ),
  ]);
  return [...of, ...variants];
}

const said = (id: string, node: string, path: LinePath, line: Line): ScriptLine => ({
  id,
  node,
  path,
  line,
  spoken: true,
});
const read = (id: string, node: string, path: LinePath, line: Line): ScriptLine => ({
  id,
  node,
  path,
  line,
  spoken: false,
});

type Named = (...parts: readonly (string | number)[]) => string;
type Placed = (...parts: LinePath) => LinePath;

function linesOfNode(code: string, node: string, of: ScriptNode): readonly ScriptLine[] {
  const id: Named = (...parts) => lineId(code, node, ...parts);
  const at: Placed = (...parts) => ['nodes', node, ...parts];
  const staff = [
    ...(of.why === undefined ? [] : [read(id('why'), node, at('why'), of.why)]),
    ...(of.promises ?? []).map((promise, place) =>
      read(id('promise', promise.id), node, at('promises', place, 'what'), promise.what),
    ),
  ];
  return [...ownLines(of, node, id, at), ...staff, ...(of.type === 'end' ? [] : labels(of, node, id, at))];
}

function ownLines(of: ScriptNode, node: string, id: Named, at: Placed): readonly ScriptLine[] {
  switch (of.type) {
    case 'say':
    case 'ask':
      return [
        said(id(), node, at('text'), of.text),
        ...levels.flatMap((level) =>
          atLevel(of.byLevel, level, (line) => said(id(level), node, at('byLevel', String(level)), line)),
        ),
        ...(of.unanswered === undefined ? [] : [said(id('unanswered'), node, at('unanswered'), of.unanswered)]),
        ...Object.entries(of.alternates ?? {}).map(([key, line]) => said(id(key), node, at('alternates', key), line)),
      ];
    case 'listen':
      return of.prompts.map(({ id: key, levels: _levels, ...line }, place) =>
        said(id(key), node, at('prompts', place), line),
      );
    case 'checklist':
      return [
        ...(of.text === undefined ? [] : [read(id(), node, at('text'), of.text)]),
        ...of.items.map(({ id: key, zh, en }, place) => read(id(key), node, at('items', place), { zh, en })),
      ];
    case 'escalate':
      return [read(id('reason'), node, at('reason'), of.reason), read(id('summary'), node, at('summary'), of.summary)];
    case 'end':
      return of.closing === undefined ? [] : [said(id(), node, at('closing'), of.closing)];
    case 'act':
    case 'note':
      return [read(id(), node, at('text'), of.text)];
    case 'choose':
    case 'timer':
      return of.text === undefined ? [] : [read(id(), node, at('text'), of.text)];
    case 'sub':
      return [];
  }
}

type ByLevel = Extract<ScriptNode, { type: 'say' }>['byLevel'];

function atLevel(byLevel: ByLevel, level: Level, as: (line: Line) => ScriptLine): readonly ScriptLine[] {
  const line = byLevel?.[level];
  return line === undefined ? [] : [as(line)];
}

function labels(of: Exclude<ScriptNode, { type: 'end' }>, node: string, id: Named, at: Placed): readonly ScriptLine[] {
  const { next } = of;
  if (next === undefined || typeof next === 'string') return [];
  return next.flatMap(({ label, to }, place) =>
    label === undefined ? [] : [read(id('to', to), node, at('next', place, 'label'), label)],
  );
}

/** The script with other words at one place; what else stands there (the id of a prompt, its levels) stays. */
export function withWords(script: ScriptSource, path: LinePath, words: Line): ScriptSource {
  return replaced(script, path, words) as ScriptSource;
}

function replaced(value: unknown, [key, ...rest]: LinePath, words: Line): unknown {
  if (key === undefined) {
    const { zh: _zh, zhSimple: _zhSimple, en: _en, ...others } = value as Line;
    return { ...others, ...words };
  }
  if (Array.isArray(value)) return value.map((one: unknown, at) => (at === key ? replaced(one, rest, words) : one));
  const within = value as Readonly<Record<string, unknown>>;
  return { ...within, [key]: replaced(within[key], rest, words) };
}
