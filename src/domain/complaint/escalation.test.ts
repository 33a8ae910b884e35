import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  authorityContext,
  authorityHash,
  authorityPack,
  chen,
  digestOf,
  li,
  must,
  playCase,
  printed,
  remedy,
  zhao,
  type Actor,
} from '../../../tests/support/case-builder';
import { headquartersDevice, mayWrite } from '../evidence/headquarters';
import type { OpenEvent } from '../evidence/event-envelope';
import { authorityFault } from '../evidence/verify-authority';
import { checkMatrices } from '../evidence/verify-matrix';
import { nodeHasher, verifyEd25519 } from '../../main/keys/ed25519';
import { shownProposal } from './approval';
import type { CaseCommand } from './commands';
import { signaturesAbove } from './escalate';
import { awaitingAbove, canRework } from './escalation';
import type { NewCaseEvent } from './events';
import { foldCase } from './evolve';
import type { RemedyContent } from './values';
import { currentProposal } from './state';

type Play = ReturnType<typeof playCase>;
const dayMs = 86_400_000;
const officer = { account: 'sun', name: '孙洁' };
const second = { account: 'wu', name: '吴涛' };

/** Above the supervisor's limit and within the officer's; above every band. */
const above = remedy({ amountFen: 1_500_000 });
const beyond = remedy({ amountFen: 6_000_000 });

function proposed(content: RemedyContent = above, contactMs: number | null = dayMs, by: Actor = chen): Play {
  const contact = contactMs === null ? null : { lastAtMs: contactMs, nowMs: contactMs };
  const game = playCase({ authority: { contact } });
  game.register();
  game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
  game.play(by, { name: 'proposeRemedy', input: { content } });
  return game;
}
function up(game: Play, changes: object = {}): CaseCommand {
  const proposal = must(currentProposal(game.state()));
  const digest = digestOf(shownProposal(game.state(), proposal));
  return { name: 'escalate', input: { proposalId: proposal.id, digest, reason: '金额大', ...changes } };
}
const sent = (content?: RemedyContent): Play => {
  const game = proposed(content);
  game.play(li, up(game));
  return game;
};
const codeOf = (result: ReturnType<Play['attempt']>): string => (result.ok ? 'accepted' : result.error.code);

/** What headquarters writes of it. */
function said(
  game: Play,
  type: 'approved' | 'endorsed' | 'returned' | 'rejected',
  who = officer,
  needed = 1,
): NewCaseEvent {
  const proposal = must(currentProposal(game.state()));
  const { digest, matrix } = must(proposal.escalation);
  const all = { proposalId: proposal.id, digest, officer: who };
  return type === 'approved' || type === 'endorsed'
    ? { type: `escalation.${type}`, payload: { ...all, comment: '', needed, matrix } }
    : { type: `escalation.${type}`, payload: { ...all, reason: '依据不足' } };
}
/** Headquarters writes on a chain of its own, after all that it has. */
let order = 0;
function byHeadquarters(game: Play, event: NewCaseEvent, who = officer): OpenEvent {
  const last = must(game.events().at(-1));
  order += 1;
  const hlc = `${last.header.at.hlc.slice(0, 13)}-${String(5_000 + order).padStart(4, '0')}`;
  return {
    ...last,
    header: {
      ...last.header,
      ...{
        id: `hq-${String(order)}`,
        deviceId: headquartersDevice(last.header.branchId),
        seq: order,
        type: event.type,
      },
      actor: { userId: `hq:${who.account}`, role: 'headquarters' },
      at: { ...last.header.at, hlc },
    },
    payload: event.payload,
  };
}
const after = (game: Play, ...events: readonly OpenEvent[]) => must(foldCase([...game.events(), ...events]));

describe('sending a proposal up', () => {
  it('is for who decides in the branch and can not decide this', () => {
    const game = proposed();
    const state = game.play(li, up(game));
    expect(state.status).toBe('remedyPending');
    expect(awaitingAbove(state)?.escalation).toMatchObject({
      userId: li.userId,
      why: 'limit',
      limitFen: 500_000,
      reason: '金额大',
      matrix: { hash: authorityHash },
    });
    expect(must(awaitingAbove(state)).escalation.dueOn).toMatch(/^2026-/);
  });

  it.each([
    ['there is no headquarters', () => proposed(above, null), li, {}, 'escalation.noHeadquarters'],
    ['they can decide it', () => proposed(remedy()), li, {}, 'escalation.canDecide'],
    ['an officer of the branch can', () => proposed(), zhao, {}, 'escalation.canDecide'],
    ['it went up already', () => sent(), li, {}, 'escalation.sentAlready'],
    ['it is another proposal', () => proposed(), li, { proposalId: 'x' }, 'remedy.notFound'],
    ['what they saw has changed', () => proposed(), li, { digest: 'x' }, 'approval.changedMeanwhile'],
  ] as const)('is refused where %s', (_why, make, who, changes, code) => {
    const game = make();
    expect(codeOf(game.attempt(who, up(game, changes)))).toBe(code);
  });

  it('goes up too where the only one who could decide proposed it', () => {
    const game = proposed(remedy(), dayMs, li);
    expect(must(awaitingAbove(game.play(li, up(game)))).escalation).toMatchObject({
      why: 'ownProposal',
      limitFen: null,
    });
  });
});

describe('what headquarters decides', () => {
  it('moves the case as a decision in the branch does, and names who signed', () => {
    const game = sent();
    const state = after(game, byHeadquarters(game, said(game, 'approved')));
    expect(state).toMatchObject({ status: 'approved', letterPrinted: false, conflicts: [] });
    expect(must(currentProposal(state))).toMatchObject({
      status: 'approved',
      decision: { outcome: 'approved', userId: 'hq:sun', above: officer },
    });
    for (const [type, status] of [
      ['returned', 'returned'],
      ['rejected', 'rejected'],
    ] as const) {
      const back = after(game, byHeadquarters(game, said(game, type)));
      expect(back.status).toBe('investigating');
      expect(must(currentProposal(back))).toMatchObject({ status, decision: { reason: '依据不足' } });
    }
  });

  it('needs as many different people as it says', () => {
    const game = sent(beyond);
    const first = byHeadquarters(game, said(game, 'endorsed', officer, 2));
    expect(after(game, first)).toMatchObject({ status: 'remedyPending', conflicts: [] });
    const alone = byHeadquarters(game, said(game, 'approved', officer, 2));
    expect(after(game, alone)).toMatchObject({ status: 'remedyPending', conflicts: [{ type: 'escalation.approved' }] });
    expect(after(game, first, byHeadquarters(game, said(game, 'approved', officer, 2))).status).toBe('remedyPending');
    const last = byHeadquarters(game, said(game, 'approved', second, 2), second);
    expect(after(game, first, last)).toMatchObject({ status: 'approved', conflicts: [] });
  });

  it('comes too late once the proposal was taken back, replaced or changed', () => {
    const changes: readonly ((game: Play) => void)[] = [
      (game) => {
        const { id } = must(currentProposal(game.state()));
        game.play(chen, { name: 'recallRemedy', input: { proposalId: id, reason: 'wrong sum' } });
      },
      (game) => game.play(chen, { name: 'proposeRemedy', input: { content: beyond } }),
      (game) => game.play(chen, { name: 'recordDetails', input: { changes: { facts: 'it was another card' } } }),
    ];
    for (const change of changes) {
      const game = sent();
      const event = said(game, 'approved');
      change(game);
      const before = game.state();
      const state = after(game, byHeadquarters(game, event));
      expect(state.status).toBe(before.status);
      expect(state.conflicts).toMatchObject([{ type: 'escalation.approved' }]);
      expect(awaitingAbove(state)).toBeUndefined();
    }
  });

  it('means nothing for what was not sent up, or sent up as another text', () => {
    const game = sent();
    const event = said(game, 'approved');
    const other = { ...event, payload: { ...event.payload, digest: 'x'.repeat(43) } } as NewCaseEvent;
    expect(after(game, byHeadquarters(game, other)).status).toBe('remedyPending');
    const unsent = proposed();
    expect(after(unsent, byHeadquarters(unsent, event)).status).toBe('remedyPending');
  });

  it('gives one end in whatever order its parts arrive, and never without enough signatures', () => {
    const game = sent(beyond);
    const parts = [
      byHeadquarters(game, said(game, 'endorsed', officer, 2)),
      byHeadquarters(game, said(game, 'endorsed', officer, 2)),
      byHeadquarters(game, said(game, 'approved', second, 2), second),
      byHeadquarters(game, said(game, 'rejected', officer)),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(parts), (chosen) => {
        const state = after(game, ...chosen);
        expect(after(game, ...chosen.toReversed())).toEqual(state);
        if (state.status !== 'approved') return;
        const signed = must(currentProposal(state)?.escalation).signed.map((one) => one.officer.account);
        expect(new Set([...signed, must(currentProposal(state)?.decision?.above).account]).size).toBeGreaterThan(1);
      }),
    );
  });
});

describe('how many of headquarters sign', () => {
  const { matrix } = authorityContext().rules;
  const supervisor = { level: 'supervisor', fullFen: 500_000, nowFen: 500_000 } as const;

  it('is what the matrix asks for and the branch has not signed; two where it says nothing', () => {
    expect(signaturesAbove(matrix, above, [])).toBe(1);
    expect(signaturesAbove(matrix, remedy({ amountFen: 3_000_000 }), [])).toBe(2);
    expect(signaturesAbove(matrix, remedy({ amountFen: 3_000_000 }), [supervisor])).toBe(1);
    expect(signaturesAbove(matrix, beyond, [supervisor])).toBe(2);
    expect(signaturesAbove(undefined, remedy(), [])).toBe(2);
  });

  it('is never none, and never fewer for more money', () => {
    const fen = fc.integer({ min: 1, max: 10_000_000 });
    fc.assert(
      fc.property(fen, fen, (a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((amountFen) =>
          signaturesAbove(matrix, remedy({ amountFen }), []),
        );
        expect(must(less)).toBeGreaterThan(0);
        expect(must(more)).toBeGreaterThanOrEqual(must(less));
      }),
    );
  });
});

describe('a log of it', () => {
  const builtIn = new Map([[authorityHash, authorityPack()]]);
  const faultOf = (events: readonly OpenEvent[]) => authorityFault(events)?.fault;
  const matrixFault = (events: readonly OpenEvent[]) =>
    checkMatrices([branchCreated(must(events[0])), ...events], builtIn, { ...nodeHasher, verifyEd25519 }).found?.fault;
  const branchCreated = (like: OpenEvent): OpenEvent => ({
    ...like,
    header: { ...like.header, streamId: 'directory', type: 'branch.created', at: { ...like.header.at, hlc: '0-0' } },
    payload: { branch: { institutionType: 'bank' } },
  });

  it('stands with what was sent up and enough signatures', () => {
    const game = sent(beyond);
    const events = [
      ...game.events(),
      byHeadquarters(game, said(game, 'endorsed', officer, 2)),
      byHeadquarters(game, said(game, 'approved', second, 2), second),
    ];
    expect(faultOf(events)).toBeUndefined();
    expect(matrixFault(events)).toBeUndefined();
  });

  it('is found wanting where it was never sent up, one person stands for two, or another is named', () => {
    const game = sent(beyond);
    const endorsed = byHeadquarters(game, said(game, 'endorsed', officer, 2));
    const approved = byHeadquarters(game, said(game, 'approved', second, 2), second);
    const unsent = game.events().filter(({ header }) => header.type !== 'escalation.sent');
    expect(faultOf([...unsent, endorsed, approved])).toBe('notSentUp');
    expect(faultOf([...game.events(), approved])).toBe('notSentUp');
    expect(faultOf([...game.events(), endorsed, byHeadquarters(game, said(game, 'approved', second, 2))])).toBe(
      'notSentUp',
    );
  });

  it('is found wanting where a PC wrote it', () => {
    const game = sent();
    const forged = byHeadquarters(game, said(game, 'approved'));
    const { deviceId } = must(game.events()[0]).header;
    expect(mayWrite({ ...forged.header, deviceId })).toBe(false);
    expect(faultOf([...game.events(), { ...forged, header: { ...forged.header, deviceId } }])).toBe('notHeadquarters');
  });

  it('is found wanting where fewer signed than the matrix asks for', () => {
    const game = sent(beyond);
    expect(matrixFault([...game.events(), byHeadquarters(game, said(game, 'approved', officer, 1))])).toBe(
      'beyondMatrix',
    );
  });
});

describe('an order to do it again', () => {
  const order: NewCaseEvent = { type: 'rework.ordered', payload: { reason: '没有答复客户的第二点', officer } };

  it('voids the decision and starts the case anew', () => {
    const game = proposed(remedy());
    const { id } = must(currentProposal(game.state()));
    const digest = digestOf(shownProposal(game.state(), must(currentProposal(game.state()))));
    game.play(li, { name: 'decideRemedy', input: { proposalId: id, digest, outcome: 'approve', reason: '' } });
    game.play(chen, printed);
    expect(canRework(game.state())).toBe(true);
    const state = after(game, byHeadquarters(game, order));
    expect(state).toMatchObject({
      status: 'investigating',
      letterPrinted: false,
      reopenings: [{ reason: '没有答复客户的第二点', by: 'hq:sun' }],
      conflicts: [],
    });
    expect(must(currentProposal(state)).status).toBe('superseded');
  });

  it('leads back to the beginning what was never taken on', () => {
    const game = playCase();
    game.register();
    game.play(li, { name: 'markNotComplaint', input: { kind: 'consultation', reason: 'a question' } });
    game.play(li, { name: 'close', input: { summary: 'answered' } });
    expect(after(game, byHeadquarters(game, order))).toMatchObject({ status: 'registered', notComplaint: null });
  });

  it('does not fit a case in which nothing was decided', () => {
    const game = sent();
    expect(canRework(game.state())).toBe(false);
    expect(after(game, byHeadquarters(game, order)).conflicts).toMatchObject([{ type: 'rework.ordered' }]);
  });
});
