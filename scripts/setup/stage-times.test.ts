import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { cpuOfEndedChildren, tableOf } from './stage-times.mjs';

const fields = (user: number, system: number): string =>
  `4711 (no) de ()) S 1 1 1 0 -1 4194560 99 99 0 0 7 8 ${String(user)} ${String(system)} 20 0 11 0`;

describe('processor time of children', () => {
  it('is read behind a name that may hold anything, in seconds', () => {
    expect(cpuOfEndedChildren(fields(1234, 66))).toBe(13);
  });

  it('is unknown where the system does not say', () => {
    expect(cpuOfEndedChildren('')).toBeNull();
  });

  it('is refused where it can not be read', () => {
    expect(() => cpuOfEndedChildren('4711 (node) S 1')).toThrow('unexpected /proc/self/stat');
  });

  it('grows by what a child has used, where the system says it', () => {
    const before = cpuOfEndedChildren();
    if (before === null) return expect(process.platform).not.toBe('linux');
    // Ends when it has used half a second itself, however busy the machine is.
    const burn = 'while (process.cpuUsage().user + process.cpuUsage().system < 500_000);';
    expect(spawnSync(process.execPath, ['-e', burn]).status).toBe(0);
    expect(Number(cpuOfEndedChildren()) - before).toBeGreaterThan(0.4);
  });
});

describe('the table at the end of a run', () => {
  const stage = (name: string, fromS: number, toS: number, cpuS: number | null) => ({
    name,
    result: 'passed',
    startedAtMs: fromS * 1000,
    endedAtMs: toS * 1000,
    cpuS,
  });
  const whole = { startedAtMs: 10_000, endedAtMs: 110_000 };

  it('says when each stage began, what it took on the clock and of processors', () => {
    const stages = [stage('types', 10, 40.5, 55), stage('unit', 10, 100, 80.25), stage('e2e', 100, 110, null)];
    expect(tableOf(stages, whole).split('\n')).toEqual([
      '                             from      took       CPU',
      'types      passed           0.0 s    30.5 s    55.0 s',
      'unit       passed           0.0 s    90.0 s    80.3 s',
      'e2e        passed          90.0 s    10.0 s',
      'all                                 100.0 s',
    ]);
  });

  it('leaves processors out where they are not known', () => {
    expect(tableOf([stage('types', 10, 40.5, null)], whole).split('\n')).toEqual([
      '                             from      took',
      'types      passed           0.0 s    30.5 s',
      'all                                 100.0 s',
    ]);
  });
});
