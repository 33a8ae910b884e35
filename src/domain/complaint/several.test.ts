import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chen,
  digestOf,
  li,
  must,
  playCase,
  remedy,
  wang,
  zhao,
  type Actor,
  printed,
} from '../../../tests/support/case-builder';
import { shownProposal } from './approval';
import type { CaseCommand } from './commands';
import { currentProposal } from './state';

type Play = ReturnType<typeof playCase>;
const sun: Actor = { userId: 'u-sun', role: 'officer' };
const hu: Actor = { userId: 'u-hu', role: 'supervisor' };
const dayMs = 86_400_000;

/** For which a supervisor and an officer sign. */
const huge = remedy({ amountFen: 3_000_000 });

function proposed(content = huge, silentDays: number | null = null): Play {
  const contact = silentDays === null ? null : { lastAtMs: 0, nowMs: silentDays * dayMs };
  const game = playCase({ authority: { contact } });
  game.register();
  game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
  game.play(chen, { name: 'proposeRemedy', input: { content } });
  return game;
}
function decision(game: Play, outcome: 'approve' | 'return' = 'approve', reason = ''): CaseCommand {
  const proposal = must(currentProposal(game.state()));
  const digest = digestOf(shownProposal(game.state(), proposal));
  return { name: 'decideRemedy', input: { proposalId: proposal.id, digest, outcome, reason } };
}
const codeOf = (result: ReturnType<Play['attempt']>): string => (result.ok ? 'accepted' : result.error.code);

describe('an amount for which several sign', () => {
  it.each([
    ['the lower first', li, zhao],
    ['the higher first', zhao, li],
    ['two of the higher', zhao, sun],
  ])('is approved with the last of them: %s', (_who, first, last) => {
    const game = proposed();
    const half = game.play(first, decision(game));
    expect(half.status).toBe('remedyPending');
    expect(must(currentProposal(half)).endorsements).toMatchObject([{ userId: first.userId }]);
    const state = game.play(last, decision(game));
    expect(state.status).toBe('approved');
    expect(must(currentProposal(state)).decision).toMatchObject({ outcome: 'approved', userId: last.userId });
  });

  it('does not take one person twice, nor two of the lower', () => {
    const game = proposed();
    game.play(li, decision(game));
    expect(codeOf(game.attempt(li, decision(game)))).toBe('approval.signedAlready');
    expect(codeOf(game.attempt(li, decision(game, 'return', 'no')))).toBe('approval.signedAlready');
    expect(game.attempt(hu, decision(game))).toMatchObject({
      error: { code: 'approval.aboveAuthority', limitFen: 500_000 },
    });
    expect(codeOf(game.attempt(wang, decision(game)))).toBe('approval.roleForbids');
    expect(game.state().status).toBe('remedyPending');
  });

  it('can be returned by the second, and then begins anew', () => {
    const game = proposed();
    game.play(li, decision(game));
    game.play(zhao, decision(game, 'return', 'ask for the statement'));
    game.play(chen, { name: 'proposeRemedy', input: { content: huge } });
    expect(must(currentProposal(game.state())).endorsements).toBeUndefined();
    game.play(zhao, decision(game));
    expect(game.state().status).toBe('remedyPending');
  });

  it('loses the signatures with what they covered', () => {
    const game = proposed();
    game.play(li, decision(game));
    game.play(chen, { name: 'recordDetails', input: { changes: { facts: 'It was charged three times.' } } });
    expect(currentProposal(game.state())?.status).toBe('recalled');
  });
});

describe('while headquarters is out of reach', () => {
  it('what is above the limit of now is approved, marked, and owes a ratification', () => {
    const game = proposed(remedy({ amountFen: 300_000 }), 8);
    const state = game.play(li, decision(game));
    expect(state.status).toBe('approved');
    const { decision: decided } = must(currentProposal(state));
    expect(decided?.under).toMatchObject({ fullFen: 500_000, nowFen: 250_000, lastContactAtMs: 0 });
    expect(state.tasks).toMatchObject([{ id: decided?.ratificationTaskId, kind: 'ratification', dueOn: '2026-03-15' }]);
    const told = { method: 'handed', deliveredOn: '2026-03-10', receivedBy: '', note: '' } as const;
    game.play(chen, printed);
    game.play(chen, { name: 'recordDelivery', input: told });
    expect(codeOf(game.attempt(li, { name: 'close', input: { summary: 'done' } }))).toBe('case.reviewOwed');
    const ratify = {
      taskId: must(decided?.ratificationTaskId),
      outcome: 'confirmed',
      words: '',
      reference: '',
    } as const;
    expect(codeOf(game.attempt(hu, { name: 'recordReview', input: ratify }))).toBe('review.notAbove');
    game.play(zhao, { name: 'recordReview', input: ratify });
    expect(codeOf(game.attempt(li, { name: 'close', input: { summary: 'done' } }))).toBe('accepted');
  });

  it('what is within it is approved as ever, and what is above the whole is not approved at all', () => {
    const within = proposed(remedy({ amountFen: 250_000 }), 8);
    expect(within.play(li, decision(within)).tasks).toEqual([]);
    const above = proposed(remedy({ amountFen: 500_001 }), 8);
    expect(codeOf(above.attempt(li, decision(above)))).toBe('approval.aboveAuthority');
  });
});

describe('an approval', () => {
  it('never exceeds the limit of who answers for it, and is marked exactly where what holds now is less', () => {
    const people = [li, zhao, sun, hu, wang, chen];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...people), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 6_000_000 }),
        fc.constantFrom('refund' as const, 'compensation' as const),
        fc.option(fc.integer({ min: 0, max: 30 })),
        (signers, amountFen, kind, silentDays) => {
          const game = proposed(remedy({ kinds: [kind], amountFen }), silentDays);
          for (const who of signers) game.attempt(who, decision(game));
          const proposal = must(currentProposal(game.state()));
          if (proposal.status !== 'approved') return;
          const used = [...(proposal.endorsements ?? []), must(proposal.decision?.under)];
          expect(new Set(used.map(({ holderId }) => holderId)).size).toBe(used.length);
          expect(used.map(({ holderId }) => holderId)).not.toContain(chen.userId);
          const most = (by: 'fullFen' | 'nowFen') => Math.max(...used.map((one) => one[by] ?? Infinity));
          expect(amountFen).toBeLessThanOrEqual(most('fullFen'));
          expect(game.state().tasks.length > 0).toBe(amountFen > most('nowFen'));
        },
      ),
    );
  });
});

describe('signatures that were given on two PCs at once', () => {
  /** Both signed without knowing of the other: neither signature was the last. */
  function bothSigned(first: Actor, second: Actor): Play {
    const game = proposed();
    const others = proposed();
    for (const [signer, one] of [
      [first, game],
      [second, others],
    ] as const) {
      one.play(signer, decision(one));
    }
    const event = must(others.events().at(-1));
    game.take(second, { type: 'remedy.endorsed', payload: event.payload as never });
    return game;
  }

  it('stand, and any of the two ends it', () => {
    const game = bothSigned(li, zhao);
    expect(must(currentProposal(game.state())).endorsements).toHaveLength(2);
    expect(codeOf(game.attempt(li, decision(game, 'return', 'no')))).toBe('approval.signedAlready');
    expect(game.play(li, decision(game)).status).toBe('approved');
  });

  it('of one person count once, and the second is shown as what does not fit', () => {
    const game = bothSigned(zhao, zhao);
    expect(must(currentProposal(game.state())).endorsements).toHaveLength(1);
    expect(game.state().conflicts).toMatchObject([{ type: 'remedy.endorsed' }]);
    expect(codeOf(game.attempt(zhao, decision(game)))).toBe('approval.signedAlready');
  });
});

describe('a proposal that waits when the customer takes the complaint back', () => {
  it('waits no longer, also when the complaint is reopened', () => {
    const game = proposed();
    const late = decision(game);
    game.play(chen, { name: 'withdraw', input: { reason: 'settled at the counter', signedNoteHeld: true } });
    expect(must(currentProposal(game.state())).status).toBe('recalled');
    game.play(li, { name: 'reopen', input: { reason: 'it was not settled' } });
    expect(codeOf(game.attempt(li, late))).toBe('remedy.notPending');
    game.play(chen, { name: 'proposeRemedy', input: { content: huge } });
    expect(game.state().status).toBe('remedyPending');
  });
});

describe('a decision on a proposal that was replaced meanwhile', () => {
  it.each(['remedy.approved', 'remedy.returned', 'remedy.rejected', 'remedy.recalled'] as const)(
    'does not fit: %s',
    (type) => {
      const game = proposed();
      const { id } = must(currentProposal(game.state()));
      game.play(chen, { name: 'proposeRemedy', input: { content: remedy({ decisionText: 'Another one.' }) } });
      game.take(li, {
        type,
        payload: { proposalId: id, digest: '', comment: '', reason: 'late', limitFen: null } as never,
      });
      const state = game.state();
      expect(state.status).toBe('remedyPending');
      expect(state.proposals.map(({ status }) => status)).toEqual(['superseded', 'pending']);
      expect(state.conflicts).toMatchObject([{ type }]);
    },
  );

  it('can not be asked for', () => {
    const game = proposed();
    const { id } = must(currentProposal(game.state()));
    game.play(chen, { name: 'proposeRemedy', input: { content: remedy() } });
    expect(codeOf(game.attempt(chen, { name: 'recallRemedy', input: { proposalId: id, reason: 'late' } }))).toBe(
      'remedy.notPending',
    );
  });
});
