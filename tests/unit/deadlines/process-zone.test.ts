/** Apart from the tests beside the engine: the zone of a process can be changed in the process itself only, not in a thread of it. */
import { expect, it } from 'vitest';
import { deadlinesOf } from '../../../src/domain/deadlines/deadlines';
import { laws } from './laws';

it('deadlines count by the zone of the branch, whatever the zone of the process', () => {
  const [pack, calendar] = laws.bank;
  const received = { facts: { received: { atMs: Date.parse('2026-03-05T16:30:00Z') } }, attributes: {} };
  const before = process.env['TZ'];
  const offsets = new Set<number>();
  const answers = ['UTC', 'America/Los_Angeles', 'Asia/Shanghai', 'Pacific/Kiritimati', 'Asia/Kathmandu'].map(
    (zone) => {
      process.env['TZ'] = zone;
      offsets.add(new Date(0).getTimezoneOffset());
      return JSON.stringify(deadlinesOf(received, pack, calendar));
    },
  );
  if (before === undefined) delete process.env['TZ'];
  else process.env['TZ'] = before;
  expect(offsets.size).toBeGreaterThan(3);
  expect(new Set(answers).size).toBe(1);
});
