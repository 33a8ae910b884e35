/** What may be said of scripts: counted from talks, with its uncertainty, and never of a person. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpenEvent } from '../../../src/domain/evidence/event-envelope';
import { effectsOf, leastTalks } from '../../../src/domain/insight/effect';
import { talkFacts, type TalkFacts } from '../../../src/domain/insight/talk-facts';
import { wilson } from '../../../src/domain/insight/wilson';

const percent = ({ low, high }: { low: number; high: number }): string =>
  `${String(Math.round(low * 100))}–${String(Math.round(high * 100))}`;

describe('the interval of a share', () => {
  it('is that of the books', () => {
    expect([percent(wilson(14, 20)), percent(wilson(70, 100)), percent(wilson(210, 300))]).toEqual([
      '48–85',
      '60–78',
      '65–75',
    ]);
  });
  it('stays inside of 0 and 1, holds the share, and narrows with more talks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, at) => {
        const hits = Math.floor(at * n);
        const { low, high } = wilson(hits, n);
        const more = wilson(hits * 4, n * 4);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low - 1e-12 <= hits / n && hits / n <= high + 1e-12).toBe(true);
        expect(more.high - more.low).toBeLessThan(high - low);
      }),
    );
  });
});

const startMs = Date.parse('2026-03-16T10:00:00+08:00');
let seq = 0;
function event(type: string, payload: unknown): OpenEvent {
  seq += 1;
  return {
    header: { type, actor: { userId: 'teller-17', role: 'counter' }, streamId: 'talk-1', seq, at: { wall: startMs } },
    payload,
  } as unknown as OpenEvent;
}
const started = event('conversation.started', {
  script: 'SVC-01',
  pack: 'p',
  onDuty: { person: 'teller-17', post: 'teller', limitFen: 0 },
  atMs: startMs,
  draftId: null,
  caseId: null,
});
const step = (minute: number, act: object, spoken: object | null = null, shown: readonly object[] = []): OpenEvent =>
  event('conversation.step', { event: { at: startMs + minute * 60_000, by: 'teller-17', ...act }, spoken, shown });
const rated = (minute: number, level: number, distress: readonly string[] = []): OpenEvent =>
  step(minute, { type: 'rated', level, distress });

describe('one talk', () => {
  it('calmed somebody who ended lower than they began, at most annoyed, with no late rise', () => {
    const calmed = (...events: OpenEvent[]): boolean | undefined => talkFacts([started, ...events])?.calmed;
    expect(calmed(rated(0, 2), rated(5, 1))).toBe(true);
    expect(calmed(rated(0, 3), rated(5, 2))).toBe(false);
    expect(calmed(rated(0, 1), rated(5, 1))).toBe(false);
    // Up and down again within the last two minutes is not over.
    expect(calmed(rated(0, 2), rated(5, 0), rated(9, 1), step(10, { type: 'checked' }))).toBe(false);
    expect(calmed(rated(0, 2), rated(5, 0), rated(6, 1), step(10, { type: 'checked' }))).toBe(true);
  });
  it('says nothing of calming after a single look, and nothing at all without one', () => {
    expect(talkFacts([started, rated(0, 2)])).toMatchObject({ levels: null, calmed: false });
    expect(talkFacts([started])).toBeUndefined();
    expect(talkFacts([rated(0, 2)])).toBeUndefined();
  });
  it('counts a line that was said as it stands, and the choice at the node it was made at', () => {
    const at = [{ script: 'SVC-01', node: 'wish', text: '' }];
    const facts = talkFacts([
      started,
      rated(0, 2, ['crying']),
      step(1, { type: 'said' }, { line: 'SVC-01.hello', text: '您好，我是陈静' }, at),
      step(2, { type: 'picked', to: 'refund' }),
      step(3, { type: 'said', altered: '我换了句话' }, { line: 'SVC-01.other', text: '' }),
    ]);
    expect(facts).toMatchObject({ lines: ['SVC-01.hello'], ways: ['SVC-01.wish>refund'], severity: 'distress' });
  });
  it('knows nobody', () => {
    const facts = talkFacts([
      started,
      rated(0, 2),
      step(1, { type: 'said' }, { line: 'SVC-01.hello', text: '我是陈静' }),
    ]);
    expect(JSON.stringify(facts)).not.toMatch(/teller-17|陈静/);
  });
});

const talk = (start: 0 | 1 | 2 | 3, calmed: boolean, more: Partial<TalkFacts> = {}): TalkFacts => ({
  script: 'SVC-01',
  levels: { start, end: calmed ? 0 : start },
  calmed,
  severity: 'plain',
  lines: [],
  ways: [],
  ...more,
});
const times = (n: number, one: TalkFacts): TalkFacts[] => Array.from({ length: n }, () => one);

describe('all talks', () => {
  it('show nothing below twenty, a clue from there, and something steady from a hundred', () => {
    expect(effectsOf(times(leastTalks - 1, talk(2, true)))).toMatchObject({ effects: [], tooFew: 1 });
    const strength = (n: number) => effectsOf(times(n, talk(2, true))).effects.map((one) => one.strength);
    expect([strength(20), strength(99), strength(100)]).toEqual([
      ['clue', 'clue'],
      ['clue', 'clue'],
      ['steady', 'steady'],
    ]);
  });
  it('leave out who was calm from the start and who was looked at once', () => {
    const report = effectsOf([
      ...times(30, talk(0, false)),
      ...times(25, talk(1, true)),
      talk(2, false, { levels: null }),
    ]);
    expect(report).toMatchObject({ talks: 25, calmFromStart: 30, unrated: 1 });
    expect(report.effects.every(({ n }) => n === 25)).toBe(true);
  });
  it('do not let a line look good because calmer people hear it', () => {
    // Equally good at each level; the line is said to the annoyed, the others are furious.
    const said = { lines: ['SVC-01.hello'] };
    const report = effectsOf([
      ...times(80, talk(1, true, said)),
      ...times(20, talk(1, false, said)),
      ...times(4, talk(3, true, said)),
      ...times(16, talk(3, false, said)),
      ...times(36, talk(3, true)),
      ...times(144, talk(3, false)),
    ]);
    const line = report.effects.find(({ kind, start }) => kind === 'line' && start === null);
    const whole = report.effects.find(({ kind, start }) => kind === 'script' && start === null);
    expect(line?.share).toBeCloseTo(0.7);
    expect(whole?.share).toBeCloseTo(0.4);
    expect(line?.adjusted).toBeCloseTo(0.4);
  });
  it('never show a group, or a level of it, that fewer than twenty stand behind', () => {
    const one = fc.record({
      start: fc.constantFrom<0 | 1 | 2 | 3>(0, 1, 2, 3),
      calmed: fc.boolean(),
      lines: fc.subarray(['a', 'b', 'c']),
      ways: fc.subarray(['SVC-01.n>x', 'SVC-01.n>y']),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 120 }), (drawn) => {
        const talks = drawn.map(({ start, calmed, lines, ways }) => talk(start, calmed, { lines, ways }));
        for (const effect of effectsOf(talks).effects) {
          expect(effect.n).toBeGreaterThanOrEqual(leastTalks);
          expect(effect.low <= effect.share && effect.share <= effect.high).toBe(true);
          expect(effect.starts[1] + effect.starts[2] + effect.starts[3]).toBe(effect.n);
        }
      }),
    );
  });
});
