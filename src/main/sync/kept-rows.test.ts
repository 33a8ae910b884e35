/** What sync keeps between two runs as rows of the store: read again as it was written, and as nothing where nobody can read it. */
import { describe, expect, it } from 'vitest';
import type { WriteOp } from '../../shared/store-contract/rows';
import { formerDevicesKey } from '../backup/former-devices';
import { event, hqTimeMs, signedReply, events } from './headquarters.test-support';
import { courierNotesIn, courierNotesOp, noCourierYet } from './courier-notes';
import { contactKey, createHqContact } from './hq-contact';
import {
  devicesIn,
  devicesKey,
  devicesOp,
  heardAtIn,
  receiptOps,
  sameDevices,
  sameStopped,
  stoppedIn,
  stoppedKey,
  stoppedOp,
  type StoppedDevice,
} from './kept-word';
import { relayedKey, relayedOp, relayOf } from './relayed';

const rowIn = (op: WriteOp | undefined): unknown => (op && 'row' in op ? op.row : undefined);
const unreadable = [undefined, null, 'text', { key: 'x' }, { devices: 5, stopped: 'a', heardAtMs: 'b', upTo: [] }];

describe('the word of headquarters', () => {
  const devices = [
    { id: 'pc-1', tag: 'A', publicKey: 'p'.repeat(43) },
    { id: 'pc-2', tag: 'B', publicKey: 'q'.repeat(43) },
  ];
  const stopped: StoppedDevice[] = ['s', 't'].map((letter) => ({
    ...{
      branchId: 'branch-1',
      deviceId: 'pc-2',
      atMs: 5,
      seq: 2,
      headHash: 'h',
      signature: letter.repeat(86),
      tag: 'B',
    },
  }));

  it('about a push is kept as it was signed; a headquarters of version 1 gives none', () => {
    const { receipt } = signedReply(events(1, 2));
    expect(receiptOps(receipt)).toEqual([{ table: 'kv', key: 'sync.receipt', row: { key: 'sync.receipt', receipt } }]);
    expect(receiptOps(null)).toEqual([]);
  });

  it('about stopped PCs is read as it was written, with its time', () => {
    const op = stoppedOp(stopped, 9);
    expect(op).toMatchObject({ table: 'kv', key: stoppedKey, row: { key: stoppedKey } });
    expect([stoppedIn(rowIn(op)), heardAtIn(rowIn(op))]).toEqual([stopped, 9]);
    expect(heardAtIn(rowIn(stoppedOp(stopped)))).toBe(0);
    for (const row of unreadable) expect([stoppedIn(row), heardAtIn(row)]).toEqual([[], 0]);
  });

  it('about stopped PCs is another one where a signature is', () => {
    const [one, two] = stopped as [StoppedDevice, StoppedDevice];
    expect(sameStopped(stopped, [...stopped])).toBe(true);
    expect(sameStopped([], [])).toBe(true);
    for (const other of [[], [one], [two, one], [one, two, one], [one, one]])
      expect(sameStopped(stopped, other)).toBe(false);
  });

  it('about the keys of the branch is read as it was written', () => {
    const op = devicesOp(devices);
    expect(op).toMatchObject({ table: 'kv', key: devicesKey, row: { key: devicesKey } });
    expect(devicesIn(rowIn(op))).toEqual(devices);
    for (const row of unreadable) expect(devicesIn(row)).toEqual([]);
  });

  it('about the keys of the branch is another one where a PC, its letter or its key is', () => {
    const [one, two] = devices as [(typeof devices)[number], (typeof devices)[number]];
    expect(sameDevices(devices, [{ ...one }, { ...two }])).toBe(true);
    expect(sameDevices([], [])).toBe(true);
    const others = [[], [one], [one, two, two], [two, one]];
    for (const change of [{ id: 'pc-3' }, { tag: 'C' }, { publicKey: 'r'.repeat(43) }])
      others.push([one, { ...two, ...change }]);
    for (const other of others) expect(sameDevices(devices, other)).toBe(false);
  });
});

describe('the notes about courier files', () => {
  it('are read as they were written, with the last fifty answers', () => {
    const answers = Array.from({ length: 51 }, (_, i) => String(i));
    const notes = { exported: { atMs: 5, count: 2 }, answeredAtMs: 6, answers, resendFrom: 7 };
    const op = courierNotesOp(notes);
    expect(op).toMatchObject({ table: 'kv', key: 'sync.courier', row: { key: 'sync.courier' } });
    expect(courierNotesIn(rowIn(op))).toEqual({ ...notes, answers: answers.slice(1) });
  });

  it('are as if there were none yet where nobody can read them', () => {
    for (const row of unreadable) expect(courierNotesIn(row)).toEqual(noCourierYet);
    expect(noCourierYet).toEqual({ exported: null, answeredAtMs: null, answers: [], resendFrom: null });
  });
});

describe('when headquarters was last heard of', () => {
  const minute = 60_000;
  const make = () => {
    const clock = { now: hqTimeMs, latest: hqTimeMs + 1 };
    const written: (readonly [string, readonly WriteOp[]])[] = [];
    const contact = createHqContact({ nowMs: () => clock.now, latestMs: () => clock.latest, newId: () => 'id-1' });
    const records = {
      writeRows: async (...said: readonly [string, readonly WriteOp[]]) => {
        written.push(said);
      },
    };
    return { clock, contact, records, written };
  };

  it('is nothing for a branch that stands alone, and by both clocks afterwards', async () => {
    const { clock, contact, records, written } = make();
    expect(contact.current()).toBeNull();
    await contact.heard(records);
    clock.now -= 5;
    clock.latest += 9;
    expect(contact.current()).toEqual({
      ...{ lastAtMs: hqTimeMs, nowMs: hqTimeMs - 5 },
      steady: { lastMs: hqTimeMs + 1, nowMs: hqTimeMs + 10 },
    });
    const row = { key: contactKey, lastAtMs: hqTimeMs, steadyMs: hqTimeMs + 1 };
    expect(written).toEqual([['id-1', [{ table: 'kv', key: contactKey, row }]]]);
  });

  it('is kept every ten minutes, not with each sync, and also when the clock was set back', async () => {
    const { clock, contact, records, written } = make();
    await contact.heard(records);
    clock.now += 10 * minute - 1;
    await contact.heard(records);
    expect(written).toHaveLength(1);
    expect(contact.current()?.lastAtMs).toBe(clock.now);
    clock.now += 1;
    await contact.heard(records);
    expect(written).toHaveLength(2);
    clock.now -= 10 * minute;
    await contact.heard(records);
    expect(written).toHaveLength(3);
  });

  it('is read again after a start, and may be a time that was noted elsewhere', async () => {
    const { contact, records, written, clock } = make();
    contact.known({ key: contactKey, lastAtMs: clock.now - 5, steadyMs: 3 });
    expect(contact.current()).toMatchObject({ lastAtMs: clock.now - 5, steady: { lastMs: 3 } });
    await contact.heard(records);
    expect(written).toEqual([]);
    await contact.heard(records, 77);
    expect(contact.current()).toMatchObject({ lastAtMs: 77, steady: { lastMs: 77 } });
    expect(written).toHaveLength(1);
    contact.known({ lastAtMs: 'x' });
    expect(contact.current()).toBeNull();
    await contact.heard(records);
    expect(written).toHaveLength(2);
  });
});

describe('how far headquarters has what former PCs wrote', () => {
  const former = { deviceTag: 'C', backupAtMs: 1, told: true };
  const make = (rows: Readonly<Record<string, unknown>>) => {
    const asked: unknown[] = [];
    const written: (readonly WriteOp[])[] = [];
    const relay = relayOf(
      {
        kv: async (key: string) => rows[key],
        lastEvent: async (deviceId: string) => (deviceId === 'old' ? { seq: 9 } : undefined),
        ownEventRowsAfter: async (...said: unknown[]) => {
          asked.push(said);
          return [];
        },
      } as unknown as Parameters<typeof relayOf>[0],
      {
        open: async () => [event(4, 'old')],
        writeRows: async (_, ops) => {
          written.push(ops);
        },
      },
    );
    return { relay, asked, written };
  };

  it('is told of each PC in whose place this one was restored', async () => {
    const devices = ['old', 'older'].map((deviceId) => ({ ...former, deviceId }));
    const { relay } = make({ [formerDevicesKey]: { devices }, [relayedKey]: rowIn(relayedOp({ old: 5 })) });
    expect(await relay.formerPcs()).toEqual([
      { deviceId: 'old', tag: 'C', lastSeq: 9, ackedSeq: 5 },
      { deviceId: 'older', tag: 'C', lastSeq: 0, ackedSeq: 0 },
    ]);
    expect(await make({}).relay.formerPcs()).toEqual([]);
  });

  it('is kept for one without forgetting the others, and read from the number on that is asked for', async () => {
    const { relay, asked, written } = make({ [relayedKey]: rowIn(relayedOp({ old: 5, older: 2 })) });
    await relay.acked('old', 8);
    expect(written).toEqual([[relayedOp({ old: 8, older: 2 })]]);
    expect(await relay.eventsFrom('old', 4, 200)).toEqual([event(4, 'old')]);
    expect(asked).toEqual([['old', 3, 203]]);
  });
});
