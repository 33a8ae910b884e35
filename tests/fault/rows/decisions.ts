/**
 * F-33: decisions that meet other steps on another PC while neither reaches headquarters, and decisions that nobody may make. What
 * must come of each is written down here by hand; both PCs and headquarters have to say it.
 */
import type { CaseSummary } from '../../../server/projection';
import type { CaseCommand } from '../../../src/domain/complaint/commands';
import { DIRECTORY_STREAM } from '../../../src/domain/evidence/event-envelope';
import { authorityFault } from '../../../src/domain/evidence/verify-authority';
import { newId } from '../../../src/main/platform/ids';
import { chen, li, must, remedy, wang, zhao, type Actor } from '../../support/case-builder';
import type { Attempt, FaultRow } from '../fault-row';
import { branchOfTwo, type BranchOfTwo } from '../world/branch-of-two';
import type { Chance } from '../world/chance';
import { hu, sun, type SimPc } from '../world/sim-pc';

/**
 * The decision table, a line each: where it begins (a remedy of 120 yuan by chen waits, unless said otherwise) | who does what at
 * which PC, with the refusal where it is refused, `level` where both reach headquarters | what the case is then | its proposals |
 * what a person has to look at | whose decision stands. Time runs with the steps, on the clocks of both.
 */
const table = `
                        | a li approve; b wang withdraw              | withdrawn     | approved            |                 | li
                        | a chen withdraw; b hu approve              | withdrawn     | recalled            | remedy.approved |
                        | a li approve; b hu approve                 | approved      | approved            | remedy.approved | li
                        | a li approve; b hu return                  | approved      | approved            | remedy.returned | li
                        | a li return; b hu approve                  | investigating | returned            | remedy.approved | li
                        | a li reject; b hu approve                  | investigating | rejected            | remedy.approved | li
                        | a li approve; b wang recall                | investigating | recalled            |                 | li
                        | a chen recall; b hu approve                | investigating | recalled            | remedy.approved |
                        | a li approve; b wang propose               | remedyPending | superseded, pending |                 |
                        | a chen propose; b hu approve               | remedyPending | superseded, pending | remedy.approved |
                        | a chen propose; b wang recall              | remedyPending | superseded, pending | remedy.recalled |
                        | a li approve; b wang facts                 | investigating | recalled            |                 | li
                        | a chen facts; b hu approve                 | investigating | recalled            | remedy.approved |
                        | a chen withdraw; a li reopen; b hu approve | investigating | recalled            | remedy.approved |
                        | b hu approve; a chen withdraw; a li reopen | investigating | approved            |                 | hu
withdrawn               | a li reopen; b hu close                    | investigating | recalled            | case.closed     |
withdrawn               | a li close; b hu reopen                    | investigating | recalled            |                 |
withdrawn               | a li reopen; b hu reopen                   | investigating | recalled            | case.reopened   |
withdrawn               | a li approve remedy.notPending             | withdrawn     | recalled            |                 |
                        | a li approve; a li approve remedy.notPending | approved    | approved            |                 | li
by li                   | a li approve approval.ownProposal; b hu approve | approved | approved            |                 | hu
                        | a chen approve approval.ownProposal        | remedyPending | pending             |                 |
                        | b wang approve approval.roleForbids        | remedyPending | pending             |                 |
600000 fen              | a li approve approval.aboveAuthority; b zhao approve | approved | approved       |                 | zhao
600000 fen              | a li return; b zhao approve                | investigating | returned            | remedy.approved | li
3000000 fen             | a li approve; b zhao approve               | remedyPending | pending             |                 |
3000000 fen             | a li approve; b zhao approve; level; a li approve | approved | approved          |                 | li
3000000 fen             | a zhao approve; b zhao approve; level; a zhao approve approval.signedAlready | remedyPending | pending | remedy.endorsed |
3000000 fen             | a zhao approve; b zhao approve; level; b sun approve | approved | approved       | remedy.endorsed | sun
3000000 fen             | a li approve; level; a zhao approve; b sun approve | approved | approved         | remedy.approved | zhao
lent until 2026-03-20   | b wang approve                             | approved      | approved            |                 | wang
lent until 2026-03-09   | b wang approve approval.roleForbids        | remedyPending | pending             |                 |
lent until 2026-03-20   | a li revoke; level; b wang approve approval.roleForbids | remedyPending | pending  |                 |
lent until 2026-03-20   | b wang approve; a li revoke                | approved      | approved            |                 | wang
lent until 2026-03-20   | a li revoke; b wang approve                | approved      | approved            | log: noDelegation | wang
`;

const everybody = { chen, wang, li, hu, zhao, sun } as const;

interface Step {
  readonly at: 'a' | 'b';
  readonly actor: Actor;
  readonly act: string;
  readonly refusal: string | null;
}

interface Line {
  readonly text: string;
  readonly from: string;
  readonly steps: readonly (Step | 'level')[];
  readonly status: string;
  readonly proposals: string;
  readonly conflicts: string;
  readonly by: string;
}

const actorOf = (name: string): Actor => must(Object.entries(everybody).find(([known]) => known === name)?.[1]);

const lines: readonly Line[] = table
  .trim()
  .split('\n')
  .map((text) => {
    const [from = '', steps = '', status = '', proposals = '', conflicts = '', by = ''] = `${text} `
      .split('|')
      .map((cell) => cell.trim());
    return {
      ...{ text: `${from} | ${steps}`, from, status, proposals, conflicts, by },
      steps: steps.split('; ').map((step) => {
        const [at, who = '', act = '', refusal = null] = step.split(' ');
        return at === 'level' ? at : { at: at === 'a' ? 'a' : 'b', actor: actorOf(who), act, refusal };
      }),
    };
  });

interface Playing {
  readonly line: Line;
  readonly caseId: string;
  readonly delegationId: string;
}

async function done(answer: Promise<unknown>): Promise<void> {
  const refusal = await answer;
  if (refusal !== null) throw new Error(`a line of the table could not begin: ${JSON.stringify(refusal)}`);
}

async function begin({ a }: BranchOfTwo, line: Line): Promise<Playing> {
  const { from } = line;
  const amountFen = from.endsWith(' fen') ? Number.parseInt(from, 10) : 12_000;
  const caseId = must(await a.register(chen));
  await done(
    a.run(li, caseId, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } }),
  );
  await done(
    a.run(from === 'by li' ? li : chen, caseId, { name: 'proposeRemedy', input: { content: remedy({ amountFen }) } }),
  );
  if (from === 'withdrawn') await done(a.run(chen, caseId, commands.withdraw));
  const delegationId = newId();
  if (isLent(line)) {
    const days = { fromDate: '2026-03-01', toDate: from.slice(-10) };
    const delegation = {
      id: delegationId,
      from: li.userId,
      to: wang.userId,
      ...days,
      upToFen: 50_000,
      reason: 'leave',
    };
    await a.write(li, [{ streamId: DIRECTORY_STREAM, type: 'authority.delegated', payload: { delegation } }]);
  }
  return { line, caseId, delegationId };
}

const commands = {
  propose: { name: 'proposeRemedy', input: { content: remedy({ decisionText: 'Another one.' }) } },
  facts: { name: 'recordDetails', input: { changes: { facts: 'What the other one did not know.' } } },
  withdraw: { name: 'withdraw', input: { reason: 'asked', signedNoteHeld: false } },
  reopen: { name: 'reopen', input: { reason: 'new facts' } },
  close: { name: 'close', input: { summary: 'done' } },
  note: { name: 'addNote', input: { staffText: 'a note' } },
  emotion: { name: 'rateEmotion', input: { emotion: 2 } },
} as const satisfies Record<string, CaseCommand>;

async function commandOf(pc: SimPc, act: string, caseId: string): Promise<CaseCommand> {
  if (act === 'approve' || act === 'return' || act === 'reject') return pc.decision(caseId, act);
  if (act === 'recall') {
    const { id: proposalId } = must((await pc.state(caseId)).proposals.at(-1));
    return { name: 'recallRemedy', input: { proposalId, reason: 'wrong' } };
  }
  return must(Object.entries(commands).find(([name]) => name === act)?.[1]);
}

/** What was answered otherwise than the line says. */
async function play(
  here: BranchOfTwo,
  { line, caseId, delegationId }: Playing,
  noise: Chance | undefined,
): Promise<string[]> {
  const faults: string[] = [];
  for (const step of line.steps) {
    // What says nothing of the decision changes nothing about it.
    for (const pc of [here.a, here.b]) {
      if (noise && noise.next() < 0.4)
        await pc.run(chen, caseId, noise.oneOf<CaseCommand>([commands.note, commands.emotion]));
    }
    here.pass(1_000);
    if (step === 'level') {
      await here.level();
      continue;
    }
    const { at, actor, act, refusal } = step;
    const pc = here[at];
    if (act === 'revoke') {
      const payload = { delegationId, reason: 'back' };
      await pc.write(actor, [{ streamId: DIRECTORY_STREAM, type: 'authority.revoked', payload }]);
      continue;
    }
    const answer = await pc.run(actor, caseId, await commandOf(pc, act, caseId));
    const code = answer === null || answer === 'notSaved' ? answer : answer.code;
    if (code !== refusal)
      faults.push(`${actor.userId} asks to ${act}: ${code ?? 'accepted'}, not ${refusal ?? 'accepted'}`);
  }
  return faults;
}

async function judge(here: BranchOfTwo, { line, caseId }: Playing, there: CaseSummary | undefined): Promise<string[]> {
  const { a, b } = here;
  const faults: string[] = [];
  const state = await a.state(caseId);
  const is = (what: string, found: string, wanted: string): void => {
    if (found !== wanted) faults.push(`${what}: ${found || 'nothing'}, not ${wanted || 'nothing'}`);
  };
  is('status', state.status, line.status);
  is('headquarters', there?.status ?? '', line.status);
  is('proposals', state.proposals.map(({ status }) => status).join(', '), line.proposals);
  const { records } = must(a.pc).workspace;
  const log = [...(await records.events(DIRECTORY_STREAM)), ...(await records.events(caseId))];
  const fault = authorityFault(log)?.fault;
  const lookAt = [...state.conflicts.map(({ type }) => type), ...(fault === undefined ? [] : [`log: ${fault}`])];
  is('to look at', lookAt.join(', '), line.conflicts);
  is('decided by', state.proposals.at(-1)?.decision?.userId ?? '', line.by === '' ? '' : actorOf(line.by).userId);
  if ((await b.shown(caseId)) !== (await a.shown(caseId))) faults.push('the two PCs show different cases');
  return faults;
}

const isLent = ({ from }: Line): boolean => from.startsWith('lent until ');

let world: Promise<BranchOfTwo> | undefined;

/** The whole table; from the second seed on, with other steps in between. */
async function attempt(seed: number): Promise<Attempt> {
  const here = await (world ??= branchOfTwo());
  const { a, b, hq, level, chance } = here;
  const before = a.acknowledged.length + b.acknowledged.length;
  const noise = seed === 1 ? undefined : chance(seed);
  const faults: string[] = [];
  const group = async (together: readonly Line[]): Promise<void> => {
    const playing: Playing[] = [];
    for (const line of together) playing.push(await begin(here, line));
    await level();
    for (const one of playing) {
      for (const fault of await play(here, one, noise)) faults.push(`${one.line.text}: ${fault}`);
    }
    await level();
    const there = await hq.cases();
    for (const one of playing) {
      for (const fault of await judge(here, one, there.get(one.caseId))) faults.push(`${one.line.text}: ${fault}`);
      // What was lent for one line is not lent in the next.
      const payload = { delegationId: one.delegationId, reason: 'over' };
      if (isLent(one.line)) await a.write(li, [{ streamId: DIRECTORY_STREAM, type: 'authority.revoked', payload }]);
    }
  };
  await group(lines.filter((line) => !isLent(line)));
  for (const line of lines.filter(isLent)) await group([line]);
  const acknowledged = a.acknowledged.length + b.acknowledged.length - before;
  return { acknowledged, lost: [], doubled: [], faults, recoverMs: 0 };
}

export const decisions: FaultRow = {
  id: 'F-33',
  title:
    'approvals against reopening, withdrawing, recalling and each other, and approvals that nobody may give: a decision table',
  tries: { t1: 1, t2: 60 },
  needs: 'node',
  attempt,
  end: async () => {
    await (await world)?.end();
    world = undefined;
  },
};
