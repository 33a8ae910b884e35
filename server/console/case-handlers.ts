/** Complaints of all branches: searched without names, opened for a reason. */
import { and, desc, eq, gte, like, lt, or, sql } from 'drizzle-orm';
import { canRework } from '../../src/domain/complaint/escalation';
import type { BranchName } from '../../src/domain/complaint/headquarters-values';
import { movabilityOf } from '../../src/domain/complaint/move';
import type { CaseState } from '../../src/domain/complaint/state';
import { err, ok } from '../../src/shared/contract/define';
import type { caseContract, CaseRow, OtherEnd, RevealedCase } from '../../src/shared/hq-console/cases';
import type { ConsoleHandlers } from '../../src/shared/hq-console/contract';
import { consoleCases } from '../db/console-schema';
import { branches } from '../db/schema';
import { record, type Call } from './call';
import { caseAtHq, catchUp } from './case-list';
import { extensible, grantExtension } from '../directives';
import { signDirective } from './sign-directive';

type CaseHandlers = Pick<ConsoleHandlers<Call>, keyof typeof caseContract>;

const pageSize = 50;
const dayMs = 24 * 60 * 60 * 1000;

/** Start of a day by the clock of Beijing, which holds for the whole country. */
const startOf = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);

/** What a page of the list ends with: where the next one begins. */
const cursorOf = ({ receivedAtMs, branchId, caseId }: CaseRow): string =>
  Buffer.from(JSON.stringify([receivedAtMs, branchId, caseId])).toString('base64url');

function placeOf(cursor: string): readonly [number, string, string] | undefined {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(place)) return undefined;
    const [at, branchId, caseId] = place as unknown[];
    return typeof at === 'number' && typeof branchId === 'string' && typeof caseId === 'string'
      ? [at, branchId, caseId]
      : undefined;
  } catch (cause) {
    // A cursor that nobody gave begins at the beginning.
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

const refusalOf = {
  code: 'console.codeWrong',
  unknown: 'console.caseUnknown',
  notOwed: 'console.notOwed',
  notComplex: 'console.notComplex',
  extended: 'console.extended',
} as const;

const otherEnd = (branch: BranchName, { number, atMs, officer, reason }: Omit<OtherEnd, 'branch'>): OtherEnd => ({
  ...{ branch: `${branch.code} ${branch.name}`, number, atMs, officer, reason },
});

function movesOf(state: CaseState): Pick<RevealedCase, 'move' | 'movedTo' | 'movedFrom' | 'doneAfterwards'> {
  const { movedAway, origin, conflicts } = state;
  return {
    move: movabilityOf(state),
    movedTo: movedAway ? otherEnd(movedAway.to, movedAway) : null,
    movedFrom: origin ? otherEnd(origin.from, origin) : null,
    doneAfterwards: conflicts.filter(({ status }) => status === 'movedAway').length,
  };
}

export const caseHandlers: CaseHandlers = {
  'case.search': async ({ query, after }, call) => {
    const { db } = call;
    const unreadBranches = await catchUp(db, query.branchId, call.nowMs);
    const number = query.number.normalize('NFKC').trim().toUpperCase();
    const place = after === null ? undefined : placeOf(after);
    const found = await db
      .select()
      .from(consoleCases)
      .innerJoin(branches, eq(branches.id, consoleCases.branchId))
      .where(
        and(
          number === '' ? undefined : like(consoleCases.number, `${number.replace(/[\\%_]/g, '\\$&')}%`),
          query.branchId === null ? undefined : eq(consoleCases.branchId, query.branchId),
          query.status === null ? undefined : eq(consoleCases.status, query.status),
          query.receivedFrom === null ? undefined : gte(consoleCases.receivedAt, startOf(query.receivedFrom)),
          query.receivedTo === null ? undefined : lt(consoleCases.receivedAt, startOf(query.receivedTo) + dayMs),
          place &&
            or(
              lt(consoleCases.receivedAt, place[0]),
              and(
                eq(consoleCases.receivedAt, place[0]),
                sql`(${consoleCases.branchId}, ${consoleCases.caseId}) > (${place[1]}, ${place[2]})`,
              ),
            ),
        ),
      )
      .orderBy(desc(consoleCases.receivedAt), consoleCases.branchId, consoleCases.caseId)
      .limit(pageSize + 1);
    const rows = found.slice(0, pageSize).map(({ console_cases: line, branches: branch }) => ({
      branchId: line.branchId,
      branchCode: branch.code,
      branchName: branch.name,
      caseId: line.caseId,
      number: line.number,
      status: line.status,
      receivedAtMs: line.receivedAt,
      updatedAtMs: line.updatedAt,
      complainant: line.complainant,
      conflicts: line.conflicts,
    }));
    await db.transaction((tx) =>
      record(tx, call, { action: 'case.searched', outcome: 'done', detail: { ...query, found: rows.length } }),
    );
    const last = rows.at(-1);
    return ok({ rows, next: found.length > pageSize && last ? cursorOf(last) : null, unreadBranches });
  },

  'case.reveal': async ({ branchId, caseId, reason }, call) =>
    call.db.transaction(async (tx) => {
      const state = await caseAtHq(tx, branchId, caseId);
      await record(tx, call, {
        action: 'case.revealed',
        outcome: state ? 'done' : 'refused',
        detail: { branchId, caseId, number: state?.number ?? null, reason },
      });
      if (!state) return err({ code: 'console.caseUnknown' });
      return ok({
        number: state.number,
        parties: state.details.parties.map(({ name, phone }) => ({ name, phone })),
        facts: state.details.facts,
        extension: extensible(state),
        rework: canRework(state),
        ...movesOf(state),
      });
    }),

  'case.grantExtension': async ({ code, ...wish }, call) => {
    const { branchId, caseId, days, reason } = wish;
    const fact = { action: 'extension.granted', detail: { branchId, caseId, days, reason } } as const;
    const signed = await signDirective(call, { branchId, code }, fact, (tx, officer, context) =>
      grantExtension(tx, wish, officer, context),
    );
    if ('error' in signed) return signed;
    return signed.ok ? ok({}) : err({ code: refusalOf[signed.why] });
  },
};
