import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { receiptProblem } from './receipt';

const zone = { timeZone: 'Asia/Shanghai' };
const at = (text: string): number => Date.parse(`${text}+08:00`);
const now = { ...zone, nowMs: at('2026-03-10T18:00:00'), openedOn: '2015-06-01' as const };

describe('a time of receipt', () => {
  it.each([
    ['this minute', '2026-03-10T18:00:00', null],
    ['a minute that is still to come', '2026-03-10T18:00:01', 'intake.receivedInFuture'],
    ['next year', '2027-03-10T09:00:00', 'intake.receivedInFuture'],
    ['the first day of the branch, in its own time zone', '2015-06-01T00:00:00', null],
    ['the evening before that day', '2015-05-31T23:59:59', 'intake.receivedBeforeOpening'],
    ['a year that lacks a digit', '0202-03-10T09:00:00', 'intake.receivedTooLongAgo'],
  ])('%s', (_what, text, problem) => {
    expect(receiptProblem(at(text), now)).toBe(problem);
  });

  it('is not measured against a first day that nobody said', () => {
    expect(receiptProblem(at('1990-01-01T00:00:00'), { ...now, openedOn: '' })).toBeNull();
    expect(receiptProblem(at('1989-12-31T23:59:59'), { ...now, openedOn: '' })).toBe('intake.receivedTooLongAgo');
  });

  it('is never accepted after now, nor before the first day', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('1980-01-01T00:00:00'), max: at('2040-01-01T00:00:00') }), (receivedAtMs) => {
        const sound = receiptProblem(receivedAtMs, now) === null;
        expect(sound).toBe(receivedAtMs <= now.nowMs && receivedAtMs >= at('2015-06-01T00:00:00'));
      }),
    );
  });
});
