/**
 * Evidence files (证据材料) under `<userData>/attachments/ab/<sha256>.xat`: sealed, named by the hash of their content, stored
 * once however often they are added. A file appears under its name only when it is complete and on the disk.
 *
 * The hash is over the bytes kept, after metadata was removed; it is what events refer to and what headquarters asks for.
 */
import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { mostEvidenceBytes } from '../../domain/evidence/evidence-files';
import { err, ok, type Result } from '../../shared/contract/define';
import { acceptType, HEAD_BYTES, type TypeRefusal } from './accept-type';
import { codeOf, type AttachmentDisk } from './attachment-disk';
import type { FileKeys } from './file-keys';
import { sanitiseFileName } from './file-name';
import { isSealBroken, openChunks, sealBroken, sealChunks } from './sealed-file';
import { hasStrippableMetadata, stripMetadata } from './strip-metadata';

/** Largest file kept, in bytes. */
export const MAX_ATTACHMENT_BYTES = mostEvidenceBytes;

export interface NewAttachment {
  /** The content, or where to read it. */
  readonly source: { readonly bytes: Uint8Array } | { readonly path: string };
  readonly name: string;
  /** MIME type as claimed; may be empty. */
  readonly declaredType: string;
  readonly keys: FileKeys;
}

export interface StoredAttachment {
  /** Hex SHA-256 of the bytes kept. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mime: string;
  /** Made harmless; for showing and for saving a copy. */
  readonly name: string;
  /** Whether the same content was there already. */
  readonly alreadyStored: boolean;
}

export type AddAttachmentError =
  | TypeRefusal
  | { readonly code: 'attachment.empty' }
  | { readonly code: 'attachment.tooLarge'; readonly limitMegabytes: number }
  | { readonly code: 'attachment.damaged' }
  | { readonly code: 'attachment.imageTooLarge' }
  | { readonly code: 'attachment.unreadable' }
  | { readonly code: 'attachment.diskFull' };

export type ReadAttachmentError = { readonly code: 'attachment.notFound' } | { readonly code: 'attachment.corrupt' };

export interface AttachmentStore {
  readonly addAttachment: (attachment: NewAttachment) => Promise<Result<StoredAttachment, AddAttachmentError>>;
  /**
   * Keeps a file that another PC added, under the name that its content has. Judged like one that is handed in; `damaged` where it is
   * something else than its event says.
   */
  readonly takeAttachment: (
    file: Pick<StoredAttachment, 'sha256' | 'mime' | 'name'> & { readonly content: Uint8Array },
    keys: FileKeys,
  ) => Promise<Result<Record<string, never>, { readonly code: 'attachment.damaged' | 'attachment.diskFull' }>>;
  /** The whole content, verified chunk by chunk and against its name. */
  readonly readAttachment: (sha256: string, keys: FileKeys) => Promise<Result<Uint8Array, ReadAttachmentError>>;
  /** Removes the file; only when no case refers to it any more. Nothing happens when it is gone. */
  readonly removeAttachment: (sha256: string) => Promise<void>;
  /** Fingerprints of everything that is kept. */
  readonly kept: () => Promise<readonly string[]>;
  /** Seals a file under its own key where it is still under one that files shared. Nothing happens to one that opens under none. */
  readonly giveOwnKey: (sha256: string, keys: FileKeys) => Promise<void>;
  /** Removes what interrupted writes left behind; run once at start. Returns how many files went. */
  readonly sweepLeftovers: () => Promise<number>;
}

/** Creates the store over a folder. Throws on faults that are neither the file's nor a full disk's. */
export function createAttachmentStore(folder: string, disk: AttachmentDisk): AttachmentStore {
  const temporaryFolder = path.join(folder, 'tmp');
  const fileOf = (sha256: string): string => path.join(folder, sha256.slice(0, 2), `${sha256}.xat`);

  const opened = async (sha256: string, key: Uint8Array): Promise<Uint8Array> => {
    const parts: Uint8Array[] = [];
    const hash = createHash('sha256');
    for await (const part of openChunks(disk.read(fileOf(sha256)), key)) {
      parts.push(part);
      hash.update(part);
    }
    if (hash.digest('hex') !== sha256) throw sealBroken('content is not what its name says');
    return Buffer.concat(parts);
  };

  /** By whichever key opens it. @throws what `isSealBroken` knows */
  const readVerified = async (sha256: string, candidates: readonly Uint8Array[]): Promise<Uint8Array> => {
    let broken: unknown = sealBroken('no key for it');
    for (const key of candidates) {
      try {
        return await opened(sha256, key);
      } catch (cause) {
        if (!isSealBroken(cause)) throw cause;
        broken = cause;
      }
    }
    throw broken;
  };

  const isIntact = async (sha256: string, candidates: readonly Uint8Array[]): Promise<boolean> => {
    if ((await disk.sizeOf(fileOf(sha256))) === null) return false;
    try {
      await readVerified(sha256, candidates);
      return true;
    } catch (cause) {
      if (isSealBroken(cause)) return false;
      throw cause;
    }
  };

  const temporaryFile = (): string => path.join(temporaryFolder, `${randomBytes(12).toString('hex')}.part`);

  /** Puts content into its place under its own key. */
  const putInPlace = async (
    sha256: string,
    plain: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    keys: FileKeys,
  ): Promise<void> => {
    const key = await keys.own(sha256);
    const temporary = temporaryFile();
    try {
      await disk.writeSynced(temporary, sealChunks(plain, key, randomBytes(16)));
      await disk.replace(temporary, fileOf(sha256));
    } finally {
      key.fill(0);
      await disk.remove(temporary);
    }
  };

  /** Its key is that of its content, which is known only at its end: until then it lies under one that nobody keeps. */
  const store = async (plain: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, keys: FileKeys) => {
    const temporary = temporaryFile();
    const passing = randomBytes(32);
    const hash = createHash('sha256');
    let sizeBytes = 0;
    const measured = async function* (): AsyncGenerator<Uint8Array> {
      for await (const part of plain) {
        sizeBytes += part.length;
        // A file may grow while it is read.
        if (sizeBytes > MAX_ATTACHMENT_BYTES) throw refused({ code: 'attachment.tooLarge', limitMegabytes: 20 });
        hash.update(part);
        yield part;
      }
    };
    try {
      await disk.writeSynced(temporary, sealChunks(measured(), passing, randomBytes(16)));
      const sha256 = hash.digest('hex');
      const alreadyStored = await isIntact(sha256, await keys.candidates(sha256));
      if (!alreadyStored) await putInPlace(sha256, openChunks(disk.read(temporary), passing), keys);
      return { sha256, sizeBytes, alreadyStored };
    } finally {
      await disk.remove(temporary);
    }
  };

  const add = async (attachment: NewAttachment): Promise<StoredAttachment> => {
    const { source, keys } = attachment;
    const name = sanitiseFileName(attachment.name);
    const open = (): AsyncIterable<Uint8Array> =>
      'bytes' in source ? slices(source.bytes) : readable(disk.read(source.path));
    const size = 'bytes' in source ? source.bytes.length : await readableSize(() => disk.sizeOf(source.path));
    if (size === 0) throw refused({ code: 'attachment.empty' });
    if (size > MAX_ATTACHMENT_BYTES) throw refused({ code: 'attachment.tooLarge', limitMegabytes: 20 });
    const verdict = await acceptType(await headOf(open()), name, attachment.declaredType);
    if (!verdict.ok) throw refused(verdict.error);
    if (!hasStrippableMetadata(verdict.mime)) return { ...(await store(open(), keys)), mime: verdict.mime, name };
    const stripped = stripMetadata(await collect(open()), verdict.mime);
    if (!stripped.ok) throw refused({ code: stripped.code });
    return { ...(await store([stripped.bytes], keys)), mime: verdict.mime, name };
  };

  return {
    addAttachment: async (attachment) => {
      try {
        return ok(await add(attachment));
      } catch (cause) {
        const refusal = refusalIn(cause);
        if (refusal !== undefined) return err(refusal);
        if (['ENOSPC', 'EDQUOT'].includes(codeOf(cause))) return err({ code: 'attachment.diskFull' });
        throw cause;
      }
    },
    takeAttachment: async ({ sha256, mime, name, content }, keys) => {
      const isIt = createHash('sha256').update(content).digest('hex') === sha256;
      const verdict = await acceptType(content.subarray(0, HEAD_BYTES), sanitiseFileName(name), mime);
      if (!isIt || !verdict.ok || verdict.mime !== mime) return err({ code: 'attachment.damaged' });
      try {
        await putInPlace(sha256, slices(content), keys);
        return ok({});
      } catch (cause) {
        if (['ENOSPC', 'EDQUOT'].includes(codeOf(cause))) return err({ code: 'attachment.diskFull' });
        throw cause;
      }
    },
    readAttachment: async (sha256, keys) => {
      if (!/^[0-9a-f]{64}$/.test(sha256)) return err({ code: 'attachment.notFound' });
      if ((await disk.sizeOf(fileOf(sha256))) === null) return err({ code: 'attachment.notFound' });
      try {
        return ok(await readVerified(sha256, await keys.candidates(sha256)));
      } catch (cause) {
        if (isSealBroken(cause)) return err({ code: 'attachment.corrupt' });
        throw cause;
      }
    },
    removeAttachment: async (sha256) => {
      if (/^[0-9a-f]{64}$/.test(sha256)) await disk.remove(fileOf(sha256));
    },
    kept: async () => {
      const names: string[] = [];
      for (const part of await disk.list(folder)) {
        if (!/^[0-9a-f]{2}$/.test(part)) continue;
        names.push(...(await disk.list(path.join(folder, part))));
      }
      return names.filter((name) => /^[0-9a-f]{64}\.xat$/.test(name)).map((name) => name.slice(0, 64));
    },
    giveOwnKey: async (sha256, keys) => {
      const own = await keys.own(sha256);
      if (await isIntact(sha256, [own])) return;
      const candidates = await keys.candidates(sha256);
      if (await isIntact(sha256, candidates)) await putInPlace(sha256, [await readVerified(sha256, candidates)], keys);
    },
    sweepLeftovers: async () => {
      const names = await disk.list(temporaryFolder);
      for (const name of names) await disk.remove(path.join(temporaryFolder, name));
      return names.length;
    },
  };
}

/** Carries an expected refusal out of nested steps; never leaves this file. */
function refused(refusal: AddAttachmentError): Error {
  return Object.assign(new Error(refusal.code), { refusal });
}

function refusalIn(cause: unknown): AddAttachmentError | undefined {
  return cause instanceof Error && 'refusal' in cause ? (cause.refusal as AddAttachmentError) : undefined;
}

async function* slices(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield await Promise.resolve(bytes.subarray(at, at + 65_536));
}

/** Tells a file that can't be read from a disk that can't be written. */
async function* readable(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = parts[Symbol.asyncIterator]();
  try {
    for (;;) {
      const step = await iterator.next().catch(() => {
        throw refused({ code: 'attachment.unreadable' });
      });
      if (step.done === true) return;
      yield step.value;
    }
  } finally {
    await iterator.return?.();
  }
}

async function readableSize(sizeOf: () => Promise<number | null>): Promise<number> {
  const size = await sizeOf().catch(() => null);
  if (size === null) throw refused({ code: 'attachment.unreadable' });
  return size;
}

async function headOf(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const held: Uint8Array[] = [];
  let length = 0;
  for await (const part of parts) {
    held.push(part);
    length += part.length;
    if (length >= HEAD_BYTES) break;
  }
  return Buffer.concat(held).subarray(0, HEAD_BYTES);
}

async function collect(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const held: Uint8Array[] = [];
  let length = 0;
  for await (const part of parts) {
    length += part.length;
    if (length > MAX_ATTACHMENT_BYTES) throw refused({ code: 'attachment.tooLarge', limitMegabytes: 20 });
    held.push(part);
  }
  return Buffer.concat(held);
}
