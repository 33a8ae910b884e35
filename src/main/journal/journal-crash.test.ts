/** The journal on a disk that fails, fills up and loses power: what was acknowledged is there afterwards, in order, as it was. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSimDisk, type DiskFault, type DiskOp, type SimDisk } from '../platform/sim-disk.test-support';
import { openJournal, type Journal } from './journal';

const dir = '/journal';
const op = (key: string) => ({ table: 'kv' as const, key, row: { key, bytes: new Uint8Array(20).fill(key.length) } });
const open = (disk: SimDisk): Promise<Journal> => openJournal({ dir, disk, segmentBytes: 700, floorBytes: 1000 });

async function keysIn(journal: Journal): Promise<string[]> {
  const keys: string[] = [];
  for await (const { no, frame } of journal.readFrames(1)) {
    expect(no).toBe(keys.length + 1);
    expect(frame.no).toBe(no);
    keys.push(frame.commandId);
  }
  return keys;
}

/** Fails the n-th of these operations, and `times - 1` more. */
function failing(disk: SimDisk, ops: readonly DiskOp[], nth: number, fault: DiskFault, times = 1): void {
  let seen = 0;
  disk.faultOf = (what) => {
    if (!ops.includes(what)) return undefined;
    seen += 1;
    return seen >= nth && seen < nth + times ? fault : undefined;
  };
}

const outcome = async (journal: Journal, key: string): Promise<string> =>
  journal.append({ commandId: key, ops: [op(key)] }).then(
    ({ no }) => `kept ${String(no)}`,
    (cause: unknown) => (cause as { reason?: string }).reason ?? String(cause),
  );

describe('one fault', () => {
  it.each<[string, readonly DiskOp[], DiskFault]>([
    ['a write that fails', ['append'], { code: 'EIO' }],
    ['a write that fails half-way', ['append'], { code: 'ENOSPC', written: 0.6 }],
    ['a write that fails at its last byte', ['append'], { code: 'EIO', written: 0.999 }],
    ['a write that fails after its last byte', ['append'], { code: 'EIO', written: 1 }],
    ['a sync that fails', ['sync'], { code: 'EIO' }],
    ['a new segment that can not be made', ['create'], { code: 'EIO' }],
  ])('%s costs nothing, wherever it strikes', async (_name, ops, fault) => {
    for (let nth = 1; nth <= 12; nth++) {
      const disk = createSimDisk();
      const journal = await open(disk);
      failing(disk, ops, nth, fault);
      for (let i = 1; i <= 10; i++) expect(await outcome(journal, `k${String(i)}`)).toBe(`kept ${String(i)}`);
      expect(await keysIn(journal)).toHaveLength(10);
      expect(await journal.verify()).toBeUndefined();
      for (const after of [disk.afterPowerCut(0), disk.afterPowerCut(1), disk.afterKill()]) {
        const again = await open(after);
        expect(await keysIn(again)).toHaveLength(10);
        expect(again.head).toEqual(journal.head);
      }
    }
  });

  it('keeps what is acknowledged after a failed segment could not be cut back', async () => {
    for (const written of [0, 0.3, 0.7, 1]) {
      const disk = createSimDisk();
      const journal = await open(disk);
      expect(await outcome(journal, 'a')).toBe('kept 1');
      disk.faultOf = (what) =>
        what === 'append' ? { code: 'EIO', written } : what === 'truncate' ? { code: 'EIO' } : undefined;
      expect(await outcome(journal, 'b')).toBe('io');
      disk.faultOf = () => undefined;
      expect(await outcome(journal, 'c')).toBe('kept 2');
      expect(await keysIn(journal)).toEqual(['a', 'c']);
      const again = await open(disk.afterKill());
      expect(await keysIn(again)).toEqual(['a', 'c']);
      expect(await outcome(again, 'd')).toBe('kept 3');
      expect(await keysIn(again)).toEqual(['a', 'c', 'd']);
    }
  });

  it('writes frames that a killed process left unsynced anew before anything continues them', async () => {
    for (const alsoFails of [undefined, 'writeAtomic'] as const) {
      const disk = createSimDisk();
      const journal = await open(disk);
      await outcome(journal, 'a');
      disk.faultOf = (what) => {
        if (what !== 'sync') return undefined;
        disk.kill();
        return { code: 'EIO' };
      };
      // Written, not synced, not acknowledged; a kill leaves it in the page cache.
      expect(await outcome(journal, 'b')).toBe('io');
      const next = disk.afterKill();
      next.faultOf = (what) => (what === 'sync' || what === alsoFails ? { code: 'EIO' } : undefined);
      const again = await open(next);
      expect(again.head.no).toBe(2);
      if (alsoFails) expect(await outcome(again, 'c')).toBe('io');
      next.faultOf = () => undefined;
      expect(await outcome(again, 'c')).toBe('kept 3');
      expect(await keysIn(await open(next.afterPowerCut(0)))).toEqual(['a', 'b', 'c']);
    }
  });

  it('opens on a full disk, with the torn bytes left where they are, and goes on behind them', async () => {
    const disk = createSimDisk();
    const journal = await open(disk);
    await outcome(journal, 'a');
    await outcome(journal, 'b');
    await journal.close();
    const [file = ''] = disk.files();
    await disk.truncate(file, disk.bytesOf(file).length - 3);
    disk.faultOf = (what) => (what === 'writeAtomic' ? { code: 'ENOSPC' } : undefined);
    const full = await open(disk);
    expect(full.repairs).toMatchObject([{ kind: 'torn' }]);
    expect(await outcome(full, 'c')).toBe('kept 2');
    disk.faultOf = () => undefined;
    const again = await open(disk.afterPowerCut(0));
    expect(await keysIn(again)).toEqual(['a', 'c']);
    expect(again.repairs).toMatchObject([{ kind: 'torn' }]);
    expect((await open(disk.afterKill())).head.no).toBe(2);
  });
});

describe('a full disk', () => {
  it('is refused before anything is written, and taken up again when there is space', async () => {
    const disk = createSimDisk();
    const journal = await open(disk);
    disk.free = 500;
    expect(await outcome(journal, 'a')).toBe('diskFull');
    expect(disk.files()).toEqual([]);
    disk.free = 1e9;
    expect(await outcome(journal, 'a')).toBe('kept 1');
  });

  it('refuses every frame while it lasts, keeps all from before, and loses nothing after', async () => {
    const disk = createSimDisk();
    const journal = await open(disk);
    for (let i = 1; i <= 5; i++) await outcome(journal, `k${String(i)}`);
    disk.faultOf = (what) => (what === 'append' ? { code: 'ENOSPC', written: 0.4 } : undefined);
    for (let i = 0; i < 5; i++) expect(await outcome(journal, 'x')).toBe('diskFull');
    expect(await keysIn(journal)).toHaveLength(5);
    disk.faultOf = () => undefined;
    expect(await outcome(journal, 'k6')).toBe('kept 6');
    expect(await keysIn(await open(disk.afterPowerCut(0)))).toEqual(['k1', 'k2', 'k3', 'k4', 'k5', 'k6']);
  });
});

describe('frames that wait together', () => {
  it('share one sync and keep their order', async () => {
    const disk = createSimDisk();
    const journal = await openJournal({ dir, disk, floorBytes: 0 });
    const keys = Array.from({ length: 40 }, (_, i) => `k${String(i)}`);
    await Promise.all(keys.map((key) => outcome(journal, key)));
    expect(journal.stats()).toMatchObject({ frames: 40, syncs: 1 });
    expect(await keysIn(journal)).toEqual(keys);
  });

  it('do not suffer from one among them that can not be encoded', async () => {
    const journal = await open(createSimDisk());
    const bad = { table: 'kv' as const, key: 'bad', row: { fault: () => 1 } };
    const results = await Promise.allSettled([
      journal.append({ commandId: 'a', ops: [op('a')] }),
      journal.append({ commandId: 'bad', ops: [bad] }),
      journal.append({ commandId: 'b', ops: [op('b')] }),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await keysIn(journal)).toEqual(['a', 'b']);
  });

  it('are refused once the journal is closed', async () => {
    const journal = await open(createSimDisk());
    await journal.close();
    await expect(journal.append({ commandId: 'a', ops: [] })).rejects.toThrow('closed');
  });
});

describe('damage', () => {
  const filled = async (count: number): Promise<SimDisk> => {
    const disk = createSimDisk();
    const journal = await openJournal({ dir, disk, floorBytes: 0 });
    for (let i = 1; i <= count; i++) await outcome(journal, `k${String(i)}`);
    await journal.close();
    return disk;
  };

  it('of the end, at any byte, costs the torn frame and nothing else', async () => {
    const disk = await filled(4);
    const [file = ''] = disk.files();
    const whole = disk.bytesOf(file);
    const third = (await filled(3)).bytesOf(file).length;
    for (let length = third; length < whole.length; length++) {
      const torn = disk.afterKill();
      await torn.truncate(file, length);
      const journal = await openJournal({ dir, disk: torn, floorBytes: 0 });
      expect(journal.repairs.map(({ kind }) => kind)).toEqual(length === third ? [] : ['torn']);
      expect(await keysIn(journal)).toEqual(['k1', 'k2', 'k3']);
      expect(await outcome(journal, 'next')).toBe('kept 4');
      expect(await keysIn(await openJournal({ dir, disk: torn.afterPowerCut(0), floorBytes: 0 }))).toHaveLength(4);
    }
  });

  it('of one byte, wherever it is, never shows anything that was not written', async () => {
    const disk = await filled(4);
    const [file = ''] = disk.files();
    for (let at = 0; at < disk.bytesOf(file).length; at++) {
      for (const xor of [1, 0x80]) {
        const damaged = disk.afterKill();
        damaged.damage(file, at, xor);
        const journal = await openJournal({ dir, disk: damaged, floorBytes: 0 });
        const keys = await keysIn(journal);
        expect(journal.repairs).toHaveLength(1);
        expect(keys.length).toBeLessThan(4);
        expect(keys).toEqual(['k1', 'k2', 'k3', 'k4'].slice(0, keys.length));
      }
    }
  });

  it('in the middle is told from a torn end', async () => {
    const disk = await filled(6);
    const [file = ''] = disk.files();
    const middle = disk.afterKill();
    middle.damage(file, 300, 1);
    expect((await openJournal({ dir, disk: middle, floorBytes: 0 })).repairs).toMatchObject([{ kind: 'damaged' }]);
    const length = disk.afterKill();
    length.damage(file, 36, 0x80);
    expect((await openJournal({ dir, disk: length, floorBytes: 0 })).repairs).toMatchObject([{ kind: 'damaged' }]);
    const end = disk.afterKill();
    end.damage(file, disk.bytesOf(file).length - 1, 1);
    expect((await openJournal({ dir, disk: end, floorBytes: 0 })).repairs).toMatchObject([{ kind: 'torn' }]);
  });

  it('under an open journal is noticed when frames are read, never passed over', async () => {
    const disk = await filled(6);
    const journal = await openJournal({ dir, disk, floorBytes: 0 });
    disk.damage(disk.files()[0] ?? '', 300, 1);
    await expect(keysIn(journal)).rejects.toThrow('journal damaged');
    expect(await journal.verify()).toMatchObject({ no: 3 });
  });

  it('keeps the cut bytes of every repair, also of two at one place', async () => {
    const disk = await filled(3);
    const [file = ''] = disk.files();
    const whole = disk.bytesOf(file).length;
    for (const key of ['first', 'second']) {
      const journal = await openJournal({ dir, disk, floorBytes: 0 });
      if (disk.bytesOf(file).length === whole) await outcome(journal, key);
      else await outcome(journal, 'k3');
      await journal.close();
      await disk.truncate(file, whole - 5);
      await (await openJournal({ dir, disk, floorBytes: 0 })).close();
    }
    expect(disk.files().filter((name) => name.includes('.torn-'))).toHaveLength(2);
  });
});

type Action =
  | { readonly kind: 'append'; readonly count: number }
  | {
      readonly kind: 'fault';
      readonly op: DiskOp;
      readonly code: DiskFault['code'];
      readonly written: number;
      readonly times: number;
    }
  | { readonly kind: 'killAfter'; readonly ops: number }
  | { readonly kind: 'powerCut'; readonly kept: number }
  | { readonly kind: 'restart' };

const share = fc.constantFrom(0, 0.1, 0.5, 0.9, 0.99, 1);
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('append' as const), count: fc.integer({ min: 1, max: 4 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('fault' as const),
      op: fc.constantFrom<DiskOp>('append', 'sync', 'create', 'open', 'truncate', 'remove', 'freeBytes'),
      code: fc.constantFrom<DiskFault['code']>('EIO', 'ENOSPC', 'EROFS'),
      written: share,
      times: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('killAfter' as const), ops: fc.integer({ min: 1, max: 12 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('powerCut' as const), kept: share }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
);

describe('any history', () => {
  it('of appends, faults, kills and power cuts keeps every acknowledged frame, in order, once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 30 }), async (actions) => {
        let disk = createSimDisk();
        let journal = await open(disk);
        let serial = 0;
        /** Acknowledged, in the order of the acknowledgement; with their places. */
        const acked: { key: string; no: number; hash: string }[] = [];
        /** Asked for and not acknowledged: may be there or not. */
        const open_ = new Set<string>();
        const failures: { op: DiskOp; fault: DiskFault; left: number }[] = [];

        const arm = (killAfter = Number.POSITIVE_INFINITY): void => {
          const from = disk.ops();
          const now = disk;
          now.faultOf = (what) => {
            if (now.ops() - from >= killAfter) {
              now.kill();
              return { code: 'EIO', written: 0.5 };
            }
            const failure = failures.find(({ op: failing_, left }) => failing_ === what && left > 0);
            if (!failure) return undefined;
            failure.left -= 1;
            return failure.fault;
          };
        };
        const restart = async (next: SimDisk): Promise<void> => {
          disk = next;
          journal = await open(disk);
          const keys = await keysIn(journal);
          expect(await journal.verify()).toBeUndefined();
          for (const { key, no } of acked) expect(keys[no - 1]).toBe(key);
          const known = new Set(acked.map(({ key }) => key));
          for (const key of keys) expect(known.has(key) || open_.has(key)).toBe(true);
          expect(new Set(keys).size).toBe(keys.length);
          for (const { no, hash } of acked.slice(-2)) expect(await journal.hashAt(no)).toBe(hash);
          // A frame that came through though nobody was told is a fact from now on.
          for (const [i, key] of keys.entries()) {
            if (!known.has(key)) acked.push({ key, no: i + 1, hash: (await journal.hashAt(i + 1)) ?? '' });
          }
          failures.length = 0;
          arm();
        };

        for (const step of actions) {
          if (step.kind === 'append') {
            const keys = Array.from({ length: step.count }, () => `k${String((serial += 1))}`);
            const settled = await Promise.allSettled(
              keys.map((key) => journal.append({ commandId: key, ops: [op(key)] })),
            );
            settled.forEach((result, i) => {
              const key = keys[i] ?? '';
              if (result.status === 'fulfilled') acked.push({ key, ...result.value });
              else open_.add(key);
            });
          } else if (step.kind === 'fault') {
            failures.push({ op: step.op, fault: { code: step.code, written: step.written }, left: step.times });
            arm();
          } else if (step.kind === 'killAfter') arm(step.ops);
          else if (step.kind === 'powerCut') await restart(disk.afterPowerCut(step.kept));
          else await restart(disk.afterKill());
        }
        await restart(disk.afterPowerCut(0));
      }),
      { numRuns: 400 },
    );
  });
});
