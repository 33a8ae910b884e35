/**
 * 到期销毁 (crypto-shredding): when the time is over for which a file has to be kept, its content is made unreadable for ever by destroying
 * its keys, while the chain of evidence goes on to verify. Two people stand for it; a hold forbids it (REGULATION D22).
 */
import { z } from 'zod';
import { standingHolds } from '../complaint/hold';
import type { CaseState } from '../complaint/state';
import { settledStatuses } from '../complaint/states';
import type { Deadline } from '../deadlines/deadlines';
import type { LocalDate } from '../deadlines/local-date';
import type { OpenEvent } from '../evidence/event-envelope';
import { retentionOf } from '../registers/case-figures';

/** Most cases of one destruction: what two people can still look through. */
export const mostDestroyedAtOnce = 200;

const Id = z.string().min(1).max(64);

/** What may still be known of a case that was destroyed: nothing that leads to a person. */
export const DestroyedCase = z.strictObject({
  caseId: Id,
  number: z.string().max(60),
  /** Local date up to which it had to be kept. */
  keptUntil: z.string().max(10),
  /** Streams that go with it: the conversations that were had about it. */
  talks: z.array(Id).max(50),
});
export type DestroyedCase = z.infer<typeof DestroyedCase>;

export const retentionPayloads = {
  /** 复核同意: the second person looked at exactly this list. Signed by them. */
  'retention.approved': z.strictObject({ runId: Id, digest: z.string().max(64), count: z.int() }),
  /** 销毁: from here on nobody is to read these cases, on any PC of the branch. Signed by whom it was asked for. */
  'retention.destroyed': z.strictObject({
    runId: Id,
    digest: z.string().max(64),
    reason: z.string().min(1).max(500),
    approvedBy: Id,
    cases: z.array(DestroyedCase).min(1).max(mostDestroyedAtOnce),
  }),
} as const;
export type RetentionPayload<T extends keyof typeof retentionPayloads> = z.infer<(typeof retentionPayloads)[T]>;

/** Why a case may not be destroyed. */
export type KeptBecause = 'open' | 'noEnd' | 'notYet' | 'hold';

/** Undefined for a case that may be destroyed on this day. `deadlines`: its own, by the law that was in force at its end. */
export function keptBecause(
  state: CaseState,
  deadlines: readonly Deadline[],
  today: LocalDate,
): KeptBecause | undefined {
  if (!settledStatuses.includes(state.status)) return 'open';
  if (standingHolds(state).length > 0) return 'hold';
  const until = retentionOf(deadlines)?.dueOn;
  if (until === undefined) return 'noEnd';
  return until < today ? undefined : 'notYet';
}

/** The case as the record of its destruction names it. */
export function destroyedCaseOf(state: CaseState, deadlines: readonly Deadline[]): DestroyedCase {
  return {
    caseId: state.id,
    number: state.number,
    keptUntil: retentionOf(deadlines)?.dueOn ?? '',
    talks: (state.talks ?? []).map(({ conversationId }) => conversationId),
  };
}

export interface Destruction extends RetentionPayload<'retention.destroyed'> {
  readonly atMs: number;
  readonly by: string;
}

/** Every destruction in the order of the stream. Events that this version does not know are passed over. */
export function destructionsOf(events: readonly OpenEvent[]): readonly Destruction[] {
  return events.flatMap(({ header, payload }) => {
    if (header.type !== 'retention.destroyed') return [];
    const parsed = retentionPayloads['retention.destroyed'].safeParse(payload);
    return parsed.success ? [{ ...parsed.data, atMs: header.at.wall, by: header.actor.userId }] : [];
  });
}

/** Ids of all streams that nobody may read any more. */
export function destroyedStreams(destructions: readonly Destruction[]): readonly string[] {
  return destructions.flatMap(({ cases }) => cases.flatMap(({ caseId, talks }) => [caseId, ...talks]));
}
