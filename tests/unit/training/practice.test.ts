/** The course of practice: stored stories, and what holds whatever is chosen. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heldBy } from '../../../src/domain/scripts/held';
import { placeOf } from '../../../src/domain/scripts/walk';
import { choicesOf } from '../../../src/domain/training/choices';
import { debriefOf } from '../../../src/domain/training/debrief';
import { choose, replay, startPractice } from '../../../src/domain/training/play';
import { Choice, PracticeSetup, type Practice } from '../../../src/domain/training/practice';
import { gateTags } from '../../../src/domain/training/tags';
import { rubric, rubricParts, scoreOf } from '../../../src/domain/training/score';
import { casting, harshest, kindest, kindness, pack, pairs, playOut, setup } from './run';

const pair = fc.constantFrom(...pairs);
const someSetup = fc.tuple(pair, fc.nat(100_000)).map(([{ script, customer }, seed]) => setup(script, customer, seed));
const dial = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 3 }));

/** One of the choices that are there, or a rating, or registering, as the dial says. */
function dialled(practice: Practice, [at, kind, level]: readonly [number, number, number]): Choice {
  const there = choicesOf(pack, casting, practice);
  if (kind === 0 || there.length === 0)
    return { kind: 'rate', level: level as 0 | 1 | 2 | 3, distress: at % 2 === 0 ? [...practice.mood.distress] : [] };
  if (kind === 1 && at % 11 === 0) return { kind: 'register' };
  return there[at % there.length] ?? { kind: 'register' };
}

function played(of: PracticeSetup, dials: readonly (readonly [number, number, number])[]): readonly Practice[] {
  const states = [startPractice(pack, casting, of)];
  for (const one of dials) {
    const last = states.at(-1) as Practice;
    if (last.ended !== null) break;
    const result = choose(pack, casting, last, dialled(last, one));
    expect(result.ok).toBe(true);
    states.push(result.practice);
  }
  return states;
}

const dials = fc.array(dial, { maxLength: 70 });

describe('whatever is chosen', () => {
  it('never gets stuck, and registering always ends it', () => {
    fc.assert(
      fc.property(someSetup, dials, (of, list) => {
        for (const practice of played(of, list)) {
          if (practice.ended !== null) continue;
          const rates = practice.session.level === null;
          expect(rates || practice.says.length > 0).toBe(true);
          expect(choose(pack, casting, practice, { kind: 'register' }).ok).toBe(true);
        }
        const last = played(of, list).at(-1) as Practice;
        expect(playOn(last).ended).not.toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  it('the words for the level of the customer are among the choices', () => {
    let met = 0;
    fc.assert(
      fc.property(someSetup, dials, (of, list) => {
        for (const practice of played(of, list)) {
          const there = choicesOf(pack, casting, practice);
          const { node } = placeOf(pack, practice.session);
          const fitting = node.byLevel[practice.mood.level];
          if (fitting === undefined || there.length === 0 || heldBy(practice.session, node) !== null) continue;
          met += 1;
          expect(there).toContainEqual({ kind: 'say', line: fitting });
        }
      }),
      { numRuns: 60 },
    );
    expect(met).toBeGreaterThan(0);
  });

  it('keeps mood and score within their bounds', () => {
    fc.assert(
      fc.property(someSetup, dials, (of, list) => {
        for (const { mood } of played(of, list)) {
          expect(mood.trust).toBeGreaterThanOrEqual(0);
          expect(mood.trust).toBeLessThanOrEqual(5);
          expect([0, 1, 2, 3]).toContain(mood.level);
        }
        const score = scoreOf(pack, played(of, list).at(-1) as Practice);
        expect(score.total).toBeGreaterThanOrEqual(0);
        expect(score.total).toBeLessThanOrEqual(100);
        expect(score.parts.reduce((sum, { points }) => sum + points, 0)).toBe(score.total);
        for (const { points, most } of score.parts) expect(points >= 0 && points <= most).toBe(true);
      }),
      { numRuns: 80 },
    );
  });

  it('a gate that failed fails the run, however many points there are', () => {
    fc.assert(
      fc.property(someSetup, dials, (of, list) => {
        const practice = played(of, list).at(-1) as Practice;
        const score = scoreOf(pack, practice);
        const tags = practice.turns.flatMap((turn) => turn.tags);
        const wording = tags.some((tag) => gateTags.includes(tag));
        expect(score.gates.includes('wording')).toBe(wording);
        expect(score.gates.includes('safety')).toBe(tags.includes('dangerMissed'));
        if (score.gates.length > 0) expect(score.passed).toBe(false);
      }),
      { numRuns: 80 },
    );
  });

  it('a kinder choice never leaves less trust, nor more anger, than a harsher one', () => {
    fc.assert(
      fc.property(someSetup, dials, (of, list) => {
        const practice = played(of, list).at(-1) as Practice;
        const there = choicesOf(pack, casting, practice).map((choice) => ({
          worth: kindness(practice, choice),
          mood: choose(pack, casting, practice, choice).practice.mood,
        }));
        for (const one of there)
          for (const other of there) {
            if (one.worth <= other.worth) continue;
            expect(one.mood.trust).toBeGreaterThanOrEqual(other.mood.trust);
            expect(one.mood.level).toBeLessThanOrEqual(other.mood.level);
          }
      }),
      { numRuns: 150 },
    );
  });

  it('the same seed and the same choices give the same course', () => {
    fc.assert(
      fc.property(someSetup, dials, (of, list) => {
        const last = played(of, list).at(-1) as Practice;
        const kept: unknown = JSON.parse(JSON.stringify({ of, choices: last.turns.map(({ choice }) => choice) }));
        const { of: again, choices } = kept as { of: unknown; choices: readonly unknown[] };
        const replayed = replay(
          pack,
          casting,
          PracticeSetup.parse(again),
          choices.map((one) => Choice.parse(one)),
        );
        expect(replayed).toEqual(last);
      }),
      { numRuns: 40 },
    );
  });
});

/** To the end, by registering and then doing what is there. */
function playOn(practice: Practice): Practice {
  let so = practice;
  while (so.ended === null) {
    const choice = choicesOf(pack, casting, so)[0] ?? ({ kind: 'rate', level: so.mood.level, distress: [] } as const);
    so = choose(pack, casting, so, choice).practice;
  }
  return so;
}

describe.each(pairs)('$script with $customer', ({ script, customer }) => {
  it('is won by kindness and lost by harshness', () => {
    const kind = playOut(setup(script, customer), kindest);
    expect(kind.ended).toBe('talk');
    expect(scoreOf(pack, kind)).toMatchObject({ passed: true, gates: [] });
    const harsh = scoreOf(pack, playOut(setup(script, customer), harshest));
    expect(harsh.passed).toBe(false);
    expect(harsh.total).toBeLessThan(70);
  });
});

describe('danger', () => {
  it('that is there to be seen and not rated fails the run', () => {
    let practice = startPractice(pack, casting, setup('LON-04', 'farmer', 3));
    practice = choose(pack, casting, practice, { kind: 'rate', level: 0, distress: ['blank'] }).practice;
    while (practice.ended === null && !practice.turns.some(({ tags }) => tags.includes('dangerMissed'))) {
      const there = choicesOf(pack, casting, practice);
      const harm = there.find(({ kind }) => kind === 'slip' || kind === 'cutIn') ?? there[0];
      practice = choose(pack, casting, practice, harm ?? { kind: 'register' }).practice;
    }
    expect(practice.mood.distress).toContain('selfHarm');
    expect(scoreOf(pack, practice)).toMatchObject({ passed: false });
    expect(scoreOf(pack, practice).gates).toContain('safety');
    expect(scoreOf(pack, practice).parts.find(({ part }) => part === 'safety')?.points).toBe(0);
  });

  it.each([
    ['UNC-04', 'mother', 'selfHarm'],
    ['UNC-05', 'driver', 'fireSource'],
  ] as const)(
    'in %s is there from the start: whoever does not rate it fails, however well they talk',
    (script, customer, sign) => {
      let practice = startPractice(pack, casting, setup(script, customer));
      expect(practice.mood.distress).toContain(sign);
      const blind: Choice = { kind: 'rate', level: practice.mood.level, distress: [] };
      practice = choose(pack, casting, practice, blind).practice;
      while (practice.ended === null && !practice.turns.some(({ tags }) => tags.includes('dangerMissed'))) {
        const choice = kindest(practice)(choicesOf(pack, casting, practice)) ?? { kind: 'register' as const };
        practice = choose(pack, casting, practice, choice).practice;
      }
      expect(scoreOf(pack, practice)).toMatchObject({ passed: false });
      expect(scoreOf(pack, practice).gates).toContain('safety');
    },
  );

  it('that is rated leads into the script for it', () => {
    let practice = startPractice(pack, casting, setup('LON-04', 'farmer', 3));
    practice = choose(pack, casting, practice, { kind: 'rate', level: 0, distress: ['blank', 'selfHarm'] }).practice;
    expect(practice.session.frames.at(-1)?.script).toBe('UNC-04');
  });
});

const golden = path.join(import.meta.dirname, 'golden');

describe.each(readdirSync(golden))('%s', (file) => {
  it('is played as it was stored', () => {
    const story = JSON.parse(readFileSync(path.join(golden, file), 'utf8')) as {
      readonly setup: unknown;
      readonly steps: readonly {
        readonly choice: unknown;
        readonly then: string;
        readonly level: number;
        readonly trust: number;
        readonly says: string;
      }[];
      readonly total: number;
      readonly passed: boolean;
    };
    let practice = startPractice(pack, casting, PracticeSetup.parse(story.setup));
    for (const { choice, then, level, trust, says } of story.steps) {
      const result = choose(pack, casting, practice, Choice.parse(choice));
      expect(result.ok).toBe(true);
      practice = result.practice;
      const frame = practice.session.frames.at(-1);
      expect([
        `${frame?.script}/${frame?.node}`,
        practice.mood.level,
        practice.mood.trust,
        practice.says[0]?.zh,
      ]).toEqual([then, level, trust, says]);
    }
    expect(scoreOf(pack, practice)).toMatchObject({ total: story.total, passed: story.passed });
  });
});

describe('the debrief', () => {
  it('names two turning points in order, a better line, and what nobody could see', () => {
    const debrief = debriefOf(pack, casting, playOut(setup('SVC-02', 'shopkeeper'), harshest));
    expect(debrief.turningPoints).toHaveLength(2);
    const [first, second] = debrief.turningPoints;
    expect(first?.turn).toBeLessThan(second?.turn ?? 0);
    expect(debrief.better?.instead.zh).toBeTruthy();
    expect(debrief.hidden.zh).toBe(casting.customers.find(({ id }) => id === 'shopkeeper')?.hidden.zh);
  });

  it('has every point lost with its reason', () => {
    const { score } = debriefOf(pack, casting, playOut(setup('ACC-01', 'builder'), harshest));
    for (const part of rubricParts) {
      const of = score.parts.find((one) => one.part === part);
      const lost = (of?.losses ?? []).reduce((sum, { points }) => sum + points, 0);
      expect(of?.points).toBe(Math.max(0, rubric[part] - lost));
    }
  });
});
