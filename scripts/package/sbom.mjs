/** The list of everything a package is made of (SBOM, CycloneDX), from the lockfile; for whoever has to answer "are we affected?". */
import { execFileSync } from 'node:child_process';
import { problem } from '../setup/say.mjs';

/**
 * @param {string} root @param {{electronVersion: string}} facts
 * @returns {string} CycloneDX as JSON
 */
export const makeSbom = (root, { electronVersion }) => {
  let text;
  try {
    text = execFileSync(
      'npm',
      ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only', '--sbom-type', 'application'],
      { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' },
    );
  } catch (cause) {
    throw problem(
      `"npm sbom" failed (it needs npm 10 or newer): ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  }
  return `${JSON.stringify(withRuntime(JSON.parse(text), electronVersion), null, 2)}\n`;
};

/**
 * The lockfile names the Electron of `npm install`; what is packed is the runtime that was found.
 * @param {{components: {name: string}[]}} bom @param {string} electronVersion
 */
export const withRuntime = (bom, electronVersion) => ({
  ...bom,
  components: [
    ...bom.components.filter(({ name }) => name !== 'electron'),
    {
      'bom-ref': `electron@${electronVersion}`,
      type: 'framework',
      name: 'electron',
      version: electronVersion,
      purl: `pkg:npm/electron@${electronVersion}`,
      licenses: [{ license: { id: 'MIT' } }],
    },
  ],
});
