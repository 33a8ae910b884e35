import { describe, expect, it } from 'vitest';
import { chen, li, must, playCase, remedy } from '../../../tests/support/case-builder';
import { laws } from '../../../tests/unit/deadlines/laws';
import { deadlineFactsOf } from '../deadlines/case-facts';
import { deadlinesOf } from '../deadlines/deadlines';
import type { CaseCommandInput } from './commands';
import { currentProposal } from './state';

// Received on 10 March 2026: simple until 25 March, complex until 9 April, extended until 9 May.
const accepted = (complexity: 'simple' | 'complex', today: string) => {
  const game = playCase({ today });
  game.register();
  game.play(li, { name: 'accept', input: { complexity, complexityReason: 'two branches', ownerId: chen.userId } });
  return game;
};
type Game = ReturnType<typeof accepted>;

const extension = (changes: Partial<CaseCommandInput<'extendDeadline'>> = {}) =>
  ({
    name: 'extendDeadline',
    input: {
      days: 30,
      level: 'superior',
      approver: '杭州分行',
      approvalNo: '',
      approvedOn: '2026-04-08',
      reason: 'records from another bank are awaited',
      noticeMethod: 'handed',
      noticeOn: '2026-04-08',
      ...changes,
    },
  }) as const;

const suspension = (from: string, period = 'externalAppraisal') =>
  ({
    name: 'suspendClock',
    input: { period, from, reason: 'signature', noticeMethod: 'handed', noticeOn: from },
  }) as const;

const answerOf = (game: Game, command: Parameters<Game['attempt']>[1]) => {
  const result = game.attempt(li, command);
  return result.ok ? 'done' : result.error;
};

const decisionOf = (game: Game) => {
  const [pack, calendar, timeZone] = laws.bank;
  return deadlinesOf(deadlineFactsOf(game.state()), pack, calendar, timeZone).find(({ id }) => id === 'decision');
};

describe('an extension that headquarters granted', () => {
  const granted = (game: Game): string => {
    const officer = { account: 'wang', name: '王敏' };
    const payload = { days: 20, grantedOn: '2026-04-08', officer, reason: 'as asked for' };
    game.take(li, { type: 'extension.granted', payload });
    return must(game.events().at(-1)).header.id;
  };

  it('moves no date until the complainant was told, and then by what was signed, whatever was entered', () => {
    const game = accepted('complex', '2026-04-12');
    const grantId = granted(game);
    expect(decisionOf(game)).toMatchObject({ ruleId: 'D2', dueOn: '2026-04-09' });
    const told = { approver: 'somebody', approvedOn: '2026-04-12', noticeOn: '2026-04-12', days: 30, grantId };
    expect(answerOf(game, extension({ ...told, noticeOn: '2026-04-07' }))).toMatchObject({
      code: 'deadline.noticeDate',
    });
    expect(answerOf(game, extension(told))).toBe('done');
    expect(decisionOf(game)).toMatchObject({ ruleId: 'D3', dueOn: '2026-04-29' });
    expect(game.state().clock?.extension).toMatchObject({
      level: 'superior',
      approver: '王敏',
      approvedOn: '2026-04-08',
    });
  });

  it('is none for a clock that started again, nor where there was none', () => {
    const game = accepted('complex', '2026-04-08');
    expect(answerOf(game, extension({ grantId: 'made-up' }))).toEqual({ code: 'deadline.notGranted' });
    const grantId = granted(game);
    expect(answerOf(game, { name: 'addFacts', input: { receivedOn: '2026-04-08', what: 'a recording' } })).toBe('done');
    expect(answerOf(game, extension({ grantId }))).toEqual({ code: 'deadline.notGranted' });
  });
});

describe('an extension', () => {
  it('moves the last day by what was granted, and never by more than the rules allow', () => {
    const game = accepted('complex', '2026-04-08');
    expect(decisionOf(game)).toMatchObject({ ruleId: 'D2', dueOn: '2026-04-09' });
    expect(answerOf(game, extension({ days: 31 }))).toEqual({ code: 'deadline.aboveLimit', most: 30 });
    expect(answerOf(game, extension({ days: 10 }))).toBe('done');
    expect(decisionOf(game)).toMatchObject({ ruleId: 'D3', dueOn: '2026-04-19' });
    expect(answerOf(game, extension())).toEqual({ code: 'deadline.extendedAlready' });
  });

  it('is refused for a simple case, and with dates that cannot be', () => {
    expect(answerOf(accepted('simple', '2026-04-08'), extension())).toEqual({ code: 'deadline.notComplex' });
    const game = accepted('complex', '2026-04-20');
    expect(answerOf(game, extension({ approvedOn: '2026-04-10', noticeOn: '2026-04-10' }))).toEqual({
      code: 'deadline.over',
      dueOn: '2026-04-09',
    });
    expect(answerOf(game, extension({ approvedOn: '2026-03-01' }))).toMatchObject({ code: 'deadline.tooEarly' });
    expect(answerOf(game, extension({ noticeOn: '2026-04-07' }))).toEqual({
      code: 'deadline.noticeDate',
      notBefore: '2026-04-08',
    });
    expect(answerOf(game, extension({ noticeOn: '2026-04-21' }))).toMatchObject({ code: 'deadline.noticeDate' });
    // Granted on the last day and entered later: in time.
    expect(answerOf(game, extension({ approvedOn: '2026-04-09', noticeOn: '2026-04-09' }))).toBe('done');
  });

  it('is nothing before acceptance', () => {
    const early = playCase({ today: '2026-04-08' });
    early.register();
    expect(answerOf(early, extension())).toEqual({ code: 'case.wrongState', status: 'registered' });
  });

  it('belongs to its round: a reopened case starts without it', () => {
    const game = accepted('complex', '2026-04-08');
    game.play(li, extension());
    game.play(chen, { name: 'withdraw', input: { reason: '', signedNoteHeld: true } });
    game.play(li, { name: 'reopen', input: { reason: 'came back' } });
    expect(game.state().clock?.extension).toBeNull();
    expect(decisionOf(game)?.basis.fact).toBe('reopened');
  });
});

describe('an appraisal', () => {
  it('stops the clock from its day until it ends, once at a time', () => {
    const game = accepted('complex', '2026-03-31');
    expect(answerOf(game, suspension('2026-03-20'))).toBe('done');
    expect(decisionOf(game)).toMatchObject({ dueOn: '2026-04-09', standsSince: '2026-03-20' });
    expect(answerOf(game, suspension('2026-03-21'))).toEqual({ code: 'deadline.standsAlready' });
    const resume = (to: string) => answerOf(game, { name: 'resumeClock', input: { to, result: 'genuine' } });
    expect(resume('2026-03-19')).toEqual({ code: 'deadline.tooEarly', notBefore: '2026-03-20' });
    expect(resume('2026-04-01')).toEqual({ code: 'case.dateInFuture' });
    expect(resume('2026-03-30')).toBe('done');
    expect(decisionOf(game)).toMatchObject({ dueOn: '2026-04-19', standsSince: null });
    expect(resume('2026-03-30')).toEqual({ code: 'deadline.runs' });
  });

  it('that lasts longer than was left keeps the time from being over', () => {
    const game = accepted('complex', '2026-05-20');
    game.play(li, suspension('2026-04-01'));
    expect(answerOf(game, extension({ approvedOn: '2026-05-20', noticeOn: '2026-05-20' }))).toBe('done');
    game.play(li, { name: 'resumeClock', input: { to: '2026-05-20', result: 'genuine' } });
    // Sixty days from receipt, and 49 in which nothing counted.
    expect(decisionOf(game)).toMatchObject({ ruleId: 'D3', dueOn: '2026-06-27' });
  });

  it('must begin while the clock runs, and be one that the rules know', () => {
    const game = accepted('simple', '2026-04-08');
    expect(answerOf(game, suspension('2026-03-26'))).toEqual({ code: 'deadline.over', dueOn: '2026-03-25' });
    expect(answerOf(game, suspension('2026-03-09'))).toMatchObject({ code: 'deadline.tooEarly' });
    expect(answerOf(game, suspension('2026-03-20', 'lunch'))).toEqual({ code: 'deadline.noSuchRule' });
  });
});

describe('new facts', () => {
  it('that come after the last day do not make a late case timely', () => {
    const game = accepted('complex', '2026-04-20');
    const add = (receivedOn: string) =>
      answerOf(game, { name: 'addFacts', input: { receivedOn, what: 'a recording' } });
    expect(add('2026-04-10')).toEqual({ code: 'deadline.over', dueOn: '2026-04-09' });
    expect(add('2026-04-09')).toBe('done');
  });

  it('start the clock again, end an extension and void what was decided without them', () => {
    const game = accepted('complex', '2026-04-08');
    game.play(li, extension());
    game.play(chen, { name: 'proposeRemedy', input: { content: remedy() } });
    const add = (receivedOn: string) =>
      answerOf(game, { name: 'addFacts', input: { receivedOn, what: 'a recording' } });
    expect(add('2026-03-01')).toMatchObject({ code: 'deadline.tooEarly' });
    expect(add('2026-04-09')).toEqual({ code: 'case.dateInFuture' });
    expect(add('2026-04-01')).toBe('done');
    expect(decisionOf(game)).toMatchObject({ ruleId: 'D2', dueOn: '2026-05-01', basis: { fact: 'newFacts' } });
    expect(currentProposal(game.state())?.status).toBe('recalled');
    expect(answerOf(game, extension({ approvedOn: '2026-04-07' }))).toBe('done');
  });
});
