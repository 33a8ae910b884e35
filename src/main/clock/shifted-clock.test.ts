import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from './clock';
import { clockOf } from './shifted-clock';

let dir: string;
const shiftFile = (): string => path.join(dir, 'shift');

beforeAll(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'xianting-shift-'));
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

describe('a clock that is shifted', () => {
  it('is ahead or behind by what the file says, now and when it is changed', () => {
    writeFileSync(shiftFile(), '0');
    const clock = clockOf({ packaged: false, shiftFile: shiftFile() });
    for (const byMs of [-3_652 * 86_400_000, 0, 7_200_000]) {
      writeFileSync(shiftFile(), String(byMs));
      const from = systemClock.wallMs() + byMs;
      const told = clock.wallMs();
      expect(told).toBeGreaterThanOrEqual(from);
      expect(told).toBeLessThanOrEqual(systemClock.wallMs() + byMs);
    }
    expect(clock.bootId).toBe(systemClock.bootId);
    expect(clock.monotonicMs).toBe(systemClock.monotonicMs);
  });

  it('is none in a package, nor where nobody asked for it', () => {
    writeFileSync(shiftFile(), '7200000');
    expect(clockOf({ packaged: true, shiftFile: shiftFile() })).toBe(systemClock);
    expect(clockOf({ packaged: false, shiftFile: undefined })).toBe(systemClock);
  });

  it('is not begun with a file that says no time', () => {
    expect(() => clockOf({ packaged: false, shiftFile: path.join(dir, 'none') })).toThrow();
    writeFileSync(shiftFile(), 'soon');
    expect(() => clockOf({ packaged: false, shiftFile: shiftFile() })).toThrow('no time in ms');
  });
});
