/** Days and lengths that a conversation names, from the rules in force. */
import { describe, expect, it } from 'vitest';
import { deadlineDay, dueOfPromise, limitOf, limitText, type DueContext } from '../../../src/domain/conversation/due';
import { startOfDay } from '../../../src/domain/deadlines/time-zone';
import { builtInPacks } from '../../../src/main/app/packs';

const packs = builtInPacks();
const timeZone = 'Asia/Shanghai';
const law = packs.contents.bank;
/** Thursday, three working days before the New Year's holiday of 2026. */
const madeAt = startOfDay('2025-12-25', timeZone) + 10 * 3_600_000 + 5 * 60_000;
const context: DueContext = { law, timeZone, state: null, receivedAtMs: madeAt };
const promised = (due: Parameters<typeof dueOfPromise>[0]['due']): Parameters<typeof dueOfPromise>[0] => ({
  line: 'X',
  owner: 'self',
  due,
  at: madeAt,
  by: 'u-wang',
});

describe('a promise', () => {
  it('in minutes has a time of the day', () => {
    expect(dueOfPromise(promised({ minutes: 30 }), {}, context)).toEqual({ on: '2025-12-25', at: '10:35' });
  });

  it('in working days passes over days of rest', () => {
    // 26 December, then 29, 30, 31; 1 to 3 January are off, 4 January is a Sunday that is worked.
    expect(dueOfPromise(promised({ workingDays: 4 }), {}, context).on).toBe('2025-12-31');
    expect(dueOfPromise(promised({ workingDays: 5 }), {}, context).on).toBe('2026-01-04');
    expect(dueOfPromise(promised({ workingDays: 0 }), {}, context).on).toBe('2025-12-25');
  });

  it('of a decision is due when the rules say', () => {
    expect(dueOfPromise(promised({ deadline: 'decision' }), {}, context).on).toBe('2026-01-09');
    expect(dueOfPromise(promised({ deadline: 'creditObjection' }), {}, context).on).toBe('2026-01-14');
  });

  it.each([
    ['15:30', { on: '2025-12-25', at: '15:30' }],
    ['2025-12-27', { on: '2025-12-27', at: null }],
    ['2025-12-27T09:00', { on: '2025-12-27', at: '09:00' }],
    ['下周一', { on: '2025-12-25', at: null }],
    ['2025-12-01', { on: '2025-12-25', at: null }],
  ])('as agreed: %s', (value, expected) => {
    const facts = { slot: { value, at: madeAt, by: 'u-wang' } };
    expect(dueOfPromise(promised({ fact: 'slot' }), facts, context)).toEqual(expected);
  });
});

describe('what is told of the rules', () => {
  it('is a day for a case that is not registered yet', () => {
    expect(deadlineDay('decision', context, '2025-12-25')).toBe('2026-01-09');
    expect(deadlineDay('claimPayment', context, '2025-12-25')).toBeNull();
  });

  it('is a length in the language that is spoken', () => {
    const limit = limitOf('creditObjection', law);
    expect(limit && [limitText(limit, 'zh-CN'), limitText(limit, 'en')]).toEqual(['20日', '20 days']);
    expect(limitText({ count: 1, unit: 'workingDay' }, 'en')).toBe('1 working day');
    expect(limitOf('claimPayment', law)).toBeNull();
  });
});
