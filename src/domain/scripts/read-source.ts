/** From parsed YAML to a script: every fault of the form is listed, none is guessed away. */
import { z } from 'zod';
import type { Finding } from './finding';
import { FactDeclaration, ScriptSource, scriptSchema } from './script';
import { Id } from './guard';

export type ReadScript =
  { readonly ok: true; readonly script: ScriptSource } | { readonly ok: false; readonly findings: readonly Finding[] };

/** Reads one source. `name` is its file, for the findings. */
export function readScript(name: string, value: unknown): ReadScript {
  const found = schemaOf(value);
  if (found !== scriptSchema)
    return { ok: false, findings: [form(name, 'schema', `expected ${scriptSchema}, found ${String(found)}`)] };
  const parsed = ScriptSource.safeParse(value);
  return parsed.success
    ? { ok: true, script: parsed.data }
    : { ok: false, findings: faultsOf(parsed.error.issues).map(({ at, detail }) => form(name, at, detail)) };
}

export const SharedFacts = z.record(Id, FactDeclaration);
export type SharedFacts = z.infer<typeof SharedFacts>;

const form = (script: string, at: string, detail: string): Finding => ({ rule: 'E00', script, at, detail });

function schemaOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined;
}

interface Fault {
  readonly at: string;
  readonly detail: string;
}

function faultsOf(issues: readonly z.core.$ZodIssue[], above: readonly PropertyKey[] = []): readonly Fault[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...issue.path];
    // Of several possible shapes the author meant the one with which the fewest things are wrong.
    if (issue.code === 'invalid_union') {
      const nearest = [...issue.errors].sort((a, b) => faultCount(a) - faultCount(b))[0];
      if (nearest !== undefined) return faultsOf(nearest, path);
    }
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ at: [...path, key].map(String).join('.'), detail: 'is not known here' }));
    return [{ at: path.map(String).join('.') || 'file', detail: issue.message }];
  });
}

/** A missing or unknown name weighs more than a wrong value: it says that another shape was meant. */
function faultCount(issues: readonly z.core.$ZodIssue[]): number {
  return issues.reduce((sum, issue) => {
    if (issue.code === 'unrecognized_keys') return sum + 3 * issue.keys.length;
    // As wrong as the nearest of its own shapes: a wrong word deep inside does not make another shape likelier.
    if (issue.code === 'invalid_union' && issue.errors.length > 0)
      return sum + Math.min(...issue.errors.map(faultCount));
    if (issue.code === 'invalid_type' && issue.path.length <= 1) return sum + 4;
    return sum + 1;
  }, 0);
}
