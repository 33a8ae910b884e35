import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  authorityContext,
  chen,
  details,
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
import { authoritiesOf } from '../authority/authority';
import { roles } from '../authority/roles';
import { shownProposal } from './approval';
import type { CaseCommand } from './commands';
import { foldCase } from './evolve';
import { nextActionsOf } from './next-actions';
import { currentProposal } from './state';
import { caseStatuses } from './states';

type Play = ReturnType<typeof playCase>;
const sun: Actor = { userId: 'u-sun', role: 'officer' };

/** Above the supervisor's limit of 5,000 yuan. */
const large = remedy({ amountFen: 800_000 });

function proposed(game: Play = playCase(), content = large, changes = {}): Play {
  game.register({ details: details(changes) });
  game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
  game.play(chen, { name: 'proposeRemedy', input: { content } });
  return game;
}

function emergency(game: Play, words: { reason?: string; harm?: string } = {}): CaseCommand {
  const proposal = must(currentProposal(game.state()));
  return {
    name: 'approveInEmergency',
    input: {
      proposalId: proposal.id,
      digest: digestOf(shownProposal(game.state(), proposal)),
      reason: 'phones of both officers are off',
      harm: 'the account is emptied tonight',
      ...words,
    },
  };
}

const refusalOf = (result: ReturnType<Play['attempt']>): string => (result.ok ? 'accepted' : result.error.code);
const review = (game: Play, changes = {}): CaseCommand => ({
  name: 'recordReview',
  input: {
    taskId: must(game.state().tasks.find(({ kind }) => kind === 'review')).id,
    outcome: 'confirmed',
    words: '',
    reference: '',
    ...changes,
  },
});

describe('an emergency', () => {
  it('is approved by two signatures of two persons, marked, and owes a review', () => {
    const game = proposed();
    const state = game.play(li, emergency(game), wang);
    expect(state.status).toBe('approved');
    expect(must(currentProposal(state)).decision).toMatchObject({
      outcome: 'approved',
      userId: li.userId,
      reason: 'phones of both officers are off',
      emergency: { harm: 'the account is emptied tonight', cosigner: { userId: wang.userId } },
    });
    expect(state.tasks).toMatchObject([{ kind: 'review', dueOn: '2026-03-13', doneAtMs: null }]);
    const types = game.events().map(({ header }) => [header.type, header.actor.userId]);
    expect(types.slice(-2)).toEqual([
      ['emergency.signed', wang.userId],
      ['emergency.approved', li.userId],
    ]);
  });

  it.each([
    ['one person twice', li, li, 'emergency.samePerson'],
    ['one person alone', li, undefined, 'emergency.samePerson'],
    ['the proposer', li, chen, 'emergency.signerBarred'],
    ['no supervisor', wang, { userId: 'u-hu', role: 'counter' } as const, 'emergency.noSupervisor'],
    ['an auditor', li, { userId: 'u-he', role: 'auditor' } as const, 'emergency.signerBarred'],
    ['somebody with the authority', li, zhao, 'emergency.notNeeded'],
  ] as const)('is refused to %s', (_who, second, first, code) => {
    const game = proposed();
    expect(refusalOf(game.attempt(second, emergency(game), first))).toBe(code);
    expect(game.state().status).toBe('remedyPending');
  });

  it('is refused to the named and the recused, and without words', () => {
    const named = proposed(playCase(), large, { involved: [{ name: 'W', staffNo: '', userId: wang.userId }] });
    expect(named.attempt(li, emergency(named), wang)).toMatchObject({
      error: { code: 'emergency.signerBarred', userId: wang.userId, reason: 'approval.involved' },
    });
    const game = proposed();
    game.play(li, { name: 'declareRecusal', input: { userId: wang.userId, reason: 'cousin' } });
    expect(game.attempt(li, emergency(game), wang)).toMatchObject({ error: { reason: 'approval.recused' } });
    expect(refusalOf(game.attempt(li, emergency(game, { reason: ' ' }), wang))).toBe('emergency.reasonMissing');
    expect(refusalOf(game.attempt(li, emergency(game, { harm: '\n' }), wang))).toBe('emergency.harmMissing');
  });

  it('has a cap of its own, and is not for refusals', () => {
    const game = proposed(playCase(), remedy({ amountFen: 10_000_001 }));
    expect(game.attempt(li, emergency(game), wang)).toMatchObject({
      error: { code: 'emergency.aboveCap', limitFen: 10_000_000 },
    });
  });

  it('is void when what was signed has changed', () => {
    const game = proposed();
    const command = emergency(game);
    const stale: CaseCommand = { ...command, input: { ...command.input, digest: 'x'.repeat(43) } } as CaseCommand;
    expect(refusalOf(game.attempt(li, stale, wang))).toBe('approval.changedMeanwhile');
  });

  it('one signature of the two approves nothing, whoever wrote the event', () => {
    const game = proposed();
    game.play(li, emergency(game), wang);
    const events = game.events();
    const [signed, approved] = events.slice(-2);
    const before = events.slice(0, -2);
    expect(foldCase([...before, must(approved)])).toMatchObject({ status: 'remedyPending', conflicts: [{}] });
    expect(foldCase([...before, must(signed)])).toMatchObject({ status: 'remedyPending', tasks: [] });
    const same = must(approved);
    const byOne = { ...same, header: { ...same.header, actor: { ...same.header.actor, userId: wang.userId } } };
    expect(foldCase([...before, must(signed), byOne])).toMatchObject({ status: 'remedyPending' });
    const later = { ...same, header: { ...same.header, commandId: 'another' } };
    expect(foldCase([...before, must(signed), later])).toMatchObject({ status: 'remedyPending' });
  });
});

describe('the review of an emergency', () => {
  const decided = (): Play => {
    const game = proposed();
    game.play(li, emergency(game), wang);
    return game;
  };
  const told = { method: 'handed', deliveredOn: '2026-03-10', receivedBy: '', note: '' } as const;

  it('keeps the case open until somebody above has recorded it', () => {
    const game = decided();
    game.play(chen, printed);
    game.play(chen, { name: 'recordDelivery', input: told });
    const close: CaseCommand = { name: 'close', input: { summary: 'done' } };
    expect(refusalOf(game.attempt(li, close))).toBe('case.reviewOwed');
    expect(nextActionsOf(game.state())).toContain('recordReview');
    expect(nextActionsOf(game.state())).not.toContain('close');
    game.play(zhao, review(game));
    expect(game.state().tasks.find(({ kind }) => kind === 'review')).toMatchObject({
      doneBy: zhao.userId,
      review: { outcome: 'confirmed' },
    });
    expect(refusalOf(game.attempt(li, close))).toBe('accepted');
  });

  it('is not ended like another task, nor by withdrawal, nor by an event of another version', () => {
    const game = decided();
    const { taskId } = review(game).input as { taskId: string };
    expect(refusalOf(game.attempt(zhao, { name: 'completeTask', input: { taskId, note: '' } }))).toBe('task.notFound');
    const forged = game.stamp({ type: 'task.completed', payload: { taskId, note: '' } }, zhao);
    expect(must(foldCase([...game.events(), forged])).tasks.find(({ id }) => id === taskId)?.doneAtMs).toBeNull();
    game.play(chen, { name: 'withdraw', input: { reason: '', signedNoteHeld: true } });
    expect(refusalOf(game.attempt(li, { name: 'close', input: { summary: 'over' } }))).toBe('case.reviewOwed');
  });

  it('is for somebody above who took no part', () => {
    const game = decided();
    expect(refusalOf(game.attempt(li, review(game)))).toBe('review.ownDecision');
    expect(refusalOf(game.attempt(wang, review(game)))).toBe('review.ownDecision');
    expect(refusalOf(game.attempt(chen, review(game)))).toBe('review.ownDecision');
    expect(refusalOf(game.attempt({ userId: 'u-hu', role: 'supervisor' }, review(game)))).toBe('review.notAbove');
    game.play(li, { name: 'declareRecusal', input: { userId: zhao.userId, reason: 'sister' } });
    expect(refusalOf(game.attempt(zhao, review(game)))).toBe('approval.recused');
    expect(refusalOf(game.attempt(sun, review(game)))).toBe('accepted');
    expect(
      refusalOf(
        game.attempt(sun, {
          name: 'recordReview',
          input: { taskId: 'id-9', outcome: 'confirmed', words: '', reference: '' },
        }),
      ),
    ).toBe('task.notFound');
  });

  it('says what it objects to, and takes back what was not told yet', () => {
    const game = decided();
    expect(refusalOf(game.attempt(zhao, review(game, { outcome: 'objected', words: ' ' })))).toBe(
      'review.wordsMissing',
    );
    const state = game.play(zhao, review(game, { outcome: 'objected', words: 'the account was frozen already' }));
    expect([state.status, must(currentProposal(state)).status]).toEqual(['investigating', 'recalled']);
    expect(nextActionsOf(state)).not.toContain('recordReview');
  });

  it('names the paper of the superior where the money is above the reviewer', () => {
    const game = proposed(playCase(), remedy({ amountFen: 9_000_000 }));
    game.play(zhao, emergency(game), wang);
    expect(refusalOf(game.attempt(sun, review(game)))).toBe('review.referenceMissing');
    expect(refusalOf(game.attempt(sun, review(game, { reference: '浙银消保〔2026〕8 号' })))).toBe('accepted');
  });
});

describe('whoever signs in an emergency', () => {
  const person = fc.record({
    userId: fc.constantFrom('u-1', 'u-2', 'u-3', chen.userId),
    role: fc.constantFrom(...roles),
  });

  it('are two who had no part in it, one of them of a level, none with the authority', () => {
    fc.assert(
      fc.property(person, person, fc.integer({ min: 1, max: 12_000_000 }), (first, second, amountFen) => {
        const game = proposed(playCase(), remedy({ amountFen }));
        const ok = game.attempt(second, emergency(game), first).ok;
        if (!ok) {
          expect(game.state().status).toBe('remedyPending');
          return;
        }
        expect(first.userId).not.toBe(second.userId);
        for (const one of [first, second]) {
          expect(one.userId).not.toBe(chen.userId);
          const [own] = authoritiesOf(one, ['refund'], new Map(), authorityContext());
          expect(own !== undefined && amountFen <= 2_000_000 && amountFen <= (own.fullFen ?? Infinity)).toBe(false);
        }
        expect([first.role, second.role].some((role) => role === 'supervisor' || role === 'officer')).toBe(true);
        expect(game.state().tasks.filter(({ kind, doneAtMs }) => kind === 'review' && doneAtMs === null)).toHaveLength(
          1,
        );
        expect(caseStatuses).toContain(game.state().status);
      }),
    );
  });
});
