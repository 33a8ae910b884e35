/** For the second pair of eyes: what a pack that was handed in says otherwise than the version whose place it takes. */
import { inflateRawSync } from 'node:zlib';
import { and, eq, isNull, or } from 'drizzle-orm';
import type { ZodType } from 'zod';
import authorityJson from '../resources/packs/authority/cn.json';
import calendarJson from '../resources/packs/calendars/cn.json';
import planJson from '../resources/packs/plans/major-complaint.json';
import remindersJson from '../resources/packs/reminders/house.json';
import bankRulesJson from '../resources/packs/rules/cn-bank-2020.json';
import insurerRulesJson from '../resources/packs/rules/cn-insurer-2020.json';
import stopsJson from '../resources/packs/stops/none.json';
import { AuthorityPack } from '../src/domain/authority/matrix';
import { CrisisPlan } from '../src/domain/crisis/plan';
import { CalendarPack } from '../src/domain/deadlines/calendar';
import { ReminderLadder } from '../src/domain/deadlines/reminders';
import { RulePack } from '../src/domain/deadlines/rule-pack';
import { comparePacks, type PackComparison } from '../src/domain/packs/compare';
import type { PackKind } from '../src/domain/packs/kinds';
import { compareVersions } from '../src/domain/packs/pack-shelf';
import type { SignedPack } from '../src/domain/packs/signed-pack';
import { mostReleaseBytes, openRelease, readReleaseFile, ScriptRelease } from '../src/domain/scripts/release';
import { ScriptStops } from '../src/domain/scripts/stops';
import type { Db } from './db/database';
import { packReleases, packs } from './db/schema';

/** A version that branches have, or had: `inProgram` came with the program and was never published. */
export interface EarlierVersion {
  readonly version: string;
  readonly effectiveFrom: string | null;
  readonly inProgram: boolean;
}

export interface Compared extends PackComparison {
  /** Null: branches have nothing of this name, and everything in it is new. */
  readonly against: EarlierVersion | null;
}

interface Handed {
  readonly kind: PackKind;
  readonly packId: string;
  readonly version: string;
  readonly effectiveFrom: string;
  readonly pack: unknown;
}

/** Against the newest lower version that all branches get, and that holds by the day from which this one does. */
export async function compareHandedIn(db: Db, handed: Handed): Promise<Compared> {
  const { kind, packId, version, effectiveFrom } = handed;
  const rows = await db
    .select({ version: packs.version, signed: packs.signed })
    .from(packs)
    .leftJoin(packReleases, eq(packReleases.hash, packs.hash))
    .where(
      and(
        eq(packs.kind, kind),
        eq(packs.packId, packId),
        or(isNull(packReleases.id), eq(packReleases.state, 'everywhere')),
      ),
    );
  const earlier = rows
    .filter((row) => compareVersions(row.version, version) < 0)
    .map((row) => ({ version: row.version, body: (JSON.parse(row.signed) as SignedPack).body }))
    .filter(({ body }) => body.effectiveFrom <= effectiveFrom)
    .sort((a, b) => compareVersions(a.version, b.version))
    .at(-1);
  const [against, before] = earlier
    ? [{ version: earlier.version, effectiveFrom: earlier.body.effectiveFrom, inProgram: false }, earlier.body.pack]
    : ofTheProgram(kind, packId);
  return {
    against,
    ...comparePacks(kind, before === null ? null : readable(kind, before), readable(kind, handed.pack)),
  };
}

/** What the program brings along. Its scripts are read from their sources when it is built, and are not here. */
const inProgram: Readonly<Record<PackKind, readonly { readonly id: string; readonly version: string }[]>> = {
  rules: [bankRulesJson, insurerRulesJson],
  calendar: [calendarJson],
  authority: [authorityJson],
  plan: [planJson],
  reminders: [remindersJson],
  scripts: [],
  stops: [stopsJson],
};

function ofTheProgram(kind: PackKind, packId: string): readonly [EarlierVersion | null, unknown] {
  const found = inProgram[kind].find(({ id }) => id === packId);
  return found ? [{ version: found.version, effectiveFrom: null, inProgram: true }, found] : [null, null];
}

/**
 * Contents with what they leave out filled in, and scripts unpacked: so that only what means something else differs. A version that was
 * signed under other rules of form is compared as it stands.
 */
function readable(kind: PackKind, pack: unknown): unknown {
  if (kind === 'scripts') return readableScripts(pack);
  const read = shapes[kind].safeParse(pack);
  return read.success ? read.data : pack;
}

const shapes: Readonly<Record<Exclude<PackKind, 'scripts'>, ZodType>> = {
  rules: RulePack,
  calendar: CalendarPack,
  authority: AuthorityPack,
  plan: CrisisPlan,
  reminders: ReminderLadder,
  stops: ScriptStops,
};

function readableScripts(pack: unknown): unknown {
  const travelling = ScriptRelease.safeParse(pack);
  if (!travelling.success) {
    const file = readReleaseFile(pack);
    return file.ok ? file.release : pack;
  }
  const { note } = travelling.data;
  const opened = openRelease(travelling.data, unpacked);
  return opened.ok ? { note, ...opened.release } : { note, scripts: travelling.data.scripts };
}

function unpacked(packed: string): string | null {
  try {
    return inflateRawSync(Buffer.from(packed, 'base64url'), { maxOutputLength: mostReleaseBytes }).toString('utf8');
  } catch {
    return null;
  }
}
