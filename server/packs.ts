/** Packs: signed here, kept, and given to the PCs that do not have them. */
import { and, asc, eq, isNull, notInArray, or } from 'drizzle-orm';
import { z } from 'zod';
import { compareVersions } from '../src/domain/packs/pack-shelf';
import { problem, problemLine, type PackProblem } from '../src/domain/packs/problems';
import { packHash, readPackBody, signPack, type PackBody, type SignedPack } from '../src/domain/packs/signed-pack';
import type { PacksReply, PacksRequest } from '../src/shared/sync-protocol/messages';
import { MAX_PUSH_BYTES, MAX_SENT_PACKS } from '../src/shared/sync-protocol/version';
import type { Device } from './auth';
import { hasher, type HqKey } from './crypto';
import type { Db } from './db/database';
import { branches, packs } from './db/schema';
import { prepareRelease } from './script-release';

export const PublishRequest = z.strictObject({ body: z.unknown() });

export type Published =
  | { readonly ok: true; readonly signed: SignedPack; readonly hash: string }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Signs and keeps a pack, or says line by line why not: what branches would refuse is not signed. */
export async function publish(
  db: Db,
  json: unknown,
  context: { readonly nowMs: number; readonly hqKey: HqKey },
): Promise<Published> {
  const prepared = await bodyToSign(json, context.nowMs);
  if ('problems' in prepared) return { ok: false, problems: prepared.problems.map(problemLine) };
  const read = readPackBody(prepared.body);
  if ('problems' in read) return { ok: false, problems: read.problems.map(problemLine) };
  const { content } = read;
  const { id, version } = content.pack;
  const body = prepared.body as PackBody;
  const hash = packHash(body, hasher);
  const before = await db.select().from(packs).where(eq(packs.packId, id)).orderBy(asc(packs.position));
  const same = before.find((row) => row.hash === hash);
  if (same) return { ok: true, signed: JSON.parse(same.signed) as SignedPack, hash };
  const newest = before
    .map((row) => row.version)
    .sort(compareVersions)
    .at(-1);
  if (newest !== undefined && compareVersions(version, newest) <= 0)
    return { ok: false, problems: [problemLine(problem('version', 'notNewer', newest))] };
  const { publicKey, signHash } = context.hqKey;
  const signed = signPack(body, { publicKey, sign: signHash }, hasher);
  await db.insert(packs).values({
    hash,
    kind: content.kind,
    packId: id,
    version,
    institutionType: content.kind === 'rules' ? content.pack.institutionType : null,
    signed: JSON.stringify(signed),
    publishedAt: context.nowMs,
  });
  return { ok: true, signed, hash };
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
    .where(
      and(
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
