/** E01–E05, E09–E11, E14: the script as a graph. */
import type { Finding } from '../finding';
import { edgesOf, reachableFrom, reaching, targetsOf } from '../graph';
import type { Guard } from '../guard';
import type { Edge, ScriptNode, ScriptSource } from '../script';
import { levels } from '../vocabulary';
import { finding, guardsOf, type Rule } from './context';

type Entry = readonly [string, ScriptNode];
const nodesOf = (script: ScriptSource): readonly Entry[] => Object.entries(script.nodes);

const each =
  (check: (script: ScriptSource, id: string, node: ScriptNode) => readonly Finding[]): Rule =>
  (script) =>
    nodesOf(script).flatMap(([id, node]) => check(script, id, node));

const startsOf = (script: ScriptSource): readonly string[] =>
  script.registerAt === undefined ? [script.start] : [script.start, script.registerAt];

const targetsExist: Rule = (script) => {
  const named = [
    { at: 'start', id: script.start },
    ...(script.registerAt === undefined ? [] : [{ at: 'registerAt', id: script.registerAt }]),
    ...nodesOf(script).flatMap(([id, node]) => targetsOf(node).map((to) => ({ at: `nodes.${id}.next`, id: to }))),
    ...Object.entries(script.variants ?? {}).flatMap(([variant, { lines = {} }]) =>
      Object.keys(lines).map((id) => ({ at: `variants.${variant}.lines`, id })),
    ),
    ...guardsOf(script).flatMap(({ at, guard }) => ('visits' in guard ? [{ at, id: guard.visits }] : [])),
  ];
  return named.filter(({ id }) => script.nodes[id] === undefined).map(({ at, id }) => finding(script, 'E01', at, id));
};

const allReached: Rule = (script) => {
  const reached = reachableFrom(script, startsOf(script));
  return nodesOf(script)
    .filter(([id]) => !reached.has(id))
    .map(([id]) => finding(script, 'E02', `nodes.${id}`));
};

/** True when one of the ways always holds, whatever is known. */
function alwaysLeaves(node: ScriptNode, edges: readonly Edge[]): boolean {
  if (edges.some((edge) => edge.else === true || isOpen(edge))) return true;
  // Staff choose among these themselves: none of them is taken by a condition.
  if (node.type === 'choose') {
    if (node.on === 'emotion') return true;
    if (node.on === 'need' || node.on === 'mode')
      return edges.some(({ is, when }) => is !== undefined && when === undefined);
  }
  return false;
}

const isOpen = ({ when, levels: only, is }: Edge): boolean =>
  when === undefined && only === undefined && is === undefined;

const noDeadEnd = each((script, id, node) =>
  node.type === 'end' || alwaysLeaves(node, edgesOf(node))
    ? []
    : [finding(script, 'E03', `nodes.${id}.next`, 'no way holds in every case; add one with "else: true"')],
);

const canBeFinished: Rule = (script) => {
  const ends = nodesOf(script).filter(([, { type }]) => type === 'end');
  const finishing = reaching(
    script,
    ends.map(([id]) => id),
  );
  return nodesOf(script)
    .filter(([id]) => !finishing.has(id))
    .map(([id]) => finding(script, 'E04', `nodes.${id}`));
};

const everyLevel = each((script, id, node) => {
  if (node.type !== 'choose' || node.on !== 'emotion' || node.next.some((edge) => edge.else === true)) return [];
  const missing = levels.filter((level) => !node.next.some((edge) => edge.levels?.includes(level)));
  return missing.length === 0 ? [] : [finding(script, 'E05', `nodes.${id}.next`, missing.join(', '))];
});

/** Only an easy conversation may go past the listening (fast lane, §1.6). */
const isFastLane = ({ levels: only, when }: Edge): boolean =>
  (only !== undefined && only.every((level) => level <= 1)) ||
  (when !== undefined && implies(when, (leaf) => 'emotion' in leaf && atMostAnnoyed(leaf.emotion)));

const atMostAnnoyed = ({ lte, eq }: { lte?: number | undefined; eq?: number | undefined }): boolean =>
  (lte ?? eq ?? 3) <= 1;

/** True when the condition can't hold without a leaf of this kind holding. */
function implies(guard: Guard, leaf: (guard: Guard) => boolean): boolean {
  if ('all' in guard) return guard.all.some((one) => implies(one, leaf));
  if ('any' in guard) return guard.any.every((one) => implies(one, leaf));
  if ('not' in guard) return false;
  return leaf(guard);
}

/** Nodes that can be reached from the start without a node, or over an edge, that is closed. */
function reachedWithout(
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

const listensFirst: Rule = (script) => {
  if (script.family === 'shared') return [];
  const early = reachedWithout(script, { node: ({ stage }) => stage === 'S3', edge: isFastLane });
  return nodesOf(script)
    .filter(([id, { stage }]) => stage === 'S5' && early.has(id))
    .map(([id]) => finding(script, 'E09', `nodes.${id}.stage`));
};

/** Ends that leave no one at the counter to register with. */
const elsewhere: readonly string[] = ['handedOver', 'customerLeft', 'safetyHandedOver'];

const leadsToRegister: Rule = (script) => {
  if (script.family === 'shared') return [];
  const { registerAt } = script;
  const register = registerAt === undefined ? undefined : script.nodes[registerAt];
  if (registerAt === undefined || register === undefined) return [finding(script, 'E10', 'registerAt', 'is not named')];
  if (register.stage !== 'S6') return [finding(script, 'E10', 'registerAt', 'is not a node of stage S6')];
  const before = reaching(script, [registerAt]);
  const after = reachableFrom(script, [registerAt]);
  return nodesOf(script)
    .filter(
      ([id, node]) => !before.has(id) && !after.has(id) && !(node.type === 'end' && elsewhere.includes(node.outcome)),
    )
    .map(([id]) => finding(script, 'E10', `nodes.${id}`));
};

/** B only where a slip is confirmed, C only where somebody decided, and both not by everybody (§1.6). */
const condition = { B: 'slipConfirmed', C: 'decisionApproved' } as const;
const mayPromise: readonly string[] = ['manager', 'officer', 'branch', 'hq'];

const soundApologies: Rule = (script) =>
  (['B', 'C'] as const).flatMap((kind) => {
    const holds = (guard: Guard) => 'fact' in guard && guard.fact === condition[kind] && guard.eq === 'yes';
    const unconfirmed = reachedWithout(script, { edge: ({ when }) => when !== undefined && implies(when, holds) });
    return nodesOf(script)
      .filter(([, node]) => node.type === 'say' && node.apology === kind)
      .flatMap(([id, node]) => [
        ...(unconfirmed.has(id)
          ? [finding(script, 'E11', `nodes.${id}.apology`, `every way here must ask that ${condition[kind]} is yes`)]
          : []),
        ...(kind === 'C' && !(node.posts ?? ['teller']).every((post) => mayPromise.includes(post))
          ? [finding(script, 'E11', `nodes.${id}.posts`, 'C is for manager, officer, branch, hq')]
          : []),
      ]);
  });

const timersExpire = each((script, id, node) =>
  node.type === 'timer' && node.onExpire === undefined ? [finding(script, 'E14', `nodes.${id}`)] : [],
);

export const graphRules: readonly Rule[] = [
  targetsExist,
  allReached,
  noDeadEnd,
  canBeFinished,
  everyLevel,
  listensFirst,
  leadsToRegister,
  soundApologies,
  timersExpire,
];
