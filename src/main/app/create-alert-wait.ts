/** Waiting for calls for help of the branch, wired; and what it has in common with the sync engine of the same PC. */
import { signHash } from '../keys/ed25519';
import type { Keyring } from '../keys/keyring';
import type { Rng } from '../platform/rng';
import type { StoreAccess } from '../store/store-access';
import { createAlertWait, type AlertWait, type AlertWaitDeps } from '../sync/alert-wait';
import { newestSpoken } from '../sync/exchange';
import type { Net } from '../sync/net';
import type { Core } from './core';
import type { LockedWait } from './locked-wait';

/** Where it is kept how far others' events were fetched. */
export const cursorKey = 'sync.cursor';

/** Signature of this PC over the bytes of a request (RFC 9421), base64url. Those begin with the name of a component: they are no hash of an event. */
export function deviceSignature(keyring: Keyring): (bytes: Uint8Array) => string {
  return (bytes) => signHash(keyring.deviceSeed, Buffer.from(bytes).toString('base64url'));
}

export const cursorIn = (store: StoreAccess) => async (): Promise<string | null> =>
  ((await store.kv(cursorKey)) as { cursor: string | null } | undefined)?.cursor ?? null;

export const chanceOf = (rng: Rng) => (): number => rng.bytes(4).readUInt32LE(0) / 2 ** 32;

export const schedule = (run: () => void, ms: number): (() => void) => {
  const timer = setTimeout(run, ms);
  return () => {
    clearTimeout(timer);
  };
};

export function alertWaitFor(
  { core, net, rng, store }: { readonly core: Core; readonly net: Net; readonly rng: Rng; readonly store: StoreAccess },
  keyring: Keyring,
  url: string,
  {
    pull,
    offsetMs,
    calls,
  }: {
    readonly pull: () => Promise<void>;
    readonly offsetMs: () => number;
    readonly calls: Pick<AlertWaitDeps['calls'], 'told' | 'heard'> & Pick<LockedWait, 'addressIs'>;
  },
): AlertWait {
  return createAlertWait({
    exchangeDeps: {
      net,
      url,
      deviceId: keyring.device.id,
      signBytes: deviceSignature(keyring),
      spoken: newestSpoken(),
      createdMs: () => core.nowMs() + offsetMs(),
    },
    cursor: async () => {
      const cursor = await cursorIn(store)();
      // For the time when nobody is signed in: what was fetched by then is no news on the locked screen.
      calls.addressIs({ hqUrl: url, cursor, offsetMs: offsetMs() });
      return cursor;
    },
    pull,
    // Who is signed in writes what was called, and pushes it.
    calls: { told: calls.told, heard: calls.heard, locked: false, own: async () => [] },
    nowMs: core.nowMs,
    random: chanceOf(rng),
    schedule,
    onFault: (cause) => {
      core.log.error('sync.alerts', cause);
    },
  });
}
