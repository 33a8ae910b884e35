/**
 * Calls for help while nobody is signed in: this PC says at headquarters that it called, and hears of the calls of others. Nothing of
 * the records can be opened or written then; what it needs — the address of headquarters and how far events were fetched — it keeps
 * in a file sealed with its own key, as it keeps the notes of the help key.
 */
import path from 'node:path';
import { z } from 'zod';
import type { Keyring } from '../keys/keyring';
import { openJson, sealJson } from '../keys/seal';
import { subKey } from '../keys/sub-keys';
import type { Disk } from '../platform/disk';
import type { Rng } from '../platform/rng';
import type { AlertWait, AlertWaitDeps } from '../sync/alert-wait';
import { createAlertWait } from '../sync/alert-wait';
import { newestSpoken } from '../sync/exchange';
import type { Net } from '../sync/net';
import type { Core } from './core';
import { chanceOf, deviceSignature, schedule } from './create-alert-wait';

const Address = z.object({
  hqUrl: z.string(),
  cursor: z.string().nullable(),
  /** Clock of headquarters minus ours. */
  offsetMs: z.number(),
});
export type Address = z.infer<typeof Address>;

export interface LockedWaitDeps {
  readonly core: Pick<Core, 'nowMs' | 'log'>;
  readonly dir: string;
  readonly disk: Disk;
  readonly net: Net;
  readonly rng: Rng;
  /** Undefined on a PC that is no PC of a branch yet. */
  readonly keyring: () => Keyring | undefined;
  readonly calls: Omit<AlertWaitDeps['calls'], 'locked'>;
}

export interface LockedWait {
  /** Where to ask from now on; null where this PC is not to ask. */
  readonly addressIs: (address: Address | null) => void;
  /** Nobody is signed in. */
  readonly start: () => void;
  readonly stop: () => void;
  /** It called. */
  readonly again: () => void;
}

const place = 'help|address';

export function createLockedWait(deps: LockedWaitDeps): LockedWait {
  const { core, disk, net, rng } = deps;
  const file = path.join(deps.dir, 'address.sealed');
  let wait: AlertWait | undefined;
  let locked = false;
  let last: string | undefined;
  /** Writes in their order. */
  let kept: Promise<void> = Promise.resolve();

  const keyOf = (ring: Keyring): Buffer => subKey(ring.deviceSeed, 'help');
  const read = async (ring: Keyring): Promise<Address | undefined> => {
    const bytes = await disk.read(file);
    return bytes === undefined ? undefined : Address.parse(openJson(keyOf(ring), bytes, place));
  };

  const begin = async (): Promise<void> => {
    await kept;
    const ring = deps.keyring();
    const address = ring && (await read(ring));
    if (!ring || !address || !locked || wait) return;
    const { hqUrl, cursor, offsetMs } = address;
    wait = createAlertWait({
      exchangeDeps: {
        net,
        url: hqUrl,
        deviceId: ring.device.id,
        signBytes: deviceSignature(ring),
        spoken: newestSpoken(),
        createdMs: () => core.nowMs() + offsetMs,
      },
      cursor: async () => cursor,
      pull: async () => undefined,
      calls: { ...deps.calls, locked: true },
      nowMs: core.nowMs,
      random: chanceOf(rng),
      schedule,
      onFault: (cause) => {
        core.log.error('sync.alerts', cause);
      },
    });
    wait.start();
  };

  return {
    addressIs: (address) => {
      const ring = deps.keyring();
      const text = JSON.stringify(address);
      if (!ring || text === last) return;
      last = text;
      kept = kept
        .then(async () => {
          if (address === null) return disk.remove(file);
          await disk.makeDir(deps.dir);
          await disk.writeAtomic(file, sealJson(keyOf(ring), address, place, rng));
        })
        .catch((cause: unknown) => {
          last = undefined;
          core.log.error('help.address', cause);
        });
    },
    start: () => {
      if (locked) return;
      locked = true;
      begin().catch((cause: unknown) => {
        core.log.error('help.address', cause);
      });
    },
    stop: () => {
      locked = false;
      wait?.stop();
      wait = undefined;
    },
    again: () => {
      wait?.again();
    },
  };
}
