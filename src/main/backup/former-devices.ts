/**
 * PCs whose records this one goes on with, after a restore. Their events stay as they are, under their own ids and signatures;
 * this PC writes under its own, because nobody can know how far the old one had come (docs/decisions/0013).
 */
import { z } from 'zod';
import type { WriteOp } from '../../shared/store-contract/rows';

export const formerDevicesKey = 'formerDevices';

const FormerDevice = z.object({
  deviceId: z.string(),
  deviceTag: z.string(),
  /** When the backup was made. */
  backupAtMs: z.int(),
  /** Whether the first person to sign in has put it on record. */
  told: z.boolean(),
});
export type FormerDevice = z.infer<typeof FormerDevice>;

const Row = z.object({ devices: z.array(FormerDevice) });

/** Of a row of `kv`; none where there is no such row. */
export function formerDevicesIn(row: unknown): readonly FormerDevice[] {
  const parsed = Row.safeParse(row);
  return parsed.success ? parsed.data.devices : [];
}

export function formerDevicesOp(devices: readonly FormerDevice[]): WriteOp {
  return { table: 'kv', key: formerDevicesKey, row: { key: formerDevicesKey, devices } };
}

export interface FormerDevices {
  readonly untold: () => readonly FormerDevice[];
  readonly markTold: () => Promise<void>;
}

/** `row`: of `kv`, as it was when the branch was opened. */
export function formerDevices(row: unknown, write: (op: WriteOp) => Promise<void>): FormerDevices {
  let devices = formerDevicesIn(row);
  return {
    untold: () => devices.filter(({ told }) => !told),
    markTold: async () => {
      const told = devices.map((device) => ({ ...device, told: true }));
      await write(formerDevicesOp(told));
      devices = told;
    },
  };
}
