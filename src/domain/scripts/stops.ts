/**
 * Scripts that headquarters has stopped (停用某话术), the kind `stops` of packs. A list of its own, small and in force as soon as it
 * arrives: what must no longer be said waits neither for a whole release nor for somebody to confirm it. An empty list ends every stop.
 */
import { z } from 'zod';
import { problem, problemsOfShape, type PackProblem } from '../packs/problems';
import { versionReaches } from './diff';
import { neededScripts } from './overrides';
import { ReleaseVersion } from './release';
import { ScriptCode, ScriptSource } from './script';
import { Words } from './words';

const Stop = z.strictObject({
  code: ScriptCode,
  /** Why, and what to do instead; read by whoever looks for the script. */
  reason: Words,
  /** From this version of the script on it may be used again; without it, in no version. */
  below: ScriptSource.shape.version.optional(),
});
export type ScriptStop = z.infer<typeof Stop>;

export const ScriptStops = z.strictObject({
  id: z.string().min(1).max(60),
  version: ReleaseVersion,
  note: z.string().max(400),
  stops: z.array(Stop).max(100),
});
export type ScriptStops = z.infer<typeof ScriptStops>;

export type ParsedStops =
  { readonly ok: true; readonly pack: ScriptStops } | { readonly ok: false; readonly problems: readonly PackProblem[] };

/** Reads a list. Besides the shape: no script twice, and none by which somebody in danger is helped. */
export function parseScriptStops(json: unknown): ParsedStops {
  const parsed = ScriptStops.safeParse(json, { reportInput: true });
  if (!parsed.success) return { ok: false, problems: problemsOfShape(parsed.error) };
  const codes = parsed.data.stops.map(({ code }) => code);
  const problems = codes.flatMap((code, at): PackProblem[] => {
    const field = `stops.${String(at)}.code`;
    if (codes.indexOf(code) !== at) return [problem(field, 'listedTwice', code)];
    return neededScripts.includes(code) ? [problem(field, 'neededForSafety')] : [];
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, pack: parsed.data };
}

/** Why this script in this version is not to be used; null: it may be. */
export function stopOf(
  { stops }: Pick<ScriptStops, 'stops'>,
  { code, version }: { readonly code: string; readonly version: string },
): ScriptStop | null {
  const stop = stops.find((one) => one.code === code);
  if (stop === undefined) return null;
  return stop.below !== undefined && versionReaches(version, stop.below) ? null : stop;
}
