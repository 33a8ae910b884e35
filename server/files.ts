/**
 * Evidence files (证据材料) of branches. Wanted is what an accepted event names; nothing else is taken, so nobody fills the database
 * with files of no case. They are kept in the pieces in which they come, by branch and hash: several servers on one database share them.
 */
import { createHash } from 'node:crypto';
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { EvidenceFile } from '../src/domain/evidence/evidence-files';
import { evidenceFilesIn } from '../src/domain/evidence/evidence-files';
import {
  piecesOf,
  reachOf,
  type PieceReply,
  type ReadPieceRequest,
  type WantedReply,
  type WantedRequest,
} from '../src/shared/sync-protocol/files';
import { MAX_WANTED_FILES } from '../src/shared/sync-protocol/version';
import type { Device } from './auth';
import type { Db, Tx } from './db/database';
import { filePieces, files, givenFiles } from './db/schema';
import { refuse, type Refusal } from './problem';

/** Within the transaction that accepts events: what they name is wanted from now on. */
export async function wantFiles(tx: Tx, branchId: string, payloads: readonly unknown[], nowMs: number): Promise<void> {
  const named = new Map<string, EvidenceFile>();
  for (const payload of payloads) for (const file of evidenceFilesIn(payload)) named.set(file.sha256, file);
  if (named.size === 0) return;
  await tx
    .insert(files)
    .values([...named.values()].map((file) => ({ branchId, ...file, state: 'wanted' as const, namedAt: nowMs })))
    .onConflictDoUpdate({
      target: [files.branchId, files.sha256],
      set: { state: 'wanted', sizeBytes: sql`excluded.size_bytes`, namedAt: nowMs },
      setWhere: sql`${files.state} = 'refused' and ${files.sizeBytes} <> excluded.size_bytes`,
    });
}

export async function wantedFiles(db: Db, device: Device, { after }: WantedRequest): Promise<WantedReply> {
  const rows = await db
    .select({ sha256: files.sha256, sizeBytes: files.sizeBytes })
    .from(files)
    .where(
      and(
        eq(files.branchId, device.branchId),
        eq(files.state, 'wanted'),
        after === null ? undefined : gt(files.sha256, after),
      ),
    )
    .orderBy(asc(files.sha256))
    .limit(MAX_WANTED_FILES + 1);
  const page = rows.slice(0, MAX_WANTED_FILES);
  const here =
    page.length === 0
      ? []
      : await piecesHere(
          db,
          device.branchId,
          page.map(({ sha256 }) => sha256),
        );
  return {
    files: page.map((file) => ({
      ...file,
      missing: missingOf(
        file.sizeBytes,
        here.filter(({ sha256 }) => sha256 === file.sha256).map(({ piece }) => piece),
      ),
    })),
    more: rows.length > page.length,
  };
}

/** Keeps one piece; with the last one the whole is compared with its hash. The same piece again changes nothing. */
export async function takePiece(
  db: Db,
  device: Device,
  { sha256, piece, content }: { readonly sha256: string; readonly piece: number; readonly content: Buffer },
): Promise<({ readonly ok: true } & PieceReply) | Refusal> {
  const { branchId } = device;
  const ofFile = and(eq(files.branchId, branchId), eq(files.sha256, sha256));
  return db.transaction(async (tx): Promise<({ readonly ok: true } & PieceReply) | Refusal> => {
    // Two PCs that have the same file may send it at once: the last piece is counted once.
    const [file] = await tx.select().from(files).where(ofFile).for('update');
    if (!file || file.state === 'refused') return refuse('file.unknown');
    if (file.state === 'whole') return { ok: true, missing: [] };
    const { from, to } = reachOf(file.sizeBytes, piece);
    if (piece >= piecesOf(file.sizeBytes) || content.length !== to - from) return refuse('file.badPiece');
    await tx.insert(filePieces).values({ branchId, sha256, piece, content }).onConflictDoNothing();
    const here = await piecesHere(tx, branchId, [sha256]);
    const missing = missingOf(
      file.sizeBytes,
      here.map((one) => one.piece),
    );
    if (missing.length > 0) return { ok: true, missing };
    if ((await digestOf(tx, branchId, sha256, file.sizeBytes)) !== sha256) {
      await tx.delete(filePieces).where(and(eq(filePieces.branchId, branchId), eq(filePieces.sha256, sha256)));
      await tx.update(files).set({ state: 'refused' }).where(ofFile);
      return refuse('file.digest');
    }
    await tx.update(files).set({ state: 'whole' }).where(ofFile);
    return { ok: true, missing: [] };
  });
}

export async function readPiece(
  db: Db,
  device: Device,
  { sha256, piece }: ReadPieceRequest,
): Promise<{ readonly ok: true; readonly content: Buffer } | Refusal> {
  const branchId = await holderOf(db, device.branchId, sha256);
  if (branchId === undefined) return refuse('file.unknown');
  const content = await contentOf(db, branchId, sha256, piece);
  return content === undefined ? refuse('file.badPiece') : { ok: true, content };
}

/** The branch under which the file is kept whole: its own, or the one that a complaint was moved from. */
async function holderOf(db: Db, ownBranchId: string, sha256: string): Promise<string | undefined> {
  const isWhole = async (branchId: string): Promise<boolean> => {
    const [file] = await db
      .select({ state: files.state })
      .from(files)
      .where(and(eq(files.branchId, branchId), eq(files.sha256, sha256)));
    return file?.state === 'whole';
  };
  if (await isWhole(ownBranchId)) return ownBranchId;
  const [given] = await db
    .select({ from: givenFiles.fromBranchId })
    .from(givenFiles)
    .where(and(eq(givenFiles.branchId, ownBranchId), eq(givenFiles.sha256, sha256)));
  return given && (await isWhole(given.from)) ? given.from : undefined;
}

/**
 * Lets a branch read evidence that another one sent or was given, for a complaint that is moved. A file of another branch is read by nobody
 * else.
 */
export async function giveFiles(
  tx: Tx,
  fromBranchId: string,
  branchId: string,
  named: readonly EvidenceFile[],
): Promise<void> {
  if (named.length === 0) return;
  const before = await tx
    .select({ sha256: givenFiles.sha256, from: givenFiles.fromBranchId })
    .from(givenFiles)
    .where(
      and(
        eq(givenFiles.branchId, fromBranchId),
        inArray(
          givenFiles.sha256,
          named.map(({ sha256 }) => sha256),
        ),
      ),
    );
  const senders = new Map(before.map(({ sha256, from }) => [sha256, from]));
  await tx
    .insert(givenFiles)
    .values(named.map(({ sha256 }) => ({ branchId, sha256, fromBranchId: senders.get(sha256) ?? fromBranchId })))
    .onConflictDoNothing();
}

async function piecesHere(db: Db | Tx, branchId: string, hashes: readonly string[]) {
  return db
    .select({ sha256: filePieces.sha256, piece: filePieces.piece })
    .from(filePieces)
    .where(and(eq(filePieces.branchId, branchId), inArray(filePieces.sha256, [...hashes])));
}

function missingOf(sizeBytes: number, here: readonly number[]): number[] {
  const known = new Set(here);
  return Array.from({ length: piecesOf(sizeBytes) }, (_, piece) => piece).filter((piece) => !known.has(piece));
}

/** Piece by piece: no file is in memory as a whole. */
async function digestOf(tx: Tx, branchId: string, sha256: string, sizeBytes: number): Promise<string> {
  const hash = createHash('sha256');
  for (let piece = 0; piece < piecesOf(sizeBytes); piece += 1) {
    const content = await contentOf(tx, branchId, sha256, piece);
    if (content === undefined) throw new Error('a piece that was counted is not there');
    hash.update(content);
  }
  return hash.digest('hex');
}

async function contentOf(db: Db | Tx, branchId: string, sha256: string, piece: number): Promise<Buffer | undefined> {
  const [row] = await db
    .select({ content: filePieces.content })
    .from(filePieces)
    .where(and(eq(filePieces.branchId, branchId), eq(filePieces.sha256, sha256), eq(filePieces.piece, piece)));
  return row?.content;
}
