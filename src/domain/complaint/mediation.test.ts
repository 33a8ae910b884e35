/** 调解 (REGULATION §4, §6). */
import { describe, expect, it } from 'vitest';
import { chen, details, digestOf, li, must, playCase, remedy, printed } from '../../../tests/support/case-builder';
import { shownProposal } from './approval';
import type { CaseCommand, CaseCommandInput } from './commands';
import { currentMediation } from './mediation';
import { nextActionsOf } from './next-actions';
import { currentProposal } from './state';

type Play = ReturnType<typeof playCase>;

const agreed: CaseCommandInput<'startMediation'> = {
  form: 'mediation',
  limitFen: null,
  institution: '调解中心',
  mediator: '何平',
  agreedOn: '2026-03-10',
  complainantAgrees: true,
  institutionAgrees: true,
};
const begin = (changes: Partial<typeof agreed> = {}): CaseCommand => ({
  name: 'startMediation',
  input: { ...agreed, ...changes },
});
const end = (outcome: 'settled' | 'failed', on = '2026-03-10'): CaseCommand => ({
  name: 'endMediation',
  input: { outcome, on, agreementNo: outcome === 'settled' ? '调〔2026〕1 号' : '', text: '退一半' },
});
const codeOf = (result: ReturnType<Play['attempt']>): string => (result.ok ? 'accepted' : result.error.code);

function investigating(changes: Parameters<typeof details>[0] = {}): Play {
  const game = playCase();
  game.register({ details: details({ involved: [{ name: '孙五', staffNo: '', userId: null }], ...changes }) });
  game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
  game.play(chen, { name: 'startInvestigation', input: {} });
  return game;
}

describe('a mediation', () => {
  it('begins when both sides agree, with a mediator whom the complaint does not name, on a day that was', () => {
    const game = investigating();
    expect(codeOf(game.attempt(chen, begin({ complainantAgrees: false })))).toBe('mediation.notAgreed');
    expect(codeOf(game.attempt(chen, begin({ institutionAgrees: false })))).toBe('mediation.notAgreed');
    expect(codeOf(game.attempt(chen, begin({ mediator: ' 孙五' })))).toBe('mediation.involved');
    expect(codeOf(game.attempt(chen, begin({ agreedOn: '2026-03-11' })))).toBe('case.dateInFuture');
    expect(codeOf(game.attempt(chen, begin({ agreedOn: '2026-03-01' })))).toBe('deadline.tooEarly');
    game.play(chen, begin());
    expect(game.state().status).toBe('inMediation');
    expect(nextActionsOf(game.state())[0]).toBe('endMediation');
  });

  it('takes the fast track only for a known amount up to the limit of the body', () => {
    const small = (limitFen: number | null) => begin({ form: 'smallDispute', limitFen });
    const unknown = investigating({ amountFen: null });
    expect(codeOf(unknown.attempt(chen, small(1_000_000)))).toBe('mediation.amountMissing');
    const game = investigating({ amountFen: 500_000 });
    expect(codeOf(game.attempt(chen, small(null)))).toBe('mediation.limitMissing');
    expect(codeOf(game.attempt(chen, small(0)))).toBe('mediation.limitMissing');
    expect(game.attempt(chen, small(499_999))).toEqual({
      ok: false,
      error: { code: 'mediation.aboveLimit', amountFen: 500_000, limitFen: 499_999 },
    });
    game.play(chen, small(500_000));
    expect(currentMediation(game.state())).toMatchObject({ form: 'smallDispute', limitFen: 500_000 });
  });

  it('keeps no limit where none belongs', () => {
    const game = investigating();
    game.play(chen, begin({ form: 'neutralEvaluation', limitFen: 1 }));
    expect(currentMediation(game.state())).not.toHaveProperty('limitFen');
  });

  it('that settles leads to a remedy, which is told only when it is signed', () => {
    const game = investigating();
    game.play(chen, begin());
    expect(codeOf(game.attempt(chen, { name: 'proposeRemedy', input: { content: remedy() } }))).toBe('case.wrongState');
    game.play(chen, end('settled'));
    expect(currentMediation(game.state())?.result).toMatchObject({ outcome: 'settled', text: '退一半' });
    game.play(chen, { name: 'proposeRemedy', input: { content: remedy() } });
    const delivery = { method: 'handed', deliveredOn: '2026-03-10', receivedBy: '', note: '' } as const;
    game.play(chen, printed);
    expect(codeOf(game.attempt(chen, { name: 'recordDelivery', input: delivery }))).toBe('case.wrongState');
    const proposal = must(currentProposal(game.state()));
    const digest = digestOf(shownProposal(game.state(), proposal));
    const approval = { proposalId: proposal.id, digest, outcome: 'approve', reason: '' } as const;
    game.play(li, { name: 'decideRemedy', input: approval });
    game.play(chen, printed);
    expect(codeOf(game.attempt(chen, { name: 'recordDelivery', input: delivery }))).toBe('accepted');
  });

  it('that fails leads back to the investigation, and may be tried again', () => {
    const game = investigating();
    game.play(chen, begin());
    expect(codeOf(game.attempt(chen, end('failed', '2026-03-09')))).toBe('deadline.tooEarly');
    expect(codeOf(game.attempt(chen, end('failed', '2026-03-11')))).toBe('case.dateInFuture');
    game.play(chen, end('failed'));
    expect(game.state().status).toBe('investigating');
    expect(codeOf(game.attempt(chen, end('failed')))).toBe('case.wrongState');
    game.play(chen, begin());
    expect(game.state().mediations).toHaveLength(2);
  });
});
