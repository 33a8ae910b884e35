import { describe, expect, it } from 'vitest';
import { newId } from '../platform/ids';
import { systemRng } from '../platform/rng';
import { createSimDisk, type SimDisk } from '../platform/sim-disk.test-support';
import { createWaitingTraces, type WaitingTrace, type WaitingTraces } from './waiting-traces';

const trace = (number: string): WaitingTrace => ({
  commandId: newId(),
  actor: { userId: 'u-1', role: 'counter' },
  type: 'audit.caseViewed',
  payload: { caseId: 'c-1', number },
  atMs: 7,
});

const open = async (disk: SimDisk, seed = 1): Promise<WaitingTraces> => {
  await disk.makeDir('/data');
  return createWaitingTraces({
    dir: '/data',
    disk,
    rng: systemRng,
    deviceSeed: () => Buffer.alloc(32, seed),
    onFault: (cause) => {
      throw cause;
    },
  });
};

const told = async (traces: WaitingTraces): Promise<readonly unknown[]> => {
  let seen: readonly unknown[] = [];
  await traces.tell(async (all) => {
    seen = all.map(({ payload }) => payload['number']);
  });
  return seen;
};

describe('traces for which there is no room', () => {
  it('wait in the place that was taken before, over a restart, and are told once', async () => {
    const disk = createSimDisk();
    const traces = await open(disk);
    await traces.makePlace();
    disk.free = 0;
    for (const number of ['a', 'b', 'c']) expect(await traces.add(trace(number))).toBe(true);
    expect(Buffer.from(disk.bytesOf('/data/traces.waiting')).includes('caseViewed')).toBe(false);
    const again = await open(disk.afterPowerCut(0));
    expect(await told(again)).toEqual(['a', 'b', 'c']);
    expect(await told(again)).toEqual([]);
    expect(await again.add(trace('d'))).toBe(true);
    expect(await told(again)).toEqual(['d']);
  });

  it('have no place where none was taken, and none without end', async () => {
    const disk = createSimDisk();
    const traces = await open(disk);
    expect(await traces.add(trace('a'))).toBe(false);
    await traces.makePlace();
    let kept = 0;
    while (kept < 2_000 && (await traces.add(trace('x'.repeat(200))))) kept += 1;
    expect(kept).toBeGreaterThan(100);
    expect(await told(traces)).toHaveLength(kept);
  });

  it('stay when they could not be written down, or when the last of them was cut short', async () => {
    const disk = createSimDisk();
    const traces = await open(disk);
    await traces.makePlace();
    await traces.add(trace('a'));
    await expect(traces.tell(() => Promise.reject(new Error('full')))).rejects.toThrow('full');
    expect(await told(traces)).toEqual(['a']);
    await traces.add(trace('b'));
    await traces.add(trace('c'));
    // In the half that was written last.
    disk.damage('/data/traces.waiting', 20, 1);
    disk.damage('/data/traces.waiting', 64 * 1024 + 20, 0);
    expect((await told(traces)).at(0)).toBe('b');
  });
});
