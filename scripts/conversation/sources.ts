/** The scripts and what they share, read from their folder. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CORE_SCHEMA, load, YAMLException } from 'js-yaml';
import { z } from 'zod';
import type { Finding } from '../../src/domain/scripts/finding';
import { readScript, SharedFacts } from '../../src/domain/scripts/read-source';
import type { ScriptSource } from '../../src/domain/scripts/script';

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, 'resources/packs/scripts');
const rules = path.join(root, 'resources/packs/rules');
const taxonomy = path.join(root, 'resources/packs/taxonomy/cn.json');

export interface Sources {
  readonly scripts: readonly ScriptSource[];
  readonly facts: SharedFacts;
  readonly deadlines: ReadonlySet<string>;
  readonly taxonomy: ReadonlySet<string>;
  /** Where a new script begins. */
  readonly blank: ScriptSource;
  /** What could not be read. */
  readonly findings: readonly Finding[];
}

/** Reads everything below resources/packs/scripts; what has not the form of a script is a finding, not an exception. */
export function readSources(): Sources {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  const read = files.map((file) => ({ file, ...readFile(file) }));
  return {
    scripts: read.flatMap(({ script }) => (script === undefined ? [] : [script])),
    facts: SharedFacts.parse(parseYaml('shared/facts.yaml').value),
    deadlines: deadlinesOfRules(),
    taxonomy: new Set(valuesOf(json(taxonomy), 'id')),
    blank: blank(),
    findings: read.flatMap(({ findings }) => findings),
  };
}

function readFile(file: string): { readonly script?: ScriptSource; readonly findings: readonly Finding[] } {
  const { value, faults } = parseYaml(file);
  if (faults.length > 0)
    return { findings: faults.map((detail) => ({ rule: 'E00', script: file, at: 'file', detail })) };
  const result = readScript(file, value);
  if (!result.ok) return { findings: result.findings };
  return result.script.code === file.replace('.yaml', '')
    ? { script: result.script, findings: [] }
    : { findings: [{ rule: 'E00', script: file, at: 'code', detail: 'is not the name of the file' }] };
}

function blank(): ScriptSource {
  const read = readScript('shared/blank.yaml', parseYaml('shared/blank.yaml').value);
  if (!read.ok)
    throw new Error(`the blank script has not the form of one: ${read.findings.map(({ at }) => at).join(', ')}`);
  return read.script;
}

/** A day stays the text that was written, so the schema knows no dates. */
function parseYaml(file: string): { readonly value: unknown; readonly faults: readonly string[] } {
  try {
    return { value: load(readFileSync(path.join(folder, file), 'utf8'), { schema: CORE_SCHEMA }), faults: [] };
  } catch (cause) {
    if (cause instanceof YAMLException)
      return { value: null, faults: [`${cause.reason}, line ${cause.mark.line + 1}`] };
    throw cause;
  }
}

/** Of the packs for here: what a pack of another country calls a deadline, no talk could name the day of. */
const deadlinesOfRules = (): ReadonlySet<string> =>
  deadlinesInForce(
    readdirSync(rules)
      .filter((file) => file.startsWith('cn-'))
      .map((file) => json(path.join(rules, file))),
    new Date().toISOString().slice(0, 10),
  );

const Rules = z.object({
  deadlines: z.array(z.object({ deadline: z.string(), effectiveTo: z.string().nullable() })),
});

/** Names of the deadlines that some rule still gives on this day, or will: a line must not promise what has expired. */
export const deadlinesInForce = (packs: readonly unknown[], today: string): ReadonlySet<string> =>
  new Set(
    packs
      .flatMap((pack) => Rules.parse(pack).deadlines)
      .filter(({ effectiveTo }) => effectiveTo === null || effectiveTo >= today)
      .map(({ deadline }) => deadline),
  );

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** Every text that stands under this name, however deep. */
function valuesOf(value: unknown, name: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    key === name && typeof inner === 'string' ? [inner] : valuesOf(inner, name),
  );
}
