/**
 * 重复投诉: the same person complains of the same matter again (REGULATION D5). The newer complaint is merged into the earlier
 * (并入), whose clock goes on or, with new facts or reasons, starts again on the day they came; or the two are only linked.
 *
 * Each of these steps is of two cases at once: one decision gives events for both, and whoever keeps them keeps both or none.
 * Which of the two is the earlier follows from when they were received alone, so no two merges can ever make a ring.
 */
import { z } from 'zod';
import { samePerson } from '../identity/same-person';
import { clockAfter, lastingPeriod, untouchedClock, type CaseClock } from './clock';
import type { CaseCommandName, CaseRefusal } from './commands';
import type { CaseContext } from './decide';
import type { CasePayload, NewCaseEvent } from './events';
import { barredPerson, barFrom } from './recusal';
import type { CaseState } from './state';
import { mergeableStatuses, type CaseStatus } from './states';
import { mergeWays } from './values';
import { hiddenFrom } from './visibility';
import { voided } from './voided';

const Reason = z.string().trim().min(1).max(2_000);

export const pairCommands = {
  /** 关联: the two stand beside each other. */
  link: z.strictObject({ reason: Reason }),
  unlink: z.strictObject({ reason: Reason }),
  /** 并案. */
  merge: z.strictObject({
    way: z.enum(mergeWays),
    /** Why it is the same matter, or what is new in it. */
    reason: Reason,
    /** Somebody looked and says that it is the same person, where no number does. */
    personChecked: z.boolean(),
  }),
  /** 分开: takes a merging back. */
  separate: z.strictObject({ reason: Reason }),
} as const;

export type PairCommandName = keyof typeof pairCommands;
export type PairCommand = {
  [N in PairCommandName]: { readonly name: N; readonly input: z.infer<(typeof pairCommands)[N]> };
}[PairCommandName];

export interface CaseEvents {
  readonly caseId: string;
  readonly events: readonly NewCaseEvent[];
}

export type PairDecision =
  | { readonly ok: true; readonly value: readonly [CaseEvents, CaseEvents] }
  | { readonly ok: false; readonly error: CaseRefusal };

/** What a merging knows of its surroundings. */
export type PairContext = Pick<CaseContext, 'actor' | 'localDate' | 'decisionClock' | 'people'>;

/** 并入: into which case, and from where it came there. */
export interface Merged {
  readonly caseId: string;
  readonly number: string;
  readonly way: CasePayload<'case.merged'>['way'];
  readonly reason: string;
  readonly from: CaseStatus;
  readonly by: string;
  readonly atMs: number;
}

/** A later complaint that this one took in. */
export interface Absorbed {
  readonly caseId: string;
  readonly number: string;
  readonly way: CasePayload<'case.merged'>['way'];
  readonly atMs: number;
  /** The day on which it came. */
  readonly receivedOn: string;
  /** Null where nobody had touched it. */
  readonly clockBefore: CaseClock | null;
}

export interface Link {
  readonly caseId: string;
  readonly number: string;
  readonly reason: string;
  readonly atMs: number;
}

/** What can still be done to a complaint that was merged: everything else is done to the one that took it in. */
const stillOpen: readonly CaseCommandName[] = [
  'addNote',
  'completeTask',
  'declareRecusal',
  'recordPrint',
  'placeHold',
  'liftHold',
  'noteProceedings',
  'endProceedings',
  'chooseVersion',
  'reviewConflict',
];

export function frozenByMerging({ status }: Pick<CaseState, 'status'>, command: CaseCommandName): boolean {
  return status === 'merged' && !stillOpen.includes(command);
}

const refuse = (error: CaseRefusal): PairDecision => ({ ok: false, error });

/** The earlier of two and the newer: by receipt, then by registration, then by id. */
export function inOrder(one: CaseState, other: CaseState): { readonly earlier: CaseState; readonly newer: CaseState } {
  const by =
    one.receivedAtMs - other.receivedAtMs || one.registeredAtMs - other.registeredAtMs || (one.id < other.id ? -1 : 1);
  return by <= 0 ? { earlier: one, newer: other } : { earlier: other, newer: one };
}

/** Events for both cases, or why not. */
export function decidePair(one: CaseState, other: CaseState, command: PairCommand, context: PairContext): PairDecision {
  if (one.id === other.id) return refuse({ code: 'pair.sameCase' });
  for (const state of [one, other]) {
    const bar = barFrom(state, 'handle', context.actor.userId, context.people);
    if (bar) return refuse(barredPerson(bar));
  }
  switch (command.name) {
    case 'link': {
      if (one.links?.some(({ caseId }) => caseId === other.id)) return refuse({ code: 'pair.linkedAlready' });
      const { reason } = command.input;
      return bothWays(one, other, ({ id, number }) => ({
        type: 'case.linked',
        payload: { caseId: id, number, reason },
      }));
    }
    case 'unlink': {
      if (!one.links?.some(({ caseId }) => caseId === other.id)) return refuse({ code: 'pair.notLinked' });
      const { reason } = command.input;
      return bothWays(one, other, ({ id, number }) => ({
        type: 'case.unlinked',
        payload: { caseId: id, number, reason },
      }));
    }
    case 'merge':
      return merge(one, other, command.input, context);
    case 'separate':
      return separate(one, other, command.input.reason);
  }
}

function bothWays(one: CaseState, other: CaseState, event: (of: CaseState) => NewCaseEvent): PairDecision {
  return {
    ok: true,
    value: [
      { caseId: one.id, events: [event(other)] },
      { caseId: other.id, events: [event(one)] },
    ],
  };
}

/** States in which nothing is decided yet, so that another complaint of the matter can be taken in. */
const takesIn: readonly CaseStatus[] = [
  'registered',
  'accepted',
  'investigating',
  'inMediation',
  'remedyPending',
  'approved',
];

function merge(
  one: CaseState,
  other: CaseState,
  { way, reason, personChecked }: Extract<PairCommand, { name: 'merge' }>['input'],
  context: PairContext,
): PairDecision {
  const { earlier, newer } = inOrder(one, other);
  if (earlier.branchId !== newer.branchId) return refuse({ code: 'pair.otherBranch' });
  for (const { status, number, merged } of [newer, earlier])
    if (status === 'merged') return refuse({ code: 'pair.mergedAlready', number, into: merged?.number ?? '' });
  const [first] = newer.absorbed ?? [];
  if (first) return refuse({ code: 'pair.hasOthers', number: newer.number, other: first.number });
  if (!mergeableStatuses.includes(newer.status))
    return refuse({ code: 'pair.wrongState', number: newer.number, status: newer.status });
  if (!takesIn.includes(earlier.status))
    return refuse({ code: 'pair.wrongState', number: earlier.number, status: earlier.status });
  const same = samePerson(newer.details, earlier.details);
  if (same === 'no') return refuse({ code: 'pair.otherPerson' });
  if (same === 'unsure' && !personChecked) return refuse({ code: 'pair.personUnsure' });
  // Whoever the newer one is hidden from must not read of it in the earlier one.
  const named = hiddenFrom(earlier.details);
  if (hiddenFrom(newer.details).some((userId) => !named.includes(userId)))
    return refuse({ code: 'pair.namesOthers', number: earlier.number });
  const receivedOn = context.localDate(newer.receivedAtMs);
  const clock = context.decisionClock(earlier);
  if (clock === null) return refuse({ code: 'deadline.noSuchRule' });
  // Within the time only: what was late must not become in time again by what came afterwards.
  if (receivedOn > clock.dueOn && lastingPeriod(earlier) === undefined)
    return refuse({ code: 'pair.periodOver', number: earlier.number, dueOn: clock.dueOn });
  const { id: caseId, number } = newer;
  return {
    ok: true,
    value: [
      {
        caseId: newer.id,
        events: [
          {
            type: 'case.merged',
            payload: { caseId: earlier.id, number: earlier.number, way, reason, from: newer.status },
          },
        ],
      },
      {
        caseId: earlier.id,
        events: [
          { type: 'case.absorbed', payload: { caseId, number, way, reason, receivedOn } },
          // What was decided was decided without the new facts.
          ...(way === 'newFacts' ? voided(earlier) : []),
        ],
      },
    ],
  };
}

function separate(one: CaseState, other: CaseState, reason: string): PairDecision {
  const { earlier, newer } = inOrder(one, other);
  if (newer.status !== 'merged' || newer.merged?.caseId !== earlier.id) return refuse({ code: 'pair.notMerged' });
  return {
    ok: true,
    value: [
      {
        caseId: newer.id,
        events: [{ type: 'case.separated', payload: { caseId: earlier.id, number: earlier.number, reason } }],
      },
      {
        caseId: earlier.id,
        events: [{ type: 'case.released', payload: { caseId: newer.id, number: newer.number, reason } }],
      },
    ],
  };
}

interface By {
  readonly userId: string;
  readonly atMs: number;
}

/** What these steps do to the state of a case; see `evolve`. */
export const afterPair = {
  linked: ({ links = [] }: CaseState, link: CasePayload<'case.linked'>, { atMs }: By): Partial<CaseState> =>
    links.some(({ caseId }) => caseId === link.caseId) ? {} : { links: [...links, { ...link, atMs }] },
  unlinked: ({ links = [] }: CaseState, { caseId }: CasePayload<'case.unlinked'>): Partial<CaseState> => ({
    links: links.filter((link) => link.caseId !== caseId),
  }),
  merged: (
    _state: CaseState,
    { caseId, number, way, reason, from }: CasePayload<'case.merged'>,
    { userId, atMs }: By,
  ): Partial<CaseState> => ({ merged: { caseId, number, way, reason, from, by: userId, atMs } }),
  /** Exactly where it was before. */
  separated: (state: CaseState): Partial<CaseState> => ({
    merged: null,
    ...(state.merged ? { status: state.merged.from } : {}),
  }),
  absorbed: (
    state: CaseState,
    { caseId, number, way, receivedOn }: CasePayload<'case.absorbed'>,
    { atMs }: By,
  ): Partial<CaseState> => ({
    absorbed: [
      ...(state.absorbed ?? []).filter((one) => one.caseId !== caseId),
      { caseId, number, way, atMs, receivedOn, clockBefore: state.clock ?? null },
    ],
    ...(way === 'newFacts' ? { clock: clockAfter['facts.added'](state.clock ?? untouchedClock, { receivedOn }) } : {}),
  }),
  released,
} as const;

function released(state: CaseState, { caseId }: CasePayload<'case.released'>): Partial<CaseState> {
  const absorbed = state.absorbed ?? [];
  const gone = absorbed.find((one) => one.caseId === caseId);
  const left = absorbed.filter((one) => one.caseId !== caseId);
  // What was told was told under the clock that ran then; that stays true.
  if (gone?.way !== 'newFacts' || state.delivery !== null) return { absorbed: left };
  const undone = (clock: CaseClock): CaseClock => undoneBy(clock, gone);
  const stillStarts = left.some((one) => one.way === 'newFacts' && one.receivedOn === gone.receivedOn);
  return {
    absorbed: left.map((one) => ({ ...one, clockBefore: one.clockBefore && undone(one.clockBefore) })),
    ...(state.clock && !stillStarts ? { clock: undone(state.clock) } : {}),
  };
}

/** Takes back what a merging did to a clock, and nothing that came after it. */
function undoneBy(clock: CaseClock, { receivedOn, clockBefore }: Absorbed): CaseClock {
  if (clock.newFactsOn !== receivedOn) return clock;
  const before = clockBefore ?? untouchedClock;
  return { ...clock, extension: clock.extension ?? before.extension, newFactsOn: before.newFactsOn };
}
