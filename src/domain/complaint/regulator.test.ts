/** 监管转办 and its written answer (REGULATION D10). */
import { describe, expect, it } from 'vitest';
import { chen, details, li, playCase } from '../../../tests/support/case-builder';
import { close, codeOf, told, wheneverClosed, type Play } from '../../../tests/support/told-case';
import { deadlineFactsOf } from '../deadlines/case-facts';
import type { CaseCommand, CaseCommandInput } from './commands';
import { nextActionsOf } from './next-actions';
import { fromRegulator, owesRegulator, regulatorAnswer } from './regulator';

const letter = { number: '监转〔2026〕5 号', dueOn: '2026-03-20' };
const sent: CaseCommandInput<'answerRegulator'> = {
  regulator: '国家金融监督管理总局示范监管局',
  sentOn: '2026-03-10',
  referenceNo: '示行〔2026〕3 号',
  way: 'system',
  proof: '回执 0003',
  evidenceIds: [],
};
const answer = (changes: Partial<typeof sent> = {}): CaseCommand => ({
  name: 'answerRegulator',
  input: { ...sent, ...changes },
});
function transferred(transferLetter = letter, channelId = 'channel.regulator'): Play {
  const game = playCase();
  game.register({ details: details({ transferLetter, channelId }) });
  return game;
}

describe('a complaint that the regulator handed on', () => {
  it('is known by the number or the day of its letter, or by its channel alone', () => {
    const none = { number: '', dueOn: '' };
    expect(fromRegulator(details())).toBe(false);
    expect(fromRegulator(details({ transferLetter: { ...none, number: 'A1' } }))).toBe(true);
    expect(fromRegulator(details({ transferLetter: { ...none, dueOn: '2026-03-20' } }))).toBe(true);
    const channel = transferred(none);
    expect(fromRegulator(channel.state().details)).toBe(true);
    expect(deadlineFactsOf(channel.state()).facts).toHaveProperty('regulatorReceived');
  });

  it('is not closed before the regulator was answered, and asks for it first', () => {
    const game = told(transferred());
    expect(nextActionsOf(game.state())[0]).toBe('answerRegulator');
    expect(nextActionsOf(game.state())).not.toContain('close');
    expect(codeOf(game.attempt(chen, close))).toBe('regulator.notAnswered');
    game.play(chen, answer());
    expect(game.state().status).toBe('informed');
    expect(regulatorAnswer(game.state())).toMatchObject({ letterNumber: letter.number, proof: '回执 0003' });
    expect(nextActionsOf(game.state())[0]).toBe('close');
    game.play(chen, close);
    expect(game.state().status).toBe('closed');
  });

  it('is answered whatever became of it: withdrawn, or no complaint at all', () => {
    const withdrawn = transferred();
    withdrawn.play(chen, { name: 'withdraw', input: { reason: '', signedNoteHeld: true } });
    const praise = transferred();
    praise.play(li, { name: 'markNotComplaint', input: { kind: 'praise', reason: '感谢信' } });
    for (const game of [withdrawn, praise]) {
      expect(nextActionsOf(game.state())).toContain('answerRegulator');
      expect(codeOf(game.attempt(chen, close))).toBe('regulator.notAnswered');
      game.play(chen, answer());
      expect(codeOf(game.attempt(chen, close))).toBe('accepted');
    }
  });

  it('is answered with an outcome only, on a day between its receipt and today', () => {
    expect(codeOf(transferred().attempt(chen, answer()))).toBe('case.wrongState');
    const game = told(transferred());
    expect(codeOf(game.attempt(chen, answer({ sentOn: '2026-03-11' })))).toBe('case.dateInFuture');
    expect(codeOf(game.attempt(chen, answer({ sentOn: '2026-03-01' })))).toBe('deadline.tooEarly');
    expect(codeOf(game.attempt(chen, answer({ evidenceIds: ['nothing'] })))).toBe('case.noSuchEvidence');
  });

  it('owes a second answer to a second letter', () => {
    const game = told(transferred());
    game.play(chen, answer());
    game.play(chen, close);
    game.play(li, { name: 'reopen', input: { reason: '监管再次转办' } });
    const second = { number: '监转〔2026〕9 号', dueOn: '2026-04-01' };
    game.play(chen, { name: 'recordDetails', input: { changes: { transferLetter: second } } });
    expect(owesRegulator(game.state())).toBe(true);
  });

  it('that did not come from the regulator has nothing to answer', () => {
    const game = told(transferred({ number: '', dueOn: '' }, 'channel.walkIn'));
    expect(codeOf(game.attempt(chen, answer()))).toBe('regulator.notTransferred');
    expect(codeOf(game.attempt(chen, close))).toBe('accepted');
  });

  it('is never closed unanswered, whatever is tried in whatever order', () => {
    wheneverClosed(transferred, {
      answer: answer(),
      kind: 'praise',
      check: (game) => expect(regulatorAnswer(game.state())).toBeDefined(),
    });
  });
});
