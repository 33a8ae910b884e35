/** A script as a graph: the ways out of each node, and what can be reached from where. */
import type { Guard } from './guard';
import type { Edge, ScriptNode, ScriptSource } from './script';

/** The ways out of a node in the order in which they are tried; a single name is a way that always holds. */
export function edgesOf(node: ScriptNode): readonly Edge[] {
  if (node.type === 'end' || node.next === undefined) return [];
  return typeof node.next === 'string' ? [{ to: node.next, else: true }] : node.next;
}

/** True where this script ends: it is over, or another one takes its place. */
export const isLast = (node: ScriptNode): boolean =>
  node.type === 'end' || (node.type === 'sub' && node.goOver === true);

/** Every node that can follow, also by a timer that runs out. */
export function targetsOf(node: ScriptNode): readonly string[] {
  const onExpire = node.type === 'timer' && node.onExpire !== undefined ? [node.onExpire] : [];
  return [...edgesOf(node).map(({ to }) => to), ...onExpire];
}

/** Nodes from which the walk starts, and all that follow them. */
export function reachableFrom(script: ScriptSource, starts: readonly string[]): ReadonlySet<string> {
  return spread(starts, (id) => {
    const node = script.nodes[id];
    return node === undefined ? [] : targetsOf(node);
  });
}

/** The goals, and all nodes from which one of them can be reached. */
export function reaching(script: ScriptSource, goals: readonly string[]): ReadonlySet<string> {
  const before = new Map<string, string[]>();
  for (const [id, node] of Object.entries(script.nodes))
    for (const to of targetsOf(node)) before.set(to, [...(before.get(to) ?? []), id]);
  return spread(goals, (id) => before.get(id) ?? []);
}

function spread(starts: readonly string[], following: (id: string) => readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [...starts];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    waiting.push(...following(id));
  }
  return seen;
}

/** A condition and all conditions inside it. */
export function guardsWithin(guard: Guard): readonly Guard[] {
  if ('all' in guard) return [guard, ...guard.all.flatMap(guardsWithin)];
  if ('any' in guard) return [guard, ...guard.any.flatMap(guardsWithin)];
  if ('not' in guard) return [guard, ...guardsWithin(guard.not)];
  return [guard];
}
