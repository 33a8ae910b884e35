import { describe, expect, it } from 'vitest';
import { chen, digestOf, li, must, playCase, remedy, type Actor, printed } from '../../../tests/support/case-builder';
import { openPromises, promiseDue } from './promises';
import { currentProposal } from './state';
import { shownProposal } from './approval';

const made = {
  text: 'We call you back with the result.',
  madeOn: '2026-03-10',
  dueOn: '2026-03-12',
  ownerId: chen.userId,
  source: 'call' as const,
};

function promised(today = '2026-03-10') {
  const played = playCase({ today });
  played.register();
  played.play(chen, { name: 'makePromise', input: made });
  const { promiseId } = must(openPromises(played.state())[0]);
  return { ...played, promiseId };
}

const code = (decision: ReturnType<ReturnType<typeof playCase>['attempt']>): string =>
  decision.ok ? 'ok' : decision.error.code;

describe('a promise', () => {
  it('stands with who answers for it and by when', () => {
    expect(openPromises(promised().state())).toMatchObject([
      { ...made, madeBy: chen.userId, changes: [], result: null },
    ]);
  });

  it.each([
    [{ madeOn: '2026-03-11' }, 'case.dateInFuture'],
    [{ madeOn: '2026-03-09' }, 'deadline.tooEarly'],
    [{ dueOn: '2026-03-09' }, 'promise.dueBeforeMade'],
  ])('is refused with %j', (changes, expected) => {
    const played = playCase();
    played.register();
    expect(code(played.attempt(chen, { name: 'makePromise', input: { ...made, ...changes } }))).toBe(expected);
  });

  const change = (promiseId: string) => ({
    promiseId,
    text: made.text,
    dueOn: '2026-03-20',
    agreedOn: '2026-03-10',
    agreement: 'On the phone with the customer',
    reason: 'The archive needs longer',
    complainantAgrees: true,
  });

  it('changes only as the complainant agreed, and keeps what it was', () => {
    const { attempt, play, promiseId } = promised();
    const input = change(promiseId);
    expect(code(attempt(chen, { name: 'changePromise', input: { ...input, complainantAgrees: false } }))).toBe(
      'promise.notAgreed',
    );
    expect(code(attempt(chen, { name: 'changePromise', input: { ...input, dueOn: made.dueOn } }))).toBe(
      'promise.unchanged',
    );
    const [one] = openPromises(play(chen, { name: 'changePromise', input }));
    expect(one).toMatchObject({ dueOn: '2026-03-20', changes: [{ before: { text: made.text, dueOn: made.dueOn } }] });
  });

  it('is settled once, with proof or reason', () => {
    const { attempt, play, promiseId } = promised();
    const input = { promiseId, outcome: 'kept' as const, on: '2026-03-10', words: 'Call record 17', evidenceIds: [] };
    expect(code(attempt(chen, { name: 'settlePromise', input: { ...input, evidenceIds: ['x'] } }))).toBe(
      'case.noSuchEvidence',
    );
    const state = play(chen, { name: 'settlePromise', input });
    expect(state.promises?.[0]?.result).toMatchObject({ outcome: 'kept', words: 'Call record 17', by: chen.userId });
    expect(code(attempt(chen, { name: 'settlePromise', input }))).toBe('promise.notOpen');
    expect(code(attempt(chen, { name: 'changePromise', input: change(promiseId) }))).toBe('promise.notOpen');
  });

  it('moves no case', () => {
    const { state } = promised();
    expect(state().status).toBe('registered');
    expect(state().handlers).toContain(chen.userId);
  });
});

describe('closing', () => {
  const withdrawn = (today: string, by: Actor = chen) => {
    const played = playCase({ today });
    played.register();
    played.play(by, { name: 'makePromise', input: { ...made, madeOn: '2026-03-10' } });
    played.play(by, { name: 'withdraw', input: { reason: '', signedNoteHeld: true } });
    return played;
  };
  const close = { name: 'close' as const, input: { summary: 'over', lateness: [] } };

  it('is refused while a promise is due and has no result', () => {
    const played = withdrawn('2026-03-12');
    expect(promiseDue(played.state(), '2026-03-12')?.text).toBe(made.text);
    expect(played.attempt(chen, close)).toEqual({
      ok: false,
      error: { code: 'promise.dueOpen', text: made.text, dueOn: made.dueOn },
    });
    const { promiseId } = must(openPromises(played.state())[0]);
    const input = { promiseId, outcome: 'broken' as const, on: '2026-03-12', words: 'Forgotten', evidenceIds: [] };
    played.play(chen, { name: 'settlePromise', input });
    expect(code(played.attempt(chen, close))).toBe('ok');
  });

  it('lets a promise of a later day outlive it, and be settled then', () => {
    const played = withdrawn('2026-03-11');
    const closed = played.play(chen, close);
    expect(closed.status).toBe('closed');
    expect(openPromises(closed)).toHaveLength(1);
    const { promiseId } = must(openPromises(closed)[0]);
    const input = { promiseId, outcome: 'kept' as const, on: '2026-03-11', words: 'Call record 18', evidenceIds: [] };
    expect(code(played.attempt(chen, { name: 'settlePromise', input }))).toBe('ok');
  });
});

describe('a decision with a day of performance', () => {
  it('makes a promise when it is told, which its performance keeps', () => {
    const played = playCase();
    played.register();
    played.play(chen, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
    const proposed = played.play(chen, {
      name: 'proposeRemedy',
      input: { content: remedy({ performBy: '2026-03-20' }) },
    });
    const proposal = must(currentProposal(proposed));
    const digest = digestOf(shownProposal(proposed, proposal));
    played.play(li, {
      name: 'decideRemedy',
      input: { proposalId: proposal.id, digest, outcome: 'approve', reason: '' },
    });
    expect(openPromises(played.state())).toEqual([]);
    played.play(chen, printed);
    const told = played.play(chen, {
      name: 'recordDelivery',
      input: { method: 'handed', deliveredOn: '2026-03-10', receivedBy: 'Zhou Hai', note: '' },
    });
    expect(openPromises(told)).toMatchObject([{ source: 'decision', dueOn: '2026-03-20', ownerId: chen.userId }]);
    const performed = played.play(chen, {
      name: 'recordPerformance',
      input: { performedOn: '2026-03-10', note: 'Receipt 4711' },
    });
    expect(openPromises(performed)).toEqual([]);
    expect(performed.promises?.[0]?.result).toMatchObject({ outcome: 'kept', words: 'Receipt 4711' });
  });
});
