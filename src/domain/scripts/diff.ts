/**
 * What is different between two versions of a script. Not only which words: which way the talk takes for somebody who is calm, annoyed,
 * angry or aggressive, since that is what a reviewer has to judge (§2.8).
 */
import { canonicalJson } from '../evidence/canonical';
import { edgesOf } from './graph';
import { linesOf } from './lines';
import type { Edge, ScriptNode, ScriptSource } from './script';
import { levels, type Level } from './vocabulary';
import type { Line } from './words';

export interface LineChange {
  readonly id: string;
  readonly node: string;
  /** Null: there was none, or is none any more. */
  readonly before: Line | null;
  readonly after: Line | null;
}

export interface WayChange {
  readonly from: string;
  readonly to: string;
  readonly change: 'added' | 'removed' | 'condition';
}

/** What changed for a customer at this level of anger. */
export interface PathChange {
  readonly level: Level;
  readonly nodesAdded: readonly string[];
  readonly nodesRemoved: readonly string[];
  readonly ways: readonly WayChange[];
  /** What is said at this level at a node of both versions. */
  readonly lines: readonly LineChange[];
}

/** Parts of a script that carry what the law or the house demands. */
export const legalParts = ['law', 'terms', 'closing', 'required', 'escalations'] as const;
export type LegalPart = (typeof legalParts)[number];

/** Other parts that an author may change. */
const otherParts = [
  'title',
  'family',
  'trigger',
  'entry',
  'facts',
  'avoid',
  'prefer',
  'variants',
  'start',
  'registerAt',
  'forStaff',
] as const;
export type OtherPart = (typeof otherParts)[number];

export interface ScriptDiff {
  readonly lines: readonly LineChange[];
  /** Nodes of which something other than words changed: skill, stage, authority, ways on. */
  readonly nodesChanged: readonly string[];
  readonly paths: readonly PathChange[];
  readonly legal: readonly LegalPart[];
  readonly other: readonly OtherPart[];
}

const same = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null);

/** All differences, in the order of the nodes of the newer version. */
export function diffScripts(before: ScriptSource, after: ScriptSource): ScriptDiff {
  return {
    lines: changedLines(before, after),
    nodesChanged: Object.keys(after.nodes).filter((id) => {
      const [old, now] = [before.nodes[id], after.nodes[id]];
      return old !== undefined && now !== undefined && !same(withoutWords(old), withoutWords(now));
    }),
    paths: levels.map((level) => pathChange(before, after, level)).filter(hasChange),
    legal: legalParts.filter((part) => !same(before[part], after[part])),
    other: otherParts.filter((part) => !same(before[part], after[part])),
  };
}

/** True when nothing that a person reads, hears or is led by differs. */
export const isEmptyDiff = ({ lines, nodesChanged, paths, legal, other }: ScriptDiff): boolean =>
  [lines, nodesChanged, paths, legal, other].every((part) => part.length === 0);

function changedLines(before: ScriptSource, after: ScriptSource): readonly LineChange[] {
  const old = new Map(linesOf(before).map((one) => [one.id, one]));
  const now = new Map(linesOf(after).map((one) => [one.id, one]));
  return [
    ...[...now.values()].flatMap(({ id, node, line }) => changed(id, node, old.get(id)?.line ?? null, line)),
    ...[...old.values()].flatMap(({ id, node, line }) => (now.has(id) ? [] : changed(id, node, line, null))),
  ];
}

const changed = (id: string, node: string, before: Line | null, after: Line | null): readonly LineChange[] =>
  same(before, after) ? [] : [{ id, node, before, after }];

/** Texts are compared by themselves; what is left decides where the talk goes and what may be done. */
function withoutWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWords);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'zh' && key !== 'en' && key !== 'zhSimple')
      .map(([key, inner]) => [key, withoutWords(inner)]),
  );
}

interface Path {
  /** Node to the line that is said there. */
  readonly nodes: ReadonlyMap<string, Line | null>;
  /** `from to` to the way. */
  readonly ways: ReadonlyMap<string, { readonly from: string; readonly edge: Edge }>;
}

/** Where the talk can go at this level: every way that is not kept for another one. */
function pathAt(script: ScriptSource, level: Level): Path {
  const nodes = new Map<string, Line | null>();
  const ways = new Map<string, { readonly from: string; readonly edge: Edge }>();
  const waiting = [script.start];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const node = script.nodes[id];
    if (node === undefined || nodes.has(id)) continue;
    nodes.set(id, lineAt(node, level));
    for (const edge of edgesOf(node)) {
      if (edge.levels !== undefined && !edge.levels.includes(level)) continue;
      ways.set(`${id} ${edge.to}`, { from: id, edge });
      waiting.push(edge.to);
    }
    if (node.type === 'timer' && node.onExpire !== undefined) waiting.push(node.onExpire);
  }
  return { nodes, ways };
}

function lineAt(node: ScriptNode, level: Level): Line | null {
  if (node.type === 'say' || node.type === 'ask') return node.byLevel?.[level] ?? node.text;
  return node.type === 'end' ? (node.closing ?? null) : null;
}

function pathChange(before: ScriptSource, after: ScriptSource, level: Level): PathChange {
  const [old, now] = [pathAt(before, level), pathAt(after, level)];
  return {
    level,
    nodesAdded: [...now.nodes.keys()].filter((id) => !old.nodes.has(id)),
    nodesRemoved: [...old.nodes.keys()].filter((id) => !now.nodes.has(id)),
    ways: [
      ...[...now.ways].flatMap(([key, { from, edge }]): readonly WayChange[] => {
        const was = old.ways.get(key);
        if (was === undefined) return [{ from, to: edge.to, change: 'added' }];
        return same(withoutWords(was.edge), withoutWords(edge)) ? [] : [{ from, to: edge.to, change: 'condition' }];
      }),
      ...[...old.ways].flatMap(([key, { from, edge }]): readonly WayChange[] =>
        now.ways.has(key) ? [] : [{ from, to: edge.to, change: 'removed' }],
      ),
    ],
    lines: [...now.nodes].flatMap(([id, line]) =>
      old.nodes.has(id) ? changed(id, id, old.nodes.get(id) ?? null, line) : [],
    ),
  };
}

const hasChange = ({ nodesAdded, nodesRemoved, ways, lines }: PathChange): boolean =>
  [nodesAdded, nodesRemoved, ways, lines].some((part) => part.length > 0);

/** How much the number of the version has to rise: meaning or route in law, another branch of the talk, wording. */
export type Bump = 'major' | 'minor' | 'patch' | 'none';

export function bumpOf(diff: ScriptDiff): Bump {
  if (isEmptyDiff(diff)) return 'none';
  if (diff.legal.length > 0) return 'major';
  const routes = diff.paths.some(({ nodesAdded, nodesRemoved, ways }) =>
    [nodesAdded, nodesRemoved, ways].some((part) => part.length > 0),
  );
  return routes || diff.nodesChanged.length > 0 || diff.other.length > 0 ? 'minor' : 'patch';
}

/** The lowest version that says as much. */
export function raisedVersion(version: string, bump: Bump): string {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (bump === 'major') return `${major + 1}.0.0`;
  if (bump === 'minor') return `${major}.${minor + 1}.0`;
  return bump === 'patch' ? `${major}.${minor}.${patch + 1}` : version;
}

/** True when a version is as high as the change asks for. */
export function versionReaches(version: string, least: string): boolean {
  const [a, b] = [version, least].map((one) => one.split('.').map(Number));
  for (const at of [0, 1, 2]) {
    const difference = (a?.[at] ?? 0) - (b?.[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
