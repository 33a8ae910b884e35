/**
 * What headquarters signed, kept as rows so that a branch can show it: the last receipt, whose anchor vouches for the chain up to it, and
 * which devices of the branch were stopped (停用). Beside it the list of the keys of the branch as headquarters last gave it.
 */
import { z } from 'zod';
import { type BranchDevice, PullReply, type Receipt, Revocation } from '../../shared/sync-protocol/messages';
import type { WriteOp } from '../../shared/store-contract/rows';

const receiptKey = 'sync.receipt';
export const stoppedKey = 'sync.stopped';
export const devicesKey = 'sync.devices';

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

const DevicesRow = z.object({ devices: PullReply.shape.devices });

export function devicesOp(devices: readonly BranchDevice[]): WriteOp {
  return { table: 'kv', key: devicesKey, row: { key: devicesKey, devices } };
}

/** None before headquarters was first asked: then no other PC of the branch is known. */
export function devicesIn(row: unknown): readonly BranchDevice[] {
  return DevicesRow.safeParse(row).data?.devices ?? [];
}

export const sameDevices = (a: readonly BranchDevice[], b: readonly BranchDevice[]): boolean =>
  a.length === b.length &&
  a.every((one, at) => {
    const other = b[at];
    return one.id === other?.id && one.tag === other.tag && one.publicKey === other.publicKey;
  });

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
