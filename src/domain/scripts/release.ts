/**
 * A release of conversation scripts (话术包), the kind `scripts` of packs: all scripts of the institution as their sources, so that what
 * headquarters signed is what is said, whatever came with the program. They travel packed; who works with a release opens it.
 */
import { z } from 'zod';
import { problem, problemsOfShape, type PackProblem } from '../packs/problems';
import { SharedFacts } from './read-source';
import { ScriptCode, scriptSchema, ScriptSource } from './script';
import { ReviewState } from './vocabulary';
import { Words } from './words';

const format = 'xianting-script-release/1';
/** Nothing that people could write needs more, opened. */
export const mostReleaseBytes = 8 * 1024 * 1024;

/** `2026.3`: of two releases the higher one holds. */
export const ReleaseVersion = z.string().regex(/^\d{1,6}(\.\d{1,6}){0,3}$/);
const named = {
  id: z.string().min(1).max(60),
  version: ReleaseVersion,
  /** What is new in it, for whoever confirms it. */
  note: Words,
};

const Head = z.strictObject({
  code: ScriptCode,
  version: ScriptSource.shape.version,
  state: ReviewState,
  title: Words,
});

export const ScriptRelease = z.strictObject({
  format: z.literal(format),
  /** Form of the sources inside. A program that does not know it refuses the whole and says so. */
  schema: z.literal(scriptSchema),
  ...named,
  scripts: z.array(Head).min(1).max(200),
  /** Base64url of the deflated JSON of facts and sources. */
  packed: z.string().regex(/^[A-Za-z0-9_-]*$/),
});
export type ScriptRelease = z.infer<typeof ScriptRelease>;

/** A release as a person hands it to headquarters for signing: readable, and nothing in it believed yet. */
const ReleaseFile = z.strictObject({ ...named, facts: SharedFacts, scripts: z.array(z.unknown()).min(1).max(200) });

/** What is inside a release. */
export interface ReleasedScripts {
  readonly facts: SharedFacts;
  readonly scripts: readonly ScriptSource[];
}
export interface ReleaseFile extends ReleasedScripts {
  readonly id: string;
  readonly version: string;
  readonly note: Words;
}

/** The release with approved drafts in the place of what they were written for. What is approved becomes published by the signature. */
export function releaseWith(
  { facts, scripts }: ReleasedScripts,
  approved: readonly ScriptSource[],
  names: Pick<ReleaseFile, 'id' | 'version' | 'note'>,
): ReleaseFile {
  const byCode = new Map(approved.map((script) => [script.code, script]));
  const published = (script: ScriptSource): ScriptSource => ({ ...script, state: 'published' });
  const known = new Set(scripts.map(({ code }) => code));
  return {
    ...names,
    facts,
    scripts: [
      ...scripts.map((script) => {
        const draft = byCode.get(script.code);
        return draft === undefined ? script : published(draft);
      }),
      ...approved.filter(({ code }) => !known.has(code)).map(published),
    ],
  };
}

export type ParsedRelease =
  | { readonly ok: true; readonly pack: ScriptRelease }
  | { readonly ok: false; readonly problems: readonly PackProblem[] };

/** Reads the outside of a release, as the signature covers it. */
export function parseScriptRelease(json: unknown): ParsedRelease {
  const newer = newerSchema('schema', json);
  if (newer !== null) return { ok: false, problems: [newer] };
  const parsed = ScriptRelease.safeParse(json, { reportInput: true });
  if (!parsed.success) return { ok: false, problems: problemsOfShape(parsed.error) };
  const codes = parsed.data.scripts.map(({ code }) => code);
  const twice = codes.filter((code, at) => codes.indexOf(code) !== at);
  const problems = twice.map((code) => problem(`scripts.${code}`, 'occursTwice'));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, pack: parsed.data };
}

export type ReadRelease<T> =
  { readonly ok: true; readonly release: T } | { readonly ok: false; readonly problems: readonly PackProblem[] };

/** Reads a file for signing by its form alone; whether the scripts are sound, `releaseProblems` (release-check.ts) says. */
export function readReleaseFile(json: unknown): ReadRelease<ReleaseFile> {
  const parsed = ReleaseFile.safeParse(json, { reportInput: true });
  if (!parsed.success) return { ok: false, problems: problemsOfShape(parsed.error) };
  const { scripts, ...rest } = parsed.data;
  const sources = readSources(scripts);
  return sources.ok ? { ok: true, release: { ...rest, scripts: sources.release } } : sources;
}

/** The release as it travels. `pack` deflates a text into base64url. */
export function packRelease({ facts, scripts, ...names }: ReleaseFile, pack: (text: string) => string): ScriptRelease {
  return {
    format,
    schema: scriptSchema,
    ...names,
    scripts: scripts.map(headOf),
    packed: pack(JSON.stringify({ facts, scripts } satisfies ReleasedScripts)),
  };
}

const Inside = z.strictObject({ facts: SharedFacts, scripts: z.array(z.unknown()) });

/** What is inside. `unpack` gives null for what can't be inflated, or grows beyond every measure. */
export function openRelease(
  release: ScriptRelease,
  unpack: (packed: string) => string | null,
): ReadRelease<ReleasedScripts> {
  const text = unpack(release.packed);
  const json = text === null ? null : jsonOf(text);
  if (json === null) return { ok: false, problems: [problem('packed', 'wrongForm')] };
  const parsed = Inside.safeParse(json, { reportInput: true });
  if (!parsed.success) return { ok: false, problems: problemsOfShape(parsed.error) };
  const sources = readSources(parsed.data.scripts);
  if (!sources.ok) return sources;
  const inside = { facts: parsed.data.facts, scripts: sources.release };
  // What people are shown before they confirm is the heads: they have to be those of what is inside.
  const same = JSON.stringify(inside.scripts.map(headOf)) === JSON.stringify(release.scripts.map(headInOrder));
  return same ? { ok: true, release: inside } : { ok: false, problems: [problem('scripts', 'headsDiffer')] };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

const headOf = ({ code, version, state, title }: ScriptSource): ScriptRelease['scripts'][number] =>
  headInOrder({ code, version, state, title });
const headInOrder = ({ code, version, state, title: { zh, en } }: ScriptRelease['scripts'][number]) => ({
  code,
  version,
  state,
  title: { zh, en },
});

function readSources(scripts: readonly unknown[]): ReadRelease<readonly ScriptSource[]> {
  const read = scripts.map((json, at) => readSource(json, at));
  const problems = read.flatMap((one) => (one.ok ? [] : one.problems));
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, release: read.flatMap((one) => (one.ok ? [one.release] : [])) };
}

const Coded = z.object({ code: z.string().max(20) });

/** One script; its code, or where it stands in the file, begins every field that is named. */
function readSource(json: unknown, at: number): ReadRelease<ScriptSource> {
  const coded = Coded.safeParse(json);
  const name = coded.success ? coded.data.code : `scripts.${String(at)}`;
  const newer = newerSchema(`${name}.schema`, json);
  if (newer !== null) return { ok: false, problems: [newer] };
  const parsed = ScriptSource.safeParse(json, { reportInput: true });
  return parsed.success
    ? { ok: true, release: parsed.data }
    : { ok: false, problems: problemsOfShape(parsed.error, name) };
}

const Schema = z.object({ schema: z.string().regex(/^xianting-script\/\d{1,4}$/) });

/** A form that a later program writes: its other faults mean nothing here. */
function newerSchema(field: string, json: unknown): PackProblem | null {
  const found = Schema.safeParse(json);
  const numberOf = (schema: string) => Number(schema.split('/')[1]);
  return found.success && numberOf(found.data.schema) > numberOf(scriptSchema)
    ? problem(field, 'newerSchema', found.data.schema)
    : null;
}
