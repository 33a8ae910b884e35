/** Packs: signed here, kept, and given to the PCs that do not have them. */
import { and, asc, eq, inArray, isNotNull, isNull, notInArray, or } from 'drizzle-orm';
import { z } from 'zod';
import type { PackContent } from '../src/domain/packs/kinds';
import { compareVersions } from '../src/domain/packs/pack-shelf';
import { problem, problemLine, type PackProblem } from '../src/domain/packs/problems';
import { packHash, readPackBody, signPack, type PackBody, type SignedPack } from '../src/domain/packs/signed-pack';
import type { PacksReply, PacksRequest } from '../src/shared/sync-protocol/messages';
import { MAX_PUSH_BYTES, MAX_SENT_PACKS } from '../src/shared/sync-protocol/version';
import type { Device } from './auth';
import { hasher, type HqKey } from './crypto';
import type { Db, Tx } from './db/database';
import { branches, packPilots, packReleases, packs } from './db/schema';
import { prepareRelease } from './script-release';

export const PublishRequest = z.strictObject({ body: z.unknown() });

export type Published =
  | { readonly ok: true; readonly signed: SignedPack; readonly hash: string }
  | { readonly ok: false; readonly problems: readonly string[] };

/** What would be signed, or everything that is wrong with it. */
export type Prepared =
  | { readonly ok: true; readonly body: PackBody; readonly content: PackContent; readonly hash: string }
  | { readonly ok: false; readonly problems: readonly PackProblem[] };

/** Looks at a pack as branches would, before it is signed; `again` says that exactly these contents were signed before. */
export async function preparePack(
  db: Db | Tx,
  json: unknown,
  nowMs: number,
): Promise<Prepared & { readonly again?: SignedPack }> {
  const prepared = await bodyToSign(json, nowMs);
  if ('problems' in prepared) return { ok: false, problems: prepared.problems };
  const read = readPackBody(prepared.body);
  if ('problems' in read) return { ok: false, problems: read.problems };
  const { content } = read;
  const { id, version } = content.pack;
  const body = prepared.body as PackBody;
  const hash = packHash(body, hasher);
  const before = await db.select().from(packs).where(eq(packs.packId, id)).orderBy(asc(packs.position));
  const same = before.find((row) => row.hash === hash);
  if (same) return { ok: true, body, content, hash, again: JSON.parse(same.signed) as SignedPack };
  const newest = before
    .map((row) => row.version)
    .sort(compareVersions)
    .at(-1);
  return newest !== undefined && compareVersions(version, newest) <= 0
    ? { ok: false, problems: [problem('version', 'notNewer', newest)] }
    : { ok: true, body, content, hash };
}

/** Signs and keeps what was prepared. */
export async function signAndKeep(
  db: Db | Tx,
  { body, content, hash }: Extract<Prepared, { ok: true }>,
  { nowMs, hqKey }: { readonly nowMs: number; readonly hqKey: HqKey },
): Promise<SignedPack> {
  const signed = signPack(body, { publicKey: hqKey.publicKey, sign: hqKey.signHash }, hasher);
  await db.insert(packs).values({
    hash,
    kind: content.kind,
    packId: content.pack.id,
    version: content.pack.version,
    institutionType: institutionOf(content),
    signed: JSON.stringify(signed),
    publishedAt: nowMs,
  });
  return signed;
}

/** For whom it is; null for every kind of institution. */
export const institutionOf = (content: PackContent): 'bank' | 'insurer' | null =>
  content.kind === 'rules' ? content.pack.institutionType : null;

/** Signs and keeps a pack, or says line by line why not: what branches would refuse is not signed. */
export async function publish(
  db: Db,
  json: unknown,
  context: { readonly nowMs: number; readonly hqKey: HqKey },
): Promise<Published> {
  const prepared = await preparePack(db, json, context.nowMs);
  if (!prepared.ok) return { ok: false, problems: prepared.problems.map(problemLine) };
  const { hash, again } = prepared;
  return { ok: true, signed: again ?? (await signAndKeep(db, prepared, context)), hash };
}

const ReleaseBody = z.looseObject({ kind: z.literal('scripts'), pack: z.unknown() });

/** Most packs are signed as they are handed in; scripts come readable and travel packed. */
async function bodyToSign(
  json: unknown,
  nowMs: number,
): Promise<{ readonly body: unknown } | { readonly problems: readonly PackProblem[] }> {
  const release = ReleaseBody.safeParse(json);
  if (!release.success) return { body: json };
  const prepared = await prepareRelease(release.data.pack, nowMs);
  return prepared.ok ? { body: { ...release.data, pack: prepared.pack } } : { problems: prepared.problems };
}

/** 分批推行: published by the command line, or everywhere, or first of all to this branch. */
const rolledOut = or(
  isNull(packReleases.id),
  eq(packReleases.state, 'everywhere'),
  and(inArray(packReleases.state, ['pilot', 'stopped']), isNotNull(packPilots.branchId)),
);

/** What the branch of this device may need and the device does not have. */
export async function packsFor(
  db: Db,
  device: Device,
  { have }: Pick<PacksRequest, 'have'>,
  context: { readonly nowMs: number },
): Promise<PacksReply> {
  const [branch] = await db
    .select({ type: branches.institutionType })
    .from(branches)
    .where(eq(branches.id, device.branchId));
  if (!branch) throw new Error('a device has no branch');
  const rows = await db
    .select({ signed: packs.signed })
    .from(packs)
    .leftJoin(packReleases, eq(packReleases.hash, packs.hash))
    .leftJoin(packPilots, and(eq(packPilots.releaseId, packReleases.id), eq(packPilots.branchId, device.branchId)))
    .where(
      and(
        rolledOut,
        or(isNull(packs.institutionType), eq(packs.institutionType, branch.type)),
        ...(have.length > 0 ? [notInArray(packs.hash, [...have])] : []),
      ),
    )
    .orderBy(asc(packs.position))
    .limit(MAX_SENT_PACKS + 1);
  const page: unknown[] = [];
  let bytes = 0;
  for (const { signed } of rows) {
    bytes += signed.length;
    if (page.length === MAX_SENT_PACKS || (page.length > 0 && bytes > MAX_PUSH_BYTES)) break;
    page.push(JSON.parse(signed));
  }
  return { packs: page, more: page.length < rows.length, serverTimeMs: context.nowMs };
}

/** What was published, newest first, without the contents. */
export async function listPacks(db: Db): Promise<readonly object[]> {
  const rows = await db.select().from(packs).orderBy(asc(packs.position));
  return rows
    .reverse()
    .map(({ hash, kind, packId, version, publishedAt }) => ({ hash, kind, packId, version, publishedAt }));
}
