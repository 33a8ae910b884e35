/** Forms of what a script has besides its steps: each keeps one part, or several that belong together. */
import type { ReactNode } from 'react';
import { ScriptParts, type DroppablePart } from '../../../../domain/scripts/desk';
import type { DeadlineChoice } from '../../../../domain/scripts/deadline-choices';
import type { SharedFacts } from '../../../../domain/scripts/read-source';
import type { ScriptSource } from '../../../../domain/scripts/script';
import type { KeepChange } from '../draft';
import { useDraftForm, type DraftForm } from '../use-draft-form';

export interface PartFormProps {
  readonly script: ScriptSource;
  readonly facts: SharedFacts;
  readonly deadlines: readonly DeadlineChoice[];
  readonly disabled: boolean;
  readonly onChange: KeepChange;
}

export type PartForm = (props: PartFormProps) => ReactNode;

type PartName = Exclude<keyof ScriptParts, 'version' | 'title' | 'trigger' | 'changeNote' | 'effectiveFrom'>;

const droppable: readonly string[] = [
  'effectiveTo',
  'entry',
  'facts',
  'forStaff',
  'terms',
  'closing',
  'variants',
  'registerAt',
] satisfies readonly DroppablePart[];

/** One part of the script in a form; what is empty and may be left out is left out. */
export function usePart<P extends PartName>(
  part: P,
  { script, disabled, onChange }: PartFormProps,
  isEmpty: (value: NonNullable<ScriptParts[P]>) => boolean = () => false,
): DraftForm<NonNullable<ScriptParts[P]> | undefined> {
  type Value = NonNullable<ScriptParts[P]> | undefined;
  return useDraftForm<Value>({
    form: `part:${part}`,
    kept: script[part] as Value,
    // The fields show what is there; a text may be missing, its place may not.
    read: (left) => (ScriptParts.shape[part].safeParse(withText(left)).success ? (left as Value) : null),
    whole: (value) => {
      if (value === undefined || isEmpty(value))
        return droppable.includes(part) ? { kind: 'edit', drop: [part as DroppablePart] } : null;
      const read = ScriptParts.shape[part].safeParse(value);
      return read.success ? { kind: 'edit', set: { [part]: read.data } } : null;
    },
    disabled,
    onChange,
  });
}

/** As if every empty text had words, and everything that is still to be chosen a name. */
export function withText(value: unknown): unknown {
  if (typeof value === 'string') return value === '' ? 'x' : value;
  if (Array.isArray(value)) return value.map(withText);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withText(inner)]));
}

/** A name that nothing else in the list has: `stem1`, `stem2`, … */
export function freshId(taken: readonly string[], stem: string): string {
  for (let at = taken.length + 1; ; at += 1) if (!taken.includes(`${stem}${String(at)}`)) return `${stem}${String(at)}`;
}
