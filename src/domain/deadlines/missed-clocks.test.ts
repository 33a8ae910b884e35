/** Clocks beside that of the complaint whose lateness is explained: reports of major complaints, claims, credit records. */
import { describe, expect, it } from 'vitest';
import {
  chen,
  details,
  digestOf,
  li,
  must,
  playCase,
  printed,
  remedy,
  wang,
} from '../../../tests/support/case-builder';
import { shownProposal } from '../complaint/approval';
import { currentProposal } from '../complaint/state';
import type { CaseCommand, CaseCommandInput } from '../complaint/commands';
import type { ClockFactId } from '../complaint/values';
import { lateAtClosing } from '../complaint/lateness';

type Play = ReturnType<typeof playCase>;

const at = (time: string, day = '2026-03-10'): number => Date.parse(`${day}T${time}:00+08:00`);
const missedIn = (game: Play) => game.context(chen).missedClocks(game.state());
const fact = (fact: ClockFactId, on: string): CaseCommand => ({
  name: 'recordClockFact',
  input: { fact, on, note: '' },
});
const errorOf = (result: ReturnType<Play['attempt']>) => (result.ok ? 'accepted' : result.error);

/** An especially serious one, found at ten: by phone within half an hour, in writing within one. */
function serious(today = '2026-03-10'): Play {
  const game = playCase({ today });
  game.register({ details: details(), receivedAtMs: at('09:50') });
  game.play(chen, {
    name: 'recogniseMajor',
    input: { cause: 'regulator', level: 'especiallySerious', what: 'letter', foundAtMs: at('10:00') },
  });
  return game;
}
function report(game: Play, method: 'phone' | 'written', reportedAtMs: number): void {
  const input = { to: 'regulator', recipient: 'local office', method, reportedAtMs, number: '', what: 'the matter' };
  game.play(chen, { name: 'reportMajor', input: { ...input, proofIds: [] } as CaseCommandInput<'reportMajor'> });
}

describe('a report of a major complaint', () => {
  it('is in time in the minute in which its clock ends, and late in the next', () => {
    const game = serious();
    report(game, 'phone', at('10:30'));
    report(game, 'written', at('11:01'));
    expect(missedIn(game)).toEqual([
      expect.objectContaining({
        deadline: 'majorWrittenReport',
        ruleId: 'D13.written',
        dueAtMs: at('11:00'),
        metAtMs: at('11:01'),
        dueOn: '2026-03-10',
        metOn: '2026-03-10',
      }),
    ]);
  });

  it('that nobody made is late from then on, and owed by what is no complaint as well', () => {
    const game = serious();
    game.play(li, { name: 'markNotComplaint', input: { kind: 'report', reason: '报案' } });
    expect(missedIn(game).map(({ ruleId, metAtMs }) => [ruleId, metAtMs])).toEqual([
      ['D13.phone', null],
      ['D13.written', null],
    ]);
  });

  it('at once is late when a night has passed over it', () => {
    const game = playCase({ today: '2026-03-12' });
    game.register({ details: details(), receivedAtMs: at('09:50') });
    const input = { cause: 'regulator', level: 'major', what: 'letter', foundAtMs: at('10:00') } as const;
    game.play(chen, { name: 'recogniseMajor', input });
    const [unmet] = missedIn(game);
    expect([unmet?.ruleId, unmet?.dueAtMs]).toEqual(['D13', undefined]);
    report(game, 'phone', at('17:00'));
    expect(missedIn(game)).toEqual([]);
  });

  it('is explained before the case is closed, with the minute in the record', () => {
    const game = serious('2026-03-20');
    report(game, 'phone', at('10:40'));
    report(game, 'written', at('10:50'));
    game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
    game.play(chen, { name: 'withdraw', input: { reason: '', signedNoteHeld: true } });
    expect(errorOf(game.attempt(chen, { name: 'close', input: { summary: '撤回' } }))).toMatchObject({
      code: 'lateness.missing',
      ruleId: 'D13.phone',
    });
    const lateness = [{ ruleId: 'D13.phone', code: 'approvalLate', words: '' }];
    game.play(chen, { name: 'close', input: { summary: '撤回', lateness } });
    expect(game.state().lateness).toEqual([expect.objectContaining({ dueAtMs: at('10:30'), metAtMs: at('10:40') })]);
  });
});

describe('the clock of a special matter', () => {
  it.each<[string, 'bank' | 'insurer', ClockFactId, string, ClockFactId, string, string]>([
    ['D14', 'insurer', 'claimPapersComplete', '2026-03-02', 'paymentAgreed', '2026-04-01', '2026-04-02'],
    ['D14', 'insurer', 'claimPapersComplete', '2026-03-02', 'notCovered', '2026-04-01', '2026-04-02'],
    ['D15', 'insurer', 'paymentAgreed', '2026-03-10', 'claimPaid', '2026-03-20', '2026-03-21'],
    ['D16', 'insurer', 'notCovered', '2026-03-10', 'claimRefusalSent', '2026-03-13', '2026-03-14'],
    ['D17', 'insurer', 'surrenderNotice', '2026-03-02', 'surrenderPaid', '2026-04-01', '2026-04-02'],
    ['D18', 'bank', 'creditObjectionReceived', '2026-03-10', 'creditObjectionAnswered', '2026-03-30', '2026-03-31'],
  ])('%s of a %s is late after its last day', (ruleId, institution, began, on, ended, lastDay, dayAfter) => {
    const play = (end?: string): readonly (readonly [string, string | null])[] => {
      const game = playCase({ institution, today: '2026-04-03' });
      game.register({ details: details(), receivedAtMs: at('09:00', '2026-03-02') });
      game.play(chen, fact(began, on));
      if (end !== undefined) game.play(chen, fact(ended, end));
      return missedIn(game).flatMap((one) => (one.ruleId === ruleId ? [[one.ruleId, one.metOn] as const] : []));
    };
    expect(play(lastDay)).toEqual([]);
    expect(play(dayAfter)).toEqual([[ruleId, dayAfter]]);
    expect(play()).toEqual([[ruleId, null]]);
  });
});

describe('a clock of the house', () => {
  it('is explained where the institution wants it: a complaint taken on after its day', () => {
    const game = playCase({ explained: ['D20'], today: '2026-03-20' });
    game.register({ details: details(), receivedAtMs: at('09:00', '2026-03-09') });
    game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
    expect(missedIn(game)).toEqual([
      expect.objectContaining({ ruleId: 'D20', dueOn: '2026-03-09', metOn: '2026-03-10' }),
    ]);
  });

  it('is explained with the callback that comes late, and does not hold up the closing', () => {
    const game = playCase({ explained: ['D19'], today: '2026-03-20' });
    game.register({ details: details() });
    game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
    game.play(chen, { name: 'proposeRemedy', input: { content: remedy() } });
    const proposal = must(currentProposal(game.state()));
    const digest = digestOf(shownProposal(game.state(), proposal));
    game.play(li, { name: 'decideRemedy', input: { proposalId: proposal.id, digest, outcome: 'approve', reason: '' } });
    game.play(chen, printed);
    game.play(chen, {
      name: 'recordDelivery',
      input: { method: 'handed', deliveredOn: '2026-03-10', receivedBy: '', note: '' },
    });
    expect(missedIn(game).map(({ ruleId }) => ruleId)).toEqual(['D19']);
    expect(lateAtClosing(game.state(), missedIn(game))).toEqual([]);
    game.play(chen, { name: 'close', input: { summary: '好' } });
    const { id: taskId } = must(game.state().tasks.find(({ kind }) => kind === 'callback'));
    const callback = { taskId, outcome: 'unreachable', scores: null, comment: '' } as const;
    expect(errorOf(game.attempt(wang, { name: 'recordCallback', input: callback }))).toEqual({
      code: 'lateness.missing',
      ruleId: 'D19',
    });
    const lateness = [{ ruleId: 'D19', code: 'approvalLate', words: '' }];
    game.play(wang, { name: 'recordCallback', input: { ...callback, lateness } });
    expect(game.state().lateness).toEqual([expect.objectContaining({ dueOn: '2026-03-17', metOn: '2026-03-20' })]);
  });
});
