/**
 * The states of a complaint and what leads from one to the next, as data (REGULATION §6).
 *
 * A case is in exactly one state. A transition names the event that causes it; `evolve` follows this table and nothing
 * else, and `decide` refuses a command whose event has no transition from the present state.
 */
export const caseStatuses = [
  'registered',
  'notComplaint',
  'refusalPending',
  'refused',
  'transferred',
  'accepted',
  'investigating',
  'awaitingMaterial',
  'inMediation',
  'remedyPending',
  'approved',
  'informed',
  'inReview',
  'reviewUpheld',
  'reviewChanged',
  'withdrawn',
  'merged',
  'movedAway',
  'closed',
] as const;

/**
 * 已登记 · 非投诉 · 不予受理待批 · 不予受理 · 已转出 · 已受理 · 调查中 · 待补充 · 调解中 · 方案待批 · 已批准 · 已告知 · 核查中 ·
 * 核查维持 · 核查改变 · 已撤回 · 已并入 · 已移交 · 已结案.
 */
export type CaseStatus = (typeof caseStatuses)[number];

interface Transition {
  readonly event: string;
  readonly from: readonly CaseStatus[];
  readonly to: CaseStatus;
  /** Or back to one of these, from where it came; the fold of the event says to which. */
  readonly orTo?: readonly CaseStatus[];
}

/** States from which a complaint can go into an earlier one of the same matter: nothing of its own was decided. */
export const mergeableStatuses: readonly CaseStatus[] = ['registered', 'accepted', 'investigating'];

/** States in which headquarters can order that a decision is made again: one was made, or the case is over. */
export const reworkable: readonly CaseStatus[] = ['approved', 'refused', 'informed', 'closed'];

/** States in which headquarters can move a complaint to another branch (移交): nothing was decided on it yet. */
export const movableStatuses: readonly CaseStatus[] = [
  'registered',
  'refusalPending',
  'accepted',
  'investigating',
  'awaitingMaterial',
  'inMediation',
  'remedyPending',
];

export const transitions: readonly Transition[] = [
  { event: 'case.markedNotComplaint', from: ['registered'], to: 'notComplaint' },
  { event: 'case.restoredAsComplaint', from: ['notComplaint'], to: 'registered' },
  { event: 'refusal.proposed', from: ['registered', 'refusalPending'], to: 'refusalPending' },
  { event: 'remedy.recalled', from: ['refusalPending', 'refused'], to: 'registered' },
  { event: 'remedy.returned', from: ['refusalPending'], to: 'registered' },
  { event: 'remedy.rejected', from: ['refusalPending'], to: 'registered' },
  { event: 'remedy.approved', from: ['refusalPending'], to: 'refused' },
  { event: 'escalation.returned', from: ['refusalPending'], to: 'registered' },
  { event: 'escalation.rejected', from: ['refusalPending'], to: 'registered' },
  { event: 'escalation.approved', from: ['refusalPending'], to: 'refused' },
  { event: 'refusal.lifted', from: ['informed', 'closed'], to: 'registered' },
  { event: 'case.transferred', from: ['registered'], to: 'transferred' },
  { event: 'transfer.confirmed', from: ['transferred'], to: 'closed' },
  { event: 'transfer.declined', from: ['transferred', 'closed'], to: 'registered' },
  { event: 'case.accepted', from: ['registered'], to: 'accepted' },
  { event: 'investigation.started', from: ['accepted'], to: 'investigating' },
  { event: 'material.requested', from: ['accepted', 'investigating'], to: 'awaitingMaterial' },
  { event: 'material.received', from: ['awaitingMaterial'], to: 'investigating' },
  { event: 'material.waitingEnded', from: ['awaitingMaterial'], to: 'investigating' },
  { event: 'mediation.agreed', from: ['investigating'], to: 'inMediation' },
  { event: 'mediation.settled', from: ['inMediation'], to: 'investigating' },
  { event: 'mediation.failed', from: ['inMediation'], to: 'investigating' },
  { event: 'remedy.proposed', from: ['accepted', 'investigating', 'remedyPending', 'approved'], to: 'remedyPending' },
  { event: 'remedy.recalled', from: ['remedyPending', 'approved'], to: 'investigating' },
  { event: 'remedy.returned', from: ['remedyPending'], to: 'investigating' },
  { event: 'remedy.rejected', from: ['remedyPending'], to: 'investigating' },
  { event: 'remedy.approved', from: ['remedyPending'], to: 'approved' },
  { event: 'emergency.approved', from: ['remedyPending'], to: 'approved' },
  { event: 'escalation.returned', from: ['remedyPending'], to: 'investigating' },
  { event: 'escalation.rejected', from: ['remedyPending'], to: 'investigating' },
  { event: 'escalation.approved', from: ['remedyPending'], to: 'approved' },
  { event: 'decision.delivered', from: ['approved', 'refused'], to: 'informed' },
  { event: 'review.requested', from: ['informed', 'closed'], to: 'inReview' },
  { event: 'review.upheld', from: ['inReview'], to: 'reviewUpheld' },
  { event: 'review.changed', from: ['inReview'], to: 'reviewChanged' },
  { event: 'review.told', from: ['reviewUpheld'], to: 'informed' },
  { event: 'review.told', from: ['reviewChanged'], to: 'investigating' },
  { event: 'review.refusalOverturned', from: ['reviewChanged'], to: 'registered' },
  {
    event: 'case.withdrawn',
    from: [
      'registered',
      'refusalPending',
      'refused',
      'transferred',
      'accepted',
      'investigating',
      'awaitingMaterial',
      'inMediation',
      'remedyPending',
      'approved',
      'informed',
      'inReview',
      'reviewUpheld',
      'reviewChanged',
    ],
    to: 'withdrawn',
  },
  { event: 'case.merged', from: mergeableStatuses, to: 'merged' },
  { event: 'case.separated', from: ['merged'], to: 'registered', orTo: mergeableStatuses },
  { event: 'case.settledInLedger', from: ['registered'], to: 'closed' },
  { event: 'case.closed', from: ['informed', 'notComplaint', 'withdrawn'], to: 'closed' },
  // A fact of a closed case and no state of its own: nothing that can be done to it is different.
  { event: 'case.archived', from: ['closed'], to: 'closed' },
  { event: 'case.reopened', from: ['closed', 'withdrawn'], to: 'investigating' },
  // 移交: from wherever it stands by then. What the branch did without knowing of it must not leave a second open case behind.
  { event: 'case.movedAway', from: caseStatuses.filter((status) => status !== 'movedAway'), to: 'movedAway' },
  // 退回重办: what was never taken on begins with that.
  { event: 'rework.ordered', from: reworkable, to: 'investigating', orTo: ['registered'] },
];

/** States in which a proposal waits for its decision: of a remedy, or not to take the complaint on. */
export const undecidedStatuses: readonly CaseStatus[] = ['remedyPending', 'refusalPending'];

/** Stages in which facts are still looked for. */
export const investigatedStatuses: readonly CaseStatus[] = [
  'accepted',
  'investigating',
  'awaitingMaterial',
  'inMediation',
];

/** 核查: the superior institution looks at what was told, or what it decided is not told yet. */
export const reviewStatuses: readonly CaseStatus[] = ['inReview', 'reviewUpheld', 'reviewChanged'];

/** A decision was told and stands: the record does not change under it. */
export const toldStatuses: readonly CaseStatus[] = ['informed', ...reviewStatuses];

/** The clock that a case in this state is listed by. */
export function listedDeadline(status: CaseStatus): 'decision' | 'reviewDecision' {
  return reviewStatuses.includes(status) ? 'reviewDecision' : 'decision';
}

/** States in which nothing more is owed to the complainant, or (merged, moved away) only by another case. */
export const settledStatuses: readonly CaseStatus[] = ['notComplaint', 'withdrawn', 'merged', 'movedAway', 'closed'];

/** Where `event` leads from `status`; undefined when the event does not move a case. `null` when it is not allowed from here. */
export function nextStatus(status: CaseStatus, event: string): CaseStatus | null | undefined {
  const moves = transitions.filter((t) => t.event === event);
  if (moves.length === 0) return undefined;
  return moves.find((t) => t.from.includes(status))?.to ?? null;
}
