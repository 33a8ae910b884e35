import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventTime } from '../../domain/evidence/event-envelope';
import { agreementMs } from '../../domain/evidence/time-band';
import { createEventWriter } from '../keys/event-signer';
import { createStampClock } from './clock';
import { createTestClock, type TestClock } from './test-clock.test-support';

const hourMs = 3_600_000;

function aStampClock(clock: TestClock = createTestClock()) {
  const told: number[] = [];
  return { clock, told, stamps: createStampClock(clock, (byMs) => told.push(byMs)) };
}

const sorted = (texts: readonly string[]): string[] => [...texts].sort();

describe('the stamp of an event', () => {
  it('says what each clock says', () => {
    const { clock, stamps, told } = aStampClock();
    expect(stamps.stamp()).toEqual({
      wall: clock.wallMs(),
      monotonic: clock.monotonicMs(),
      bootId: 'boot-1',
      hlc: `${String(clock.wallMs())}-0000`,
    });
    expect(told).toEqual([]);
  });

  it('keeps its order when the clock is set back, and tells once by how much', () => {
    const { clock, stamps, told } = aStampClock();
    const before = stamps.stamp();
    clock.pass(1_000);
    clock.setWall(clock.wallMs() - 2 * hourMs);
    const after = [stamps.stamp(), stamps.stamp()];
    clock.pass(60_000);
    after.push(stamps.stamp());
    const hlcs = [before, ...after].map(({ hlc }) => hlc);
    expect(sorted(hlcs)).toEqual(hlcs);
    expect(new Set(hlcs).size).toBe(hlcs.length);
    // What the wall clock said stays on record as it was.
    expect(after[0]?.wall).toBe(before.wall + 1_000 - 2 * hourMs);
    expect(told).toEqual([2 * hourMs]);
  });

  it('takes small corrections and jumps forward as they come', () => {
    const { clock, stamps, told } = aStampClock();
    stamps.stamp();
    clock.setWall(clock.wallMs() - 1_500);
    stamps.stamp();
    clock.setWall(clock.wallMs() + 24 * hourMs);
    stamps.stamp();
    expect(told).toEqual([]);
  });

  it('goes on behind the last event after a restart, and tells when the clock was set back meanwhile', () => {
    const first = aStampClock();
    const last = first.stamps.stamp();
    first.clock.setWall(last.wall - hourMs);
    const { stamps, told } = aStampClock(first.clock.restarted());
    stamps.observe(last);
    expect(told).toEqual([hourMs]);
    const next = stamps.stamp();
    expect(next.hlc > last.hlc).toBe(true);
    // Somebody else signs in: that it was set back is known.
    stamps.observe(next);
    expect(told).toEqual([hourMs]);
  });

  it('says nothing after a restart with the right time', () => {
    const first = aStampClock();
    const last = first.stamps.stamp();
    first.clock.pass(5_000);
    const { stamps, told } = aStampClock(first.clock.restarted());
    stamps.observe(last);
    stamps.stamp();
    expect(told).toEqual([]);
  });

  it('comes after whatever it was heard from, and never repeats within a millisecond that lasts for days', () => {
    const { clock, stamps } = aStampClock();
    const ahead = clock.wallMs() + 72 * hourMs;
    stamps.witness(`${String(ahead)}-zzzx`);
    const hlcs = Array.from({ length: 4 }, () => stamps.stamp().hlc);
    expect(hlcs.map((hlc) => hlc.slice(13))).toEqual(['-zzzy', '-zzzz', '-0000', '-0001']);
    expect(sorted(hlcs)).toEqual(hlcs);
    expect(hlcs[0]?.startsWith(String(ahead))).toBe(true);
  });

  it('never repeats and never goes back, in time and in the ids of events, whatever happens to the clock', () => {
    const move = fc.oneof(
      fc.record({ kind: fc.constant('pass' as const), ms: fc.nat(10 * hourMs) }),
      fc.record({ kind: fc.constant('set' as const), ms: fc.integer({ min: 0, max: 4e12 }) }),
      fc.record({ kind: fc.constant('restart' as const), ms: fc.constant(0) }),
    );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        let { clock, stamps } = aStampClock();
        let last: EventTime | undefined;
        const writer = createEventWriter({
          deviceId: 'd-1',
          branchId: 'b-1',
          deviceSeed: Buffer.alloc(32, 1),
          now: () => (last = stamps.stamp()),
          rng: { bytes: (length) => Buffer.alloc(length) },
          head: undefined,
        });
        const events = [{ kind: 'pass' as const, ms: 0 }, ...moves].map(({ kind, ms }) => {
          if (kind === 'pass') clock.pass(ms);
          else if (kind === 'set') clock.setWall(ms);
          else {
            ({ clock, stamps } = aStampClock(clock.restarted()));
            if (last) stamps.observe(last);
          }
          writer.begin();
          const event = writer.write({
            streamId: 'audit',
            type: 'audit.signedIn',
            version: 1,
            payload: {},
            actor: { userId: 'u', role: 'counter' },
            rulePack: 'p@1',
            commandId: 'k',
          });
          writer.commit();
          return event.header;
        });
        for (const keys of [events.map(({ at }) => at.hlc), events.map(({ id }) => id)]) {
          expect(sorted(keys)).toEqual(keys);
          expect(new Set(keys).size).toBe(keys.length);
        }
      }),
    );
  });
});

describe('the time that deadlines are held against', () => {
  it('is not that of another PC, whose clock may be days ahead', () => {
    const { clock, stamps } = aStampClock();
    stamps.stamp();
    stamps.witness(`${String(clock.wallMs() + 72 * hourMs)}-0000`);
    expect(stamps.latestMs()).toBe(clock.wallMs());
    expect(stamps.stamp().wall).toBe(clock.wallMs());
    expect(stamps.latestMs()).toBe(clock.wallMs());
    const { stamps: next } = aStampClock(clock.restarted());
    next.witness(`${String(clock.wallMs() + 72 * hourMs)}-0000`);
    expect(next.latestMs()).toBe(clock.wallMs());
  });

  it('does not go back with the clock, nor behind what was shown before the start', () => {
    const { clock, stamps } = aStampClock();
    const { wall } = stamps.stamp();
    clock.setWall(wall - hourMs);
    expect(stamps.latestMs()).toBe(wall);
    const { stamps: next } = aStampClock(clock.restarted());
    next.observe({ wall: wall - hourMs, hlc: `${String(wall)}-0001` }, wall);
    expect(next.latestMs()).toBe(wall);
    expect(next.correctedMs()).toBe(wall - hourMs);
  });

  it('is that of headquarters where the clock is days off, before it is set right and after', () => {
    for (const wrongMs of [72 * hourMs, -72 * hourMs]) {
      const { clock, stamps } = aStampClock();
      const truth = clock.wallMs();
      clock.setWall(truth + wrongMs);
      stamps.stamp();
      expect(stamps.latestMs()).toBe(truth + wrongMs);
      stamps.heardTime(truth);
      clock.pass(hourMs);
      expect([stamps.latestMs(), stamps.correctedMs()]).toEqual([truth + hourMs, truth + hourMs]);
      // What the clock shows stays on record.
      expect(stamps.stamp().wall).toBe(truth + hourMs + wrongMs);
      clock.setWall(truth + hourMs + 60_000);
      expect(stamps.latestMs()).toBe(truth + hourMs + 60_000);
    }
  });

  it('is not held back by a sleep that the other clock did not count', () => {
    for (const wrongMs of [0, 72 * hourMs]) {
      const { clock, stamps } = aStampClock();
      const truth = clock.wallMs();
      clock.setWall(truth + wrongMs);
      stamps.heardTime(truth);
      clock.setWall(clock.wallMs() + 8 * hourMs);
      expect(stamps.latestMs()).toBe(truth + 8 * hourMs);
    }
  });

  it('never comes out earlier than headquarters and the time since, whatever the clock is set to', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000 * hourMs, max: 1_000 * hourMs }),
        fc.array(fc.tuple(fc.nat(48 * hourMs), fc.integer({ min: -1_000 * hourMs, max: 1_000 * hourMs })), {
          maxLength: 10,
        }),
        (wrongMs, moves) => {
          const { clock, stamps } = aStampClock();
          let truth = clock.wallMs();
          clock.setWall(truth + wrongMs);
          stamps.heardTime(truth);
          for (const [passed, set] of moves) {
            clock.pass(passed);
            truth += passed;
            clock.setWall(clock.wallMs() + set);
            expect(stamps.latestMs()).toBeGreaterThanOrEqual(truth - agreementMs);
          }
        },
      ),
    );
  });
});
