/** The error codes a contract can answer with, read from its schemas: so that a test can ask for a text for each. */
import type { z } from 'zod';
import type { Contract } from '../../../src/shared/contract/define';

interface Def {
  readonly type: string;
  readonly options?: readonly z.core.$ZodType[];
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, unknown>>;
}

function codesOf(schema: z.core.$ZodType, found: Set<string>): void {
  const def = schema._zod.def as unknown as Def;
  for (const option of def.options ?? []) codesOf(option, found);
  const code = def.shape?.['code'];
  if (code === undefined) return;
  const values = code._zod.def as unknown as Def;
  for (const value of values.values ?? Object.values(values.entries ?? {})) found.add(String(value));
}

/** Every `code` of every operation's error schema, sorted. */
export function errorCodesOf(contract: Contract): readonly string[] {
  const found = new Set<string>();
  for (const { error } of Object.values(contract)) codesOf(error, found);
  return [...found].sort();
}
