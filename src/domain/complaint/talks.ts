/**
 * 安抚对话 in the case: which conversations belong to it, what was promised in them and how the customer was. The talk itself is a stream
 * of its own (domain/conversation); here stands what the case has to answer for.
 */
import { z } from 'zod';
import type { NewCaseEvent } from './events';
import { promisePayloads } from './promises';
import type { CaseState } from './state';
import { takeInFacts, TalkFact, type TakenFacts } from './talk-facts';
import { Emotion } from './values';

const Words = z.strictObject({ zh: z.string().max(400), en: z.string().max(400) });
const Id = z.string().min(1).max(64);

export const talkPayloads = {
  /** 归入对话. */
  'talk.joined': z.strictObject({
    conversationId: Id,
    script: z.string().max(10),
    title: Words,
    startedAtMs: z.int(),
    onDutyId: Id,
  }),
} as const;

/** How the customer was when somebody looked. */
export const SeenInTalk = z.strictObject({ conversationId: Id, atMs: z.int(), by: z.string().min(1) });
export type SeenInTalk = z.infer<typeof SeenInTalk>;

/** What of a conversation the case takes in. The same talk comes again as it goes on; what is known already is passed over. */
export const TalkRecord = z.strictObject({
  ...talkPayloads['talk.joined'].shape,
  promises: z.array(promisePayloads['promise.made'].omit({ source: true })).max(100),
  ratings: z.array(z.strictObject({ emotion: Emotion, atMs: z.int(), by: z.string().min(1) })).max(500),
  /** Answered since the case was there; what was answered before stands in the form it was registered from. */
  facts: z.array(TalkFact).max(100).default([]),
});
export type TalkRecord = z.infer<typeof TalkRecord>;

export const talkCommands = { takeInTalk: TalkRecord } as const;

export const talkRefusals = [
  /** Everything of this talk stands in the case already. */
  z.object({ code: z.literal('talk.nothingNew') }),
] as const;

export type JoinedTalk = z.infer<(typeof talkPayloads)['talk.joined']>;

type Known = Pick<CaseState, 'talks' | 'promises' | 'emotionPath' | 'receivedAtMs'>;

interface TalkContext {
  readonly localDate: (ms: number) => string;
  /** Whoever may not touch the case answers for no promise in it either. */
  readonly isBarred: (userId: string) => boolean;
}

/** What the case does not know yet of this talk. */
export function takeInTalk(
  known: Known,
  { promises, ratings, facts: _facts, ...talk }: TalkRecord,
  { localDate, isBarred }: TalkContext,
): NewCaseEvent[] {
  const { conversationId } = talk;
  const joined = known.talks?.some((one) => one.conversationId === conversationId) === true;
  // A promise can't be older than the complaint: who wrote down a later hour of receipt meant this talk.
  const from = localDate(known.receivedAtMs);
  const later = (day: string): string => (day < from ? from : day);
  return [
    ...(joined ? [] : [{ type: 'talk.joined' as const, payload: talk }]),
    ...promises
      .filter(({ promiseId }) => known.promises?.some((one) => one.promiseId === promiseId) !== true)
      .map((promise) => ({
        type: 'promise.made' as const,
        payload: {
          ...promise,
          madeOn: later(promise.madeOn),
          dueOn: later(promise.dueOn),
          ownerId: promise.ownerId === null || isBarred(promise.ownerId) ? null : promise.ownerId,
          source: 'conversation' as const,
        },
      })),
    ...ratings
      .filter(({ atMs, by }) => !known.emotionPath.some((one) => one.atMs === atMs && one.by === by))
      .map(({ emotion, atMs, by }) => ({
        type: 'case.emotionRated' as const,
        payload: { emotion, seen: { conversationId, atMs, by } },
      })),
  ];
}

/** The same of a case that is there already, with what it was told since. */
export function takeInLater(state: CaseState, record: TalkRecord, context: TalkContext): NewCaseEvent[] {
  const { conversationId, facts } = record;
  const told = takeInFacts(state, conversationId, facts);
  return [
    ...takeInTalk(state, record, context),
    ...(told === null
      ? []
      : [
          {
            type: 'case.detailsRecorded' as const,
            payload: { changes: told.changes, fromTalk: { conversationId, taken: told.taken } },
          },
        ]),
  ];
}

/** True where `takeInLater` would change nothing. */
export function hasAllOf(state: CaseState, record: TalkRecord): boolean {
  return takeInLater(state, record, { localDate: () => '', isBarred: () => false }).length === 0;
}

/** The talk with what the case has taken from it, so that it is taken once, and a field that somebody emptied stays empty. */
export function takenFromTalk(
  { talks = [] }: CaseState,
  { conversationId, taken }: { readonly conversationId: string; readonly taken: TakenFacts },
): Partial<CaseState> {
  return {
    talks: talks.map((talk) =>
      talk.conversationId === conversationId ? { ...talk, taken: { ...talk.taken, ...taken } } : talk,
    ),
  };
}

/** What this does to the state of a case; see `evolve`. */
export const foldTalks = {
  'talk.joined': (state: CaseState, talk: JoinedTalk): Partial<CaseState> => {
    const before = state.talks ?? [];
    const known = before.some(({ conversationId }) => conversationId === talk.conversationId);
    return known ? {} : { talks: [...before, talk] };
  },
};
