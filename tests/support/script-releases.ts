/** Releases of conversation scripts for tests of main: the shipped one as the build writes it, and others as headquarters would send. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { checkSources } from '../../scripts/conversation/check';
import type { SignedPack } from '../../src/domain/packs/signed-pack';
import { packRelease, type ReleaseFile, type ScriptRelease } from '../../src/domain/scripts/release';
import type { ScriptSource } from '../../src/domain/scripts/script';
import { sourceSetOf } from '../../src/domain/scripts/source-set';
import { checkRelease } from '../../src/main/scripts/release-check';
import { createScriptReleases, type ScriptReleases } from '../../src/main/scripts/script-releases';
import type { BranchInMemory } from './branch-in-memory';
import { shippedBundle } from './script-shelf';
import type { packMaker } from './signed-packs';

export const checked = checkSources();
export const shippedSet = sourceSetOf(checked);

/** Where a build would put them. */
const folder = mkdtempSync(path.join(tmpdir(), 'xianting-scripts-'));
export const scriptFiles = {
  bundleFile: path.join(folder, 'scripts.json'),
  sourcesFile: path.join(folder, 'script-sources.json'),
};
writeFileSync(scriptFiles.bundleFile, JSON.stringify(shippedBundle));
writeFileSync(scriptFiles.sourcesFile, JSON.stringify(shippedSet));

/** The real releases over what this branch was sent. */
export const releasesOf = ({ core, lawBook }: Pick<BranchInMemory, 'core' | 'lawBook'>): ScriptReleases =>
  createScriptReleases({
    ...scriptFiles,
    shelf: lawBook.shelf,
    nowMs: core.nowMs,
    today: core.today,
    // The same check without its thread; tests/unit/scripts/release-worker.test.ts plays it in one.
    check: checkRelease,
    onProgress: () => undefined,
    log: core.log,
  });

export const packed = (text: string): string => deflateRawSync(text).toString('base64url');

/** All shipped scripts, some of them changed. */
export function releaseFile(
  version: string,
  change: (scripts: Record<string, ScriptSource>) => void = () => undefined,
): ReleaseFile {
  const byCode = Object.fromEntries(structuredClone(shippedSet.scripts).map((script) => [script.code, script]));
  change(byCode);
  return {
    id: 'scripts.cn',
    version,
    note: { zh: '试用', en: 'A trial' },
    facts: shippedSet.facts,
    scripts: Object.values(byCode),
  };
}

/** As it travels; `inside` is taken as it is, sound or not. */
export const travelling = (file: ReleaseFile): ScriptRelease => packRelease(file, packed);

export const signedRelease = (
  maker: ReturnType<typeof packMaker>,
  file: ReleaseFile,
  effectiveFrom = '2026-03-01',
): SignedPack => maker.sign(travelling(file), { kind: 'scripts', effectiveFrom });

/** SVC-01 greets in other words. */
export const otherGreeting = '您好，我是{{staff.name}}。把号给我，我这就去问。';
export function greetingOtherwise(scripts: Record<string, ScriptSource>): void {
  const script = scripts['SVC-01'];
  const greet = script?.nodes['greet'];
  if (script === undefined || greet?.type !== 'say') throw new Error('SVC-01 has no line greet');
  scripts['SVC-01'] = {
    ...script,
    version: '1.0.1',
    changeNote: '第一句说得更直接',
    nodes: { ...script.nodes, greet: { ...greet, text: { ...greet.text, zh: otherGreeting } } },
  };
}
