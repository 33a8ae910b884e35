import { describe, expect, it } from 'vitest';
import { chen, digestOf, li, must, playCase, remedy, wang, zhao } from '../../../tests/support/case-builder';
import { laws } from '../../../tests/unit/deadlines/laws';
import { shownProposal } from '../complaint/approval';
import { currentProposal, type CaseState } from '../complaint/state';
import { emergencyReviewAhead, ownDates, performanceAhead } from './due-dates';
import { ownDateId } from './own-date-id';

const [, calendar, timeZone] = laws.bank;
const dated = (state: CaseState, id: string) =>
  must(ownDates(state, calendar, timeZone).find(({ deadline }) => deadline.id === ownDateId(id)));

describe('a day that no rule gives', () => {
  it('is told to be chosen where a person chose it', () => {
    const game = playCase();
    game.register();
    game.play(chen, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
    const state = game.play(chen, {
      name: 'createTask',
      input: { title: '调监控', dueOn: '2026-03-20', ownerId: null },
    });
    const { deadline, done } = dated(state, must(state.tasks[0]).id);
    expect(deadline).toMatchObject({ dueOn: '2026-03-20', source: 'house', zh: '待办' });
    expect(deadline.basis.steps).toEqual([{ step: 'chosen', on: '2026-03-20' }]);
    expect(done).toBe(false);
  });

  it('explains the review of an emergency before anybody has signed', () => {
    const { dueOn, ruleId, basis } = emergencyReviewAhead('2026-03-10', 3);
    expect([dueOn, ruleId]).toEqual(['2026-03-13', 'emergencyApproved']);
    expect(basis.steps).toEqual([
      { step: 'start', fact: 'emergencyApproved', on: '2026-03-10' },
      { step: 'add', count: 3, unit: 'naturalDay', from: '2026-03-10', to: '2026-03-13', skipped: [] },
    ]);
  });

  it('is told to be chosen while a decision to perform is still ahead, and ends with the day of the branch', () => {
    const deadline = performanceAhead('2026-03-20', timeZone);
    expect(deadline).toMatchObject({
      kind: 'duty',
      zh: '履行',
      dueOn: '2026-03-20',
      source: 'house',
      estimated: false,
    });
    expect(deadline.dueAtMs).toBe(Date.parse('2026-03-21T00:00:00+08:00'));
    expect(deadline.basis.steps).toEqual([{ step: 'chosen', on: '2026-03-20' }]);
  });

  it('goes back to the promise, and to each day it was moved', () => {
    const game = playCase();
    game.register();
    let state = game.play(chen, {
      name: 'makePromise',
      input: { text: '回电', madeOn: '2026-03-10', dueOn: '2026-03-12', ownerId: null, source: 'call' },
    });
    const { promiseId } = must(state.promises?.[0]);
    state = game.play(chen, {
      name: 'changePromise',
      input: {
        promiseId,
        text: '回电',
        dueOn: '2026-03-16',
        agreedOn: '2026-03-10',
        agreement: '电话中同意',
        reason: '等流水',
        complainantAgrees: true,
      },
    });
    expect(dated(state, promiseId).deadline).toMatchObject({
      dueOn: '2026-03-16',
      basis: {
        steps: [
          { step: 'promised', on: '2026-03-10', to: '2026-03-12' },
          { step: 'promiseMoved', on: '2026-03-10', from: '2026-03-12', to: '2026-03-16' },
        ],
      },
    });
  });

  it('counts from the decision where a review or a ratification is owed', () => {
    const game = playCase();
    game.register();
    game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
    const state = game.play(chen, { name: 'proposeRemedy', input: { content: remedy({ amountFen: 800_000 }) } });
    const proposal = must(currentProposal(state));
    const digest = digestOf(shownProposal(state, proposal));
    const input = { proposalId: proposal.id, digest, reason: 'nobody answers', harm: 'the account is emptied' };
    const after = game.play(li, { name: 'approveInEmergency', input }, wang);
    const review = must(after.tasks.find(({ kind }) => kind === 'review'));
    const { deadline } = dated(after, review.id);
    const [start, added] = deadline.basis.steps;
    expect(start).toMatchObject({ step: 'start', fact: 'emergencyApproved' });
    expect(added).toMatchObject({ step: 'add', count: 3, unit: 'naturalDay', to: review.dueOn });

    const away = playCase({ authority: { contact: { lastAtMs: 0, nowMs: 30 * 86_400_000 } } });
    away.register();
    away.play(zhao, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
    const asked = away.play(chen, { name: 'proposeRemedy', input: { content: remedy({ amountFen: 400_000 }) } });
    const wanted = must(currentProposal(asked));
    const approved = away.play(li, {
      name: 'decideRemedy',
      input: { proposalId: wanted.id, digest: digestOf(shownProposal(asked, wanted)), outcome: 'approve', reason: '' },
    });
    const owed = must(approved.tasks.find(({ kind }) => kind === 'ratification'));
    expect(dated(approved, owed.id).deadline.basis).toMatchObject({
      fact: 'approvedOutOfReach',
      steps: [{ step: 'start' }, { step: 'add', count: 5, to: owed.dueOn }],
    });
  });
});
