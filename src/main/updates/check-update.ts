/** Looks at a list of an update and at the files that lie beside it, before anybody installs one. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import path from 'node:path';
import {
  mostUpdateCharacters,
  readUpdate,
  type UpdateBody,
  type UpdateRefusal,
} from '../../domain/updates/signed-update';
import { nodeHasher, verifyEd25519 } from '../keys/ed25519';

export type UpdateFinding =
  | { readonly ok: true; readonly update: UpdateBody; readonly files: readonly string[] }
  | { readonly ok: false; readonly refusal: UpdateRefusal }
  /** The list is good; one of its files is not there or another one. */
  | { readonly ok: false; readonly refusal: 'fileMissing' | 'wrongFile'; readonly name: string };

export interface UpdateSurroundings {
  readonly trustedKeys: readonly string[];
  readonly installedVersion: string;
  readonly latestMs: number;
  /** For which system a file must be there. */
  readonly platform: string;
  readonly arch: string;
}

/**
 * @param listFile the signed list; its files are looked for in the same folder
 * @throws where the list can't be read at all
 */
export async function checkUpdate(listFile: string, surroundings: UpdateSurroundings): Promise<UpdateFinding> {
  const read = readUpdate(await beginningOf(listFile), { ...nodeHasher, verifyEd25519, ...surroundings });
  if (!read.ok) return read;
  const mine = read.update.files.filter(
    ({ platform, arch }) => platform === surroundings.platform && arch === surroundings.arch,
  );
  const files: string[] = [];
  for (const { name, sizeBytes, sha512 } of mine) {
    const file = path.join(path.dirname(listFile), name);
    const found = await lstat(file).catch(() => undefined);
    if (found === undefined) return { ok: false, refusal: 'fileMissing', name };
    // A link could lead to another file by the time it is installed.
    if (!found.isFile() || found.size !== sizeBytes || (await sha512Of(file)) !== sha512)
      return { ok: false, refusal: 'wrongFile', name };
    files.push(file);
  }
  if (files.length === 0)
    return { ok: false, refusal: 'fileMissing', name: `${surroundings.platform}-${surroundings.arch}` };
  return { ok: true, update: read.update, files };
}

/** As much as a list may have, and a little more, so that one that is too long is refused and not read. */
async function beginningOf(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(mostUpdateCharacters * 4 + 1));
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await handle.close();
  }
}

async function sha512Of(file: string): Promise<string> {
  const hash = createHash('sha512');
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  return hash.digest('hex');
}
