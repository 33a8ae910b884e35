/** 交办: a complaint that headquarters received becomes a case of the branch that it concerns. */
import { and, desc, eq } from 'drizzle-orm';
import bankRulesJson from '../resources/packs/rules/cn-bank-2020.json';
import insurerRulesJson from '../resources/packs/rules/cn-insurer-2020.json';
import type { CasePayload } from '../src/domain/complaint/events';
import type { HqOfficer } from '../src/domain/complaint/headquarters-values';
import { emptyDetails, emptyParty } from '../src/domain/complaint/values';
import { headquartersDevice, headquartersTag } from '../src/domain/evidence/headquarters';
import { nextCaseNumber, parseCaseNumber } from '../src/domain/numbering/case-number';
import type { Tx } from './db/database';
import { branches, events } from './db/schema';
import { writeDirective, type DirectiveContext } from './hq-chain';
import { newId } from './ids';

export interface Assignment {
  readonly branchId: string;
  readonly name: string;
  readonly phone: string;
  /** In one line what it is about, as lists show it. */
  readonly matter: string;
  readonly facts: string;
  /** When headquarters received it: what all clocks start from. */
  readonly receivedAtMs: number;
}

/** By the clock of Beijing, which holds for the whole country. */
const dayOf = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);

/** Registers it in the branch under a number of headquarters' own series, so that no counter of a PC moves. */
export async function assignComplaint(tx: Tx, assignment: Assignment, officer: HqOfficer, context: DirectiveContext) {
  const { branchId, name, phone, matter, facts, receivedAtMs } = assignment;
  return writeDirective<'unknown'>(
    tx,
    { branchId, caseId: newId() },
    officer,
    async () => {
      const [branch] = await tx.select().from(branches).where(eq(branches.id, branchId));
      if (!branch) return 'unknown';
      const rules = branch.institutionType === 'bank' ? bankRulesJson : insurerRulesJson;
      const payload: CasePayload<'case.registered'> = {
        number: await numberFor(tx, branch, dayOf(context.nowMs)),
        source: 'headquarters',
        receivedAtMs,
        emotion: null,
        details: {
          ...emptyDetails,
          channelId: 'channel.superior',
          parties: [{ ...emptyParty, name, phone }],
          matter,
          facts,
        },
        ...{ evidence: [], draftHands: [], importKey: null },
      };
      return { event: { type: 'case.registered', payload }, rulePack: `${rules.id}@${rules.version}` };
    },
    context,
  );
}

/** The next number of headquarters' own series in a branch. */
export async function numberFor(tx: Tx, { id, code }: { readonly id: string; readonly code: string }, date: string) {
  const ofBranch = and(eq(events.branchId, id), eq(events.deviceId, headquartersDevice(id)));
  const [last] = await tx
    .select({ payload: events.payload })
    .from(events)
    .where(and(ofBranch, eq(events.type, 'case.registered')))
    .orderBy(desc(events.seq))
    .limit(1);
  const given = last?.payload ? parseCaseNumber((JSON.parse(last.payload) as { number: string }).number) : undefined;
  const sequence = given?.ok === true && given.date === date ? given.sequence : 0;
  return nextCaseNumber({ branchCode: code, date, deviceTag: headquartersTag }, sequence).number;
}
