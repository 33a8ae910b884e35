/** Rows of the store as main makes them and the store host keeps them. Nothing here identifies a person in the clear. */
import type { SignedHeader } from '../../domain/evidence/event-envelope';

/** Tables that the journal carries; everything else is derived from them. */
export const durableTables = ['receipts', 'events', 'caseKeys', 'drafts', 'kv'] as const;
export type DurableTable = (typeof durableTables)[number];

/** One change of one row; `row: null` deletes it. */
export interface WriteOp {
  readonly table: DurableTable;
  readonly key: string;
  readonly row: object | null;
}

export interface EventRow {
  readonly id: string;
  readonly deviceId: string;
  readonly seq: number;
  readonly streamId: string;
  readonly signed: SignedHeader;
  /** `{payload, salt}` under the stream's key. */
  readonly sealed: Uint8Array;
}

/** Projection of one case: only what lists filter and sort by is in the clear. */
export interface CaseRow {
  readonly id: string;
  readonly status: string;
  readonly businessCode: string;
  readonly reasonCode: string;
  readonly channel: string;
  readonly receivedAtMs: number;
  readonly dueAtMs: number | null;
  readonly assigneeId: string | null;
  readonly flags: readonly string[];
  readonly branchId: string;
  readonly revision: number;
  readonly updatedAtMs: number;
  /** Keyed hashes for exact look-up. */
  readonly keys: readonly string[];
  readonly sealed: Uint8Array;
}

/** What a list shows of a case. Personal: in memory and in sealed segments only. */
export interface ListEntry {
  readonly caseId: string;
  readonly number: string;
  readonly maskedName: string;
  readonly status: string;
  readonly businessCode: string;
  readonly reasonCode: string;
  readonly channel: string;
  readonly receivedAtMs: number;
  readonly updatedAtMs: number;
  readonly dueAtMs: number | null;
  readonly assigneeId: string | null;
  readonly flags: readonly string[];
  readonly amountFen: number | null;
  /** At most 80 characters. */
  readonly summary: string;
  readonly emotion: number | null;
  /** People for whom this case does not exist: whom it complains of. Sorted, so that equal sets are equal. */
  readonly hiddenFrom: readonly string[];
}

export type OutboxState = 'waiting' | 'quarantined';

/**
 * Consecutive events of this PC, both ends included, that nobody has tried to send yet. What else there is to say of them stands in
 * the events: a row each would cost a bulk write as much as the events themselves.
 */
export interface OutboxRun {
  readonly deviceId: string;
  readonly from: number;
  readonly to: number;
}

/** An event of this PC on its way to headquarters. */
export interface OutboxRow {
  readonly seq: number;
  readonly eventId: string;
  readonly state: OutboxState;
  readonly attempts: number;
  readonly nextAttemptAtMs: number;
  readonly lastError: string | null;
  readonly queuedAtMs: number;
}
