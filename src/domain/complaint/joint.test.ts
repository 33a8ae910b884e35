import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chen, details, li, must, playCase } from '../../../tests/support/case-builder';
import { laws } from '../../../tests/unit/deadlines/laws';
import { deadlineFactsOf } from '../deadlines/case-facts';
import { deadlinesOf } from '../deadlines/deadlines';
import { parseRulePack } from '../deadlines/rule-pack';
import type { CaseCommandInput } from './commands';
import { foldCase } from './evolve';
import {
  isReported,
  majorFoundAt,
  majorLevelOf,
  owesReport,
  parseHeadCount,
  presentHeadCount,
  thresholdsAhead,
} from './joint';
import { emptyParty, type Party } from './values';

const [bank, calendar, timeZone] = laws.bank;
const rules = must(bank.jointComplaint);
const at = (time: string): number => Date.parse(`2026-03-10T${time}:00+08:00`);

const people = (total: number, delegates: number): Party[] =>
  Array.from({ length: total }, (_, index) => ({
    ...emptyParty,
    name: `P${String(index)}`,
    delegate: index < delegates,
  }));
const joint = (total: number, delegates: number) => details({ joint: true, parties: people(total, delegates) });

type Game = ReturnType<typeof playCase>;
const playCaseWithout = (): Game => {
  const game = playCase({ jointRules: null });
  game.register();
  return game;
};
const count = (game: Game, people: number) => game.play(chen, { name: 'recordHeadCount', input: { count: people } });
const recognition = (changes: Partial<CaseCommandInput<'recogniseMajor'>> = {}) =>
  ({
    name: 'recogniseMajor',
    input: {
      cause: 'regulator',
      level: 'major',
      what: 'letter of the local office',
      foundAtMs: at('10:00'),
      ...changes,
    },
  }) as const;
const report = (changes: Partial<CaseCommandInput<'reportMajor'>> = {}) =>
  ({
    name: 'reportMajor',
    input: {
      to: 'regulator',
      recipient: 'local office',
      method: 'phone',
      reportedAtMs: at('10:05'),
      number: '',
      what: 'twenty people at the counter',
      proofIds: [] as string[],
      ...changes,
    },
  }) as const;
const refusalOf = (game: Game, command: Parameters<Game['attempt']>[1]) => {
  const result = game.attempt(chen, command);
  return result.ok ? 'accepted' : result.error;
};
const majorDeadlines = (game: Game) =>
  deadlinesOf(deadlineFactsOf(game.state()), bank, calendar, timeZone)
    .filter(({ id }) => id.startsWith('major'))
    .map(({ ruleId, dueAtMs }) => [ruleId, dueAtMs]);

describe('representatives of a joint complaint', () => {
  const tooMany = {
    code: 'joint.tooManyDelegates',
    most: 5,
    given: 6,
    article: '《银行业保险业消费投诉处理管理办法》第十二条',
    articleEn: 'Measures for Handling Consumer Complaints in Banking and Insurance, Art. 12',
  };

  it('are at most five when it is registered and ever after, with the article (M2020 Art. 12)', () => {
    expect(() => playCase().register({ details: joint(8, 6) })).toThrow('joint.tooManyDelegates');
    const game = playCase();
    game.register({ details: joint(8, 5) });
    expect(refusalOf(game, { name: 'recordDetails', input: { changes: { parties: people(8, 6) } } })).toEqual(tooMany);
    expect(game.state().details.parties.filter(({ delegate }) => delegate)).toHaveLength(5);
  });

  it('are counted only where the complaint is a joint one, also when it becomes one later', () => {
    const game = playCase();
    game.register({ details: details({ parties: people(8, 6) }) });
    expect(refusalOf(game, { name: 'recordDetails', input: { changes: { joint: true } } })).toEqual(tooMany);
  });

  it('have no cap where the rules set none', () => {
    for (const [pack] of [laws.uk, laws.au]) expect(pack.jointComplaint).toBeNull();
    const game = playCase({ jointRules: null });
    game.register({ details: joint(50, 50), headCount: 500 });
    expect(majorLevelOf(game.state())).toBeNull();
    expect(refusalOf(game, recognition())).toEqual({ code: 'major.noSuchCause' });
  });

  it('never exceed the cap after what was accepted', () => {
    const change = fc.record(
      { joint: fc.boolean(), parties: fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 12 })) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const game = playCase();
        game.register();
        for (const { joint, parties } of changes)
          game.attempt(chen, {
            name: 'recordDetails',
            input: {
              changes: {
                ...(joint === undefined ? {} : { joint }),
                ...(parties === undefined ? {} : { parties: people(...parties) }),
              },
            },
          });
        const { joint, parties } = game.state().details;
        const delegates = parties.filter(({ delegate }) => delegate === true).length;
        expect(joint !== true || delegates <= must(rules.delegates).count).toBe(true);
      }),
    );
  });
});

describe('a head-count', () => {
  it('is kept with who counted and when', () => {
    const game = playCase();
    game.register({ headCount: 8 });
    count(game, 12);
    expect(game.state().headCounts).toEqual([
      { count: 8, atMs: game.state().receivedAtMs, by: chen.userId },
      { count: 12, atMs: at('18:00'), by: chen.userId },
    ]);
    expect(presentHeadCount(game.state())?.count).toBe(12);
    expect(game.state().major).toBeUndefined();
  });

  it('of twenty makes it a major complaint in the same step, and a lower one later takes nothing back', () => {
    const game = playCase();
    game.register();
    count(game, 19);
    expect(majorLevelOf(game.state())).toBeNull();
    count(game, 20);
    expect(
      game
        .events()
        .slice(-2)
        .map(({ header }) => header.type),
    ).toEqual(['headCount.recorded', 'major.recognised']);
    expect(must(game.state().major).recognitions).toMatchObject([{ cause: 'headCount', count: 20, level: 'major' }]);
    count(game, 3);
    count(game, 25);
    expect(must(game.state().major).recognitions).toHaveLength(1);
    expect(majorLevelOf(game.state())).toBe('major');
  });

  it('at registration starts the clock when the complaint was received', () => {
    const game = playCase();
    game.register({ headCount: 21 });
    expect(majorFoundAt(game.state())).toBe(game.state().receivedAtMs);
  });

  it('is not recorded of a case in which nothing is owed any more', () => {
    const game = playCase();
    game.register();
    game.play(li, { name: 'withdraw', input: { reason: '', signedNoteHeld: true } });
    expect(refusalOf(game, { name: 'recordHeadCount', input: { count: 20 } })).toMatchObject({
      code: 'case.wrongState',
    });
  });

  it.each([
    ['20', 20],
    [' ２０ ', 20],
    ['0', 0],
    ['-1', null],
    ['1.5', null],
    ['100001', null],
    ['很多', null],
    ['', null],
  ])('typed as "%s" is %s', (text, people) => {
    expect(parseHeadCount(text)).toBe(people);
  });
});

describe('D13: the report of a major complaint', () => {
  it('is due at once when it is found, and by phone and in writing when it is especially serious', () => {
    const game = playCase();
    game.register();
    expect(majorDeadlines(game)).toEqual([]);
    count(game, 20);
    expect(majorDeadlines(game)).toEqual([['D13', at('18:00')]]);
    count(game, 100);
    expect(majorDeadlines(game)).toEqual([
      ['D13.phone', at('18:30')],
      ['D13.written', at('19:00')],
    ]);
  });

  it('is met by a report of the level that it has now', () => {
    const game = playCase();
    game.register();
    count(game, 20);
    game.play(chen, report());
    expect([isReported(game.state(), 'phone'), isReported(game.state(), 'written')]).toEqual([true, false]);
    count(game, 120);
    expect(isReported(game.state(), 'phone')).toBe(false);
    game.play(chen, report({ method: 'written', number: '2026-7' }));
    expect([isReported(game.state(), 'phone'), isReported(game.state(), 'written')]).toEqual([false, true]);
    expect(must(game.state().major).reports.map(({ level, by }) => [level, by])).toEqual([
      ['major', chen.userId],
      ['especiallySerious', chen.userId],
    ]);
  });

  it('is owed as long as one of its deadlines is open', () => {
    const game = playCase();
    game.register();
    const owed = (): boolean =>
      owesReport(game.state(), deadlinesOf(deadlineFactsOf(game.state()), bank, calendar, timeZone));
    expect(owed()).toBe(false);
    count(game, 20);
    expect(owed()).toBe(true);
    game.play(chen, report());
    // Of a major one the rules set no time for the written report.
    expect(owed()).toBe(false);
    count(game, 100);
    game.play(chen, report());
    expect(owed()).toBe(true);
    game.play(chen, report({ method: 'written' }));
    expect(owed()).toBe(false);
  });

  it('is not met by telling anybody but headquarters or the regulator', () => {
    const game = playCase();
    game.register();
    count(game, 20);
    game.play(chen, report({ to: 'government' }));
    game.play(chen, report({ to: 'other' }));
    expect(isReported(game.state(), 'phone')).toBe(false);
    game.play(chen, report({ to: 'headOffice' }));
    expect(isReported(game.state(), 'phone')).toBe(true);
  });

  it('names pieces of evidence that the case has', () => {
    const game = playCase();
    game.register();
    count(game, 20);
    const [known, unknown] = ['e-report', 'e-nowhere'];
    const evidence = {
      id: known,
      sha256: 'a'.repeat(64),
      name: 'r.pdf',
      mime: 'application/pdf',
      sizeBytes: 9,
      fromCustomer: false,
    };
    game.play(chen, { name: 'attachEvidence', input: { evidence } });
    expect(refusalOf(game, report({ proofIds: [known, unknown] }))).toEqual({ code: 'major.noSuchProof' });
    game.play(chen, report({ method: 'written', proofIds: [known] }));
    expect(game.state().major?.reports[0]?.proofIds).toEqual([known]);
  });

  it('is refused for what is no major complaint, and with times that cannot be', () => {
    const game = playCase();
    game.register();
    expect(refusalOf(game, report())).toEqual({ code: 'major.notMajor' });
    count(game, 20);
    expect(refusalOf(game, report({ reportedAtMs: at('18:01') }))).toEqual({ code: 'major.inFuture' });
    expect(refusalOf(game, report({ reportedAtMs: at('07:45') }))).toEqual({ code: 'major.tooEarly' });
    // Received at 07:46:40; people write 07:46.
    expect(refusalOf(game, report({ reportedAtMs: at('07:46') }))).toBe('accepted');
  });
});

describe('another cause, named by a person', () => {
  it('makes it major from when it was found; the earliest of equals counts, the same cause only once', () => {
    const game = playCase();
    game.register();
    game.play(chen, recognition());
    expect(majorFoundAt(game.state())).toBe(at('10:00'));
    expect(refusalOf(game, recognition())).toEqual({ code: 'major.namedAlready' });
    game.play(chen, recognition({ cause: 'accident', foundAtMs: at('09:00') }));
    expect(majorFoundAt(game.state())).toBe(at('09:00'));
    game.play(chen, recognition({ level: 'especiallySerious', foundAtMs: at('11:00') }));
    expect([majorLevelOf(game.state()), majorFoundAt(game.state())]).toEqual(['especiallySerious', at('11:00')]);
  });

  it('can be each of those that the pack knows, in its words and with its article', () => {
    for (const { id, level, zh, en, article, confidence } of rules.causes) {
      const game = playCase();
      game.register();
      game.play(chen, recognition({ cause: id, level }));
      expect(game.state().major?.recognitions).toMatchObject([
        { cause: id, level, count: null, basis: { zh, en, article, confidence } },
      ]);
    }
  });

  it('is refused where the pack does not know it, and where it would be said to be less serious than it is', () => {
    const game = playCase();
    game.register();
    expect(refusalOf(game, recognition({ cause: 'rumour' }))).toEqual({ code: 'major.noSuchCause' });
    expect(refusalOf(game, recognition({ cause: 'headCount' }))).toEqual({ code: 'major.noSuchCause' });
    expect(refusalOf(game, recognition({ cause: 'outletClosed' }))).toEqual({ code: 'major.levelTooLow' });
    expect(refusalOf(game, recognition({ cause: 'outletClosed', level: 'especiallySerious' }))).toBe('accepted');
    expect(refusalOf(playCaseWithout(), recognition())).toEqual({ code: 'major.noSuchCause' });
  });
});

describe('a major complaint', () => {
  it('stays one whatever happens, and folds the same from its events', () => {
    const step = fc.oneof(
      fc.record({ name: fc.constant('recordHeadCount' as const), count: fc.integer({ min: 0, max: 150 }) }),
      fc.record({ name: fc.constantFrom('name' as const, 'report' as const, 'withdraw' as const, 'reopen' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        const game = playCase();
        game.register();
        let was: ReturnType<typeof majorLevelOf> = null;
        for (const one of steps) {
          if (one.name === 'recordHeadCount')
            game.attempt(chen, { name: 'recordHeadCount', input: { count: one.count } });
          else if (one.name === 'name') game.attempt(chen, recognition());
          else if (one.name === 'report') game.attempt(chen, report());
          else if (one.name === 'withdraw')
            game.attempt(li, { name: 'withdraw', input: { reason: '', signedNoteHeld: true } });
          else game.attempt(li, { name: 'reopen', input: { reason: 'came back' } });
          const now = majorLevelOf(game.state());
          if (was !== null) expect(now).not.toBeNull();
          if (was === 'especiallySerious') expect(now).toBe('especiallySerious');
          was = now;
        }
        const highest = Math.max(0, ...(game.state().headCounts ?? []).map((one) => one.count));
        if (highest >= must(rules.major).count) expect(was).not.toBeNull();
        expect(foldCase(game.events())).toEqual(game.state());
      }),
    );
  });
});

describe('what is missing to the next number', () => {
  it('is never negative, and is nothing exactly when the number has been reached', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 130 }), { minLength: 1, maxLength: 6 }), (counts) => {
        const game = playCase();
        game.register();
        for (const people of counts) count(game, people);
        const state = game.state();
        const ahead = thresholdsAhead(state, rules);
        for (const { level, limit, missing } of ahead) {
          expect(missing).toBeGreaterThan(0);
          expect(missing).toBe(limit.count - (presentHeadCount(state)?.count ?? 0));
          // As many more, and it is that.
          const more = playCase();
          more.register();
          for (const people of counts) count(more, people);
          count(more, (presentHeadCount(state)?.count ?? 0) + missing);
          expect(majorLevelOf(more.state())).toBe(level);
        }
        const highest = Math.max(...counts);
        expect(ahead.length).toBe(
          [rules.major, rules.especiallySerious].filter((one) => must(one).count > highest).length,
        );
      }),
    );
  });

  it('is nothing where the rules name no number', () => {
    expect(thresholdsAhead({}, null)).toEqual([]);
  });
});

describe('numbers of people in a pack', () => {
  const broken = (changes: object) => parseRulePack({ ...bank, jointComplaint: { ...rules, ...changes } });

  it('are refused with an unknown law, below one, or the wrong way round', () => {
    expect(broken({ major: { ...rules.major, source: 'M1999' } })).toEqual({
      ok: false,
      problems: [{ field: 'jointComplaint.source', reason: 'sourceUnknown', detail: 'M1999' }],
    });
    expect(broken({ delegates: { ...rules.delegates, count: 0 } }).ok).toBe(false);
    const [cause] = rules.causes;
    expect(broken({ causes: [cause, cause] })).toEqual({
      ok: false,
      problems: [{ field: `jointComplaint.causes.${must(cause).id}`, reason: 'occursTwice', detail: '' }],
    });
    expect(broken({ causes: [{ ...cause, id: 'headCount' }] }).ok).toBe(false);
    expect(broken({ especiallySerious: { ...rules.especiallySerious, count: 19 } })).toEqual({
      ok: false,
      problems: [{ field: 'jointComplaint.especiallySerious.count', reason: 'outOfRange', detail: '' }],
    });
  });

  it('say what is not confirmed', () => {
    expect(rules.delegates?.confidence).toBe('confirmed');
    expect(rules.major?.confidence).toBe('toBeConfirmed');
  });
});
