/**
 * The law that a branch works under, as headquarters can know it: the rules and the calendar that come with the program, and the packs that
 * somebody there has taken in and confirmed. Days that headquarters counts with are then those that the PCs of the branch show.
 */
import { and, desc, eq } from 'drizzle-orm';
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
import { readContents, type PackContent, type PackKind } from '../../src/domain/packs/kinds';
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

/** Folded shelves by branch, each good while a record is the last one of its stream: packs are large, verifying them takes time, and they rarely change. */
const shelves = new Map<string, { readonly lastHash: string; readonly shelf: PackShelf }>();
const mostShelves = 5_000;
/** Contents by their hash: what a thousand branches have taken in stands in memory once. */
const contents = new Map<string, PackContent>();

async function shelfOf(db: Db | Tx, branchId: string): Promise<PackShelf> {
  const ofStream = and(
    eq(events.branchId, branchId),
    eq(events.streamId, PACKS_STREAM),
    eq(events.outcome, 'accepted'),
  );
  const [last] = await db
    .select({ hash: events.hash })
    .from(events)
    .where(ofStream)
    .orderBy(desc(events.position))
    .limit(1);
  if (!last) return emptyShelf;
  const known = shelves.get(branchId);
  if (known?.lastHash === last.hash) return known.shelf;
  const rows = await db.select().from(events).where(ofStream);
  const shelf = rows
    .map(openEventOf)
    // A PC may be newer than headquarters.
    .filter(
      ({ header, payload }) => isPackEventType(header.type) && packPayloads[header.type].safeParse(payload).success,
    )
    .sort((one, other) => (one.header.at.hlc < other.header.at.hlc ? -1 : 1))
    .reduce<PackShelf>((before, event) => evolveShelf(before, event, checks), emptyShelf);
  const packs = shelf.packs
    .filter(({ content }) => dated.includes(content.kind))
    .map((pack) => {
      const content = contents.get(pack.hash) ?? pack.content;
      contents.set(pack.hash, content);
      return { ...pack, content };
    });
  if (shelves.size >= mostShelves) shelves.clear();
  const kept = { ...emptyShelf, packs };
  shelves.set(branchId, { lastHash: last.hash, shelf: kept });
  return kept;
}

export async function lawOfBranch(
  db: Db | Tx,
  branch: { readonly id: string; readonly institutionType: InstitutionType },
  nowMs: number,
): Promise<BranchLaw> {
  const shelf = await shelfOf(db, branch.id);
  const ofProgram = shippedLaws()[branch.institutionType];
  const at = (ms: number): Law => {
    const [rules, calendar] = [heldAt(shelf, 'rules', ms)?.content, heldAt(shelf, 'calendar', ms)?.content];
    return {
      rules: rules?.kind === 'rules' ? rules.pack : ofProgram.rules,
      calendar: calendar?.kind === 'calendar' ? calendar.pack : ofProgram.calendar,
    };
  };
  return {
    deadlinesOf: (state) => deadlinesBy(at(judgedAtMs(state) ?? nowMs), state, CHINA),
    until: nextChangeAfter(shelf, nowMs),
  };
}
