/** What a review does to the state of a case; see `evolve`. */
import type { OpenEvent } from '../evidence/event-envelope';
import type { CasePayload } from './events';
import type { CaseState, Proposal, Review } from './state';
import type { ReviewResult } from './values';

export const foldReview = {
  'review.requested': (state: CaseState, payload: CasePayload<'review.requested'>): Partial<CaseState> => ({
    closedAtMs: null,
    reviews: [
      ...(state.reviews ?? []),
      {
        ...payload,
        decisionToldOn: state.delivery?.deliveredOn ?? '',
        decisionToldAtMs: state.delivery?.atMs ?? 0,
        decision: null,
        letterPrinted: false,
        told: null,
      },
    ],
  }),
  'review.turnedDown': (): Partial<CaseState> => ({}),
  'review.upheld': (state: CaseState, payload: CasePayload<'review.upheld'>, event: OpenEvent) =>
    decided(state, 'upheld', { ...payload, changes: '' }, event),
  'review.changed': (state: CaseState, payload: CasePayload<'review.changed'>, event: OpenEvent) =>
    decided(state, 'changed', payload, event),
  'review.told': (state: CaseState, payload: CasePayload<'review.told'>, event: OpenEvent): Partial<CaseState> => {
    const told = withLast(state, (review) => ({ ...review, told: { ...payload, atMs: event.header.at.wall } }));
    return state.status === 'reviewUpheld' ? told : { ...told, ...takenUpAgain(state, payload, event) };
  },
  'review.refusalOverturned': (
    state: CaseState,
    payload: CasePayload<'review.refusalOverturned'>,
    event: OpenEvent,
  ): Partial<CaseState> => ({
    ...withLast(state, (review) => ({ ...review, told: { ...payload, atMs: event.header.at.wall } })),
    ...takenUpAgain(state, payload, event),
  }),
};

function decided(
  state: CaseState,
  result: ReviewResult,
  payload: CasePayload<'review.changed'>,
  { header }: OpenEvent,
): Partial<CaseState> {
  return withLast(state, (review) => ({
    ...review,
    decision: { ...payload, result, recordedBy: header.actor.userId, atMs: header.at.wall },
  }));
}

/** What was decided does not hold: its letter is void, and what comes of it needs a signature of its own. */
function takenUpAgain(
  state: CaseState,
  { deliveredOn }: CasePayload<'review.told'>,
  { header }: OpenEvent,
): Partial<CaseState> {
  const reason = state.reviews?.at(-1)?.decision?.changes ?? '';
  return {
    ...(state.clock ? { clock: { ...state.clock, extension: null } } : {}),
    proposals: state.proposals.map((p): Proposal => (p.status === 'approved' ? { ...p, status: 'superseded' } : p)),
    delivery: null,
    performance: null,
    letterPrinted: false,
    reopenings: [...state.reopenings, { reason, atMs: header.at.wall, by: header.actor.userId, on: deliveredOn }],
  };
}

/** The letter of the review that is decided. */
export function reviewLetterPrinted(state: CaseState): Partial<CaseState> {
  return withLast(state, (review) => ({ ...review, letterPrinted: true }));
}

function withLast(state: CaseState, change: (review: Review) => Review): Partial<CaseState> {
  const reviews = state.reviews ?? [];
  const last = reviews.at(-1);
  return last === undefined ? {} : { reviews: [...reviews.slice(0, -1), change(last)] };
}
