/** Who stands back from a case, and that no command gets around it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roles } from '../../../src/domain/authority/roles';
import { approverRefusal } from '../../../src/domain/complaint/approval';
import { barFrom, isConductCase, needsAbove, type People, type Staff } from '../../../src/domain/complaint/recusal';
import { hiddenFrom, owesSlip, visibleTo } from '../../../src/domain/complaint/visibility';
import {
  emptyDirectory,
  type relationKinds,
  type Directory,
  type Person,
} from '../../../src/domain/directory/directory';
import { tiesChange } from '../../../src/domain/directory/ties';
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
} from '../../support/case-builder';
import { shownProposal } from '../../../src/domain/complaint/approval';

const named = (...userIds: string[]) => userIds.map((userId) => ({ name: userId, staffNo: '', userId }));
const staff = (userId: string, changes: Partial<Staff> = {}): Staff => ({
  userId,
  name: `name of ${userId}`,
  role: 'counter',
  active: true,
  reportsTo: null,
  relations: [],
  ...changes,
});
const peopleOf = (...list: Staff[]): People => new Map(list.map((one) => [one.userId, one]));
const related = (userId: string, kind: (typeof relationKinds)[number] = 'spouse') => ({
  userId,
  kind,
  reason: '',
  declaredBy: 'u-li',
  declaredAtMs: 0,
});

/** Chen is named; Wang is married to Chen, Li is Chen's superior, Zhao is an officer without ties. */
const branch = peopleOf(
  staff('u-chen', { reportsTo: 'u-li' }),
  staff('u-wang', { relations: [related('u-chen')] }),
  staff('u-li', { role: 'supervisor' }),
  staff('u-zhao', { role: 'officer' }),
);

function conductCase(reasonId = 'reason.service', people = branch) {
  const game = playCase({ people });
  game.register({ details: details({ involved: named('u-chen'), reasonId }) }, zhao);
  return game;
}

describe('the line and the relations of whom a complaint names', () => {
  it('keep a related colleague from every step, from owning it and from its tasks', () => {
    const game = conductCase();
    const refusal = {
      code: 'case.related',
      reason: 'spouse',
      person: 'name of u-wang',
      employee: 'name of u-chen',
    };
    expect(game.attempt(wang, { name: 'addNote', input: { staffText: 'x' } })).toEqual({ ok: false, error: refusal });
    const accept = { complexity: 'simple' as const, complexityReason: '', ownerId: 'u-wang' };
    expect(game.attempt(zhao, { name: 'accept', input: accept })).toEqual({ ok: false, error: refusal });
    expect(game.attempt(zhao, { name: 'assign', input: { ownerId: 'u-wang', reason: '' } })).toEqual({
      ok: false,
      error: refusal,
    });
    const task = { title: 'call', dueOn: '2026-03-11', ownerId: 'u-wang' };
    expect(game.attempt(zhao, { name: 'createTask', input: task })).toEqual({ ok: false, error: refusal });
    expect(game.attempt(zhao, { name: 'createTask', input: { ...task, ownerId: 'u-chen' } })).toEqual({
      ok: false,
      error: { code: 'case.recused' },
    });
    expect(game.attempt(wang, { name: 'declareRecusal', input: { userId: 'u-wang', reason: 'married' } }).ok).toBe(
      true,
    );
  });

  it('hold whichever of the two the relation is kept with', () => {
    const people = peopleOf(staff('u-chen', { relations: [related('u-wang', 'kin')] }), staff('u-wang'));
    const { state } = conductCase('reason.service', people);
    expect(barFrom(state(), 'handle', 'u-wang', people)).toMatchObject({ why: 'related', kind: 'kin' });
  });

  it('let a direct superior handle a complaint about conduct, but neither own nor decide it', () => {
    const game = conductCase();
    expect(game.attempt(li, { name: 'addNote', input: { staffText: 'x' } }).ok).toBe(true);
    const refusal = { code: 'case.lineManager', person: 'name of u-li', employee: 'name of u-chen' };
    expect(game.attempt(zhao, { name: 'assign', input: { ownerId: 'u-li', reason: '' } })).toEqual({
      ok: false,
      error: refusal,
    });
    game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: 'u-zhao' } });
    game.play(zhao, { name: 'startInvestigation', input: {} });
    const state = game.play(zhao, {
      name: 'proposeRemedy',
      input: { content: remedy({ kinds: ['apology'], amountFen: 0 }) },
    });
    const proposal = must(state.proposals.at(-1));
    const decision = {
      proposalId: proposal.id,
      digest: digestOf(shownProposal(state, proposal)),
      outcome: 'approve' as const,
      reason: '',
    };
    expect(game.attempt(li, { name: 'decideRemedy', input: decision })).toEqual({
      ok: false,
      error: { ...refusal, code: 'approval.lineManager' },
    });
    // Nobody else decides here but who proposed it: the branch can't.
    expect(needsAbove(game.state(), branch)).toBe(false);
    const withoutOfficer = peopleOf(...[...branch.values()].filter(({ userId }) => userId !== 'u-zhao'));
    expect(needsAbove(game.state(), withoutOfficer)).toBe(true);
  });

  it('do not touch a superior where the complaint is of something else', () => {
    const game = conductCase('reason.pricing');
    expect(isConductCase(game.state())).toBe(false);
    expect(barFrom(game.state(), 'approve', 'u-li', branch)).toBeUndefined();
    expect(game.attempt(zhao, { name: 'assign', input: { ownerId: 'u-li', reason: '' } }).ok).toBe(true);
  });

  it('are nothing where the case names nobody of the branch', () => {
    const game = playCase({ people: branch });
    game.register({ details: details({ reasonId: 'reason.service', involved: named('u-elsewhere') }) }, zhao);
    for (const { userId } of branch.values()) {
      for (const part of ['handle', 'own', 'approve'] as const) {
        expect(barFrom(game.state(), part, userId, branch)).toBeUndefined();
      }
    }
  });
});

const ids = ['u-1', 'u-2', 'u-3', 'u-4'];
const anyPeople: fc.Arbitrary<People> = fc
  .tuple(
    ...ids.map((userId) =>
      fc.record({
        role: fc.constantFrom(...roles),
        active: fc.boolean(),
        reportsTo: fc.option(fc.constantFrom(...ids)),
        relations: fc
          .uniqueArray(fc.constantFrom(...ids.filter((id) => id !== userId)), { maxLength: 2 })
          .map((others) => others.map((id) => related(id))),
      }),
    ),
  )
  .map((all) => peopleOf(...all.map((changes, i) => staff(must(ids[i]), changes))));

describe('whatever the ties', () => {
  it('a case is hidden from exactly those it names, and they are barred from every part', () => {
    fc.assert(
      fc.property(
        anyPeople,
        fc.subarray(ids),
        fc.constantFrom('reason.service', 'reason.pricing'),
        (people, who, id) => {
          const game = playCase({ people });
          const state = game.register({ details: details({ involved: named(...who), reasonId: id }) }, zhao);
          expect(hiddenFrom(state.details)).toEqual([...who].sort());
          for (const userId of ids) {
            expect(visibleTo(state, userId)).toBe(!who.includes(userId));
            if (!who.includes(userId)) continue;
            for (const part of ['handle', 'own', 'approve'] as const) {
              expect(barFrom(state, part, userId, people)).toEqual({ why: 'involved' });
            }
          }
        },
      ),
    );
  });

  it('whoever has no part in handling has none in owning or deciding, and no approval gets past a bar', () => {
    fc.assert(
      fc.property(anyPeople, fc.subarray(ids, { minLength: 1 }), (people, who) => {
        const game = playCase({ people });
        const state = game.register(
          { details: details({ involved: named(...who), reasonId: 'reason.service' }) },
          zhao,
        );
        let canDecide = false;
        for (const { userId, role, active } of people.values()) {
          const bar = barFrom(state, 'handle', userId, people);
          if (bar) expect(barFrom(state, 'own', userId, people)).toEqual(bar);
          if (barFrom(state, 'own', userId, people)) expect(barFrom(state, 'approve', userId, people)).toBeDefined();
          const refusal = approverRefusal(
            state,
            { proposedBy: 'u-zhao', content: { kinds: ['apology'], amountFen: 0 } },
            { userId, role },
            authorityContext(),
            'approve',
            people,
          );
          if (barFrom(state, 'approve', userId, people)) expect(refusal?.code).toMatch(/^approval\.(inv|rel|line|rec)/);
          if (refusal === undefined && active) canDecide = true;
        }
        expect(needsAbove(state, people)).toBe(!canDecide);
      }),
    );
  });
});

describe('the slip of who took down a complaint of themselves', () => {
  it('may be recorded until somebody else touches the case, and nothing else may', () => {
    const game = playCase({ people: branch });
    game.register({ details: details({ involved: named('u-chen') }) }, chen);
    const print = (kind: 'slip' | 'letter') =>
      game.attempt(chen, {
        name: 'recordPrint',
        input: { documentId: 'd', kind, format: 'a4', language: 'en', textSha256: '' },
      });
    expect(owesSlip(game.state(), 'u-chen')).toBe(true);
    expect(print('slip').ok).toBe(true);
    expect(print('letter')).toEqual({ ok: false, error: { code: 'case.recused' } });
    expect(game.attempt(chen, { name: 'addNote', input: { staffText: 'x' } }).ok).toBe(false);
    game.play(zhao, { name: 'assign', input: { ownerId: 'u-zhao', reason: '' } });
    expect(print('slip')).toEqual({ ok: false, error: { code: 'case.recused' } });
  });
});

describe('superiors and declared relations', () => {
  const person = (userId: string, changes: Partial<Person> = {}): Person => ({
    ...staff(userId),
    staffNo: '',
    addedAtMs: 0,
    signPublicKeys: [],
    boxPublicKey: '',
    portableBundle: null,
    ...changes,
  });
  const directoryOf = (...list: Person[]): Directory => ({
    ...emptyDirectory,
    people: new Map(list.map((one) => [one.userId, one])),
  });
  const directory = directoryOf(
    person('u-chen', { reportsTo: 'u-li' }),
    person('u-wang', { relations: [related('u-chen')] }),
    person('u-li', { role: 'supervisor' }),
  );
  const entered = (userId: string, reportsTo: string | null, ...others: string[]) => ({
    userId,
    reportsTo,
    relations: others.map((id) => ({ userId: id, kind: 'spouse' as const, reason: '' })),
  });

  it('keep who declared them and when', () => {
    const changed = tiesChange(directory, entered('u-wang', 'u-li', 'u-chen', 'u-li'), 'u-admin', 99);
    expect(changed).toEqual({
      ok: true,
      value: {
        userId: 'u-wang',
        reportsTo: 'u-li',
        relations: [related('u-chen'), { ...related('u-li'), declaredBy: 'u-admin', declaredAtMs: 99 }],
      },
    });
  });

  it.each([
    ['somebody unknown', entered('u-nobody', null), 'user.notFound'],
    ['a superior who is not here', entered('u-wang', 'u-nobody'), 'user.notFound'],
    ['their own superior', entered('u-wang', 'u-wang'), 'user.circularLine'],
    ['a line that comes back', entered('u-li', 'u-chen'), 'user.circularLine'],
    ['a relation with themselves', entered('u-wang', null, 'u-wang'), 'user.badRelation'],
    ['the same relation twice', entered('u-wang', null, 'u-chen', 'u-chen'), 'user.badRelation'],
    ['a relation with somebody unknown', entered('u-wang', null, 'u-nobody'), 'user.badRelation'],
  ])('refuse %s', (_what, ties, code) => {
    expect(tiesChange(directory, ties, 'u-admin', 0)).toEqual({ ok: false, error: { code } });
  });

  it('are not taken back by whom they tie, at either end', () => {
    const own = { ok: false, error: { code: 'user.ownTies' } };
    expect(tiesChange(directory, entered('u-wang', null), 'u-wang', 0)).toEqual(own);
    expect(tiesChange(directory, entered('u-wang', null), 'u-chen', 0)).toEqual(own);
    expect(tiesChange(directory, entered('u-chen', null), 'u-chen', 0)).toEqual(own);
    expect(tiesChange(directory, entered('u-chen', 'u-wang'), 'u-li', 0)).toEqual(own);
    expect(tiesChange(directory, entered('u-wang', null, 'u-chen', 'u-li'), 'u-wang', 0).ok).toBe(true);
    expect(tiesChange(directory, entered('u-wang', null), 'u-li', 0).ok).toBe(true);
  });
});
