/** 核查 by the rules of the bank's pack (REGULATION D7, D8, §6). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chen,
  details,
  digestOf,
  li,
  must,
  playCase,
  remedy,
  wang,
  zhao,
  printed,
  reviewPrinted,
} from '../../../tests/support/case-builder';
import { deadlineFactsOf } from '../deadlines/case-facts';
import { shownProposal } from './approval';
import type { CaseCommand, CaseCommandInput } from './commands';
import { nextActionsOf } from './next-actions';
import { currentReview } from './review';
import { currentProposal } from './state';
import { nextStatus, reviewStatuses } from './states';

type Play = ReturnType<typeof playCase>;

const application: CaseCommandInput<'requestReview'> = {
  receivedOn: '2026-03-10',
  by: 'self',
  byName: '',
  grounds: '退的钱不对，少了一笔',
  evidenceIds: [],
  lateReason: '',
};
const ask = (changes: Partial<typeof application> = {}): CaseCommand => ({
  name: 'requestReview',
  input: { ...application, ...changes },
});
const paper: CaseCommandInput<'decideReview'> = {
  referenceNo: '省消保核〔2026〕7 号',
  institution: '示范银行省分行',
  decidedBy: '钱进',
  decidedOn: '2026-03-10',
  result: 'upheld',
  changes: '',
  reasons: '原处理过程、时限和结果均无不当。',
  basis: '第二十条',
};
const conclude = (changes: Partial<typeof paper> = {}): CaseCommand => ({
  name: 'decideReview',
  input: { ...paper, ...changes },
});
const changed = { result: 'changed', changes: '再退 60 元。' } as const;
const delivery = { method: 'handed', deliveredOn: '2026-03-10', receivedBy: '', note: '' } as const;
const tell: CaseCommand = { name: 'recordDelivery', input: delivery };
const tellReview = (deliveredOn = '2026-03-10'): CaseCommand => ({
  name: 'recordReviewDelivery',
  input: { ...delivery, deliveredOn },
});
const close: CaseCommand = { name: 'close', input: { summary: '好' } };
const codeOf = (result: ReturnType<Play['attempt']>): string => (result.ok ? 'accepted' : result.error.code);

function approve(game: Play): CaseCommand {
  const proposal = must(currentProposal(game.state()));
  const digest = digestOf(shownProposal(game.state(), proposal));
  return { name: 'decideRemedy', input: { proposalId: proposal.id, digest, outcome: 'approve', reason: '' } };
}

/** Told on 10 March by a clerk, signed by the supervisor. */
function told(options: Parameters<typeof playCase>[0] = {}, changes = details()): Play {
  const game = playCase(options);
  game.register({ details: changes });
  game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
  game.play(chen, { name: 'proposeRemedy', input: { content: remedy() } });
  game.play(li, approve(game));
  game.play(chen, printed);
  game.play(chen, tell);
  return game;
}

function inReview(options: Parameters<typeof playCase>[0] = {}, changes = details()): Play {
  const game = told(options, changes);
  game.play(chen, ask());
  return game;
}

const refusedAndTold = (): Play => {
  const game = playCase();
  game.register();
  const words = { factsFound: '没有开户', basis: '第二条', decisionText: '不予受理', internalReason: '' };
  game.play(chen, { name: 'proposeRefusal', input: { ground: 'notOurs', reference: '另一家', ...words } });
  game.play(li, approve(game));
  game.play(chen, printed);
  game.play(chen, tell);
  return game;
};

describe('asking for a review', () => {
  it('is possible once something was told, of a closed case too, which is open again then', () => {
    const game = playCase();
    game.register();
    expect(codeOf(game.attempt(chen, ask()))).toBe('case.wrongState');
    const closed = told();
    closed.play(chen, close);
    closed.play(chen, ask());
    expect(closed.state()).toMatchObject({ status: 'inReview', closedAtMs: null });
    expect(nextActionsOf(closed.state())[0]).toBe('decideReview');
    expect(deadlineFactsOf(closed.state()).facts['reviewRequested']).toEqual({ on: '2026-03-10' });
  });

  it('needs a day between the telling and today, a name for who asks for somebody else, and evidence of the case', () => {
    const game = told();
    expect(codeOf(game.attempt(chen, ask({ receivedOn: '2026-03-09' })))).toBe('deadline.tooEarly');
    expect(codeOf(game.attempt(chen, ask({ receivedOn: '2026-03-11' })))).toBe('case.dateInFuture');
    expect(codeOf(game.attempt(chen, ask({ by: 'proxy', byName: ' ' })))).toBe('review.applicantMissing');
    expect(codeOf(game.attempt(chen, ask({ evidenceIds: ['nothing'] })))).toBe('case.noSuchEvidence');
    expect(codeOf(game.attempt(chen, ask({ by: 'proxy', byName: '周律师' })))).toBe('accepted');
  });

  it('after the last day is taken on with a reason, where the rules let it in', () => {
    const rules = { late: 'acceptWithReason' } as const;
    // Told on 10 March: 9 April is the thirtieth day.
    const inTime = told({ today: '2026-04-30', review: rules });
    inTime.play(chen, ask({ receivedOn: '2026-04-09' }));
    expect(currentReview(inTime.state())?.late).toBeNull();
    const game = told({ today: '2026-04-30', review: rules });
    expect(game.attempt(chen, ask({ receivedOn: '2026-04-10' }))).toEqual({
      ok: false,
      error: { code: 'review.lateReasonMissing', lastOn: '2026-04-09' },
    });
    game.play(chen, ask({ receivedOn: '2026-04-10', lateReason: '住院' }));
    expect(currentReview(game.state())?.late).toMatchObject({ lastOn: '2026-04-09', reason: '住院' });
    expect(currentReview(game.state())?.late?.article.zh).toContain('第二十条');
  });

  it('after the last day is turned down with the article, where the rules say so, and stays in the file', () => {
    const game = told({ today: '2026-04-30', review: { late: 'refuse' } });
    game.play(chen, ask({ receivedOn: '2026-04-10', lateReason: '住院' }));
    expect(game.state().status).toBe('informed');
    const last = must(game.events().at(-1));
    expect(last.header.type).toBe('review.turnedDown');
    expect(last.payload).toMatchObject({ lastOn: '2026-04-09', grounds: application.grounds });
    expect(JSON.stringify(last.payload)).toContain('第二十条');
  });

  it('is not known everywhere, and happens once for what was told', () => {
    expect(codeOf(told({ review: null }).attempt(chen, ask()))).toBe('deadline.noSuchRule');
    const game = inReview();
    game.play(zhao, conclude());
    game.play(chen, reviewPrinted);
    game.play(chen, tellReview());
    expect(codeOf(game.attempt(chen, ask()))).toBe('review.doneAlready');
  });
});

describe('the decision of the superior institution', () => {
  it('is recorded by nobody who handled or approved the case, or is named by it', () => {
    expect(codeOf(inReview().attempt(li, conclude()))).toBe('review.byHandler');
    expect(codeOf(inReview().attempt(chen, conclude()))).toBe('review.byHandler');
    const named = inReview({}, details({ involved: [{ name: '赵颖', staffNo: '', userId: zhao.userId }] }));
    expect(codeOf(named.attempt(zhao, conclude()))).toBe('case.recused');
    expect(codeOf(inReview().attempt(zhao, conclude()))).toBe('accepted');
  });

  it('may not have been made by them either, as the paper names them', () => {
    const person = { role: 'supervisor', active: true, reportsTo: null, relations: [] } as const;
    const people = new Map([[li.userId, { ...person, userId: li.userId, name: '李敏' }]]);
    const game = inReview({ people }, details({ involved: [{ name: '孙五', staffNo: '', userId: null }] }));
    for (const decidedBy of ['李敏', ' 孙五 ']) {
      expect(game.attempt(zhao, conclude({ decidedBy }))).toEqual({
        ok: false,
        error: { code: 'review.decidedByHandler', person: decidedBy.trim() },
      });
    }
  });

  it('is of a day after the application, and says what changes', () => {
    const game = inReview();
    expect(codeOf(game.attempt(zhao, conclude({ decidedOn: '2026-03-09' })))).toBe('deadline.tooEarly');
    expect(codeOf(game.attempt(zhao, conclude({ decidedOn: '2026-03-11' })))).toBe('case.dateInFuture');
    expect(codeOf(game.attempt(zhao, conclude({ result: 'changed', changes: ' ' })))).toBe('review.changesMissing');
  });

  it('that upholds leads back to what was told, once the complainant knows', () => {
    const game = inReview();
    game.play(zhao, conclude());
    expect(game.state().status).toBe('reviewUpheld');
    expect(nextActionsOf(game.state())[0]).toBe('printReviewLetter');
    expect(codeOf(game.attempt(chen, tellReview()))).toBe('letter.notPrinted');
    expect(codeOf(game.attempt(chen, close))).toBe('case.wrongState');
    game.play(chen, reviewPrinted);
    game.play(chen, tellReview());
    expect(game.state()).toMatchObject({ status: 'informed', delivery: { deliveredOn: '2026-03-10' } });
    game.play(chen, close);
    expect(game.state().status).toBe('closed');
  });

  it('that changes leads to a remedy that is signed and told anew, with a clock of its own', () => {
    const game = inReview({ today: '2026-03-20' });
    game.play(zhao, conclude({ ...changed, decidedOn: '2026-03-18' }));
    expect(codeOf(game.attempt(chen, tellReview('2026-03-17')))).toBe('deadline.tooEarly');
    game.play(chen, reviewPrinted);
    game.play(chen, tellReview('2026-03-19'));
    expect(game.state()).toMatchObject({ status: 'investigating', delivery: null, performance: null });
    expect(currentProposal(game.state())?.status).toBe('superseded');
    expect(deadlineFactsOf(game.state()).facts['reopened']).toEqual({ on: '2026-03-19' });
    expect(codeOf(game.attempt(chen, tell))).toBe('case.wrongState');
    game.play(wang, { name: 'proposeRemedy', input: { content: remedy({ amountFen: 18_000 }) } });
    expect(codeOf(game.attempt(chen, tell))).toBe('case.wrongState');
    game.play(li, approve(game));
    game.play(chen, printed);
    game.play(chen, { name: 'recordDelivery', input: { ...delivery, deliveredOn: '2026-03-20' } });
    expect(codeOf(game.attempt(chen, ask({ receivedOn: '2026-03-20' })))).toBe('accepted');
  });

  it('that overturns a refusal makes the branch take the complaint on', () => {
    const game = refusedAndTold();
    game.play(chen, ask());
    game.play(zhao, conclude(changed));
    game.play(chen, reviewPrinted);
    game.play(chen, tellReview());
    expect(game.state()).toMatchObject({ status: 'registered', delivery: null });
    expect(nextActionsOf(game.state())).toContain('accept');
  });

  it('leaves the way of a withdrawal free', () => {
    const game = inReview();
    game.play(chen, { name: 'withdraw', input: { reason: '', signedNoteHeld: true } });
    expect(game.state().status).toBe('withdrawn');
  });
});

describe('whatever is tried in whatever order', () => {
  const steps: readonly ((game: Play) => ReturnType<Play['attempt']> | undefined)[] = [
    (game) => game.attempt(chen, ask()),
    (game) => game.attempt(zhao, conclude()),
    (game) => game.attempt(zhao, conclude(changed)),
    (game) => game.attempt(chen, tellReview()),
    (game) => game.attempt(chen, close),
    (game) => game.attempt(chen, { name: 'proposeRemedy', input: { content: remedy() } }),
    (game) => game.attempt(li, { name: 'reopen', input: { reason: '又来' } }),
    (game) => (currentProposal(game.state()) ? game.attempt(li, approve(game)) : undefined),
    (game) => game.attempt(chen, tell),
    (game) => game.attempt(chen, { name: 'recordDetails', input: { changes: { facts: '改了' } } }),
  ];
  const orders = fc.array(fc.nat(steps.length - 1), { maxLength: 24 });

  it('no case is closed before the decision of a review was told, and nothing told was not signed', () => {
    fc.assert(
      fc.property(orders, (order) => {
        const game = told();
        for (const at of order) {
          steps[at]?.(game);
          const state = game.state();
          expect(state.conflicts).toEqual([]);
          const open = (state.reviews ?? []).some((review) => review.told === null);
          expect(open).toBe(reviewStatuses.includes(state.status));
          if (state.status === 'closed') expect(open).toBe(false);
          if (state.delivery !== null)
            expect(currentProposal(state)?.decision).toMatchObject({ outcome: 'approved', userId: li.userId });
        }
      }),
    );
  });

  it('every review has a way out', () => {
    const ways = ['review.upheld', 'review.changed', 'review.told', 'review.refusalOverturned', 'case.withdrawn'];
    for (const status of reviewStatuses) {
      expect(ways.some((event) => (nextStatus(status, event) ?? status) !== status)).toBe(true);
      expect(nextStatus(status, 'case.closed')).toBeNull();
    }
  });
});
