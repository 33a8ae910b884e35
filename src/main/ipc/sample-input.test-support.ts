/** The smallest input that fits an operation of the contract, made from its schema. */
import { z } from 'zod';
import { usualHours } from '../../domain/deadlines/opening-hours';
import { contract, type OperationName } from '../../shared/contract/contract';

interface Shape {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Shape[];
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly format?: string;
  readonly pattern?: string;
}

/** Fresh on each call. Throws when a schema became too clever for this; then say here what fits. */
export function sampleInput(name: OperationName): unknown {
  const { input } = contract[name];
  const sample = sampleOf(input);
  // One time must be after the other, which JSON Schema can't say.
  if (name === 'branch.update') (sample as { changes: { openingHours: object } }).changes.openingHours = usualHours;
  // Only what was a mistake ends without a word.
  if (name === 'incident.close') (sample as { outcome: string }).outcome = 'falseAlarm';
  const parsed = (input as z.ZodType).safeParse(sample);
  if (!parsed.success) throw new Error(`no sample for ${name}: ${parsed.error.message}`);
  return sample;
}

/** The smallest value of a schema. */
export function sampleOf(schema: z.ZodType): unknown {
  return fitting(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Shape);
}

function fitting(shape: Shape): unknown {
  if ('const' in shape) return shape.const;
  if (shape.enum) return shape.enum[0];
  const [first] = shape.anyOf ?? shape.oneOf ?? [];
  if (first) return fitting(first);
  switch (typeof shape.type === 'object' ? shape.type[0] : shape.type) {
    case 'object':
      return Object.fromEntries((shape.required ?? []).map((key) => [key, fitting(shape.properties?.[key] ?? {})]));
    case 'array':
      return Array.from({ length: shape.minItems ?? 0 }, () => fitting(shape.items ?? {}));
    case 'string':
      return text(shape);
    case 'integer':
    case 'number':
      return Math.max(shape.minimum ?? 0, 0);
    case 'boolean':
      return true;
    case 'null':
      return null;
    // The only values that JSON Schema has no word for are the bytes of a file.
    default:
      return new Uint8Array(1);
  }
}

function text({ format, pattern, minLength = 0 }: Shape): string {
  if (format === 'uuid') return '01890000-0000-7000-8000-000000000000';
  if (format === 'uri') return 'https://hq.example';
  if (format === 'ipv4') return '127.0.0.1';
  const known = ['2026-03-10', 'SVC-01', 'A1', 'A', 'a', '1'].find(
    (each) => pattern !== undefined && new RegExp(pattern).test(each),
  );
  return known ?? 'a'.repeat(minLength);
}
