/** What is inside a release of scripts, and what the sources beside the program say. */
import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { mostReleaseBytes } from '../../domain/scripts/release';
import { readSourceSet, type SourceSet } from '../../domain/scripts/source-set';

/** Null for what is no deflated text, or grows beyond what people could have written. */
export function unpack(packed: string): string | null {
  try {
    return inflateRawSync(Buffer.from(packed, 'base64url'), { maxOutputLength: mostReleaseBytes }).toString('utf8');
  } catch {
    return null;
  }
}

/** As the build wrote them; throws where they are of another form. */
export async function readProgramSet(sourcesFile: string): Promise<SourceSet> {
  const set = readSourceSet(JSON.parse(await readFile(sourcesFile, 'utf8')));
  if (set === undefined) throw new Error('the sources of the scripts are of another form');
  return set;
}
