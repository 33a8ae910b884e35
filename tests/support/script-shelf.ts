/** The shipped scripts, compiled as the build does, for tests of main. */
import { createHash } from 'node:crypto';
import { readSources } from '../../scripts/conversation/sources';
import { bundleOf, type ScriptBundle } from '../../src/domain/scripts/bundle';
import { compileScripts } from '../../src/domain/scripts/compile';
import type { ScriptStops } from '../../src/domain/scripts/stops';
import type { ScriptShelf } from '../../src/main/conversations/script-shelf';

const sources = readSources();
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');
export const shippedBundle: ScriptBundle = bundleOf(compileScripts(sources.scripts, sources.facts), { sha256 });

export const noStops: ScriptStops = { id: 'script-stops.cn', version: '2026.1', note: '', stops: [] };

export const shippedShelf: ScriptShelf = {
  current: () => Promise.resolve(shippedBundle),
  get: (fingerprint) => Promise.resolve(fingerprint === shippedBundle.fingerprint ? shippedBundle : undefined),
  keeping: () => Promise.resolve([]),
};
