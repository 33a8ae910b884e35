import { describe, expect, it } from 'vitest';
import type { BranchView, DeviceView } from './branches';
import { branchTrouble, byTrouble, clockOffMs, deviceTroubles, lastContactMs, silentMs } from './health';

const nowMs = 1_800_000_000_000;
const device = (changes: Partial<DeviceView> = {}): DeviceView => ({
  id: 'd',
  tag: 'A',
  enrolledAtMs: 0,
  lastSeenAtMs: nowMs,
  clockOffsetMs: 0,
  revoked: false,
  rejected: 0,
  ...changes,
});
const branch = (code: string, ...devices: DeviceView[]): BranchView => ({
  id: code,
  code,
  name: code,
  institutionName: '',
  institutionType: 'bank',
  province: '',
  records: 0,
  devices,
});

describe('the health of a branch', () => {
  it.each([
    [{}, []],
    [{ lastSeenAtMs: nowMs - silentMs.warn + 1 }, []],
    [{ lastSeenAtMs: nowMs - silentMs.warn }, ['silent']],
    [{ lastSeenAtMs: nowMs - silentMs.severe }, ['silentLong']],
    // It has joined, and never came back.
    [{ lastSeenAtMs: null, enrolledAtMs: nowMs - silentMs.severe }, ['silentLong']],
    [{ clockOffsetMs: -clockOffMs }, ['clock']],
    [{ clockOffsetMs: clockOffMs - 1 }, []],
    [{ clockOffsetMs: null }, []],
    [{ rejected: 1, clockOffsetMs: clockOffMs, lastSeenAtMs: nowMs - silentMs.warn }, ['rejected', 'clock', 'silent']],
    // Nobody waits for it any more.
    [{ revoked: true, rejected: 5, lastSeenAtMs: 0 }, []],
  ] as const)('follows from %j', (changes, troubles) => {
    expect(deviceTroubles(device(changes), nowMs)).toEqual(troubles);
  });

  it('is that of its worst PC, and a branch without one is cut off', () => {
    expect(branchTrouble(branch('A', device(), device({ rejected: 1 })), nowMs)).toBe('rejected');
    expect(branchTrouble(branch('A'), nowMs)).toBe('noDevice');
    expect(branchTrouble(branch('A', device({ revoked: true })), nowMs)).toBe('noDevice');
    expect(lastContactMs(branch('A'))).toBeNull();
  });

  it('puts the worst first, and among equals the longest silence', () => {
    const rows = [
      branch('B4', device()),
      branch('B3', device({ lastSeenAtMs: nowMs - 1 })),
      branch('B2', device({ lastSeenAtMs: nowMs - silentMs.severe })),
      branch('B1', device({ revoked: true })),
    ];
    expect([...rows].sort(byTrouble(nowMs)).map(({ code }) => code)).toEqual(['B1', 'B2', 'B3', 'B4']);
  });
});
