/** 移交 from one branch to another: what stays, what goes on, and that it is counted once. */
import { describe, expect, it } from 'vitest';
import { chen, details, li, must, playCase, remedy, zhao } from '../../../tests/support/case-builder';
import { laws } from '../../../tests/unit/deadlines/laws';
import { deadlinesBy } from '../deadlines/case-facts';
import { owedClocks } from '../deadlines/owed-clocks';
import { localDateOf } from '../deadlines/time-zone';
import type { OpenEvent } from '../evidence/event-envelope';
import { countedCase } from '../registers/counted-case';
import { casePayloads, type CasePayload } from './events';
import { foldCase } from './evolve';
import { movabilityOf, pastOf } from './move';
import { nextActionsOf } from './next-actions';
import { openConflicts, type CaseState } from './state';

type Play = ReturnType<typeof playCase>;

const [rules, calendar, timeZone] = laws.bank;
const officer = { account: 'wang', name: '王敏' };
const said = { why: 'business', reason: '这笔业务在浦东网点办的', officer } as const;
const there = { id: 'b-2', code: 'SH022', name: 'Lane 40 branch' };
const away: CasePayload<'case.movedAway'> = { to: there, toCaseId: 'c-2', toNumber: 'SH022-260312-HQ001-5', ...said };
const headquarters = { userId: 'hq:wang', role: 'officer' } as const;
const duesOf = (state: CaseState) =>
  deadlinesBy({ rules, calendar }, state, timeZone).map(({ id, dueOn }) => [id, dueOn]);
const countsAs = (state: CaseState) =>
  countedCase(state, deadlinesBy({ rules, calendar }, state, timeZone), (ms) => localDateOf(ms)).counts;

/** One that is being looked into. */
function investigated(): Play {
  const game = playCase();
  game.register({ details: details({ matter: '年费重复扣收', facts: '同一张卡扣了两次' }) });
  game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
  game.play(chen, { name: 'startInvestigation', input: {} });
  return game;
}

/** The case of the next branch, as headquarters makes it. */
function arrived(
  from: Play,
  changes: { readonly history?: readonly OpenEvent[]; readonly caseId?: string } = {},
): Play {
  const before = must(foldCase(from.events()));
  const next = playCase({ caseId: changes.caseId ?? 'c-2' });
  const { receivedAtMs, evidence } = before;
  next.take(headquarters, {
    type: 'case.registered',
    payload: {
      ...{ number: away.toNumber, source: 'headquarters', receivedAtMs, emotion: null, details: before.details },
      ...{ evidence: [...evidence], draftHands: [], importKey: null },
    },
  });
  next.take(headquarters, {
    type: 'case.movedHere',
    payload: {
      ...{ from: { id: 'b-1', code: 'SH021', name: 'Lane 20 branch' }, fromCaseId: before.id },
      ...{ fromNumber: before.number, ...said, people: { [chen.userId]: '陈芳' } },
      history: [...(changes.history ?? from.events())],
    },
  });
  return next;
}

describe('a complaint that was moved to another branch', () => {
  it('is a tombstone that nobody works on, owes nothing and is counted nowhere', () => {
    const game = investigated();
    expect(movabilityOf(game.state())).toBe('possible');
    game.take(headquarters, { type: 'case.movedAway', payload: away });
    const state = game.state();
    expect(state.status).toBe('movedAway');
    expect(state.movedAway).toMatchObject({
      to: there,
      number: away.toNumber,
      officer: '王敏',
      stood: 'investigating',
    });
    expect(movabilityOf(state)).toBe('movedAlready');
    expect(nextActionsOf(state)).toEqual([]);
    expect(owedClocks(state, deadlinesBy({ rules, calendar }, state, timeZone))).toEqual([]);
    expect(countsAs(state)).toBe('moved');
    for (const command of [
      { name: 'proposeRemedy', input: { content: remedy() } },
      { name: 'addNote', input: { staffText: 'too late' } },
      { name: 'assign', input: { ownerId: li.userId, reason: '' } },
    ] as const)
      expect(game.attempt(li, command)).toMatchObject({ ok: false, error: { code: 'case.wrongState' } });
  });

  it('keeps what was done without knowing of it, and none of it counts', () => {
    const game = investigated();
    game.take(headquarters, { type: 'case.movedAway', payload: away });
    game.take(chen, { type: 'note.added', payload: { noteId: 'n', staffText: '已电话联系客户' } });
    game.take(chen, { type: 'remedy.proposed', payload: { proposalId: 'p', content: remedy() } });
    const state = game.state();
    expect(state.status).toBe('movedAway');
    expect(openConflicts(state).map(({ type, status }) => [type, status])).toEqual([
      ['note.added', 'movedAway'],
      ['remedy.proposed', 'movedAway'],
    ]);
    expect(state.notes).toEqual([]);
    expect(nextActionsOf(state)).toEqual(['reconcile']);
    // A person looks at it: that is still possible, and counts.
    for (const { eventId } of openConflicts(state)) game.play(zhao, { name: 'reviewConflict', input: { eventId } });
    expect(openConflicts(game.state())).toEqual([]);
  });

  it('leaves no second open case behind where the branch had gone further before, without a line', () => {
    const game = investigated();
    game.play(chen, { name: 'withdraw', input: { reason: '客户撤诉', signedNoteHeld: true } });
    game.take(headquarters, { type: 'case.movedAway', payload: away });
    expect(game.state()).toMatchObject({ status: 'movedAway', conflicts: [] });
    expect(countsAs(game.state())).toBe('moved');
  });

  it('goes nowhere once it was decided on, or others went into it', () => {
    const told = investigated();
    told.play(chen, { name: 'proposeRemedy', input: { content: remedy() } });
    expect(movabilityOf(told.state())).toBe('possible');
    const { proposals } = told.state();
    expect(movabilityOf({ ...told.state(), proposals, status: 'approved' })).toBe('decided');
    told.take(li, {
      type: 'case.absorbed',
      payload: {
        caseId: 'c-9',
        number: 'SH021-260311-A002-5',
        reason: '同一件事',
        way: 'merge',
        receivedOn: '2026-03-11',
      },
    });
    expect(movabilityOf(told.state())).toBe('absorbed');
  });
});

describe('a complaint that came from another branch', () => {
  it('goes on where it stood, with all that was known and the days of before', () => {
    const from = investigated();
    from.play(chen, { name: 'addNote', input: { staffText: '客户要求书面答复' } });
    const before = from.state();
    const { id, number, ...now } = arrived(from).state();
    expect([id, number]).toEqual(['c-2', away.toNumber]);
    expect(now).toMatchObject({
      status: 'investigating',
      source: 'headquarters',
      ownerId: null,
      receivedAtMs: before.receivedAtMs,
      acceptedAtMs: before.acceptedAtMs,
      complexity: 'simple',
      origin: { number: before.number, from: { code: 'SH021' }, people: { [chen.userId]: '陈芳' }, earlierNumbers: [] },
      conflicts: [],
    });
    expect(now.notes.map(({ staffText }) => staffText)).toEqual(['客户要求书面答复']);
    expect(duesOf(arrived(from).state())).toEqual(duesOf(before));
    expect(duesOf(before).length).toBeGreaterThan(1);
    expect(countsAs(arrived(from).state())).toBe('complaint');
  });

  it('has no proposal that waits: who could sign it sits elsewhere', () => {
    const from = investigated();
    from.play(chen, { name: 'proposeRemedy', input: { content: remedy() } });
    const state = arrived(from).state();
    expect(state.status).toBe('investigating');
    expect(state.proposals.map(({ status }) => status)).toEqual(['superseded']);
    const next = arrived(from);
    next.play(li, { name: 'assign', input: { ownerId: li.userId, reason: '' } });
    next.play(li, { name: 'proposeRemedy', input: { content: remedy({ amountFen: 10_000 }) } });
    expect(next.state().status).toBe('remedyPending');
  });

  it('goes on to a third, and back, with every number and every day it had', () => {
    const first = investigated();
    const second = arrived(first);
    second.play(li, { name: 'addNote', input: { staffText: '第二家网点' } });
    const third = arrived(second, { caseId: 'c-3' });
    expect(third.state()).toMatchObject({
      status: 'investigating',
      origin: { earlierNumbers: [first.state().number], number: away.toNumber },
    });
    expect(duesOf(third.state())).toEqual(duesOf(first.state()));
    expect(third.state().notes).toHaveLength(1);
    expect(pastOf(third.events()).map(({ event }) => event.header.type)).toEqual([
      ...first.events().map(({ header }) => header.type),
      ...second.events().map(({ header }) => header.type),
    ]);
  });

  it('takes a history only while it has none of its own, and passes over what it does not understand', () => {
    const from = investigated();
    const strange = must(from.events()[0]);
    const newer = { ...strange, header: { ...strange.header, id: 'x', type: 'case.fromTheFuture' } };
    const next = arrived(from, { history: [...from.events(), newer] });
    expect(next.state().status).toBe('investigating');
    const again = must(next.events()[1]).payload as CasePayload<'case.movedHere'>;
    next.take(headquarters, { type: 'case.movedHere', payload: again });
    expect(next.state().conflicts).toHaveLength(1);
    expect(casePayloads['case.movedHere'].safeParse({ ...again, history: [{ header: {} }] }).success).toBe(false);
  });
});
