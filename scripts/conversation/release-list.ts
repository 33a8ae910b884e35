/** resources/packs/scripts/release.json: the scripts of the program as one release, named by what is in it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { packRelease, type ReleaseFile } from '../../src/domain/scripts/release';
import type { ScriptSource } from '../../src/domain/scripts/script';

export const releaseFile = path.resolve(import.meta.dirname, '../../resources/packs/scripts/release.json');

/** The file as it should be. Name, version and note are written by hand and stay; the sources themselves lie beside it. */
export async function releaseList(scripts: readonly ScriptSource[]): Promise<string> {
  const { id, version, note } = JSON.parse(readFileSync(releaseFile, 'utf8')) as ReleaseFile;
  const byCode = [...scripts].sort((one, other) => (one.code < other.code ? -1 : 1));
  const list = packRelease({ id, version, note, facts: {}, scripts: byCode }, () => '');
  return format(JSON.stringify(list), { parser: 'json', printWidth: 120 });
}
