/** A clock that is set back lengthens nothing: dates do not come from it, and what was late before is late after (RELIABILITY A4). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadlinesBy } from '../../../src/domain/deadlines/case-facts';
import { remaining } from '../../../src/domain/deadlines/deadlines';
import { missedClocksOf } from '../../../src/domain/deadlines/missed-clocks';
import { localDateOf } from '../../../src/domain/deadlines/time-zone';
import { createStampClock } from '../../../src/main/clock/clock';
import { builtInPacks } from '../../../src/main/app/packs';
import { createLawBook } from '../../../src/main/packs/law-book';
import { chen, li, playCase } from '../../support/case-builder';
import { laws } from './laws';

const dayMs = 86_400_000;
/** Longer than this the hybrid clock believes a wall clock more than itself: then another PC was wrong by years. */
const mostBackMs = 399 * dayMs;

/** The clock of a PC whose wall clock was moved to `wallMs` after it had shown `lastMs`. */
function movedClock(lastMs: number, wallMs: number) {
  let wall = lastMs;
  const stamps = createStampClock({ wallMs: () => wall, monotonicMs: () => 0, bootId: 'b' }, () => undefined);
  stamps.stamp();
  wall = wallMs;
  return stamps;
}

function acceptedCase() {
  const game = playCase();
  game.register();
  game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
  return game.state();
}

const [pack, calendar, zone] = laws.bank;
const state = acceptedCase();
const back = fc.record({
  afterDays: fc.integer({ min: 0, max: 200 }),
  byMs: fc.integer({ min: 0, max: mostBackMs }),
});

describe('a clock that is set back', () => {
  it('is never believed to be earlier than what was written', () => {
    fc.assert(
      fc.property(back, ({ afterDays, byMs }) => {
        const lastMs = state.receivedAtMs + afterDays * dayMs;
        expect(movedClock(lastMs, lastMs - byMs).latestMs()).toBeGreaterThanOrEqual(lastMs);
      }),
    );
  });

  it('moves no date of a case', () => {
    const law = createLawBook(
      () => builtInPacks(),
      () => state.receivedAtMs,
    ).of(state, 'bank');
    const dates = deadlinesBy(law, state, zone).map(({ id, dueAtMs }) => [id, dueAtMs]);
    expect(dates.length).toBeGreaterThan(1);
    fc.assert(
      fc.property(back, ({ afterDays, byMs }) => {
        const now = state.receivedAtMs + afterDays * dayMs - byMs;
        const after = createLawBook(
          () => builtInPacks(),
          () => movedClock(state.receivedAtMs, now).latestMs(),
        );
        expect(deadlinesBy(after.of(state, 'bank'), state, zone).map(({ id, dueAtMs }) => [id, dueAtMs])).toEqual(
          dates,
        );
      }),
      { numRuns: 20 },
    );
  });

  it('makes nothing that was late look as if it were in time', () => {
    const late = (ms: number): string[] => {
      const today = localDateOf(ms, zone);
      const missed = missedClocksOf(state, pack, calendar, zone, { nowMs: ms, today });
      const law = createLawBook(
        () => builtInPacks(),
        () => ms,
      ).of(state, 'bank');
      const over = deadlinesBy(law, state, zone).filter((deadline) => remaining(deadline, ms).state === 'overdue');
      return [...missed.map(({ ruleId }) => ruleId), ...over.map(({ id }) => id)];
    };
    let seen = 0;
    fc.assert(
      fc.property(back, ({ afterDays, byMs }) => {
        const lastMs = state.receivedAtMs + afterDays * dayMs;
        const before = late(lastMs);
        seen += before.length;
        expect(late(movedClock(lastMs, lastMs - byMs).latestMs())).toEqual(expect.arrayContaining(before));
      }),
      { numRuns: 40 },
    );
    expect(seen).toBeGreaterThan(0);
  });
});
