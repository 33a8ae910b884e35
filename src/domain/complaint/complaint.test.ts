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
} from '../../../tests/support/case-builder';
import { shownProposal } from './approval';
import type { CaseCommand } from './commands';
import { foldCase } from './evolve';
import { nextActionsOf } from './next-actions';
import { currentProposal, missingFields } from './state';
import { emptyParty } from './values';
import { caseStatuses, settledStatuses, transitions } from './states';
import { transferConfirmed } from './transfer';

type Play = ReturnType<typeof playCase>;

function proposed(game: Play = playCase(), content = remedy()): Play {
  game.register();
  game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
  game.play(chen, { name: 'proposeRemedy', input: { content } });
  return game;
}

function decision(game: Play, outcome: 'approve' | 'return' | 'reject', reason = ''): CaseCommand {
  const proposal = must(currentProposal(game.state()));
  const digest = digestOf(shownProposal(game.state(), proposal));
  return { name: 'decideRemedy', input: { proposalId: proposal.id, digest, outcome, reason } };
}

const refusalOf = (result: ReturnType<Play['attempt']>): string => (result.ok ? 'accepted' : result.error.code);

describe('a complaint from a ledger', () => {
  const closedAtMs = Date.parse('2025-03-10T23:59:59.999+08:00');

  it('that was settled before is closed on its day, with its outcome, and can be taken up again', () => {
    const game = playCase();
    game.register({
      source: 'import',
      importKey: 'k',
      settledInLedger: { decidedOn: '2025-03-10', closedAtMs, result: 'fee given back' },
    });
    expect(game.state()).toMatchObject({ status: 'closed', closedAtMs, closingSummary: 'fee given back', tasks: [] });
    game.play(li, { name: 'reopen', input: { reason: 'came back' } });
    expect(game.state()).toMatchObject({ status: 'investigating', closedAtMs: null });
  });

  it('that is still open keeps what was noted, for staff', () => {
    const game = playCase();
    game.register({ source: 'import', importKey: 'k', staffNote: 'called twice' });
    expect(game.state()).toMatchObject({ status: 'registered', notes: [{ staffText: 'called twice' }] });
  });
});

describe('the way of a complaint from the counter to its end', () => {
  it('is registered, accepted, proposed, approved, told and closed', () => {
    const game = proposed();
    game.play(li, decision(game, 'approve'));
    expect(game.state().status).toBe('approved');
    game.play(chen, printed);
    game.play(chen, {
      name: 'recordDelivery',
      input: { method: 'handed', deliveredOn: '2026-03-10', receivedBy: 'Zhang', note: '' },
    });
    expect(game.state().tasks.map((t) => [t.kind, t.dueOn])).toEqual([['callback', '2026-03-17']]);
    game.play(chen, { name: 'close', input: { summary: 'Fee returned.' } });
    expect(game.state().status).toBe('closed');
    expect(nextActionsOf(game.state())).toEqual(['recordCallback', 'archive']);
  });

  it('is not closed while a promised performance is unproven', () => {
    const game = proposed(playCase(), remedy({ performBy: '2026-03-20' }));
    game.play(li, decision(game, 'approve'));
    game.play(chen, printed);
    game.play(chen, {
      name: 'recordDelivery',
      input: { method: 'handed', deliveredOn: '2026-03-10', receivedBy: '', note: '' },
    });
    const close: CaseCommand = { name: 'close', input: { summary: 'done' } };
    expect(refusalOf(game.attempt(chen, close))).toBe('case.notPerformed');
    game.play(chen, { name: 'recordPerformance', input: { performedOn: '2026-03-10', note: 'Paid by transfer' } });
    expect(must(game.state().tasks.find((t) => t.kind === 'performance')).doneAtMs).not.toBeNull();
    expect(refusalOf(game.attempt(chen, close))).toBe('accepted');
  });

  it('can be withdrawn at any open stage and reopened with a reason', () => {
    const game = proposed();
    game.play(chen, { name: 'withdraw', input: { reason: 'settled at the counter', signedNoteHeld: true } });
    expect(game.state().status).toBe('withdrawn');
    game.play(li, { name: 'reopen', input: { reason: 'new facts' } });
    expect(game.state().status).toBe('investigating');
    expect(game.state().reopenings).toHaveLength(1);
  });

  it('asks for letter and performance of the second decision, whatever was done for the first', () => {
    const game = proposed(playCase(), remedy({ performBy: '2026-03-20' }));
    const print = {
      name: 'recordPrint',
      input: { documentId: 'd', kind: 'letter', format: 'a4', language: 'zh-CN', textSha256: '0'.repeat(64) },
    } as const;
    const tell = { method: 'handed', deliveredOn: '2026-03-10', receivedBy: '', note: '' } as const;
    game.play(li, decision(game, 'approve'));
    expect(nextActionsOf(game.state())[0]).toBe('printLetter');
    game.play(chen, print);
    expect(nextActionsOf(game.state())[0]).toBe('recordDelivery');
    game.play(chen, printed);
    game.play(chen, { name: 'recordDelivery', input: tell });
    game.play(chen, { name: 'recordPerformance', input: { performedOn: '2026-03-10', note: 'paid' } });
    game.play(chen, { name: 'close', input: { summary: 'done' } });
    game.play(li, { name: 'reopen', input: { reason: 'charged again' } });
    game.play(chen, { name: 'proposeRemedy', input: { content: remedy({ performBy: '2026-04-20' }) } });
    game.play(li, decision(game, 'approve'));
    expect(nextActionsOf(game.state())[0]).toBe('printLetter');
    game.play(chen, printed);
    game.play(chen, { name: 'recordDelivery', input: tell });
    expect(nextActionsOf(game.state())[0]).toBe('recordPerformance');
  });

  it('keeps its number when it turns out to be praise, and comes back the same', () => {
    const game = playCase();
    const { number } = game.register();
    game.play(li, { name: 'markNotComplaint', input: { kind: 'praise', reason: 'a thank-you note' } });
    game.play(li, { name: 'restoreAsComplaint', input: { reason: 'misread' } });
    expect(game.state()).toMatchObject({ number, status: 'registered', notComplaint: null });
  });
});

describe('four eyes', () => {
  it('refuses the proposer, the named employee and the recused', () => {
    const game = playCase();
    game.register({ details: details({ involved: [{ name: 'Zhao', staffNo: '7', userId: zhao.userId }] }) });
    game.play(chen, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
    game.play(li, { name: 'proposeRemedy', input: { content: remedy() } });
    expect(refusalOf(game.attempt(li, decision(game, 'approve')))).toBe('approval.ownProposal');
    expect(refusalOf(game.attempt(zhao, decision(game, 'approve')))).toBe('approval.involved');
    const other = { userId: 'u-sun', role: 'supervisor' as const };
    game.play(other, { name: 'declareRecusal', input: { userId: other.userId, reason: 'sister of the complainant' } });
    expect(refusalOf(game.attempt(other, decision(game, 'approve')))).toBe('approval.recused');
  });

  it('refuses a role without authority and an amount above the limit, but lets it be returned', () => {
    const game = proposed(playCase(), remedy({ amountFen: 500_001 }));
    expect(refusalOf(game.attempt(wang, decision(game, 'approve')))).toBe('approval.roleForbids');
    expect(game.attempt(li, decision(game, 'approve'))).toEqual({
      ok: false,
      error: { code: 'approval.aboveAuthority', limitFen: 500_000 },
    });
    expect(refusalOf(game.attempt(li, decision(game, 'return', 'ask headquarters')))).toBe('accepted');
  });

  it('takes the strictest limit when kinds are mixed', () => {
    const game = proposed(playCase(), remedy({ kinds: ['refund', 'compensation'], amountFen: 300_000 }));
    expect(game.attempt(li, decision(game, 'approve'))).toMatchObject({ error: { limitFen: 200_000 } });
  });

  it('is void when anything the approver saw has changed', () => {
    const game = proposed();
    const approve = decision(game, 'approve');
    game.play(chen, { name: 'recordDetails', input: { changes: { facts: 'It was charged three times.' } } });
    expect(currentProposal(game.state())?.status).toBe('recalled');
    expect(refusalOf(game.attempt(li, approve))).toBe('remedy.notPending');
    game.play(chen, { name: 'proposeRemedy', input: { content: remedy({ amountFen: 24_000 }) } });
    const stale: CaseCommand = {
      name: 'decideRemedy',
      input: {
        proposalId: must(currentProposal(game.state())).id,
        digest: approve.name === 'decideRemedy' ? approve.input.digest : '',
        outcome: 'approve',
        reason: '',
      },
    };
    expect(refusalOf(game.attempt(li, stale))).toBe('approval.changedMeanwhile');
  });

  it('needs a reason to return or reject', () => {
    const game = proposed();
    expect(refusalOf(game.attempt(li, decision(game, 'reject', '  ')))).toBe('case.reasonMissing');
  });
});

describe('the complained-of person', () => {
  it('takes no part', () => {
    const game = playCase();
    game.register({ details: details({ involved: [{ name: 'Chen', staffNo: '', userId: chen.userId }] }) }, wang);
    const note: CaseCommand = { name: 'addNote', input: { staffText: 'I did nothing wrong' } };
    expect(refusalOf(game.attempt(chen, note))).toBe('case.recused');
    expect(
      refusalOf(
        game.attempt(li, {
          name: 'accept',
          input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId },
        }),
      ),
    ).toBe('case.recused');
  });

  it('does not ask whether the complainant is satisfied with him', () => {
    const game = proposed();
    game.play(li, decision(game, 'approve'));
    game.play(chen, printed);
    game.play(chen, {
      name: 'recordDelivery',
      input: { method: 'handed', deliveredOn: '2026-03-10', receivedBy: '', note: '' },
    });
    const task = must(game.state().tasks[0]);
    const callback: CaseCommand = {
      name: 'recordCallback',
      input: { taskId: task.id, outcome: 'answered', scores: { result: 5, process: 5, attitude: 5 }, comment: '' },
    };
    expect(refusalOf(game.attempt(chen, callback))).toBe('callback.byHandler');
    expect(refusalOf(game.attempt(wang, callback))).toBe('accepted');
  });
});

describe('what is asked for', () => {
  it('names every field still missing after a quick capture', () => {
    expect(missingFields(details())).toEqual([
      'party.name',
      'party.phone',
      'businessId',
      'reasonId',
      'facts',
      'want',
      'consentTold',
    ]);
  });

  it('refuses money without a kind that grants it, and the reverse', () => {
    const game = playCase();
    game.register();
    game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
    for (const content of [remedy({ kinds: ['apology'] }), remedy({ amountFen: 0 })]) {
      expect(refusalOf(game.attempt(chen, { name: 'proposeRemedy', input: { content } }))).toBe(
        'remedy.amountMismatch',
      );
    }
  });

  it('grants no money on the word of a proxy without authorisation, but decides without money and once it is here', () => {
    const party = {
      ...emptyParty,
      kind: 'proxy' as const,
      name: '何梅',
      representedName: '周海',
      phone: '13800138000',
    };
    const game = playCase();
    game.register({ details: { ...details(), parties: [party] } });
    game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
    game.play(chen, { name: 'startInvestigation', input: {} });
    const propose = (content: ReturnType<typeof remedy>) =>
      game.attempt(chen, { name: 'proposeRemedy', input: { content } });
    expect(refusalOf(propose(remedy()))).toBe('remedy.proxyUnauthorised');
    expect(propose(remedy({ kinds: ['explanation'], amountFen: 0 })).ok).toBe(true);
    game.play(chen, {
      name: 'recordDetails',
      input: { changes: { parties: [{ ...party, authorisationHeld: true }] } },
    });
    expect(propose(remedy()).ok).toBe(true);
  });
});

describe('the state machine', () => {
  it('leaves no state without a way out, and ends only where nothing is owed', () => {
    for (const status of caseStatuses) {
      const exits = transitions.filter((t) => t.from.includes(status));
      // The way on is in the branch that has it now.
      if (status === 'movedAway') expect(exits).toEqual([]);
      else expect(exits.length, status).toBeGreaterThan(0);
    }
    // From the start only by what a ledger says happened before; else only where nothing is owed.
    const toClosed = (event: string) =>
      transitions.filter((t) => t.to === 'closed' && t.event === event).flatMap((t) => t.from);
    expect(toClosed('case.settledInLedger')).toEqual(['registered']);
    expect(toClosed('case.closed')).toEqual(['informed', 'notComplaint', 'withdrawn']);
    expect(toClosed('transfer.confirmed')).toEqual(['transferred']);
    // The fourth is of a closed case and moves it nowhere.
    expect(toClosed('case.archived')).toEqual(['closed']);
    expect(transitions.filter((t) => t.to === 'closed')).toHaveLength(4);
    expect(settledStatuses).toContain('closed');
  });

  it('reaches every state from registration', () => {
    const reached = new Set(['registered']);
    for (let grown = true; grown;) {
      const before = reached.size;
      for (const t of transitions) if (t.from.some((s) => reached.has(s))) reached.add(t.to);
      grown = reached.size > before;
    }
    expect([...reached].sort()).toEqual([...caseStatuses].sort());
  });
});

describe('folding', () => {
  const commands: readonly CaseCommand[] = [
    { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } },
    { name: 'startInvestigation', input: {} },
    { name: 'proposeRemedy', input: { content: remedy() } },
    { name: 'addNote', input: { staffText: 'note' } },
    { name: 'recordDetails', input: { changes: { facts: 'more' } } },
    { name: 'rateEmotion', input: { emotion: 2 } },
    { name: 'withdraw', input: { reason: '', signedNoteHeld: false } },
    { name: 'reopen', input: { reason: 'again' } },
    { name: 'close', input: { summary: 'end' } },
    {
      name: 'transferOut',
      input: { institution: 'other', reason: 'theirs', on: '2026-03-10', toldMethod: 'handed', toldOn: '2026-03-10' },
    },
    { name: 'confirmTransfer', input: { on: '2026-03-10', referenceNo: '1' } },
    { name: 'takeBackTransfer', input: { on: '2026-03-10', reason: 'not theirs' } },
  ];

  it('gives the same state whatever order the events arrive in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: commands.length }), { maxLength: 25 }),
        fc.nat(),
        (steps, seed) => {
          const game = playCase();
          game.register();
          for (const step of steps) {
            const command = commands[step] ?? (currentProposal(game.state()) ? decision(game, 'approve') : undefined);
            if (command) game.attempt(step % 2 === 0 ? chen : li, command);
          }
          const shuffled = [...game.events()].sort(
            (a, b) => ((a.header.seq * 7_919 + seed) % 101) - ((b.header.seq * 7_919 + seed) % 101),
          );
          expect(foldCase(shuffled)).toEqual(game.state());
        },
      ),
    );
  });

  it('lists an event that does not fit instead of dropping it or falling over', () => {
    const game = proposed();
    game.play(li, decision(game, 'approve'));
    const late = {
      ...game.stamp(
        { type: 'case.accepted', payload: { complexity: 'simple', complexityReason: '', ownerId: 'x' } },
        wang,
      ),
    };
    const state = must(foldCase([...game.events(), late]));
    expect(state.status).toBe('approved');
    expect(state.conflicts).toEqual([{ eventId: late.header.id, type: 'case.accepted', status: 'approved' }]);
  });

  it('never reaches an end without a decision told, a withdrawal, another nature, or another institution that has it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: commands.length }), { maxLength: 40 }), (steps) => {
        const game = playCase();
        game.register();
        for (const step of steps) {
          const command = commands[step] ?? (currentProposal(game.state()) ? decision(game, 'approve') : undefined);
          if (command) game.attempt(step % 2 === 0 ? chen : li, command);
        }
        const { status, delivery, withdrawal, notComplaint } = game.state();
        if (status === 'closed' && !transferConfirmed(game.state()))
          expect(delivery ?? withdrawal ?? notComplaint).not.toBeNull();
      }),
    );
  });
});
