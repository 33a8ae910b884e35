/** 不予受理 and its end, by the rules of the bank's pack (REGULATION §6). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chen, details, digestOf, li, must, playCase, printed } from '../../../tests/support/case-builder';
import { deadlineFactsOf } from '../deadlines/case-facts';
import { shownProposal } from './approval';
import type { CaseCommand, CaseCommandInput } from './commands';
import { isRefusal, refusalTold } from './refusal';
import { nextActionsOf } from './next-actions';
import { currentProposal } from './state';
import { emptyParty } from './values';

type Play = ReturnType<typeof playCase>;

const words: CaseCommandInput<'proposeRefusal'> = {
  ground: 'notOurs',
  reference: '另一家银行',
  factsFound: '没有在本行开户',
  basis: '第二条、第十一条',
  decisionText: '不予受理',
  internalReason: '',
};
const propose = (changes: Partial<typeof words> = {}): CaseCommand => ({
  name: 'proposeRefusal',
  input: { ...words, ...changes },
});
const codeOf = (result: ReturnType<Play['attempt']>): string => (result.ok ? 'accepted' : result.error.code);

function decide(game: Play, outcome: 'approve' | 'return' | 'reject', reason = ''): CaseCommand {
  const proposal = must(currentProposal(game.state()));
  const digest = digestOf(shownProposal(game.state(), proposal));
  return { name: 'decideRemedy', input: { proposalId: proposal.id, digest, outcome, reason } };
}

const tell: CaseCommand = {
  name: 'recordDelivery',
  input: { method: 'handed', deliveredOn: '2026-03-10', receivedBy: '', note: '' },
};
const lift = (receivedOn = '2026-03-10'): CaseCommand => ({
  name: 'liftRefusal',
  input: { receivedOn, what: '找到了开户回单' },
});

function refused(): Play {
  const game = playCase();
  game.register();
  game.play(chen, propose());
  game.play(li, decide(game, 'approve'));
  return game;
}

describe('a complaint that is not taken on', () => {
  it('is proposed on a ground, signed by somebody else, told, and closed', () => {
    const game = playCase();
    game.register();
    game.play(chen, propose());
    expect(game.state()).toMatchObject({ status: 'refusalPending' });
    expect(nextActionsOf(game.state())).toContain('decideRemedy');
    expect(codeOf(game.attempt(chen, decide(game, 'approve')))).toBe('approval.ownProposal');
    game.play(li, decide(game, 'approve'));
    expect(game.state()).toMatchObject({ status: 'refused' });
    expect(nextActionsOf(game.state())[0]).toBe('printLetter');
    expect(codeOf(game.attempt(chen, tell))).toBe('letter.notPrinted');
    game.play(chen, printed);
    game.play(chen, tell);
    expect(game.state()).toMatchObject({ status: 'informed' });
    game.play(li, { name: 'close', input: { summary: '已告知' } });
    expect(refusalTold(game.state())).toBe(true);
  });

  it('keeps the words of the ground in what is signed', () => {
    const { refusal, kinds, amountFen } = must(currentProposal(refused().state())).content;
    expect({ kinds, amountFen }).toEqual({ kinds: ['refusal'], amountFen: 0 });
    expect(refusal).toMatchObject({ ground: 'notOurs', reference: '另一家银行' });
    expect(refusal?.article.zh).toContain('第十一条');
  });

  it('needs a ground of the rules, what the ground refers to, and words for the complainant', () => {
    const game = playCase();
    game.register();
    expect(codeOf(game.attempt(chen, propose({ ground: 'dislike' })))).toBe('refusal.noSuchGround');
    expect(codeOf(game.attempt(chen, propose({ reference: '  ' })))).toBe('refusal.referenceMissing');
    for (const field of ['factsFound', 'basis', 'decisionText'] as const) {
      expect(game.attempt(chen, propose({ [field]: ' ' }))).toEqual({
        ok: false,
        error: { code: 'remedy.fieldEmpty', field },
      });
    }
    expect(game.state().status).toBe('registered');
  });

  it('is not refused for want of an authorisation that nobody needs, or that is there', () => {
    const ground = { ground: 'noAuthorisation', reference: '' };
    const party = { ...emptyParty, name: '周海', phone: '13800138000' };
    const own = playCase();
    own.register({ details: { ...details(), parties: [party] } });
    expect(codeOf(own.attempt(chen, propose(ground)))).toBe('refusal.contradicted');
    const proxy = playCase();
    proxy.register({ details: { ...details(), parties: [{ ...party, kind: 'proxy', authorisationHeld: true }] } });
    expect(codeOf(proxy.attempt(chen, propose(ground)))).toBe('refusal.contradicted');
    proxy.play(chen, { name: 'recordDetails', input: { changes: { parties: [{ ...party, kind: 'proxy' }] } } });
    expect(codeOf(proxy.attempt(chen, propose(ground)))).toBe('accepted');
  });

  it('is not proposed once the complaint was taken on', () => {
    const game = playCase();
    game.register();
    game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
    expect(codeOf(game.attempt(chen, propose()))).toBe('case.wrongState');
  });

  it('goes back to be taken on when it is returned, rejected, or the record changes under the signature', () => {
    for (const outcome of ['return', 'reject'] as const) {
      const game = playCase();
      game.register();
      game.play(chen, propose());
      game.play(li, decide(game, outcome, '查过再说'));
      expect(game.state().status).toBe('registered');
    }
    const game = refused();
    game.play(chen, { name: 'recordDetails', input: { changes: { facts: '其实是本行的卡' } } });
    expect(game.state()).toMatchObject({ status: 'registered', proposals: [{ status: 'recalled' }] });
  });

  it('is taken up again by new facts only, with a clock that starts on their day', () => {
    const game = refused();
    expect(codeOf(game.attempt(li, lift()))).toBe('case.wrongState');
    game.play(chen, printed);
    game.play(chen, tell);
    game.play(li, { name: 'close', input: { summary: '已告知' } });
    expect(codeOf(game.attempt(li, { name: 'reopen', input: { reason: '又来了' } }))).toBe('case.wrongState');
    expect(codeOf(game.attempt(li, lift('2026-03-11')))).toBe('case.dateInFuture');
    expect(codeOf(game.attempt(li, lift('2026-03-09')))).toBe('deadline.tooEarly');
    game.play(li, lift());
    expect(game.state()).toMatchObject({ status: 'registered', delivery: null, closedAtMs: null });
    expect(deadlineFactsOf(game.state()).facts['newFacts']).toEqual({ on: '2026-03-10' });
    expect(currentProposal(game.state())?.status).toBe('superseded');
    expect(refusalTold(game.state())).toBe(false);
  });

  it('is never told without a signature, whatever is tried in whatever order', () => {
    const steps: readonly ((game: Play) => ReturnType<Play['attempt']> | undefined)[] = [
      (game) => game.attempt(chen, propose()),
      (game) => (currentProposal(game.state()) ? game.attempt(li, decide(game, 'approve')) : undefined),
      (game) => (currentProposal(game.state()) ? game.attempt(li, decide(game, 'return', '再查')) : undefined),
      (game) => game.attempt(chen, tell),
      (game) => game.attempt(li, lift()),
      (game) => game.attempt(li, { name: 'close', input: { summary: '好' } }),
      (game) => game.attempt(chen, { name: 'recordDetails', input: { changes: { facts: '改了' } } }),
    ];
    fc.assert(
      fc.property(fc.array(fc.nat(steps.length - 1), { maxLength: 14 }), (order) => {
        const game = playCase();
        game.register();
        for (const at of order) {
          steps[at]?.(game);
          const state = game.state();
          expect(state.conflicts).toEqual([]);
          if (isRefusal(state) && state.delivery !== null)
            expect(currentProposal(state)?.decision).toMatchObject({ outcome: 'approved', userId: li.userId });
        }
      }),
    );
  });
});
