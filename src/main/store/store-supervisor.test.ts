import type { MessagePortMain } from 'electron';
import { describe, expect, it } from 'vitest';
import { durableTables, type EventRow, type WriteOp } from '../../shared/store-contract/rows';
import { openJournal, type Journal } from '../journal/journal';
import { createSimDisk, type SimDisk } from '../platform/sim-disk.test-support';
import type { StoreInput } from '../../shared/store-contract/calls';
import { filledFrames } from './memory-host.test-support';
import type { StoreClient, StoreReply } from './store-client';
import type { ReconcileResult } from './reconcile';
import { noUpgrade } from './upgrade/no-upgrade.test-support';
import { createStoreSupervisor } from './store-supervisor';

type Frame = { readonly no: number; readonly hash: string; readonly ops: readonly WriteOp[] };
type Tables = Map<string, Map<string, object>>;

const emptyTables = (): Tables => new Map(durableTables.map((table) => [table, new Map<string, object>()]));

/** The part of the store host that reconciling talks to. Survives restarts of main, as the database does. */
function aDatabase(mostOnPage = 3) {
  let tables = emptyTables();
  let frameNo = 0;
  let frameHash = '';
  let intact = true;
  let unreadable = 0;
  let takes = Number.POSITIVE_INFINITY;
  let undeletable = false;
  const calls: string[] = [];
  const put = ({ table, key, row }: WriteOp): void => {
    if (row === null) tables.get(table)?.delete(key);
    else tables.get(table)?.set(key, structuredClone(row));
  };
  const clear = (): void => {
    tables = emptyTables();
    frameNo = 0;
    frameHash = '';
    intact = true;
  };
  const replay = (frames: readonly Frame[]): void => {
    for (const { no, hash, ops } of frames) {
      if (no !== frameNo + 1) throw new Error(`gap at ${String(no)}`);
      ops.forEach(put);
      frameNo = no;
      frameHash = hash;
    }
  };
  const ok = (value: unknown): StoreReply => ({ ok: true, value });
  const answer = (name: string, input: unknown): StoreReply => {
    calls.push(name);
    switch (name) {
      case 'open':
        if (unreadable === 0) return ok({ frameNo, frameHash });
        unreadable -= 1;
        return { ok: false, error: { code: 'store.unreadable' } };
      case 'verifyCounts':
        return ok({ intact });
      case 'clear':
      case 'deleteDatabase':
        if (undeletable) return { ok: false, error: { code: 'store.failed' } };
        clear();
        return ok({});
      case 'fill':
      case 'replay': {
        const frames =
          name === 'fill' ? filledFrames(input as StoreInput<'fill'>) : (input as { frames: Frame[] }).frames;
        takes -= 1;
        if (takes === -1) return { ok: false, error: { code: 'store.failed' } };
        if (frames[0]?.no !== frameNo + 1) return { ok: false, error: { code: 'store.frameGap' } };
        replay(frames);
        return ok({});
      }
      case 'page': {
        const { table, after, limit } = input as { table: string; after: string | null; limit: number };
        const sorted = [...(tables.get(table) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
        const behind = sorted.filter(([key]) => after === null || key > after);
        const rows = behind.slice(0, Math.min(limit, mostOnPage)).map(([key, row]) => ({ key, row }));
        return ok({ rows, next: rows.length < behind.length ? (rows.at(-1)?.key ?? null) : null });
      }
      default:
        throw new Error(`not asked for: ${name}`);
    }
  };
  const client: StoreClient = {
    call: (name, input) => Promise.resolve(answer(name, input)),
    attach: () => undefined,
    detach: () => undefined,
  };
  return {
    client,
    calls,
    apply: replay,
    content: () => new Map([...tables].map(([table, rows]) => [table, new Map([...rows].sort())])),
    head: () => ({ no: frameNo, hash: frameHash }),
    lose: (table: string, key: string) => {
      tables.get(table)?.delete(key);
      intact = false;
    },
    wipe: clear,
    /** Refuses one portion of a replay after so many. */
    refuseAfter: (portions: number) => {
      takes = portions;
    },
    failToDelete: () => {
      undeletable = true;
    },
    setAside: () => {
      calls.push('set aside');
      unreadable = 0;
      clear();
    },
    failToOpen: (times: number) => {
      unreadable = times;
    },
  };
}

type Database = ReturnType<typeof aDatabase>;

const open = (disk: SimDisk): Promise<Journal> => openJournal({ dir: '/j', disk, floorBytes: 0 });

/** Journal first, then store, as the write path does. */
async function write(journal: Journal, database: Database, ops: readonly WriteOp[]): Promise<void> {
  const { no, hash } = await journal.append({ commandId: 'c', ops });
  database.apply([{ no, hash, ops }]);
}

const event = (seq: number, id = `e-${String(seq).padStart(3, '0')}`): WriteOp => {
  const row: EventRow = {
    id,
    deviceId: 'd-1',
    seq,
    streamId: 'c-1',
    signed: { hash: id } as EventRow['signed'],
    sealed: Uint8Array.of(seq, 2, 3),
  };
  return { table: 'events', key: id, row };
};
const draft = (id: string, text: number): WriteOp => ({
  table: 'drafts',
  key: id,
  row: { id, sealed: Uint8Array.of(text) },
});
const gone = (id: string): WriteOp => ({ table: 'drafts', key: id, row: null });
const key = (streamId: string): WriteOp => ({
  table: 'caseKeys',
  key: streamId,
  row: { streamId, wrapped: Uint8Array.of(9) },
});

/** Eight frames: keys, events, drafts that change and go. */
async function worked(journal: Journal, database: Database): Promise<void> {
  await write(journal, database, [key('c-1'), event(1), draft('a', 1), draft('b', 1)]);
  for (let seq = 2; seq <= 7; seq++) await write(journal, database, [event(seq), draft('a', seq)]);
  await write(journal, database, [gone('b'), { table: 'kv', key: 'cursor', row: { key: 'cursor', seq: 7 } }]);
}

async function start(
  journal: Journal,
  database: Database,
  changes: { hasKeys?: boolean; free?: number } = {},
): Promise<ReconcileResult | undefined> {
  let result: ReconcileResult | undefined;
  let ids = 0;
  const supervisor = createStoreSupervisor({
    client: database.client,
    journal,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    ownDevice: () => ((changes.hasKeys ?? true) ? 'd-1' : undefined),
    freeBytes: () => Promise.resolve(changes.free ?? 1e12),
    setDatabaseAside: () => Promise.resolve(database.setAside()),
    newId: () => `mend-${String(++ids)}`,
    onReconciled: (each) => {
      result = each;
    },
    onRestarted: () => undefined,
    upgrade: noUpgrade,
  });
  await supervisor.attach({} as MessagePortMain);
  return result;
}

/** Cuts the journal to its first frames, as somebody who puts back an older copy does. */
async function shortened(disk: SimDisk, frames: number): Promise<SimDisk> {
  const journal = await open(disk);
  const shorter = createSimDisk();
  const copy = await open(shorter);
  for await (const { no, frame } of journal.readFrames(1)) if (no <= frames) await copy.append(frame);
  await copy.close();
  return shorter;
}

describe('a long journal', () => {
  it('is replayed in portions; behind one that the store refuses nothing is taken, and the next start goes on there', async () => {
    const disk = createSimDisk();
    const journal = await open(disk);
    const filled = aDatabase();
    for (let seq = 1; seq <= 2_500; seq++) await write(journal, filled, [event(seq)]);

    const database = aDatabase();
    database.refuseAfter(1);
    await expect(start(journal, database)).rejects.toMatchObject({ reason: 'io' });
    expect(database.head().no).toBe(1_000);
    expect(database.calls.filter((name) => name === 'replay')).toEqual([]);
    expect(await start(journal, database)).toEqual({ kind: 'replayed', frames: 1_500, fromZero: false, lost: true });
    expect(database.content()).toEqual(filled.content());
    expect(database.head()).toEqual(journal.head);
  });
});

describe('a journal that is shorter than the store', () => {
  for (const left of [0, 1, 3, 7]) {
    it(`takes in what it lacks when ${String(left)} of 8 frames are left, and restores everything by itself then`, async () => {
      const disk = createSimDisk();
      const database = aDatabase();
      const journal = await open(disk);
      await worked(journal, database);
      await journal.close();
      const before = database.content();

      const mended = await open(await shortened(disk, left));
      const result = await start(mended, database);
      expect(result).toMatchObject({ kind: 'journalMended', storeFrames: 8, journalFrames: left, conflicts: 0 });
      expect(database.content()).toEqual(before);
      expect(database.head()).toEqual(mended.head);
      // Work goes on, and then the database is lost.
      await write(mended, database, [event(8)]);
      const after = database.content();
      database.wipe();
      expect(await start(mended, database)).toMatchObject({ kind: 'replayed', fromZero: true });
      expect(database.content()).toEqual(after);
      expect(await start(mended, database)).toEqual({ kind: 'equal' });
    });
  }

  // One row a frame: the journal gets more frames than the store ever had before it holds everything.
  it('is mended by the next starts when each one is interrupted', async () => {
    const disk = createSimDisk();
    const database = aDatabase(1);
    const journal = await open(disk);
    await worked(journal, database);
    const before = database.content();
    let left = await shortened(disk, 0);
    let interruptions = 0;
    for (;;) {
      const again = await open(left);
      let allowed = 1;
      const breaking: Journal = {
        ...again,
        get head() {
          return again.head;
        },
        append: (frame) => (allowed-- > 0 ? again.append(frame) : Promise.reject(new Error('power cut'))),
      };
      const result = await start(breaking, database).catch(() => 'interrupted' as const);
      if (result !== 'interrupted') break;
      expect(database.content()).toEqual(before);
      interruptions += 1;
      left = left.afterPowerCut(0);
    }
    expect(interruptions).toBe(8);
    const last = await open(left);
    await start(last, database);
    expect(last.head.no).toBe(9);
    expect(database.content()).toEqual(before);
    database.wipe();
    await start(last, database);
    expect(database.content()).toEqual(before);
  });

  it('is not emptied of a draft that a damaged store lacks', async () => {
    const disk = createSimDisk();
    const database = aDatabase();
    await worked(await open(disk), database);
    const before = database.content();
    database.lose('drafts', 'a');
    const mended = await open(await shortened(disk, 7));
    expect(await start(mended, database)).toMatchObject({ kind: 'journalMended' });
    // The draft is back as the journal last saw it.
    expect(database.content().get('drafts')?.get('a')).toEqual(before.get('drafts')?.get('a'));
  });

  it('does not mend without room on the disk, and leaves the store alone', async () => {
    const disk = createSimDisk();
    const database = aDatabase();
    await worked(await open(disk), database);
    const before = database.content();
    const full = await shortened(disk, 2);
    const journal = await open(full);
    full.faultOf = (op) => (op === 'append' ? { code: 'ENOSPC' } : undefined);
    await expect(start(journal, database)).rejects.toMatchObject({ reason: 'diskFull' });
    expect(database.content()).toEqual(before);
    expect(database.calls).not.toContain('clear');
  });

  it('never takes in a store whose keys are gone', async () => {
    const database = aDatabase();
    await worked(await open(createSimDisk()), database);
    const fresh = await open(createSimDisk());
    expect(await start(fresh, database, { hasKeys: false })).toMatchObject({ kind: 'replayed', frames: 0 });
    expect(fresh.head.no).toBe(0);
    expect(database.head().no).toBe(0);
  });
});

describe('a store of another chain', () => {
  it('gives the journal its own rows, but not those whose place in the chain is taken', async () => {
    const database = aDatabase();
    const elsewhere = await open(createSimDisk());
    await write(elsewhere, database, [key('c-1'), event(1)]);
    await write(elsewhere, database, [event(2, 'other-2'), { ...key('c-2') }]);
    const journal = await open(createSimDisk());
    await journal.append({ commandId: 'c', ops: [key('c-1'), event(1)] });
    await journal.append({ commandId: 'c', ops: [event(2)] });
    await journal.append({ commandId: 'c', ops: [event(3)] });
    expect(await start(journal, database)).toMatchObject({ kind: 'journalMended', rows: 1, conflicts: 1 });
    expect([...(database.content().get('events')?.keys() ?? [])]).toEqual(['e-001', 'e-002', 'e-003']);
    expect(database.content().get('caseKeys')?.has('c-2')).toBe(true);
  });
});

describe('a store that is behind', () => {
  it('gets the frames it lacks', async () => {
    const disk = createSimDisk();
    const database = aDatabase();
    const journal = await open(disk);
    await worked(journal, database);
    await journal.append({ commandId: 'late', ops: [event(8)] });
    expect(await start(journal, database)).toEqual({ kind: 'replayed', frames: 1, fromZero: false, lost: false });
    expect(database.head()).toEqual(journal.head);
  });

  it('has lost something when more than the frame on its way is missing', async () => {
    const database = aDatabase();
    const journal = await open(createSimDisk());
    await worked(journal, database);
    for (const seq of [8, 9]) await journal.append({ commandId: 'late', ops: [event(seq)] });
    expect(await start(journal, database)).toEqual({ kind: 'replayed', frames: 2, fromZero: false, lost: true });
    expect(database.head()).toEqual(journal.head);
  });

  it('is filled anew when rows are missing', async () => {
    const database = aDatabase();
    const journal = await open(createSimDisk());
    await worked(journal, database);
    const before = database.content();
    database.lose('events', 'e-003');
    expect(await start(journal, database)).toMatchObject({ kind: 'replayed', fromZero: true });
    expect(database.content()).toEqual(before);
  });
});

describe('a database that can not be opened', () => {
  it('is tried again first', async () => {
    const database = aDatabase();
    const journal = await open(createSimDisk());
    await worked(journal, database);
    database.failToOpen(1);
    expect(await start(journal, database)).toEqual({ kind: 'equal' });
    expect(database.calls).not.toContain('deleteDatabase');
  });

  it('is removed and filled from the journal', async () => {
    const database = aDatabase();
    const journal = await open(createSimDisk());
    await worked(journal, database);
    const before = database.content();
    database.failToOpen(2);
    expect(await start(journal, database)).toMatchObject({ kind: 'replayed', fromZero: true });
    expect(database.calls).toContain('deleteDatabase');
    expect(database.content()).toEqual(before);
  });

  it('is set aside when it can not even be deleted, or not be opened after that', async () => {
    for (const undeletable of [true, false]) {
      const database = aDatabase();
      const journal = await open(createSimDisk());
      await worked(journal, database);
      const before = database.content();
      database.failToOpen(Number.POSITIVE_INFINITY);
      if (undeletable) database.failToDelete();
      expect(await start(journal, database)).toMatchObject({ kind: 'replayed', fromZero: true });
      expect(database.calls).toContain('set aside');
      expect(database.content()).toEqual(before);
    }
  });

  it('is kept when the disk is only full, and when there is no journal to fill it from', async () => {
    const database = aDatabase();
    const journal = await open(createSimDisk());
    await worked(journal, database);
    database.failToOpen(2);
    await expect(start(journal, database, { free: 1_000 })).rejects.toMatchObject({ reason: 'diskFull' });
    database.failToOpen(2);
    await expect(start(await open(createSimDisk()), database)).rejects.toMatchObject({ reason: 'io' });
    expect(database.calls).not.toContain('deleteDatabase');
  });
});
