/**
 * What headquarters signed, kept as rows so that a branch can show it: the last receipt, whose anchor vouches for the chain up to it, and
 * which devices of the branch were stopped (停用).
 */
import { z } from 'zod';
import { type Receipt, Revocation } from '../../shared/sync-protocol/messages';
import type { WriteOp } from '../../shared/store-contract/rows';

const receiptKey = 'sync.receipt';
export const stoppedKey = 'sync.stopped';

/** A device that headquarters has stopped, with the letter by which people know it. */
export const StoppedDevice = Revocation.extend({ tag: z.string() });
export type StoppedDevice = z.infer<typeof StoppedDevice>;

/** `heardAtMs`, by the clock of headquarters: since courier files may bring an earlier word later. */
const StoppedRow = z.object({ stopped: z.array(StoppedDevice), heardAtMs: z.number().optional() });
const HeardRow = z.object({ heardAtMs: z.number() });

/** A headquarters that speaks version 1 gives no receipt over single events. */
export function receiptOps(receipt: Receipt | null): readonly WriteOp[] {
  return receipt === null ? [] : [{ table: 'kv', key: receiptKey, row: { key: receiptKey, receipt } }];
}

export function stoppedOp(stopped: readonly StoppedDevice[], heardAtMs = 0): WriteOp {
  return { table: 'kv', key: stoppedKey, row: { key: stoppedKey, stopped, heardAtMs } };
}

/** When headquarters said what a row keeps; 0 where nobody noted it. */
export function heardAtIn(row: unknown): number {
  return HeardRow.safeParse(row).data?.heardAtMs ?? 0;
}

/** None where there is no row, or one that nobody can read any more: the next pull brings all of them. */
export function stoppedIn(row: unknown): readonly StoppedDevice[] {
  const parsed = StoppedRow.safeParse(row);
  return parsed.success ? parsed.data.stopped : [];
}

export const sameStopped = (a: readonly StoppedDevice[], b: readonly StoppedDevice[]): boolean =>
  a.length === b.length && a.every((one, index) => one.signature === b[index]?.signature);
