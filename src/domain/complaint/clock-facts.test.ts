/** Facts of special matters and their clocks (REGULATION D11, D12, D14–D18). */
import { describe, expect, it } from 'vitest';
import { chen, details, playCase } from '../../../tests/support/case-builder';
import { laws } from '../../../tests/unit/deadlines/laws';
import { deadlinesBy } from '../deadlines/case-facts';
import { factRulesOf } from '../deadlines/fact-rules';
import { isKept, isUsual, recordable } from './clock-facts';
import type { CaseCommand } from './commands';
import type { ClockFactId } from './values';

type Play = ReturnType<typeof playCase>;
type Kind = 'bank' | 'insurer';

const record = (fact: ClockFactId, on: string): CaseCommand => ({
  name: 'recordClockFact',
  input: { fact, on, note: '' },
});
const codeOf = (result: ReturnType<Play['attempt']>): string => (result.ok ? 'accepted' : result.error.code);

function registered(institution: Kind): Play {
  const game = playCase({ institution, today: '2026-03-20' });
  game.register({ details: details() });
  return game;
}
function dueOf(game: Play, institution: Kind, id: string): string {
  const [rules, calendar, timeZone] = laws[institution];
  return deadlinesBy({ rules, calendar }, game.state(), timeZone).find((one) => one.id === id)?.dueOn ?? '';
}

describe('a recorded fact', () => {
  // The last day worked out by hand: natural days after the day of the fact.
  it.each<[string, Kind, ClockFactId, string, string, string]>([
    ['D14', 'insurer', 'claimPapersComplete', '2026-03-02', 'claimAssessment', '2026-04-01'],
    ['D15', 'insurer', 'paymentAgreed', '2026-03-10', 'claimPayment', '2026-03-20'],
    ['D16', 'insurer', 'notCovered', '2026-03-10', 'claimRefusal', '2026-03-13'],
    ['D17', 'insurer', 'surrenderNotice', '2026-03-02', 'surrenderValue', '2026-04-01'],
    ['D18', 'bank', 'creditObjectionReceived', '2026-03-10', 'creditObjection', '2026-03-30'],
    // Seven working days over a weekend.
    ['D11', 'bank', 'regulatorComplaint', '2026-03-10', 'regulatorTransfer', '2026-03-19'],
    // Fifteen days from receipt of the complaint on 10 March, whenever it was found.
    ['D12', 'bank', 'pbocMatter', '2026-03-15', 'pbocDecision', '2026-03-25'],
  ])('starts the clock of %s for a %s', (_rule, institution, fact, on, deadline, due) => {
    const game = registered(institution);
    expect(dueOf(game, institution, deadline)).toBe('');
    game.play(chen, record(fact, on));
    expect(dueOf(game, institution, deadline)).toBe(due);
  });

  it('is put right by recording it again', () => {
    const game = registered('bank');
    game.play(chen, record('creditObjectionReceived', '2026-03-10'));
    game.play(chen, record('creditObjectionReceived', '2026-03-12'));
    expect(dueOf(game, 'bank', 'creditObjection')).toBe('2026-04-01');
    expect(game.state().clockFacts).toHaveLength(1);
  });

  it('is refused on a day that can not be', () => {
    const game = registered('bank');
    expect(codeOf(game.attempt(chen, record('creditObjectionReceived', '2026-03-21')))).toBe('case.dateInFuture');
    expect(codeOf(game.attempt(chen, record('creditObjectionReceived', '2012-12-31')))).toBe('deadline.tooEarly');
    game.play(chen, record('creditObjectionReceived', '2026-03-10'));
    expect(codeOf(game.attempt(chen, record('creditObjectionAnswered', '2026-03-09')))).toBe('deadline.tooEarly');
    game.play(chen, record('creditObjectionAnswered', '2026-03-14'));
    expect(codeOf(game.attempt(chen, record('creditObjectionReceived', '2026-03-15')))).toBe('clockFact.afterEnd');
  });

  it('is one of the rules of the institution, and an end only after its beginning', () => {
    const game = registered('bank');
    expect(codeOf(game.attempt(chen, record('claimPapersComplete', '2026-03-10')))).toBe('clockFact.notOfRules');
    expect(codeOf(game.attempt(chen, record('creditObjectionAnswered', '2026-03-10')))).toBe('clockFact.notOfRules');
    const facts = (kind: Kind): readonly string[] =>
      recordable(registered(kind).state(), factRulesOf(laws[kind][0])).map(({ fact }) => fact);
    expect(facts('bank')).toEqual(['creditObjectionReceived', 'pbocMatter', 'regulatorComplaint']);
    expect(facts('insurer')).toEqual([
      'claimPapersComplete',
      'paymentAgreed',
      'notCovered',
      'surrenderNotice',
      'regulatorComplaint',
    ]);
  });

  it('ends the clock that it answers', () => {
    const game = registered('insurer');
    game.play(chen, record('claimPapersComplete', '2026-03-02'));
    expect(isKept(game.state(), 'claimAssessment')).toBe(false);
    game.play(chen, record('paymentAgreed', '2026-03-10'));
    expect(isKept(game.state(), 'claimAssessment')).toBe(true);
    expect(isKept(game.state(), 'claimPayment')).toBe(false);
    game.play(chen, record('claimPaid', '2026-03-12'));
    expect(isKept(game.state(), 'claimPayment')).toBe(true);
  });
});

it('offers first what the coding of the complaint speaks for', () => {
  const coded = details({ reasonId: 'dispute.claim.delay', businessId: 'biz.creditReport.objection' });
  expect(isUsual('claimPapersComplete', coded)).toBe(true);
  expect(isUsual('creditObjectionReceived', coded)).toBe(true);
  expect(isUsual('surrenderNotice', coded)).toBe(false);
});
