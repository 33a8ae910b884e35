/** 信访 and its written answer: to who passed it on, or to the petitioner. */
import { describe, expect, it } from 'vitest';
import { laws } from '../../../tests/unit/deadlines/laws';
import { chen, details, li, playCase, zhao } from '../../../tests/support/case-builder';
import { close, codeOf, told, wheneverClosed, type Play } from '../../../tests/support/told-case';
import { deadlineFactsOf, deadlinesBy } from '../deadlines/case-facts';
import { missedClocksOf } from '../deadlines/missed-clocks';
import type { CaseCommand, CaseCommandInput } from './commands';
import { nextActionsOf } from './next-actions';
import { isPetition, owesPetition, petitionAnswer } from './petition';
import { emptyPetition, type Petition } from './values';

const papers: Petition = { way: 'letter', office: '江城市信访局', number: '信〔2026〕8 号', dueOn: '2026-03-20' };
const sent: CaseCommandInput<'answerPetition'> = {
  recipient: '江城市信访局',
  sentOn: '2026-03-10',
  referenceNo: '示行〔2026〕3 号',
  way: 'petitionSystem',
  proof: '回执 0003',
  evidenceIds: [],
};
const answer = (changes: Partial<typeof sent> = {}): CaseCommand => ({
  name: 'answerPetition',
  input: { ...sent, ...changes },
});
function came(petition: Petition | null = papers, channelId = 'channel.petition'): Play {
  const game = playCase();
  game.register({ details: details({ petition, channelId }) });
  return game;
}

const [bank, calendar, zone] = laws.bank;

describe('a petition', () => {
  it('is known by its papers, or by its channel alone', () => {
    expect(isPetition(details())).toBe(false);
    expect(isPetition(details({ petition: emptyPetition }))).toBe(false);
    for (const some of [{ way: 'visit' }, { office: '信访局' }, { number: 'X1' }, { dueOn: '2026-03-20' }] as const)
      expect(isPetition(details({ petition: { ...emptyPetition, ...some } }))).toBe(true);
    expect(isPetition(came(null).state().details)).toBe(true);
  });

  it('has a clock of its own: by the day of the office, else by the rule that is still to be confirmed', () => {
    const clock = (game: Play) =>
      deadlinesBy({ rules: bank, calendar }, game.state(), zone).find(({ id }) => id === 'petitionAnswer');
    expect(clock(came())).toMatchObject({ ruleId: 'XF1', dueOn: '2026-03-20', confidence: 'house' });
    expect(clock(came({ ...papers, dueOn: '' }))).toMatchObject({ ruleId: 'XF1.unset', confidence: 'toBeConfirmed' });
    expect(clock(came(null, 'channel.walkIn'))).toBeUndefined();
    expect(deadlineFactsOf(came(null, 'channel.walkIn').state()).facts).not.toHaveProperty('petitionReceived');
  });

  it('that an office passed on is not closed before that office was answered, and asks for it first', () => {
    const game = told(came());
    expect(nextActionsOf(game.state())[0]).toBe('answerPetition');
    expect(nextActionsOf(game.state())).not.toContain('close');
    expect(codeOf(game.attempt(chen, close))).toBe('petition.notAnswered');
    game.play(chen, answer());
    expect(petitionAnswer(game.state())).toMatchObject({ petitionNumber: papers.number, proof: '回执 0003' });
    expect(nextActionsOf(game.state())[0]).toBe('close');
    game.play(chen, close);
    expect(game.state().status).toBe('closed');
  });

  it('that came straight to us is answered by the decision; where it is no complaint, by a letter of its own', () => {
    const direct = { ...papers, office: '', dueOn: '' };
    expect(codeOf(told(came(direct)).attempt(chen, close))).toBe('accepted');
    const other = came(direct);
    other.play(li, { name: 'markNotComplaint', input: { kind: 'petition', reason: '反映拆迁' } });
    expect(nextActionsOf(other.state())).toEqual(['answerPetition']);
    expect(codeOf(other.attempt(chen, close))).toBe('petition.notAnswered');
    other.play(chen, answer({ recipient: '王建国', way: 'post' }));
    expect(codeOf(other.attempt(chen, close))).toBe('accepted');
  });

  it('keeps number and time when it is no complaint, and is answered whatever became of it', () => {
    const withdrawn = came();
    withdrawn.play(chen, { name: 'withdraw', input: { reason: '', signedNoteHeld: true } });
    const other = came();
    const { number, receivedAtMs } = other.state();
    other.play(li, { name: 'markNotComplaint', input: { kind: 'petition', reason: '反映拆迁' } });
    expect(other.state()).toMatchObject({ number, receivedAtMs });
    for (const game of [withdrawn, other]) {
      expect(codeOf(game.attempt(chen, close))).toBe('petition.notAnswered');
      game.play(chen, answer());
      expect(codeOf(game.attempt(chen, close))).toBe('accepted');
    }
  });

  it('that goes to another institution is answered before that is confirmed', () => {
    const game = came();
    const on = '2026-03-10';
    game.play(zhao, {
      name: 'transferOut',
      input: { institution: '长江人寿', reason: '对方销售', on, toldMethod: 'handed', toldOn: on },
    });
    expect(nextActionsOf(game.state())).toEqual(['answerPetition']);
    const confirm: CaseCommand = { name: 'confirmTransfer', input: { on, referenceNo: '长〔2026〕1 号' } };
    expect(codeOf(game.attempt(chen, confirm))).toBe('petition.notAnswered');
    game.play(chen, answer());
    expect(codeOf(game.attempt(chen, confirm))).toBe('accepted');
  });

  it('is answered with an outcome only, on a day between its receipt and today, and owes another answer to other papers', () => {
    expect(codeOf(came().attempt(chen, answer()))).toBe('case.wrongState');
    const game = told(came());
    expect(codeOf(game.attempt(chen, answer({ sentOn: '2026-03-11' })))).toBe('case.dateInFuture');
    expect(codeOf(game.attempt(chen, answer({ sentOn: '2026-03-01' })))).toBe('deadline.tooEarly');
    expect(codeOf(game.attempt(chen, answer({ evidenceIds: ['nothing'] })))).toBe('case.noSuchEvidence');
    game.play(chen, answer());
    game.play(chen, close);
    game.play(li, { name: 'reopen', input: { reason: '再次来信' } });
    const petition = { ...papers, number: '信〔2026〕9 号' };
    game.play(chen, { name: 'recordDetails', input: { changes: { petition } } });
    expect(owesPetition(game.state())).toBe(true);
  });

  it('that was answered late says why; one that nobody has to answer does not', () => {
    const missed = (game: Play): readonly string[] =>
      missedClocksOf(game.state(), bank, calendar, zone, {
        nowMs: Date.parse('2026-09-01T18:00:00+08:00'),
        today: '2026-09-01',
      }).map(({ deadline }) => deadline);
    const late = told(came({ ...papers, dueOn: '2026-03-05' }));
    expect(missed(late)).toContain('petitionAnswer');
    late.play(chen, answer());
    expect(missed(late)).toContain('petitionAnswer');
    const direct = { ...papers, office: '', dueOn: '' };
    expect(missed(told(came(direct)))).not.toContain('petitionAnswer');
    const praise = came(direct);
    praise.play(li, { name: 'markNotComplaint', input: { kind: 'praise', reason: '感谢信' } });
    expect(missed(praise)).not.toContain('petitionAnswer');
  });

  it('that is none has nothing to answer', () => {
    const game = told(came(null, 'channel.walkIn'));
    expect(codeOf(game.attempt(chen, answer()))).toBe('petition.notPetition');
    expect(codeOf(game.attempt(chen, close))).toBe('accepted');
  });

  it('is never closed while the office waits, whatever is tried in whatever order', () => {
    wheneverClosed(came, {
      answer: answer(),
      kind: 'petition',
      check: (game) => expect(petitionAnswer(game.state())).toBeDefined(),
    });
  });
});
