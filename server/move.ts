/** 移交: a complaint leaves one branch and is a case of another one, in one transaction: at no moment is it in both, or in none. */
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { NewCaseEvent } from '../src/domain/complaint/events';
import type { BranchName, HqOfficer, MoveReason } from '../src/domain/complaint/headquarters-values';
import { movabilityOf, type Movability } from '../src/domain/complaint/move';
import type { CaseState } from '../src/domain/complaint/state';
import { directoryPayloads } from '../src/domain/directory/directory';
import { DIRECTORY_STREAM, type OpenEvent } from '../src/domain/evidence/event-envelope';
import { evidenceFilesIn } from '../src/domain/evidence/evidence-files';
import { MAX_PUSH_BYTES } from '../src/shared/sync-protocol/version';
import { numberFor } from './assign';
import type { Tx } from './db/database';
import { branches, events } from './db/schema';
import { giveFiles } from './files';
import { writeDirective, type DirectiveContext, type Place, type Written } from './hq-chain';
import { newId } from './ids';
import { openEventOf } from './pull';

export interface MoveWish extends Place {
  readonly toBranchId: string;
  readonly why: MoveReason;
  readonly reason: string;
}

export type NotMoved =
  'unknown' | 'unknownBranch' | 'sameBranch' | 'otherKind' | 'tooLarge' | Exclude<Movability, 'possible'>;

/** What was written to both branches. */
export interface Moved {
  readonly ok: true;
  readonly away: Written;
  readonly here: Written;
}

/** An answer to a pull takes so much at once; what goes with a case must leave room for what else is said. */
const mostHistoryBytes = MAX_PUSH_BYTES / 2;

/** To be called in a transaction; tell the other processes of both branches when it is committed. */
export async function moveComplaint(
  tx: Tx,
  wish: MoveWish,
  officer: HqOfficer,
  context: DirectiveContext,
): Promise<Moved | { readonly ok: false; readonly why: NotMoved }> {
  const { branchId, caseId, toBranchId, why, reason } = wish;
  if (branchId === toBranchId) return { ok: false, why: 'sameBranch' };
  // In the order of their ids, as pushes do it: two moves in opposite directions must not wait for each other.
  const locked = await tx
    .select()
    .from(branches)
    .where(inArray(branches.id, [branchId, toBranchId]))
    .orderBy(asc(branches.id))
    .for('update');
  const from = locked.find(({ id }) => id === branchId);
  const to = locked.find(({ id }) => id === toBranchId);
  if (!from) return { ok: false, why: 'unknown' };
  if (!to) return { ok: false, why: 'unknownBranch' };
  // Another institution has another law: to it a complaint is handed over (转出), and the complainant told.
  if (from.institutionType !== to.institutionType) return { ok: false, why: 'otherKind' };

  const history = await historyOf(tx, branchId, caseId);
  if (Buffer.byteLength(JSON.stringify(history)) > mostHistoryBytes) return { ok: false, why: 'tooLarge' };
  const said = { why, reason, officer };
  const toCaseId = newId();
  const toNumber = await numberFor(tx, to, dayOf(context.nowMs));
  let before: CaseState | undefined;
  const away = await writeDirective<NotMoved>(
    tx,
    wish,
    officer,
    (state) => {
      if (!state) return 'unknown';
      const movability = movabilityOf(state);
      if (movability !== 'possible') return movability;
      before = state;
      const event: NewCaseEvent = {
        type: 'case.movedAway',
        payload: { to: nameOf(to), toCaseId, toNumber, ...said },
      };
      return { event, rulePack: state.rulePack };
    },
    context,
  );
  if (!away.ok) return away;
  if (!before) throw new Error('what was moved is not known');

  const { rulePack, receivedAtMs, details, evidence, number } = before;
  const registered: NewCaseEvent = {
    type: 'case.registered',
    payload: {
      ...{ number: toNumber, source: 'headquarters', receivedAtMs, emotion: null, details },
      ...{ evidence: evidence.slice(0, mostEvidence), draftHands: [], importKey: null },
    },
  };
  const movedHere: NewCaseEvent = {
    type: 'case.movedHere',
    payload: {
      ...{ from: nameOf(from), fromCaseId: caseId, fromNumber: number, ...said },
      ...{ history: [...history], people: await peopleIn(tx, branchId, history) },
    },
  };
  const there = { branchId: toBranchId, caseId: toCaseId };
  await written(tx, there, officer, { event: registered, rulePack }, context);
  const here = await written(tx, there, officer, { event: movedHere, rulePack }, context);
  await giveFiles(tx, branchId, toBranchId, evidenceFilesIn(history));
  return { ok: true, away, here };
}

/** As many as a registration names; all of it is in the history. */
const mostEvidence = 200;

/** By the clock of Beijing, which holds for the whole country. */
const dayOf = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);

const nameOf = ({ id, code, name }: BranchName): BranchName => ({ id, code, name });

async function written(
  tx: Tx,
  place: Place,
  officer: HqOfficer,
  directive: { readonly event: NewCaseEvent; readonly rulePack: string },
  context: DirectiveContext,
): Promise<Written> {
  const answer = await writeDirective<never>(tx, place, officer, () => directive, context);
  if (!answer.ok) throw new Error('the branch that was locked is gone');
  return answer;
}

/** All that is known of a case, in the order in which it was kept here; also what only a newer program understands. */
async function historyOf(tx: Tx, branchId: string, caseId: string): Promise<readonly OpenEvent[]> {
  const rows = await tx
    .select()
    .from(events)
    .where(and(eq(events.branchId, branchId), eq(events.streamId, caseId), eq(events.outcome, 'accepted')))
    .orderBy(asc(events.position));
  return rows.map(openEventOf);
}

/** The names of those who acted: the next branch has another directory. */
async function peopleIn(tx: Tx, branchId: string, history: readonly OpenEvent[]): Promise<Record<string, string>> {
  const acted = new Set(history.map(({ header }) => header.actor.userId));
  const ofDirectory = and(
    eq(events.branchId, branchId),
    eq(events.streamId, DIRECTORY_STREAM),
    eq(events.outcome, 'accepted'),
    eq(events.type, 'user.added'),
  );
  const rows = await tx.select({ payload: events.payload }).from(events).where(ofDirectory);
  const names: Record<string, string> = {};
  for (const { payload } of rows) {
    const person = directoryPayloads['user.added'].safeParse(JSON.parse(payload ?? 'null'));
    if (person.success && acted.has(person.data.userId)) names[person.data.userId] = person.data.name;
  }
  return names;
}
