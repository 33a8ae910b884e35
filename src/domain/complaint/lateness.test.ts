/** 超期原因 by the rules of the bank's pack. */
import { describe, expect, it } from 'vitest';
import {
  chen,
  details,
  digestOf,
  li,
  must,
  playCase,
  remedy,
  zhao,
  printed,
  reviewPrinted,
} from '../../../tests/support/case-builder';
import { shownProposal } from './approval';
import type { CaseCommand, CaseCommandInput } from './commands';
import { currentProposal } from './state';

type Play = ReturnType<typeof playCase>;
type Given = NonNullable<CaseCommandInput<'close'>['lateness']>;

const delivery = { method: 'handed', receivedBy: '', note: '' } as const;
const close = (lateness: Given = []): CaseCommand => ({ name: 'close', input: { summary: '好', lateness } });
const why = (ruleId: string, code = 'approvalLate', words = ''): Given[number] => ({ ruleId, code, words });

function approve(game: Play): CaseCommand {
  const proposal = must(currentProposal(game.state()));
  const digest = digestOf(shownProposal(game.state(), proposal));
  return { name: 'decideRemedy', input: { proposalId: proposal.id, digest, outcome: 'approve', reason: '' } };
}

/** Received on 10 March: a simple case is to be told by the 25th. */
function told(deliveredOn: string, changes = details()): Play {
  const game = playCase({ today: '2026-05-20' });
  game.register({ details: changes });
  game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
  game.play(chen, { name: 'proposeRemedy', input: { content: remedy() } });
  game.play(li, approve(game));
  game.play(chen, printed);
  game.play(chen, { name: 'recordDelivery', input: { ...delivery, deliveredOn } });
  return game;
}

const errorOf = (result: ReturnType<Play['attempt']>) => (result.ok ? 'accepted' : result.error);

describe('a clock that was missed', () => {
  it('is not asked about when it was met on its last day', () => {
    const game = told('2026-03-25');
    expect(errorOf(game.attempt(chen, close()))).toBe('accepted');
    expect(game.state().lateness).toBeUndefined();
  });

  it('is explained by a code of the rules before the case is closed, and stays in the record in words', () => {
    const game = told('2026-03-26');
    expect(errorOf(game.attempt(chen, close()))).toEqual({ code: 'lateness.missing', ruleId: 'D1' });
    expect(errorOf(game.attempt(chen, close([why('D1', 'laziness')])))).toEqual({
      code: 'lateness.noSuchReason',
      ruleId: 'D1',
    });
    expect(game.state().status).toBe('informed');
    game.play(chen, close([why('D1')]));
    expect(game.state().lateness).toEqual([
      expect.objectContaining({
        deadline: 'decision',
        dueOn: '2026-03-25',
        metOn: '2026-03-26',
        code: 'approvalLate',
        reason: { zh: '审批晚', en: 'Approval came late' },
      }),
    ]);
    expect(game.state().status).toBe('closed');
  });

  it('needs words where the code says nothing by itself', () => {
    const game = told('2026-03-26');
    expect(errorOf(game.attempt(chen, close([why('D1', 'other', ' ')])))).toEqual({
      code: 'lateness.wordsMissing',
      ruleId: 'D1',
    });
    game.play(chen, close([why('D1', 'other', '网点停电两天')]));
    expect(game.state().lateness?.[0]?.words).toBe('网点停电两天');
  });

  it('is asked about once: after a reopening only what is missed anew', () => {
    const game = told('2026-03-26');
    game.play(chen, close([why('D1')]));
    game.play(chen, {
      name: 'requestReview',
      input: { receivedOn: '2026-04-01', by: 'self', byName: '', grounds: '不认可', evidenceIds: [], lateReason: '' },
    });
    const paper = { referenceNo: '7', institution: '省分行', decidedBy: '钱进', reasons: '当', basis: '第二十条' };
    const decision = { ...paper, decidedOn: '2026-05-08', result: 'upheld', changes: '' } as const;
    game.play(zhao, { name: 'decideReview', input: decision });
    game.play(chen, reviewPrinted);
    game.play(chen, { name: 'recordReviewDelivery', input: { ...delivery, deliveredOn: '2026-05-09' } });
    // The review was to be told by 1 May.
    expect(errorOf(game.attempt(chen, close()))).toEqual({ code: 'lateness.missing', ruleId: 'D8' });
    game.play(chen, close([why('D8', 'waitingInternal')]));
    expect(game.state().lateness?.map(({ ruleId, dueOn }) => [ruleId, dueOn])).toEqual([
      ['D1', '2026-03-25'],
      ['D8', '2026-05-01'],
    ]);
  });

  it('of an answer to the regulator is explained of what is no complaint, too; its decision is owed to nobody', () => {
    const game = playCase({ today: '2026-05-20' });
    game.register({ details: details({ transferLetter: { number: 'A1', dueOn: '2026-03-20' } }) });
    game.play(li, { name: 'markNotComplaint', input: { kind: 'praise', reason: '感谢信' } });
    game.play(chen, {
      name: 'answerRegulator',
      input: {
        regulator: '监管局',
        sentOn: '2026-03-21',
        referenceNo: '3',
        way: 'post',
        proof: '单号 1',
        evidenceIds: [],
      },
    });
    expect(errorOf(game.attempt(chen, close()))).toEqual({ code: 'lateness.missing', ruleId: 'D10' });
    expect(errorOf(game.attempt(chen, close([why('D10', 'handover')])))).toBe('accepted');
  });
});
