/**
 * The law that a branch works under, as headquarters can know it: the rules and the calendar that come with the program, and the packs that
 * somebody there has taken in and confirmed. Days that headquarters counts with are then those that the PCs of the branch show.
 */
import { and, asc, eq } from 'drizzle-orm';
import calendarJson from '../../resources/packs/calendars/cn.json';
import bankRulesJson from '../../resources/packs/rules/cn-bank-2020.json';
import insurerRulesJson from '../../resources/packs/rules/cn-insurer-2020.json';
import type { CaseState } from '../../src/domain/complaint/state';
import type { InstitutionType } from '../../src/domain/complaint/values';
import { deadlinesBy } from '../../src/domain/deadlines/case-facts';
import type { Deadline } from '../../src/domain/deadlines/deadlines';
import type { Law } from '../../src/domain/deadlines/differences';
import { CHINA } from '../../src/domain/deadlines/time-zone';
import { PACKS_STREAM } from '../../src/domain/evidence/event-envelope';
import { judgedAtMs } from '../../src/domain/packs/judged-by';
import { readContents, type PackKind } from '../../src/domain/packs/kinds';
import {
  emptyShelf,
  evolveShelf,
  heldAt,
  isPackEventType,
  nextChangeAfter,
  packPayloads,
  type PackShelf,
} from '../../src/domain/packs/pack-shelf';
import { problemLine } from '../../src/domain/packs/problems';
import { hasher, verifyHash } from '../crypto';
import type { Db, Tx } from '../db/database';
import { events } from '../db/schema';
import { openEventOf } from '../pull';

function shipped<K extends 'rules' | 'calendar'>(kind: K, json: unknown) {
  const contents = readContents(kind, json);
  if (!contents.ok) throw new Error(`${kind} pack: ${contents.problems.map(problemLine).join('; ')}`);
  return contents.pack;
}

let laws: Readonly<Record<InstitutionType, Law>> | undefined;

/** Of the program; read when it is first asked for. */
function shippedLaws(): Readonly<Record<InstitutionType, Law>> {
  const calendar = laws?.bank.calendar ?? shipped('calendar', calendarJson);
  laws ??= {
    bank: { rules: shipped('rules', bankRulesJson), calendar },
    insurer: { rules: shipped('rules', insurerRulesJson), calendar },
  };
  return laws;
}

const checks = { ...hasher, verifyEd25519: verifyHash };

export interface BranchLaw {
  readonly deadlinesOf: (state: CaseState) => readonly Deadline[];
  /** When it changes next by what is known; null when nothing waits for its day. */
  readonly until: number | null;
}

/** Only of rules and calendars: no other pack moves a day. */
const dated: readonly PackKind[] = ['rules', 'calendar'];

export async function lawOfBranch(
  db: Db | Tx,
  branch: { readonly id: string; readonly institutionType: InstitutionType },
  nowMs: number,
): Promise<BranchLaw> {
  const rows = await db
    .select()
    .from(events)
    .where(and(eq(events.branchId, branch.id), eq(events.streamId, PACKS_STREAM), eq(events.outcome, 'accepted')))
    .orderBy(asc(events.position));
  const known = rows.map(openEventOf).filter(
    ({ header, payload }) =>
      // A PC may be newer than headquarters.
      isPackEventType(header.type) && packPayloads[header.type].safeParse(payload).success,
  );
  const shelf = known
    .sort((a, b) => (a.header.at.hlc < b.header.at.hlc ? -1 : 1))
    .reduce<PackShelf>((before, event) => evolveShelf(before, event, checks), emptyShelf);
  const ofProgram = shippedLaws()[branch.institutionType];
  const at = (ms: number): Law => {
    const [rules, calendar] = [heldAt(shelf, 'rules', ms)?.content, heldAt(shelf, 'calendar', ms)?.content];
    return {
      rules: rules?.kind === 'rules' ? rules.pack : ofProgram.rules,
      calendar: calendar?.kind === 'calendar' ? calendar.pack : ofProgram.calendar,
    };
  };
  const moving = { ...shelf, packs: shelf.packs.filter(({ content }) => dated.includes(content.kind)) };
  return {
    deadlinesOf: (state) => deadlinesBy(at(judgedAtMs(state) ?? nowMs), state, CHINA),
    until: nextChangeAfter(moving, nowMs),
  };
}
