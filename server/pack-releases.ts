/** 规则与脚本发布: handed in by one person, reviewed and signed by another, to pilot branches first or to all, and stopped on the way. */
import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { countsOf, kindOfContents } from '../src/domain/packs/kinds';
import { problem, type PackProblem } from '../src/domain/packs/problems';
import type { SignedPack } from '../src/domain/packs/signed-pack';
import type { RollOut } from '../src/shared/hq-console/pack-states';
import type { PackRow } from '../src/shared/hq-console/packs';
import type { HqKey } from './crypto';
import type { Db, Tx } from './db/database';
import { branches, packPilots, packReleases, packs } from './db/schema';
import { newId } from './ids';
import { compareHandedIn } from './pack-comparison';
import { institutionOf, preparePack, signAndKeep } from './packs';

interface Context {
  readonly nowMs: number;
  readonly hqKey: HqKey;
}

export interface Proposal {
  readonly text: string;
  readonly effectiveFrom: string;
  readonly issuedBy: string;
  readonly note: string;
  /** Account of who hands it in. */
  readonly by: string;
}

type Refused<W extends string> =
  | { readonly ok: false; readonly why: W }
  | { readonly ok: false; readonly why: 'bad'; readonly problems: readonly PackProblem[] };

const bad = (...problems: readonly PackProblem[]) => ({ ok: false, why: 'bad', problems }) as const;

/** By the clock of Beijing, which holds for the whole country. */
export const today = (nowMs: number): string => new Date(nowMs + 8 * 3_600_000).toISOString().slice(0, 10);

/** The body that would be signed, or why the text is no pack. */
function bodyOf({ text, effectiveFrom, issuedBy }: Proposal): { readonly body: object } | Refused<never> {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    if (cause instanceof SyntaxError) return bad(problem('file', 'notJson'));
    throw cause;
  }
  const kind = kindOfContents(json);
  return kind === undefined
    ? bad(problem('file', 'wrongForm'))
    : { body: { kind, effectiveFrom, issuedBy, pack: json } };
}

/** Takes a pack in for review. Nothing of it is signed, and no branch hears of it. */
export async function proposePack(
  db: Db,
  proposal: Proposal,
  { nowMs }: Pick<Context, 'nowMs'>,
): Promise<
  | { readonly ok: true; readonly releaseId: string; readonly packId: string; readonly version: string }
  | Refused<'known'>
> {
  const handedIn = bodyOf(proposal);
  if (!('body' in handedIn)) return handedIn;
  const prepared = await preparePack(db, handedIn.body, nowMs);
  if (!prepared.ok) return bad(...prepared.problems);
  if (prepared.again) return { ok: false, why: 'known' };
  const { content, body } = prepared;
  const { items, toBeConfirmed } = countsOf(content);
  const { id: packId, version } = content.pack;
  const releaseId = newId();
  const waiting = await db
    .select({ id: packReleases.id })
    .from(packReleases)
    .where(and(eq(packReleases.packId, packId), eq(packReleases.version, version), eq(packReleases.state, 'proposed')));
  if (waiting.length > 0) return { ok: false, why: 'known' };
  await db.insert(packReleases).values({
    ...{ id: releaseId, kind: content.kind, packId, version, institutionType: institutionOf(content) },
    ...{ effectiveFrom: body.effectiveFrom, issuedBy: body.issuedBy, body: JSON.stringify(handedIn.body) },
    ...{ state: 'proposed', proposedBy: proposal.by, proposedAt: nowMs, changedAt: nowMs, note: proposal.note },
    ...{ items, unconfirmed: toBeConfirmed },
  });
  return { ok: true, releaseId, packId, version };
}

export interface Review {
  readonly releaseId: string;
  readonly approve: boolean;
  /** Branches that get it first; none: all get it. */
  readonly pilots: readonly string[];
  readonly note: string;
  readonly by: string;
}

/** Four eyes: who handed it in can't review it. What is approved is signed now. */
export async function reviewPack(
  tx: Tx,
  { releaseId, approve, pilots, note, by }: Review,
  context: Context,
): Promise<{ readonly ok: true } | Refused<'gone' | 'own' | 'known' | 'branch'>> {
  const [release] = await tx.select().from(packReleases).where(eq(packReleases.id, releaseId)).for('update');
  if (release?.state !== 'proposed') return { ok: false, why: 'gone' };
  if (release.proposedBy === by) return { ok: false, why: 'own' };
  const reviewed = { reviewedBy: by, changedAt: context.nowMs, note };
  const here = eq(packReleases.id, releaseId);
  if (!approve) {
    await tx
      .update(packReleases)
      .set({ ...reviewed, state: 'refused' })
      .where(here);
    return { ok: true };
  }
  const named = [...new Set(pilots)];
  const known =
    named.length === 0 ? [] : await tx.select({ id: branches.id }).from(branches).where(inArray(branches.id, named));
  if (known.length < named.length) return { ok: false, why: 'branch' };
  const prepared = await preparePack(tx, JSON.parse(release.body), context.nowMs);
  if (!prepared.ok) return bad(...prepared.problems);
  if (prepared.again) return { ok: false, why: 'known' };
  await signAndKeep(tx, prepared, context);
  await tx
    .update(packReleases)
    .set({ ...reviewed, state: named.length === 0 ? 'everywhere' : 'pilot', hash: prepared.hash })
    .where(here);
  if (named.length > 0) await tx.insert(packPilots).values(named.map((branchId) => ({ releaseId, branchId })));
  return { ok: true };
}

/** From where each way of going on begins. */
const from: Readonly<Record<RollOut, readonly PackRow['state'][]>> = {
  everywhere: ['pilot'],
  stopped: ['pilot'],
  withdrawn: ['proposed', 'pilot', 'everywhere'],
};

/** 全面推行, 停止推行, 撤回. Withdrawn can be only what does not hold yet; a branch that has it already keeps the file and is told nothing. */
export async function rollOut(
  tx: Tx,
  { releaseId, to, note }: { readonly releaseId: string; readonly to: RollOut; readonly note: string },
  { nowMs }: Pick<Context, 'nowMs'>,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly why: 'gone' | 'inForce' }> {
  const [release] = await tx.select().from(packReleases).where(eq(packReleases.id, releaseId)).for('update');
  if (!release || !from[to].includes(release.state)) return { ok: false, why: 'gone' };
  if (to === 'withdrawn' && release.state !== 'proposed' && release.effectiveFrom <= today(nowMs))
    return { ok: false, why: 'inForce' };
  await tx.update(packReleases).set({ state: to, changedAt: nowMs, note }).where(eq(packReleases.id, releaseId));
  return { ok: true };
}

/** What is in a release: its text, how many items, how many nobody has checked against the official text, and what it says otherwise. */
export async function openRelease(db: Db, releaseId: string) {
  const [release] = await db.select().from(packReleases).where(eq(packReleases.id, releaseId));
  if (!release) return undefined;
  const { kind, packId, version, effectiveFrom, items, unconfirmed } = release;
  const { pack } = JSON.parse(release.body) as { readonly pack: object };
  const comparison = await compareHandedIn(db, { kind, packId, version, effectiveFrom, pack });
  return { text: JSON.stringify(pack, null, 2), items, unconfirmed, comparison };
}

/** Everything that was handed in or published, newest first. */
export async function listReleases(db: Db): Promise<PackRow[]> {
  const releases = await db.select().from(packReleases).orderBy(desc(packReleases.proposedAt));
  const pilots = await db
    .select({ releaseId: packPilots.releaseId, id: branches.id, code: branches.code, name: branches.name })
    .from(packPilots)
    .innerJoin(branches, eq(branches.id, packPilots.branchId));
  const older = await db
    .select({ pack: packs })
    .from(packs)
    .leftJoin(packReleases, eq(packReleases.hash, packs.hash))
    .where(isNull(packReleases.id));
  const rows: PackRow[] = [
    ...releases.map((release) => {
      const { kind, packId, version, institutionType, effectiveFrom, issuedBy, state } = release;
      const { id, proposedBy, reviewedBy, changedAt, note } = release;
      return {
        ...{ releaseId: id, kind, packId, version, institutionType, effectiveFrom, issuedBy, state },
        ...{ proposedBy, reviewedBy, changedAtMs: changedAt, note },
        pilots: pilots.flatMap(({ releaseId, ...branch }) => (releaseId === id ? [branch] : [])),
      };
    }),
    ...older.map(({ pack }) => {
      const { body } = JSON.parse(pack.signed) as SignedPack;
      return {
        ...{ releaseId: null, kind: pack.kind, packId: pack.packId, version: pack.version },
        ...{ institutionType: pack.institutionType, effectiveFrom: body.effectiveFrom, issuedBy: body.issuedBy },
        ...{ state: 'everywhere' as const, proposedBy: null, reviewedBy: null, changedAtMs: pack.publishedAt },
        ...{ note: '', pilots: [] },
      };
    }),
  ];
  return rows.sort((a, b) => b.changedAtMs - a.changedAtMs);
}
