/** E01–E05, E09–E11, E14: the script as a graph. */
import type { Finding } from '../finding';
import { edgesOf, isLast, reachableFrom, reaching, targetsOf } from '../graph';
import type { Guard } from '../guard';
import type { Edge, ScriptNode, ScriptSource } from '../script';
import { levels } from '../vocabulary';
import { implies, reachedWithout } from './reached';
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
  isLast(node) || alwaysLeaves(node, edgesOf(node))
    ? []
    : [finding(script, 'E03', `nodes.${id}.next`, 'no way holds in every case; add one with "else: true"')],
);

const canBeFinished: Rule = (script) => {
  const ends = nodesOf(script).filter(([, node]) => isLast(node));
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

const listensFirst: Rule = (script) => {
  if (script.family === 'shared') return [];
  const early = reachedWithout(script, { node: ({ stage }) => stage === 'S3', edge: isFastLane });
  return nodesOf(script)
    .filter(([id, { stage }]) => stage === 'S5' && early.has(id))
    .map(([id]) => finding(script, 'E09', `nodes.${id}.stage`));
};

/** Ends that leave no one at the counter to register with, or nothing; and the place where another script goes on. */
const elsewhere: readonly string[] = ['handedOver', 'customerLeft', 'safetyHandedOver'];
const needsNoRegister = (node: ScriptNode): boolean =>
  isLast(node) && (node.type !== 'end' || [...elsewhere, 'return', 'settledOnSpot'].includes(node.outcome));

const leadsToRegister: Rule = (script) => {
  if (script.family === 'shared') return [];
  const { registerAt } = script;
  const register = registerAt === undefined ? undefined : script.nodes[registerAt];
  if (registerAt === undefined || register === undefined) return [finding(script, 'E10', 'registerAt', 'is not named')];
  if (register.stage !== 'S6') return [finding(script, 'E10', 'registerAt', 'is not a node of stage S6')];
  // Where another script goes on, that one registers.
  const over = nodesOf(script).flatMap(([id, node]) => (node.type === 'sub' && node.goOver === true ? [id] : []));
  const before = reaching(script, [registerAt, ...over]);
  const after = reachableFrom(script, [registerAt]);
  return nodesOf(script)
    .filter(([id, node]) => !before.has(id) && !after.has(id) && !needsNoRegister(node))
    .map(([id]) => finding(script, 'E10', `nodes.${id}`));
};

type FactGuard = Extract<Guard, { readonly fact: string }>;
const asks = (fact: string, holds: (guard: FactGuard) => boolean) => {
  const leaf = (guard: Guard) => 'fact' in guard && guard.fact === fact && holds(guard);
  return ({ when }: Edge): boolean => when !== undefined && implies(when, leaf);
};

/** A complaint is not talked away: the customer said that it is none, and what was made clear is written down. */
const asksWhetherComplaint: Rule = (script) => {
  if (script.forStaff === true) return [];
  const unasked = reachedWithout(script, { edge: asks('complains', ({ eq }) => eq === 'no') });
  const unnoted = reachedWithout(script, { edge: asks('spotNote', ({ known }) => known === true) });
  return endsWith(script, 'settledOnSpot')
    .filter((id) => unasked.has(id) || unnoted.has(id))
    .map((id) =>
      finding(script, 'E21', `nodes.${id}`, 'call SUB-05, or ask complains (eq: no) and spotNote (known) on every way'),
    );
};

const goesBackToCaller: Rule = (script) => {
  if (script.family === 'shared') return [];
  const called = ({ when }: Edge): boolean =>
    when !== undefined && implies(when, (leaf) => 'called' in leaf && leaf.called);
  const alone = reachedWithout(script, { edge: called });
  return endsWith(script, 'return')
    .filter((id) => alone.has(id))
    .map((id) => finding(script, 'E22', `nodes.${id}`, 'every way here needs { called: true }'));
};

const endsWith = (script: ScriptSource, outcome: string): readonly string[] =>
  nodesOf(script).flatMap(([id, node]) => (node.type === 'end' && node.outcome === outcome ? [id] : []));

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
  asksWhetherComplaint,
  goesBackToCaller,
  soundApologies,
  timersExpire,
];
