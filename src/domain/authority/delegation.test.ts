import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  authorityContext,
  chen,
  digestOf,
  li,
  must,
  playCase,
  remedy,
  wang,
  zhao,
  type Actor,
} from '../../../tests/support/case-builder';
import { shownProposal } from '../complaint/approval';
import type { CaseCommand } from '../complaint/commands';
import type { People, Staff } from '../complaint/recusal';
import { currentProposal } from '../complaint/state';
import { remedyKindsWithMoney } from '../complaint/values';
import { addDays } from '../deadlines/local-date';
import { authoritiesOf, permissionsNow } from './authority';
import { delegate, leadsTo, mostToLend, type Delegation, type DelegationContext } from './delegation';
import { roles, type Role } from './roles';

const today = '2026-03-10';
const person = (userId: string, role: Role, changes: Partial<Staff> = {}): Staff => ({
  userId,
  name: userId,
  role,
  active: true,
  reportsTo: null,
  relations: [],
  ...changes,
});
const branch: People = new Map(
  [
    person(li.userId, 'supervisor'),
    person(zhao.userId, 'officer'),
    person(chen.userId, 'counter'),
    person(wang.userId, 'counter'),
    person('u-he', 'auditor'),
    person('u-gone', 'counter', { active: false }),
  ].map((one) => [one.userId, one]),
);
let ids = 0;
const context = (delegations: readonly Delegation[] = [], people: People = branch): DelegationContext => ({
  ...authorityContext({ today, delegations }),
  people,
  newId: () => `g-${String(++ids)}`,
});
const entered = (changes = {}) => ({
  to: wang.userId,
  fromDate: today,
  toDate: '2026-03-20',
  upToFen: 300_000,
  reason: 'leave',
  ...changes,
});
const lent = (changes: Partial<Delegation> = {}): Delegation => ({
  id: 'g-0',
  from: li.userId,
  ...entered(),
  ...changes,
});

describe('lending authority', () => {
  it('records who, to whom, for which days and up to how much', () => {
    expect(delegate(li.userId, entered(), context())).toMatchObject({
      ok: true,
      value: { from: li.userId, ...entered() },
    });
  });

  it.each([
    ['oneself', entered({ to: li.userId }), 'delegation.self'],
    ['somebody unknown', entered({ to: 'u-nobody' }), 'delegation.notFound'],
    ['somebody who left', entered({ to: 'u-gone' }), 'delegation.notFound'],
    ['an auditor', entered({ to: 'u-he' }), 'delegation.roleForbids'],
    ['days in the past', entered({ fromDate: '2026-03-09' }), 'delegation.pastDates'],
    ['an end before the beginning', entered({ toDate: '2026-03-09' }), 'delegation.badDates'],
    ['a day that is none', entered({ toDate: '2026-02-31' }), 'delegation.badDates'],
    ['more days than the rules allow', entered({ toDate: '2026-06-08' }), 'delegation.tooLong'],
    ['more than one has', entered({ upToFen: 500_001 }), 'delegation.aboveLimit'],
    ['no reason', entered({ reason: ' ' }), 'delegation.reasonMissing'],
  ])('is refused for %s', (_what, what, code) => {
    expect(delegate(li.userId, what, context())).toMatchObject({ ok: false, error: { code } });
  });

  it('is refused to who has none, also where some was lent to them', () => {
    expect(delegate(wang.userId, entered({ to: chen.userId }), context([lent()]))).toMatchObject({
      error: { code: 'delegation.noAuthority' },
    });
  });

  it('is refused on days on which it is lent already, to the day', () => {
    const held = context([lent({ toDate: '2026-03-15' })]);
    const overlap = { ok: false, error: { code: 'delegation.overlaps', person: wang.userId, toDate: '2026-03-15' } };
    expect(delegate(li.userId, entered({ fromDate: '2026-03-15' }), held)).toMatchObject(overlap);
    expect(delegate(li.userId, entered({ fromDate: '2026-03-16' }), held).ok).toBe(true);
  });

  it('is refused in a ring, through others too, but only on common days', () => {
    const back = [lent({ from: li.userId, to: zhao.userId, toDate: '2026-03-12' })];
    expect(delegate(zhao.userId, entered({ to: li.userId }), context(back))).toMatchObject({
      error: { code: 'delegation.circular', person: li.userId },
    });
    expect(delegate(zhao.userId, entered({ to: li.userId, fromDate: '2026-03-13' }), context(back)).ok).toBe(true);
  });

  it('never comes to a ring on any day, whatever is asked for in whatever order', () => {
    const everybody: People = new Map(
      ['a', 'b', 'c', 'd'].map((id) => [id, person(id, id === 'a' ? 'officer' : 'supervisor')]),
    );
    const ask = fc.record({
      from: fc.constantFrom('a', 'b', 'c', 'd'),
      to: fc.constantFrom('a', 'b', 'c', 'd'),
      start: fc.integer({ min: 0, max: 12 }),
      days: fc.integer({ min: 0, max: 12 }),
    });
    fc.assert(
      fc.property(fc.array(ask, { maxLength: 14 }), (asks) => {
        const held: Delegation[] = [];
        for (const { from, to, start, days } of asks) {
          const fromDate = addDays(today, start);
          const what = entered({ to, fromDate, toDate: addDays(fromDate, days) });
          const given = delegate(from, what, context(held, everybody));
          if (given.ok) held.push(given.value);
        }
        for (let day = 0; day <= 26; day += 1) {
          const date = addDays(today, day);
          const edges = held.filter(({ fromDate, toDate }) => fromDate <= date && date <= toDate);
          for (const { from, to } of edges) {
            // One step at a time, by the table of that day alone.
            const met = new Set<string>();
            let reached: string[] = [to];
            while (reached.length > 0) {
              for (const id of reached) met.add(id);
              reached = edges.filter((edge) => met.has(edge.from) && !met.has(edge.to)).map((edge) => edge.to);
            }
            expect(met.has(from)).toBe(false);
            expect(leadsTo(held, to, from, { fromDate: date, toDate: date })).toBe(false);
          }
          expect(new Set(edges.map(({ from }) => from)).size).toBe(edges.length);
        }
      }),
    );
  });
});

describe('what is lent', () => {
  const of = (who: Actor, delegations: readonly Delegation[], on = today, people = branch) =>
    authoritiesOf(who, ['refund'], people, authorityContext({ today: on, delegations }));

  it('holds on its days only, and not once its holder has left or lost the role', () => {
    const held = [lent({ fromDate: '2026-03-11', toDate: '2026-03-12' })];
    expect(of(wang, held, '2026-03-10')).toEqual([]);
    expect(of(wang, held, '2026-03-11')).toMatchObject([{ holderId: li.userId, fullFen: 300_000 }]);
    expect(of(wang, held, '2026-03-12')).toHaveLength(1);
    expect(of(wang, held, '2026-03-13')).toEqual([]);
    const without = (changes: Partial<Staff>): People =>
      new Map(branch).set(li.userId, person(li.userId, 'supervisor', changes));
    expect(of(wang, held, '2026-03-11', without({ active: false }))).toEqual([]);
    expect(of(wang, held, '2026-03-11', without({ role: 'counter' }))).toEqual([]);
  });

  it('opens the inbox for as long as it holds', () => {
    const rights = (on: string) => permissionsNow(wang, branch, authorityContext({ today: on, delegations: [lent()] }));
    expect(rights('2026-03-20')).toContain('case.decide');
    expect(rights('2026-03-21')).not.toContain('case.decide');
  });

  it('is never more than its holder has, whatever was written into it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...roles),
        fc.integer({ min: 0, max: 2 ** 40 }),
        fc.subarray([...remedyKindsWithMoney], { minLength: 1 }),
        fc.integer({ min: 0, max: 40 }),
        (role, upToFen, kinds, days) => {
          const people: People = new Map(branch).set('u-x', person('u-x', role));
          const around = authorityContext({
            today,
            delegations: [lent({ from: 'u-x', upToFen })],
            contact: { lastAtMs: 0, nowMs: days * 86_400_000 },
          });
          const [own] = authoritiesOf({ userId: 'u-x', role }, kinds, people, around);
          for (const one of authoritiesOf(wang, kinds, people, around)) {
            expect(own).toBeDefined();
            expect(one.fullFen ?? Infinity).toBeLessThanOrEqual(Math.min(own?.fullFen ?? Infinity, upToFen));
            expect(one.nowFen ?? Infinity).toBeLessThanOrEqual(own?.nowFen ?? Infinity);
            expect(one.level).toBe(own?.level);
          }
          expect(mostToLend(around.rules, role) === undefined).toBe(own === undefined);
        },
      ),
    );
  });
});

describe('a decision for somebody else', () => {
  const play = (delegations: readonly Delegation[], proposer: Actor = chen, content = remedy()) => {
    const game = playCase({ people: branch, authority: { delegations } });
    game.register();
    game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
    game.play(proposer, { name: 'proposeRemedy', input: { content } });
    return game;
  };
  const approve = (game: ReturnType<typeof play>): CaseCommand => {
    const proposal = must(currentProposal(game.state()));
    const digest = digestOf(shownProposal(game.state(), proposal));
    return { name: 'decideRemedy', input: { proposalId: proposal.id, digest, outcome: 'approve', reason: '' } };
  };
  const codeOf = (result: ReturnType<ReturnType<typeof play>['attempt']>) =>
    result.ok ? 'accepted' : result.error.code;

  it('carries for whom it was', () => {
    const game = play([lent()]);
    const state = game.play(wang, approve(game));
    expect(must(currentProposal(state)).decision?.under).toMatchObject({ holderId: li.userId, delegationId: 'g-0' });
    expect(must(game.events().at(-1)).header.actor).toMatchObject({ userId: wang.userId, onBehalfOf: li.userId });
  });

  it('stays within what was lent as one signature of several too', () => {
    const game = play([lent({ upToFen: 500_000 })], chen, remedy({ amountFen: 3_000_000 }));
    expect(codeOf(game.attempt(wang, approve(game)))).toBe('approval.aboveAuthority');
    expect(codeOf(game.attempt(li, approve(game)))).toBe('accepted');
    const wide = play([lent({ from: zhao.userId, upToFen: 3_000_000 })], chen, remedy({ amountFen: 3_000_000 }));
    expect(codeOf(wide.attempt(wang, approve(wide)))).toBe('accepted');
    expect(codeOf(wide.attempt(zhao, approve(wide)))).toBe('approval.signedAlready');
  });

  it('stays within what was lent', () => {
    const game = play([lent({ upToFen: 10_000 })]);
    expect(game.attempt(wang, approve(game))).toMatchObject({
      error: { code: 'approval.aboveAuthority', limitFen: 10_000 },
    });
  });

  it('opens no way around four eyes: neither for the proposer nor for what its holder proposed', () => {
    const own = play([lent({ to: chen.userId })]);
    expect(codeOf(own.attempt(chen, approve(own)))).toBe('approval.ownProposal');
    const holders = play([lent()], li);
    expect(holders.attempt(wang, approve(holders))).toMatchObject({
      error: { code: 'approval.holderBarred', person: li.userId },
    });
  });

  it('opens no way around recusal of its holder or of who signs', () => {
    const game = play([lent()]);
    game.play(zhao, { name: 'declareRecusal', input: { userId: li.userId, reason: 'sister' } });
    expect(codeOf(game.attempt(wang, approve(game)))).toBe('approval.holderBarred');
    const own = play([lent()]);
    own.play(zhao, { name: 'declareRecusal', input: { userId: wang.userId, reason: 'sister' } });
    expect(codeOf(own.attempt(wang, approve(own)))).toBe('approval.recused');
  });
});
