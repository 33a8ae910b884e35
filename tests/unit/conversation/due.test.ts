/** Days and lengths that a conversation names, from the rules in force. */
import { describe, expect, it } from 'vitest';
import {
  dateOfPromise,
  deadlineDay,
  dueOfPromise,
  limitOf,
  limitText,
  type DueContext,
} from '../../../src/domain/conversation/due';
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

describe('where the day of a promise comes from', () => {
  const dated = (due: Parameters<typeof dueOfPromise>[0]['due'], facts = {}) =>
    dateOfPromise(promised(due), facts, context);

  it('is counted from the promise, in minutes to the minute', () => {
    const { dueAtMs, basis } = dated({ minutes: 30 });
    expect(dueAtMs).toBe(madeAt + 30 * 60_000);
    expect(basis.steps).toEqual([
      { step: 'start', fact: 'promiseMade', on: '2025-12-25' },
      { step: 'addTime', count: 30, unit: 'minute', fromMs: madeAt, toMs: madeAt + 30 * 60_000 },
    ]);
  });

  it('names each day of rest that is passed over', () => {
    const { dueOn, confidence, basis } = dated({ workingDays: 5 });
    expect([dueOn, confidence]).toEqual(['2026-01-04', 'house']);
    expect(basis.steps[1]).toMatchObject({
      step: 'add',
      count: 5,
      from: '2025-12-25',
      to: '2026-01-04',
      skipped: ['2025-12-27', '2025-12-28', '2026-01-01', '2026-01-02', '2026-01-03'],
    });
  });

  it('is the article where it is a day of the law', () => {
    expect(dated({ deadline: 'decision' })).toMatchObject({ id: 'decision', dueOn: '2026-01-09', kind: 'duty' });
    expect(dated({ deadline: 'decision' }).article).toContain('条');
  });

  it('is what was agreed, with its time', () => {
    const slot = { slot: { value: '2025-12-27T09:00', at: madeAt, by: 'u-wang' } };
    const { dueAtMs, basis } = dated({ fact: 'slot' }, slot);
    expect(dueAtMs).toBe(startOfDay('2025-12-27', timeZone) + 9 * 3_600_000);
    expect(basis.steps).toEqual([{ step: 'promised', on: '2025-12-25', to: '2025-12-27' }]);
  });

  it.each([{ minutes: 600 }, { workingDays: 4 }, { deadline: 'decision' }, { fact: 'slot' }])(
    'ends on the day that is told: %j',
    (due) => {
      expect(dated(due).dueOn).toBe(dueOfPromise(promised(due), {}, context).on);
    },
  );
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
