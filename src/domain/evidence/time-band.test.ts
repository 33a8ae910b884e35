import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreementMs, anchorsIn, hqTimeHeard, shownMs, timeBand, timeBands, type TimeAnchor } from './time-band';
import { CLOCK_STREAM, type OpenEvent } from './event-envelope';

const start = Date.UTC(2026, 2, 10, 2);
const minute = 60_000;
const day = 24 * 60 * minute;

interface Moment {
  readonly seq: number;
  /** True time since the start. */
  readonly afterMs: number;
  readonly boot?: string;
  /** By how much the wall clock is wrong. */
  readonly wrongMs?: number;
  /** Latest time that the hybrid clock knew. */
  readonly latestMs?: number;
}

/** Of one PC, whose run began with the start. */
function timed({ seq, afterMs, boot = 'b-1', wrongMs = 0, latestMs }: Moment) {
  const wall = start + afterMs + wrongMs;
  const hlc = `${String(Math.max(wall, latestMs ?? 0)).padStart(13, '0')}-0000`;
  return { deviceId: 'd-1', seq, at: { wall, monotonic: afterMs, bootId: boot, hlc } };
}
const anchor = (moment: Moment): TimeAnchor => ({ ...timed(moment), hqTimeMs: start + moment.afterMs });

describe('the band of a time', () => {
  it('is confirmed in the run in which headquarters was heard, as long as the clock was not moved', () => {
    const anchors = [anchor({ seq: 5, afterMs: 0 })];
    expect(timeBand(timed({ seq: 6, afterMs: 8 * 60 * minute }), anchors)).toBe('confirmed');
    // Also before the answer came.
    expect(timeBand(timed({ seq: 4, afterMs: -5 * minute }), anchors)).toBe('confirmed');
    for (const wrongMs of [-10 * minute, 10 * minute, -30 * day])
      expect(timeBand(timed({ seq: 6, afterMs: minute, wrongMs }), anchors)).toBe('doubtful');
  });

  it('is confirmed between two times of headquarters that the PC agreed with, whatever run it was', () => {
    const anchors = [anchor({ seq: 1, afterMs: 0 }), anchor({ seq: 9, afterMs: 2 * day, boot: 'b-3' })];
    const between = { seq: 5, afterMs: day, boot: 'b-2' };
    expect(timeBand(timed(between), anchors)).toBe('confirmed');
    expect(timeBand(timed({ ...between, wrongMs: -2 * day }), anchors)).toBe('doubtful');
    expect(timeBand(timed({ ...between, wrongMs: 2 * day }), anchors)).toBe('doubtful');
    const wrongBeside = [anchor({ seq: 1, afterMs: 0, wrongMs: day }), must(anchors[1])];
    expect(timeBand(timed(between), wrongBeside)).toBe('doubtful');
  });

  it('is plausible where headquarters was not heard since, or never', () => {
    expect(timeBand(timed({ seq: 5, afterMs: day, boot: 'b-2' }), [anchor({ seq: 1, afterMs: 0 })])).toBe('plausible');
    expect(timeBand(timed({ seq: 5, afterMs: day }), [])).toBe('plausible');
    // What another PC heard says nothing of the clock of this one.
    const others = [{ ...anchor({ seq: 1, afterMs: 0 }), deviceId: 'd-2' }];
    expect(timeBand(timed({ seq: 5, afterMs: day }), others)).toBe('plausible');
  });

  it('is doubtful behind something that was written before it, without any headquarters', () => {
    expect(timeBand(timed({ seq: 5, afterMs: 0, wrongMs: -10 * minute, latestMs: start }), [])).toBe('doubtful');
    expect(timeBand(timed({ seq: 5, afterMs: 0, wrongMs: -minute, latestMs: start }), [])).toBe('plausible');
  });

  it('is not doubted because another PC was days ahead, once headquarters told the time beside that order', () => {
    const latestMs = start + 3 * day;
    const before = anchor({ seq: 1, afterMs: 0, latestMs });
    const next = timed({ seq: 2, afterMs: minute, boot: 'b-2', latestMs });
    expect(timeBand(next, [])).toBe('doubtful');
    expect(timeBand(next, [before])).toBe('plausible');
    expect(timeBand(next, [anchor({ seq: 9, afterMs: day, boot: 'b-3', latestMs })])).toBe('plausible');
    expect(timeBand(next, [before, anchor({ seq: 9, afterMs: day, boot: 'b-3', latestMs })])).toBe('confirmed');
    // Set back as well: that it stands before headquarters' time still tells.
    expect(timeBand(timed({ seq: 2, afterMs: minute, boot: 'b-2', wrongMs: -day, latestMs }), [before])).toBe(
      'doubtful',
    );
  });

  it('never gets better when the clock is set back, and is doubtful where an anchor can tell', () => {
    const moments = fc.record({
      seq: fc.integer({ min: 2, max: 8 }),
      afterMs: fc.integer({ min: 0, max: day }),
      boot: fc.constantFrom('b-1', 'b-2'),
      byMs: fc.integer({ min: agreementMs + 1, max: 400 * day }),
      hasNext: fc.boolean(),
    });
    fc.assert(
      fc.property(moments, ({ seq, afterMs, boot, byMs, hasNext }) => {
        const anchors = [
          anchor({ seq: 1, afterMs: 0 }),
          ...(hasNext ? [anchor({ seq: 9, afterMs: 2 * day, boot: 'b-3' })] : []),
        ];
        const latestMs = start + afterMs;
        const honest = timeBand(timed({ seq, afterMs, boot, latestMs }), anchors);
        const back = timeBand(timed({ seq, afterMs, boot, latestMs, wrongMs: -byMs }), anchors);
        expect(timeBands.indexOf(back)).toBeGreaterThanOrEqual(timeBands.indexOf(honest));
        expect(back).toBe('doubtful');
      }),
    );
  });

  it('takes its anchors from events of the clock and from nothing else', () => {
    const { deviceId, seq, at } = timed({ seq: 3, afterMs: 0 });
    const event = (streamId: string, type: string, payload: unknown) =>
      ({ header: { deviceId, seq, at, streamId, type }, payload }) as unknown as OpenEvent;
    expect(anchorsIn([event(CLOCK_STREAM, hqTimeHeard, { hqTimeMs: 7 })])).toEqual([
      { deviceId, seq, at, hqTimeMs: 7 },
    ]);
    for (const [stream, type, payload] of [
      ['c-1', hqTimeHeard, { hqTimeMs: 7 }],
      [CLOCK_STREAM, 'clock.other', { hqTimeMs: 7 }],
      [CLOCK_STREAM, hqTimeHeard, { hqTimeMs: '7' }],
      [CLOCK_STREAM, hqTimeHeard, {}],
    ] as const)
      expect(anchorsIn([event(stream, type, payload)])).toEqual([]);
  });
});

describe('the latest time that a PC showed', () => {
  const latestMs = start + 3 * day;

  it('is what its own clock or its own order said, whichever is later', () => {
    expect(shownMs(timed({ seq: 5, afterMs: 0 }), [])).toBe(start);
    expect(shownMs(timed({ seq: 5, afterMs: day, wrongMs: -day, latestMs: start + day }), [])).toBe(start + day);
  });

  it('is not what was heard from a PC that is ahead', () => {
    const last = timed({ seq: 5, afterMs: 0, latestMs });
    expect(shownMs(last, [], `${String(latestMs)}-0000`)).toBe(start);
    // That PC was no further ahead than this one.
    expect(shownMs(last, [], `${String(latestMs - 1)}-0000`)).toBe(latestMs);
  });

  it('is measured from headquarters where it was heard in that run, whatever the clock shows', () => {
    const ahead = { boot: 'b-1', wrongMs: 3 * day };
    const anchors = [anchor({ seq: 4, afterMs: 0, ...ahead }), anchor({ seq: 9, afterMs: day, ...ahead })];
    expect(shownMs(timed({ seq: 5, afterMs: minute, ...ahead }), anchors)).toBe(start + minute);
    // Of another PC: no evidence.
    const others = anchors.map((one) => ({ ...one, deviceId: 'd-2' }));
    expect(shownMs(timed({ seq: 5, afterMs: minute, ...ahead }), others)).toBe(start + 3 * day + minute);
  });

  it('follows no order that headquarters showed to be ahead, and is never before headquarters', () => {
    const anchors = [anchor({ seq: 1, afterMs: 0, wrongMs: 3 * day })];
    const later = { seq: 5, boot: 'b-2', latestMs };
    expect(shownMs(timed({ ...later, afterMs: minute }), anchors)).toBe(start + minute);
    expect(shownMs(timed({ ...later, afterMs: minute, wrongMs: -day }), anchors)).toBe(start);
    // It wrote on after the answer, before somebody set it right.
    const on = { ...later, latestMs: latestMs + minute };
    expect(shownMs(timed({ ...on, afterMs: 2 * minute }), anchors)).toBe(start + 2 * minute);
    expect(shownMs(timed({ ...on, afterMs: 2 * minute, wrongMs: -day }), anchors)).toBe(start + minute);
  });
});

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('expected a value');
  return value;
}
