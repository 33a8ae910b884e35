/**
 * One form of a draft. What is whole goes into the draft when somebody leaves a field or chooses something; what is not whole yet
 * stays in the form, and on disk.
 */
import { useState } from 'react';
import type { ScriptChange } from '../../../domain/scripts/desk';
import { canonicalJson } from '../../../domain/evidence/canonical';
import type { CodedError } from '../../app/i18n/message-of';
import type { KeepChange } from './draft';
import { useTyped } from '../../components/typed-forms';

export interface DraftFormOptions<T> {
  /** Its name among the forms of the draft. */
  readonly form: string;
  readonly kept: T;
  /** What was left in the form, if it is of this form. */
  readonly read: (left: unknown) => T | null;
  /** The change that brings this into the draft; null: it is not whole. */
  readonly whole: (value: T) => ScriptChange | null;
  readonly disabled: boolean;
  readonly onChange: KeepChange;
  /** While somebody types: the change as it would be. */
  readonly onTyping?: ((change: ScriptChange | null) => void) | undefined;
}

export interface DraftForm<T> {
  readonly value: T;
  /** Typed, and not kept before the field is left. */
  readonly type: (value: T) => void;
  /** Chosen, and kept at once. */
  readonly set: (value: T) => void;
  readonly commit: () => void;
  /** Stands here and not in the draft. */
  readonly open: boolean;
  readonly error: CodedError | null;
}

export function useDraftForm<T>({
  form,
  kept,
  read,
  whole,
  disabled,
  onChange,
  onTyping,
}: DraftFormOptions<T>): DraftForm<T> {
  const [value, setValue, open] = useTyped(form, kept, read);
  const [error, setError] = useState<CodedError | null>(null);
  const keep = async (next: T): Promise<void> => {
    if (disabled || canonicalJson(next ?? null) === canonicalJson(kept ?? null)) return;
    const change = whole(next);
    if (change !== null) setError(await onChange(change));
  };
  return {
    value,
    type: (next) => {
      setValue(next);
      onTyping?.(whole(next));
    },
    set: (next) => {
      setValue(next);
      void keep(next);
    },
    commit: () => void keep(value),
    open,
    error,
  };
}
