/** The compiled scripts as one file, named by what they say: a conversation keeps the name of the pack it began with. */
import { z } from 'zod';
import { canonicalJson, formOf } from '../evidence/canonical';
import type { Hasher } from '../evidence/hashing';
import type { ScriptPack } from './compile';

const bundleFormat = 'xianting-script-bundle/1';

export interface ScriptBundle {
  readonly format: typeof bundleFormat;
  /** SHA-256 over the canonical JSON of the pack. */
  readonly fingerprint: string;
  readonly pack: ScriptPack;
}

export function bundleOf(pack: ScriptPack, { sha256 }: Hasher): ScriptBundle {
  return { format: bundleFormat, fingerprint: sha256(canonicalJson(pack)), pack };
}

/** What is inside was checked when it was compiled; here only that it is still that, to the letter. */
const Outer = z.strictObject({
  format: z.literal(bundleFormat),
  fingerprint: z.string(),
  pack: z.custom<ScriptPack>((value) => z.object({ format: z.literal('xianting-scripts/1') }).safeParse(value).success),
});

export type ReadBundle =
  { readonly ok: true; readonly bundle: ScriptBundle } | { readonly ok: false; readonly why: 'form' | 'changed' };

/** Reads a bundle; one that was changed after it was compiled is refused. */
export function readBundle(json: unknown, { sha256 }: Hasher): ReadBundle {
  const outer = Outer.safeParse(json);
  if (!outer.success) return { ok: false, why: 'form' };
  const text = formOf(outer.data.pack);
  const same = text !== undefined && sha256(text) === outer.data.fingerprint;
  return same ? { ok: true, bundle: outer.data } : { ok: false, why: 'changed' };
}
