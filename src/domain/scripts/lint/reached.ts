/** What can be reached when some nodes or ways are closed: so a rule knows what every way to a node has asked before. */
import { edgesOf } from '../graph';
import type { Guard } from '../guard';
import type { Edge, ScriptNode, ScriptSource } from '../script';

/** True when the condition can't hold without a leaf of this kind holding. */
export function implies(guard: Guard, leaf: (guard: Guard) => boolean): boolean {
  if ('all' in guard) return guard.all.some((one) => implies(one, leaf));
  if ('any' in guard) return guard.any.every((one) => implies(one, leaf));
  if ('not' in guard) return false;
  return leaf(guard);
}

/** Nodes that can be reached from the start without a node, or over an edge, that is closed. */
export function reachedWithout(
  script: ScriptSource,
  closed: { readonly node?: (node: ScriptNode) => boolean; readonly edge?: (edge: Edge) => boolean },
): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [script.start];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const node = script.nodes[id];
    if (node === undefined || seen.has(id)) continue;
    seen.add(id);
    if (closed.node?.(node) === true) continue;
    const open = edgesOf(node).filter((edge) => closed.edge?.(edge) !== true);
    waiting.push(...open.map(({ to }) => to), ...(node.type === 'timer' ? [node.onExpire ?? ''] : []));
  }
  return seen;
}
