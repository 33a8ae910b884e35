/**
 * Changes of a script as its author means them: a step put in, taken out, led elsewhere. Each is one change, so that it is kept and
 * taken back as one, and none leaves a step behind that nobody can get to.
 */
import type { ScriptEdit } from './desk';
import { edgesOf, reachableFrom, targetsOf } from './graph';
import type { Edge, ScriptNode, ScriptSource } from './script';
import type { Words } from './words';

export type Leading = Exclude<ScriptNode, { type: 'end' }>;
type Nodes = ScriptSource['nodes'];

/** Why a step or a way stays where it is, and which steps it is about. */
export type EditRefusal =
  | { readonly why: 'start' | 'register' }
  /** These lead to the step, and it has no single way on that they could take instead. */
  | { readonly why: 'ledTo'; readonly nodes: readonly string[] }
  /** Nobody could get to these any more. */
  | { readonly why: 'orphans'; readonly nodes: readonly string[] }
  /** A node has as many ways as it may have, or the way is there already. */
  | { readonly why: 'full' | 'there' | 'lastWay' };

export type Edited =
  { readonly ok: true; readonly edit: ScriptEdit } | { readonly ok: false; readonly refusal: EditRefusal };

const refused = (refusal: EditRefusal): Edited => ({ ok: false, refusal });

/** Most ways that a node may have. */
export const mostWays = 9;

const startsOf = ({ start, registerAt }: ScriptSource): readonly string[] =>
  registerAt === undefined ? [start] : [start, registerAt];

/** Steps that could be reached before and can't be with these nodes. */
export function orphanedBy(script: ScriptSource, nodes: Nodes): readonly string[] {
  const before = reachableFrom(script, startsOf(script));
  const after = reachableFrom({ ...script, nodes }, startsOf(script));
  return Object.keys(nodes).filter((id) => before.has(id) && !after.has(id));
}

const isPlain = ({ when, levels, is, label }: Edge): boolean =>
  when === undefined && levels === undefined && is === undefined && label === undefined;

/** The node with other ways; one without a condition is written as its name alone. */
export function withWays(node: Leading, ways: readonly Edge[]): ScriptNode {
  const [only] = ways;
  if (node.type === 'choose' || ways.length !== 1 || only === undefined || !isPlain(only))
    return { ...node, next: [...ways] };
  return { ...node, next: only.to };
}

/** What leads to `from` leads to `to`; also a timer that runs out. */
function redirected(node: ScriptNode, from: string, to: string): ScriptNode {
  if (node.type === 'end' || !targetsOf(node).includes(from)) return node;
  const led: Leading = node.type === 'timer' && node.onExpire === from ? { ...node, onExpire: to } : node;
  if (led.next === undefined) return led;
  if (typeof led.next === 'string') return led.next === from ? ({ ...led, next: to } as ScriptNode) : led;
  return { ...led, next: led.next.map((edge) => (edge.to === from ? { ...edge, to } : edge)) };
}

/** Variants without what they said at a node. */
function variantsWithout({ variants }: ScriptSource, node: string): Pick<ScriptEdit, 'set'> {
  if (variants === undefined || !Object.values(variants).some(({ lines }) => lines?.[node] !== undefined)) return {};
  return {
    set: {
      variants: Object.fromEntries(
        Object.entries(variants).map(([id, { lines = {}, ...variant }]) => {
          const { [node]: _gone, ...left } = lines;
          return [id, Object.keys(left).length === 0 ? variant : { ...variant, lines: left }];
        }),
      ),
    },
  };
}

/** Takes a step out: what led there takes its single way on. Refused where that would break the script. */
export function removal(script: ScriptSource, id: string): Edited {
  const node = script.nodes[id];
  if (id === script.start) return refused({ why: 'start' });
  if (id === script.registerAt) return refused({ why: 'register' });
  const { [id]: _gone, ...others } = script.nodes;
  const before = Object.entries(others).filter(([, one]) => targetsOf(one).includes(id));
  const [only, ...more] = node === undefined ? [] : edgesOf(node);
  const on = node !== undefined && more.length === 0 && only !== undefined && only.to !== id ? only.to : undefined;
  const clash = (one: ScriptNode): boolean => on === undefined || targetsOf(one).includes(on);
  const stuck = before.filter(([from, one]) => from === on || clash(one)).map(([from]) => from);
  if (stuck.length > 0) return refused({ why: 'ledTo', nodes: stuck });
  const bridged = Object.fromEntries(before.map(([from, one]) => [from, redirected(one, id, on ?? id)]));
  const nodes = { ...others, ...bridged };
  const orphans = orphanedBy(script, nodes);
  if (orphans.length > 0) return refused({ why: 'orphans', nodes: orphans });
  return { ok: true, edit: { kind: 'edit', nodes: { ...bridged, [id]: null }, ...variantsWithout(script, id) } };
}

/** Where a new node goes: it takes over the single way of the node before, or stands at the end of a new one. */
export function insertion(script: ScriptSource, after: string, id: string, made: (to: string) => ScriptNode): Edited {
  const before = script.nodes[after];
  if (before === undefined || isOver(before)) return refused({ why: 'lastWay' });
  const ways = edgesOf(before);
  const onward = ways.at(-1)?.to ?? script.registerAt ?? script.start;
  const node = made(onward);
  // What ends the conversation can't take over the way on: it is one more way.
  const takesOver = before.type !== 'choose' && ways.length === 1 && edgesOf(node).length > 0;
  if (!takesOver && ways.length >= mostWays) return refused({ why: 'full' });
  const led = takesOver ? redirected(before, onward, id) : withWays(before, withWay(before, id));
  const orphans = orphanedBy(script, { ...script.nodes, [after]: led, [id]: node });
  if (orphans.length > 0) return refused({ why: 'orphans', nodes: orphans });
  const ids = Object.keys(script.nodes);
  const at = ids.indexOf(after) + 1;
  return {
    ok: true,
    edit: { kind: 'edit', nodes: { [after]: led, [id]: node }, order: [...ids.slice(0, at), id, ...ids.slice(at)] },
  };
}

const isOver = (node: ScriptNode): node is Extract<ScriptNode, { type: 'end' | 'sub' }> =>
  node.type === 'end' || (node.type === 'sub' && node.goOver === true);

/** What a new button says until its author names it: part of the script, so in both its languages. */
const unnamed: Words = { zh: '另一种情况', en: 'Something else' };

/** The ways with one more: before the way that holds always, or it would never be tried. */
function withWay(node: Leading, to: string): readonly Edge[] {
  const ways = edgesOf(node);
  const last = ways.at(-1);
  const picked = node.type === 'choose' && node.on === 'pick';
  const way: Edge = picked ? { to, label: unnamed } : { to, when: { emotion: { gte: 2 } } };
  if (picked || last === undefined || !(last.else === true || isPlain(last))) return [...ways, way];
  return [...ways.slice(0, -1), way, { ...last, else: true }];
}

/** A way from one step to another. */
export function connection(script: ScriptSource, from: string, to: string): Edited {
  const node = script.nodes[from];
  if (node === undefined || isOver(node)) return refused({ why: 'lastWay' });
  const ways = edgesOf(node);
  if (ways.some((way) => way.to === to)) return refused({ why: 'there' });
  if (ways.length >= mostWays) return refused({ why: 'full' });
  return { ok: true, edit: { kind: 'edit', nodes: { [from]: withWays(node, withWay(node, to)) } } };
}

/** The node without one of its ways. Refused where a step would be left that nobody can get to. */
export function disconnection(script: ScriptSource, from: string, at: number): Edited {
  const node = script.nodes[from];
  if (node === undefined || node.type === 'end') return refused({ why: 'lastWay' });
  const ways = edgesOf(node);
  if (ways.length < 2) return refused({ why: 'lastWay' });
  const left = ways.filter((_way, place) => place !== at);
  const [only] = left;
  // Alone it holds always: a condition on the only way would be a dead end.
  const next =
    left.length === 1 && only !== undefined && node.type !== 'choose' ? [{ to: only.to, else: true as const }] : left;
  return reached(script, from, withWays(node, next));
}

/** The node as it is to be, unless nobody could get to some step then. */
export function reached(script: ScriptSource, id: string, node: ScriptNode): Edited {
  const orphans = orphanedBy(script, { ...script.nodes, [id]: node });
  return orphans.length > 0
    ? refused({ why: 'orphans', nodes: orphans })
    : { ok: true, edit: { kind: 'edit', nodes: { [id]: node } } };
}

/** A new node of a kind, with as little as that kind can be without; its author goes on from there. */
export function newNode(
  type: ScriptNode['type'],
  stage: ScriptNode['stage'],
  text: Words,
  { to, fact, script }: { readonly to: string; readonly fact: string; readonly script: string },
): ScriptNode {
  switch (type) {
    case 'say':
      return { type, stage, skill: 'encourager', text, next: to };
    case 'ask':
      return { type, stage, fact, text, next: to };
    case 'listen':
      return { type, stage, skill: 'encourager', prompts: [{ id: 'open', ...text }], next: to };
    case 'choose':
      return { type, stage, on: 'pick', text, next: [{ to, label: { zh: '继续', en: 'Go on' } }] };
    case 'checklist':
      return { type, stage, items: [{ id: 'first', ...text }], next: to };
    case 'act':
      return { type, stage, action: 'byHand', authority: 'own', text, next: to };
    case 'escalate':
      return { type, stage, to: 'manager', urgency: 'quarterHour', reason: text, summary: text, next: to };
    case 'timer':
      return { type, stage, seconds: 300, visible: 'staff', text, onExpire: to, next: to };
    case 'note':
      return { type, stage, style: 'tip', text, next: to };
    case 'sub':
      return { type, stage, script, next: to };
    case 'end':
      return { type, stage, outcome: 'handedOver', closing: text };
  }
}
