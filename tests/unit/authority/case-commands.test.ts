/**
 * Who may do what to a case, in full: every command × role × ownership × what ties the person to the case, asked of the real
 * gate (permissions), the real visibility and the real `decide`. The answers stand in `case-commands.md`, where a person can read
 * them and a changed right shows as a changed line; what must hold whatever stands there is asserted below.
 *
 * After a change that is meant: `npx vitest run --project unit tests/unit/authority -u`.
 */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { may, roles, type Role } from '../../../src/domain/authority/roles';
import { shownProposal } from '../../../src/domain/complaint/approval';
import { caseCommands, type CaseCommand, type CaseCommandName } from '../../../src/domain/complaint/commands';
import { decide } from '../../../src/domain/complaint/decide';
import type { People, Staff } from '../../../src/domain/complaint/recusal';
import { currentProposal, type CaseState } from '../../../src/domain/complaint/state';
import { visibleTo } from '../../../src/domain/complaint/visibility';
import { sampleOf } from '../../../src/main/ipc/sample-input.test-support';
import { contract, type OperationName } from '../../../src/shared/contract/contract';
import { accessOf, type Access } from '../../../src/shared/contract/permissions';
import {
  chen,
  details,
  digestOf,
  li,
  must,
  playCase,
  printed,
  remedy,
  wang,
  zhao,
  type Actor,
} from '../../support/case-builder';

const me = 'u-me';
const employee = 'u-employee';

const ties = ['none', 'recused', 'named', 'superior', 'related'] as const;
type Tie = (typeof ties)[number];
const situations = ties.flatMap((tie) => [
  { tie, owner: false },
  { tie, owner: true },
]);
type Situation = (typeof situations)[number];

/** What a cell says; the first that holds. */
const legend = {
  y: 'nothing of authority is against it (the state of the case may be)',
  '-': 'the role does not have the operation',
  u: 'the case does not exist for this person: it names them',
  r: 'they stand back: recused or involved',
  l: 'they stand back: superior of the employee complained of',
  k: 'they stand back: related to the employee complained of',
  o: 'their own proposal or decision',
  h: 'they had a hand in the case',
  a: 'beyond what their level may decide, or not above the one who decided',
  x: 'no part of a decision for this role',
} as const;
type Cell = keyof typeof legend;

const cellOf: Readonly<Record<string, Cell>> = {
  'case.recused': 'r',
  'case.related': 'k',
  'case.lineManager': 'l',
  'approval.involved': 'r',
  'approval.recused': 'r',
  'approval.related': 'k',
  'approval.lineManager': 'l',
  'approval.ownProposal': 'o',
  'approval.signedAlready': 'o',
  'approval.roleForbids': 'x',
  'approval.aboveAuthority': 'a',
  'approval.holderBarred': 'r',
  'review.ownDecision': 'o',
  'review.notAbove': 'a',
  'review.byHandler': 'h',
  'review.decidedByHandler': 'h',
  'mediation.involved': 'r',
};

/** Under which operation a page asks for a command that has another name there. */
const askedAs: Partial<Record<CaseCommandName, OperationName>> = {
  decideRemedy: 'approval.decide',
  approveInEmergency: 'approval.decideInEmergency',
  escalate: 'approval.escalate',
  recordReview: 'approval.review',
  recordPrint: 'document.output',
  answerAgreeCard: 'card.answer',
  takeInTalk: 'conversation.step',
  recordArchive: 'archive.make',
};
/** Besides what the operation needs; asked by its handler. */
const alsoNeeds: Partial<Record<CaseCommandName, readonly Access[]>> = {
  // Whoever may not close saves a copy to read, which archives nothing.
  recordArchive: ['case.close'],
};
const operationOf = (name: CaseCommandName): OperationName => {
  const operation = askedAs[name] ?? (`case.${name}` as OperationName);
  if (!Object.hasOwn(contract, operation)) throw new Error(`no operation asks for ${name}`);
  return operation;
};

const staff = (userId: string, role: Role, changes: Partial<Staff> = {}): Staff => ({
  userId,
  name: userId,
  role,
  active: true,
  reportsTo: null,
  relations: [],
  ...changes,
});

function peopleFor(role: Role, tie: Tie): People {
  const everybody = [
    staff(me, role, tie === 'related' ? { relations: [{ userId: employee, kind: 'family', note: '' } as never] } : {}),
    staff(employee, 'counter', tie === 'superior' ? { reportsTo: me } : {}),
    ...[chen, wang, li, zhao].map((actor) => staff(actor.userId, actor.role)),
  ];
  return new Map(everybody.map((person) => [person.userId, person]));
}

type Stage = 'proposed' | 'inReview' | 'emergency';
const stageOf = (name: CaseCommandName): Stage =>
  name === 'decideReview' ? 'inReview' : name === 'recordReview' ? 'emergency' : 'proposed';

/** A complaint of conduct that was played by others. */
function played(stage: Stage): CaseState {
  const game = playCase();
  game.register({ details: details({ reasonId: 'reason.service' }) });
  game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
  game.play(chen, {
    name: 'proposeRemedy',
    input: { content: remedy(stage === 'emergency' ? { amountFen: 800_000 } : {}) },
  });
  if (stage === 'proposed') return game.state();
  const proposal = must(currentProposal(game.state()));
  const signed = { proposalId: proposal.id, digest: digestOf(shownProposal(game.state(), proposal)) };
  if (stage === 'emergency') {
    game.play(li, { name: 'approveInEmergency', input: { ...signed, reason: 'nobody there', harm: 'tonight' } }, wang);
    return game.state();
  }
  game.play(li, { name: 'decideRemedy', input: { ...signed, outcome: 'approve', reason: '' } });
  game.play(chen, printed);
  const told = { deliveredOn: '2026-03-10', receivedBy: 'Zhang', note: '' };
  game.play(chen, { name: 'recordDelivery', input: { method: 'handed', ...told } });
  game.play(chen, {
    name: 'requestReview',
    input: {
      ...(sampleOf(caseCommands.requestReview) as object),
      ...{ receivedOn: '2026-03-10', byName: 'Zhang', grounds: 'too little', lateReason: '' },
    },
  } as CaseCommand);
  return game.state();
}
const stages: Readonly<Record<Stage, CaseState>> = {
  proposed: played('proposed'),
  inReview: played('inReview'),
  emergency: played('emergency'),
};

/** The same case, in which this person has that part. */
function stateFor(stage: Stage, { tie, owner }: Situation): CaseState {
  const state = stages[stage];
  const involved = { name: 'x', staffNo: '', userId: tie === 'named' ? me : employee };
  return {
    ...state,
    details: { ...state.details, involved: tie === 'none' || tie === 'recused' ? [] : [involved] },
    recusals: tie === 'recused' ? [{ userId: me, reason: 'friend', by: me, atMs: 0 } as never] : [],
    ...(owner
      ? {
          ownerId: me,
          handlers: [...state.handlers, me],
          proposals: state.proposals.map((proposal) => ({ ...proposal, proposedBy: me })),
        }
      : {}),
  };
}

function commandFor(name: CaseCommandName, state: CaseState): CaseCommand {
  const proposal = state.proposals.at(-1);
  const signed = proposal && {
    proposalId: proposal.id,
    digest: digestOf(shownProposal(state, proposal)),
    reason: 'nobody there',
  };
  const input = {
    ...(sampleOf(caseCommands[name]) as object),
    // Whoever takes a case on becomes its handler.
    ...(name === 'accept' || name === 'assign' ? { ownerId: me } : {}),
    ...(name === 'accept' ? { complexity: 'simple' } : {}),
    ...(name === 'decideRemedy' ? { ...signed, outcome: 'approve' } : {}),
    ...(name === 'approveInEmergency' ? { ...signed, harm: 'tonight' } : {}),
    ...(name === 'recordReview'
      ? { taskId: must(state.tasks.find(({ kind }) => kind === 'review')).id, outcome: 'confirmed' }
      : {}),
  };
  return { name, input } as CaseCommand;
}

function cell(name: CaseCommandName, role: Role, situation: Situation): Cell {
  const needs = [accessOf[operationOf(name)], ...(alsoNeeds[name] ?? [])];
  const has = (access: Access): boolean => access === 'anyone' || access === 'signedIn' || may(role, access);
  if (!needs.every(has)) return '-';
  const state = stateFor(stageOf(name), situation);
  if (!visibleTo(state, me)) return 'u';
  const actor: Actor = { userId: me, role };
  const game = playCase({ people: peopleFor(role, situation.tie) });
  // The other of two who sign has the rights that are needed beside this person.
  const cosigner = name === 'approveInEmergency' ? (role === 'supervisor' ? wang : li) : undefined;
  const decided = decide(state, commandFor(name, state), game.context(actor, cosigner));
  if (decided.ok) return 'y';
  const { code } = decided.error;
  const reason = 'reason' in decided.error && code === 'emergency.signerBarred' ? decided.error.reason : code;
  return cellOf[reason] ?? 'y';
}

const commands = (Object.keys(caseCommands) as CaseCommandName[]).filter((name) => name !== 'register');

type Table = ReadonlyMap<CaseCommandName, ReadonlyMap<Role, readonly Cell[]>>;
const table: Table = new Map(
  commands.map((name) => [
    name,
    new Map(roles.map((role) => [role, situations.map((situation) => cell(name, role, situation))])),
  ]),
);
const cellsOf = (name: CaseCommandName, role: Role): readonly Cell[] => must(table.get(name)?.get(role));

function inWords(): string {
  const heads = situations.map(
    ({ tie, owner }, at) => `${String(at + 1)}. ${tie}${owner ? ', handler and proposer' : ''}`,
  );
  return [
    '# Every command of a case: who may',
    '',
    'Written by `case-commands.test.ts` from the real rules; do not edit by hand.',
    'Each cell has one letter per situation, in this order:',
    '',
    ...heads,
    '',
    '`superior` and `related` are so to the employee of whose conduct the complaint is; `named` is that employee.',
    '',
    ...Object.entries(legend).map(([letter, meaning]) => `- \`${letter}\` ${meaning}`),
    '',
    `| command | ${roles.join(' | ')} |`,
    `| --- | ${roles.map(() => '---').join(' | ')} |`,
    ...commands.map(
      (name) => `| ${name} | ${roles.map((role) => `\`${cellsOf(name, role).join('')}\``).join(' | ')} |`,
    ),
    '',
  ].join('\n');
}

describe('every command × role × ownership × tie', () => {
  it('is as the table says', async () => {
    expect(commands.length * roles.length * situations.length).toBeGreaterThan(2_500);
    await expect(inWords()).toMatchFileSnapshot(path.join(import.meta.dirname, 'case-commands.md'));
  });

  const each = function* (): Generator<{ name: CaseCommandName; role: Role; situation: Situation; is: Cell }> {
    for (const name of commands)
      for (const role of roles)
        for (const [at, situation] of situations.entries())
          yield { name, role, situation, is: must(cellsOf(name, role)[at]) };
  };
  const broken = (holds: (one: ReturnType<typeof each> extends Generator<infer T> ? T : never) => boolean): string[] =>
    [...each()]
      .filter((one) => !holds(one))
      .map(({ name, role, situation, is }) => `${name} ${role} ${situation.tie} ${String(situation.owner)}: ${is}`);

  it('nobody whom a complaint names does anything to it', () => {
    expect(broken(({ situation, is }) => situation.tie !== 'named' || is === 'u' || is === '-')).toEqual([]);
  });

  it('nobody decides what they proposed', () => {
    const decisions: readonly string[] = ['decideRemedy', 'approveInEmergency'];
    expect(broken(({ name, situation, is }) => !decisions.includes(name) || !situation.owner || is !== 'y')).toEqual(
      [],
    );
  });

  it('whoever stands back takes no part, but may still say that they or others do', () => {
    expect(
      broken(
        ({ name, situation: { tie }, is }) =>
          (tie !== 'recused' && tie !== 'related') || name === 'declareRecusal' || is !== 'y',
      ),
    ).toEqual([]);
  });

  it('the superior of the employee neither handles the case as its owner nor decides it', () => {
    const kept: readonly string[] = ['accept', 'assign', 'decideRemedy', 'approveInEmergency', 'recordReview'];
    expect(
      broken(({ name, situation: { tie }, is }) => tie !== 'superior' || !kept.includes(name) || is !== 'y'),
    ).toEqual([]);
  });

  it('auditor and administrator change nothing', () => {
    expect(broken(({ role, is }) => (role !== 'auditor' && role !== 'administrator') || is !== 'y')).toEqual([]);
  });

  it('the counter decides nothing by itself', () => {
    const decisions: readonly string[] = [
      'decideRemedy',
      'recordReview',
      'decideReview',
      'extendDeadline',
      'placeHold',
    ];
    expect(broken(({ name, role, is }) => role !== 'counter' || !decisions.includes(name) || is !== 'y')).toEqual([]);
  });
});
