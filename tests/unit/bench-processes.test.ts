/** What the benchmarks read of a process. */
import { expect, it } from 'vitest';
import { cpuSecondsIn } from '../bench/processes';

it('processor time is that of the program and of the system for it, behind a name that may hold anything', () => {
  const stat = '4711 (no) de ()) S 1 1 1 0 -1 4194560 99 98 97 96 1234 66 8 7 20 0 11 0 5 6';
  expect(cpuSecondsIn(stat)).toBe(13);
});
