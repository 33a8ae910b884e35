import { describe, expect, it } from 'vitest';
import type { Keyring } from '../keys/keyring';
import { systemRng } from '../platform/rng';
import { createSimDisk } from '../platform/sim-disk.test-support';
import type { CallSign } from '../../shared/sync-protocol/messages';
import type { Net } from '../sync/net';
import { createLockedWait, type Address } from './locked-wait';

const incident = 'incident-0190f4a0-0000-7000-8000-000000000001';
const signed: CallSign = { incident, deviceTag: 'B', atMs: 5_000 };
const address: Address = { hqUrl: 'https://hq.example', cursor: '7', offsetMs: 0 };

function lockedPc() {
  const disk = createSimDisk();
  const asked: { readonly url: string; readonly body: unknown }[] = [];
  let told: readonly CallSign[] = [];
  const waiting: (() => void)[] = [];
  const net: Net = async (request) => {
    asked.push({ url: request.url, body: JSON.parse(Buffer.from(request.body).toString('utf8')) });
    for (const go of waiting.splice(0)) go();
    // The first is answered, every other waits until it is given up.
    if (asked.length > 1)
      await new Promise<void>((resolve) => request.signal?.addEventListener('abort', () => resolve()));
    const reply = { alert: false, calls: [signed], serverTimeMs: 1 };
    return {
      ok: true,
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(reply)),
    };
  };
  const keyring = { device: { id: 'pc-a' }, deviceSeed: new Uint8Array(32).fill(3) } as unknown as Keyring;
  const wait = createLockedWait({
    core: {
      nowMs: () => 10_000,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    },
    dir: '/help',
    disk,
    net,
    rng: systemRng,
    keyring: () => keyring,
    calls: {
      own: async () => [{ incident: `${incident}9`, atMs: 9_000 }],
      told: () => told,
      heard: (calls) => {
        told = calls;
      },
    },
  });
  return {
    disk,
    wait,
    asked,
    told: () => told,
    /** So many requests have been made. */
    requests: async (count: number): Promise<void> => {
      while (asked.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}

describe('a PC where nobody is signed in', () => {
  it('says what it called and hears of others, by what it kept sealed with its own key', async () => {
    const pc = lockedPc();
    pc.wait.addressIs(address);
    pc.wait.start();
    await pc.requests(2);
    expect(pc.asked[0]).toMatchObject({
      url: 'https://hq.example/v2/wait',
      body: { cursor: '7', calls: { locked: true, own: [{ incident: `${incident}9`, atMs: 9_000 }], told: [] } },
    });
    expect(pc.told()).toEqual([signed]);
    // Told once: the next request says so.
    expect(pc.asked[1]?.body).toMatchObject({ calls: { told: [signed] } });
    const file = await pc.disk.read('/help/address.sealed');
    expect(file?.toString('latin1')).not.toContain('hq.example');
    pc.wait.again();
    await pc.requests(3);
    pc.wait.stop();
  });

  it('asks nobody where sync is paused or was never set up', async () => {
    const pc = lockedPc();
    pc.wait.addressIs(address);
    pc.wait.addressIs(null);
    pc.wait.start();
    const other = lockedPc();
    other.wait.addressIs(address);
    other.wait.start();
    await other.requests(1);
    expect(await pc.disk.exists('/help/address.sealed')).toBe(false);
    expect(pc.asked).toEqual([]);
    other.wait.stop();
  });
});
