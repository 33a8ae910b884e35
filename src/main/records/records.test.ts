/** What becomes of a command when the disk, the store or the session goes away under it. */
import type { MessagePortMain } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyDetails, emptyParty } from '../../domain/complaint/values';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import { startPc, type PcInMemory } from '../../../tests/support/pc-in-memory';
import { newId } from '../platform/ids';
import { systemRng } from '../platform/rng';
import { createSimDisk, type SimDisk } from '../platform/sim-disk.test-support';
import { createMemoryHost, type MemoryHost } from '../store/memory-host.test-support';
import { ackedSeqKey, refusedKey } from '../store/store-access';
import { StoreBehind, StoreUnavailable } from '../store/store-unavailable';
import type { CaseCall, PairCall } from './calls';
import { RecordsClosed } from './records';

const deviceSeed = systemRng.bytes(32);
const storeKey = systemRng.bytes(32);
type Pc = PcInMemory;

let disk: SimDisk;
let host: MemoryHost;

const start = (deviceId = 'd-1', aheadMs = 0): Promise<Pc> =>
  startPc({ disk, host, deviceSeed, storeKey, deviceId, aheadMs });

/** The same machine later: journal and database as they are, nothing in memory. */
async function startAgain(pc: Pc): Promise<Pc> {
  await pc.journal.close();
  disk = disk.afterKill();
  return start();
}

function registration(matter = 'matter'): CaseCall {
  return {
    commandId: newId(),
    caseId: newId(),
    actor: { userId: 'u-1', role: 'counter' },
    command: {
      name: 'register',
      input: {
        number: `N-${newId()}`,
        source: 'quick',
        receivedAtMs: 1,
        emotion: 1,
        details: { ...emptyDetails, matter },
        evidence: [],
        draftHands: [],
        importKey: null,
      },
    },
  };
}

const note = (caseId: string, staffText: string): CaseCall => ({
  commandId: newId(),
  caseId,
  actor: { userId: 'u-1', role: 'counter' },
  command: { name: 'addNote', input: { staffText } },
});

/** Numbers without a gap, each event behind the one before it, and every case opens under its own key. */
async function expectSound(pc: Pc, cases: readonly CaseCall[]): Promise<void> {
  const rows = host.events().filter((row) => row.deviceId === 'd-1');
  const inOrder = rows.sort((a, b) => a.seq - b.seq);
  expect(inOrder.map((row) => row.seq)).toEqual(inOrder.map((_, i) => i + 1));
  inOrder.slice(1).forEach((row, i) => {
    expect(row.signed.header.prevHash).toBe(inOrder[i]?.signed.hash);
  });
  for (const { caseId } of cases) {
    const state = await pc.workspace.records.caseState(caseId);
    expect(state?.id).toBe(caseId);
    expect(await pc.workspace.records.events(caseId)).toHaveLength(state?.revision ?? -1);
  }
  expect(host.outbox().map((row) => row.seq)).toEqual(inOrder.map((row) => row.seq));
}

beforeEach(() => {
  disk = createSimDisk();
  host = createMemoryHost();
});

describe('a frame that the journal takes and the store refuses', () => {
  it('is final: the repeated command answers with the same case, and numbers go on behind it', async () => {
    const pc = await start();
    const { records } = pc.workspace;
    const [first, second] = [registration('a'), registration('b')];
    host.refuseWrites = 'store.failed';
    disk.free = 1_000_000;
    await expect(records.runCaseCommand(first)).rejects.toMatchObject({ reason: 'diskFull' });
    await expect(records.runCaseCommand(first)).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(records.runCaseCommand(second)).rejects.toBeInstanceOf(StoreUnavailable);
    expect(pc.journal.head.no).toBe(1);
    expect(pc.told).toEqual([]);

    host.refuseWrites = undefined;
    disk.free = 1e12;
    const saved = await records.runCaseCommand(first);
    expect(saved).toMatchObject({ ok: true, value: { caseId: first.caseId } });
    expect((await records.runCaseCommand(second)).ok).toBe(true);
    expect((await records.runCaseCommand(note(first.caseId, 'seen'))).ok).toBe(true);
    expect(pc.told).toHaveLength(3);
    await expectSound(pc, [first, second]);
    await expectSound(await startAgain(pc), [first, second]);
  });

  it('is there after the program was ended before there was room again', async () => {
    const pc = await start();
    const calls = [registration('a'), registration('b'), registration('c')];
    const [first, second, third] = calls as [CaseCall, CaseCall, CaseCall];
    await pc.workspace.records.runCaseCommand(first);
    host.refuseWrites = 'store.diskFull';
    await expect(pc.workspace.records.runCaseCommand(second)).rejects.toBeInstanceOf(StoreBehind);
    host.refuseWrites = undefined;
    const again = await startAgain(pc);
    expect((await again.workspace.records.runCaseCommand(third)).ok).toBe(true);
    await expectSound(again, calls);
  });

  it('does not let the next person begin with an old number', async () => {
    const pc = await start();
    const first = registration();
    host.refuseWrites = 'store.failed';
    await expect(pc.workspace.records.runCaseCommand(first)).rejects.toBeInstanceOf(StoreBehind);
    await pc.workspace.records.close();
    // Still no room: nobody gets in, rather than somebody with the wrong end of the chain.
    await expect(pc.supervisor.unlock(Buffer.alloc(32))).rejects.toBeInstanceOf(StoreUnavailable);
    host.refuseWrites = undefined;
    await pc.supervisor.unlock(Buffer.alloc(32));
    expect(host.events().map((row) => row.seq)).toEqual([1]);
  });
});

/** The store answers nothing until what is returned is called. */
function holdStore(): () => void {
  let release = (): void => undefined;
  host.hold = new Promise<void>((resolve) => {
    release = resolve;
  });
  return () => {
    release();
  };
}

describe('bulk registrations that overlap', () => {
  const bulk = (count: number): CaseCall[] => Array.from({ length: count }, (_, i) => registration(`row ${String(i)}`));

  it('the journal has the next frame while the store still takes the one before; both end in order', async () => {
    const pc = await start();
    const [first, second] = [bulk(3), bulk(3)];
    const release = holdStore();
    const both = Promise.all([pc.workspace.records.registerMany(first), pc.workspace.records.registerMany(second)]);
    await vi.waitFor(() => {
      expect(pc.journal.head.no).toBe(2);
    });
    expect(host.events()).toEqual([]);
    expect(pc.told).toEqual([]);
    release();
    await both;
    expect(pc.told).toHaveLength(6);
    await expectSound(pc, [...first, ...second]);
  });

  it('a frame that the store refuses holds back the one behind it, and both are there once there is room', async () => {
    const pc = await start();
    const [first, second, single] = [bulk(2), bulk(2), registration('afterwards')];
    host.refuseWrites = 'store.failed';
    const release = holdStore();
    const both = [pc.workspace.records.registerMany(first), pc.workspace.records.registerMany(second)];
    const ended = Promise.allSettled(both);
    await vi.waitFor(() => {
      expect(pc.journal.head.no).toBe(2);
    });
    release();
    for (const one of await ended) {
      expect(one).toMatchObject({ status: 'rejected', reason: expect.any(StoreBehind) as StoreBehind });
    }
    host.refuseWrites = undefined;
    expect((await pc.workspace.records.runCaseCommand(single)).ok).toBe(true);
    expect(pc.told).toHaveLength(5);
    await expectSound(pc, [...first, ...second, single]);
  });

  it('a save waits until the store has them, and a lock until they are kept', async () => {
    const pc = await start();
    const [many, single] = [bulk(2), registration('between')];
    const release = holdStore();
    const registered = pc.workspace.records.registerMany(many);
    const saved = pc.workspace.records.runCaseCommand(single);
    const locked = pc.workspace.records.close();
    await vi.waitFor(() => {
      expect(pc.journal.head.no).toBe(1);
    });
    release();
    expect(await registered).toHaveLength(2);
    expect(await saved).toMatchObject({ ok: true });
    await locked;
    const again = await startAgain(pc);
    await expectSound(again, [...many, single]);
  });
});

describe('an import that is killed', () => {
  const perFrame = 20;
  const batches = (): CaseCall[][] =>
    Array.from({ length: 4 }, (_b, batch) =>
      Array.from({ length: perFrame }, (_r, row) => registration(`row ${String(batch * perFrame + row)}`)),
    );
  /** Puts the calls of batches that were answered into `answered`. */
  const importAll = async (pc: Pc, all: readonly CaseCall[][], answered: CaseCall[]): Promise<void> => {
    await Promise.all(
      all.map(async (calls) => {
        await pc.workspace.records.registerMany(calls);
        answered.push(...calls);
      }),
    );
  };

  it('leaves whole batches, and every one that was answered, at whichever operation of the disk', async () => {
    let pc = await start();
    const before = disk.ops();
    await importAll(pc, batches(), []);
    const operations = disk.ops() - before;
    for (let killAt = 1; killAt <= operations; killAt++) {
      disk = createSimDisk();
      host = createMemoryHost();
      pc = await start();
      let op = 0;
      disk.faultOf = () => {
        op += 1;
        if (op < killAt) return undefined;
        disk.kill();
        return { code: 'EIO', written: 0.5 };
      };
      const all = batches();
      const answered: CaseCall[] = [];
      await expect(importAll(pc, all, answered)).rejects.toBeDefined();
      // The power goes with it: of what was not synced, half of the bytes are there.
      disk = disk.afterPowerCut(0.5);
      pc = await start();
      const there = new Set([...host.cases().keys(), ...host.events().map(({ streamId }) => streamId)]);
      for (const calls of all) expect([0, perFrame]).toContain(calls.filter(({ caseId }) => there.has(caseId)).length);
      await expectSound(
        pc,
        all.flat().filter(({ caseId }) => there.has(caseId)),
      );
      for (const { caseId } of answered) expect(there).toContain(caseId);
    }
  });
});

describe('a frame that the journal refuses', () => {
  it('leaves no trace, and takes no key with it', async () => {
    const elsewhere = await start('d-2');
    const theirs = registration('of another PC');
    await elsewhere.workspace.records.runCaseCommand(theirs);
    const events: readonly OpenEvent[] = await elsewhere.workspace.records.events(theirs.caseId);

    disk = createSimDisk();
    host = createMemoryHost();
    const pc = await start();
    disk.faultOf = (op) => (op === 'append' || op === 'create' ? { code: 'ENOSPC' } : undefined);
    await expect(pc.workspace.records.ingest(newId(), events, [])).rejects.toMatchObject({ reason: 'diskFull' });
    const own = registration();
    await expect(pc.workspace.records.runCaseCommand(own)).rejects.toMatchObject({ reason: 'diskFull' });
    expect(pc.journal.head.no).toBe(0);
    disk.faultOf = () => undefined;
    await pc.workspace.records.ingest(newId(), events, []);
    await pc.workspace.records.runCaseCommand(own);

    const again = await startAgain(pc);
    expect(await again.workspace.records.caseState(theirs.caseId)).toMatchObject({ id: theirs.caseId });
    await expectSound(again, [own]);
  });
});

describe('an event of a PC whose clock is fast', () => {
  it('comes before the answer to it, also when the program was started again in between', async () => {
    const fast = await start('d-2', 20 * 60_000);
    const theirs = registration('of another PC');
    await fast.workspace.records.runCaseCommand(theirs);
    const events = await fast.workspace.records.events(theirs.caseId);

    disk = createSimDisk();
    host = createMemoryHost();
    const pc = await start();
    await pc.workspace.records.ingest(newId(), events, []);
    await pc.workspace.records.runCaseCommand(note(theirs.caseId, 'first'));
    const again = await startAgain(pc);
    await again.workspace.records.runCaseCommand(note(theirs.caseId, 'second'));
    const stored = await again.workspace.records.events(theirs.caseId);
    expect(stored.map(({ header }) => header.type)).toEqual(['case.registered', 'note.added', 'note.added']);
    expect(stored[0]?.header.at.hlc.localeCompare(stored[1]?.header.at.hlc ?? '')).toBe(-1);
  });

  it('does so without any event of its own before the restart', async () => {
    const fast = await start('d-2', 20 * 60_000);
    const theirs = registration('of another PC');
    await fast.workspace.records.runCaseCommand(theirs);
    const events = await fast.workspace.records.events(theirs.caseId);
    disk = createSimDisk();
    host = createMemoryHost();
    const pc = await start();
    await pc.workspace.records.ingest(newId(), events, []);
    const again = await startAgain(pc);
    await again.workspace.records.runCaseCommand(note(theirs.caseId, 'answer'));
    const stored = await again.workspace.records.events(theirs.caseId);
    expect(stored.map(({ header }) => header.type)).toEqual(['case.registered', 'note.added']);
  });

  it('stays before it when events of a slower PC came after it and before the restart', async () => {
    const eventsOf = async (deviceId: string, aheadMs: number): Promise<readonly OpenEvent[]> => {
      const theirs = registration(`of ${deviceId}`);
      const pc = await start(deviceId, aheadMs);
      await pc.workspace.records.runCaseCommand(theirs);
      const events = await pc.workspace.records.events(theirs.caseId);
      [disk, host] = [createSimDisk(), createMemoryHost()];
      return events;
    };
    const [fast, slow] = [await eventsOf('d-2', 3 * 86_400_000), await eventsOf('d-3', 0)];
    const pc = await start();
    await pc.workspace.records.ingest(newId(), fast, []);
    await pc.workspace.records.ingest(newId(), slow, []);
    const again = await startAgain(pc);
    const caseId = fast[0]?.header.streamId ?? '';
    await again.workspace.records.runCaseCommand(note(caseId, 'answer'));
    const stored = await again.workspace.records.events(caseId);
    expect(stored.map(({ header }) => header.type)).toEqual(['case.registered', 'note.added']);
  });
});

describe('a command on two cases', () => {
  const merging = (newer: CaseCall, earlier: CaseCall): PairCall => ({
    commandId: newId(),
    caseId: newer.caseId,
    otherId: earlier.caseId,
    actor: { userId: 'u-1', role: 'counter' },
    command: { name: 'merge', input: { way: 'newFacts', reason: 'the same fee', personChecked: false } },
  });
  const complaintOn = (day: string): CaseCall => {
    const call = registration();
    if (call.command.name !== 'register') throw new Error('not a registration');
    const { input } = call.command;
    const details = { ...input.details, parties: [{ ...emptyParty, name: '周海', phone: '13800138000' }] };
    const receivedAtMs = Date.parse(`${day}T09:00:00+08:00`);
    return { ...call, command: { name: 'register', input: { ...input, details, receivedAtMs } } };
  };
  const both = async (pc: Pc, calls: readonly CaseCall[]) =>
    Promise.all(
      calls.map(async ({ caseId }) => {
        const state = await pc.workspace.records.caseState(caseId);
        return { status: state?.status, tookIn: state?.absorbed?.length ?? 0 };
      }),
    );
  const merged = [
    { status: 'registered', tookIn: 1 },
    { status: 'merged', tookIn: 0 },
  ];

  it('is kept for both in one frame, and answers the same when it arrives twice', async () => {
    const pc = await start();
    const calls = [complaintOn('2026-03-02'), complaintOn('2026-03-05')] as const;
    for (const call of calls) await pc.workspace.records.runCaseCommand(call);
    const frames = pc.journal.head.no;
    const call = merging(calls[1], calls[0]);
    const done = await pc.workspace.records.runPairCommand(call);
    expect(done).toMatchObject({ ok: true, value: { caseId: calls[1].caseId } });
    expect(await pc.workspace.records.runPairCommand(call)).toEqual(done);
    expect(pc.journal.head.no).toBe(frames + 1);
    expect(await both(pc, calls)).toEqual(merged);
    const again = await startAgain(pc);
    expect(await both(again, calls)).toEqual(merged);
    await expectSound(again, calls);
  });

  it('leaves neither without the other when the program is killed under it', async () => {
    for (const refuse of ['journal', 'store'] as const) {
      disk = createSimDisk();
      host = createMemoryHost();
      const pc = await start();
      const calls = [complaintOn('2026-03-02'), complaintOn('2026-03-05')] as const;
      for (const call of calls) await pc.workspace.records.runCaseCommand(call);
      if (refuse === 'journal')
        disk.faultOf = (op) => (op === 'append' || op === 'create' ? { code: 'ENOSPC' } : undefined);
      else host.refuseWrites = 'store.failed';
      await expect(pc.workspace.records.runPairCommand(merging(calls[1], calls[0]))).rejects.toThrow();
      host.refuseWrites = undefined;
      disk.faultOf = () => undefined;
      const again = await startAgain(pc);
      // What the journal took is final for both; what it did not take never was.
      expect(await both(again, calls)).toEqual(
        refuse === 'store' ? merged : merged.map(() => ({ status: 'registered', tookIn: 0 })),
      );
      await expectSound(again, calls);
    }
  });
});

describe('a store host that dies with a frame', () => {
  for (const when of ['before', 'after'] as const) {
    it(`${when} taking it: the command ends well once the host is back`, async () => {
      const pc = await start();
      const call = registration();
      host.dieAtApply = when;
      const saving = pc.workspace.records.runCaseCommand(call);
      await vi.waitFor(() => {
        expect(host.dead()).toBe(true);
      });
      pc.supervisor.detach();
      host.revive();
      await pc.supervisor.attach({} as MessagePortMain);
      expect((await saving).ok).toBe(true);
      await expectSound(pc, [call]);
    });
  }

  it('and again before it was compared: whoever waits is answered all the same', async () => {
    const pc = await start();
    pc.supervisor.detach();
    const call = registration();
    const saving = pc.workspace.records.runCaseCommand(call);
    let go: () => void = () => undefined;
    host.hold = new Promise((resolve) => {
      go = resolve;
    });
    const first = pc.supervisor.attach({} as MessagePortMain);
    pc.supervisor.detach();
    host.hold = undefined;
    go();
    await first;
    await pc.supervisor.attach({} as MessagePortMain);
    expect((await saving).ok).toBe(true);
    await expectSound(pc, [call]);
  });
});

describe('a database that is closed under the program', () => {
  for (const kept of ['whole', 'empty'] as const) {
    it(`and comes back ${kept}: is opened and compared before the next command`, async () => {
      const pc = await start();
      const [first, second] = [registration(), registration()];
      await pc.workspace.records.runCaseCommand(first);
      host.closeDatabase(kept);
      pc.supervisor.closed();
      expect((await pc.workspace.records.runCaseCommand(note(first.caseId, 'after'))).ok).toBe(true);
      host.closeDatabase(kept);
      // This time nobody said so.
      expect((await pc.workspace.records.runCaseCommand(second)).ok).toBe(true);
      await expectSound(await startAgain(pc), [first, second]);
    });
  }
});

describe('a database that is lost', () => {
  it('brings back what headquarters refused, and not what it took', async () => {
    const pc = await start();
    for (let n = 0; n < 3; n += 1) await pc.workspace.records.runCaseCommand(registration());
    await pc.workspace.records.writeRows(newId(), [
      { table: 'kv', key: ackedSeqKey, row: { key: ackedSeqKey, seq: 2 } },
      { table: 'kv', key: refusedKey, row: { key: refusedKey, refused: [{ seq: 1, code: 'push.badShape' }] } },
    ]);
    host.closeDatabase('empty');
    await startAgain(pc);
    expect(host.outbox().map(({ seq, state, lastError }) => [seq, state, lastError])).toEqual([
      [1, 'quarantined', 'push.badShape'],
      [3, 'waiting', null],
    ]);
  });
});

describe('a lock in the middle of saving', () => {
  it('waits for what was asked before, and refuses what comes after', async () => {
    const pc = await start();
    const { records, keys } = pc.workspace;
    const calls = [registration('a'), registration('b')];
    const [first, second] = calls as [CaseCall, CaseCall];
    let go: () => void = () => undefined;
    host.hold = new Promise((resolve) => {
      go = resolve;
    });
    const saving = Promise.all([records.runCaseCommand(first), records.runCaseCommand(second)]);
    const closing = records.close().then(() => {
      keys.wipe();
    });
    const late = records.runCaseCommand(registration('late'));
    host.hold = undefined;
    go();
    expect((await saving).every((reply) => reply.ok)).toBe(true);
    await expect(late).rejects.toBeInstanceOf(RecordsClosed);
    await closing;
    await expect(records.writeRows(newId(), [])).rejects.toBeInstanceOf(RecordsClosed);
    // Sealed under the keys of the branch and not under wiped ones.
    await expectSound(await startAgain(pc), calls);
  });
});
