/**
 * What was typed into forms of the case page, kept while the page is away or a dialog was closed by accident. In memory
 * only, per person and case; gone after success.
 */
import { useCallback } from 'react';
import { create } from 'zustand';
import { useCaseEnvironment } from './case-context';

const useForms = create<{ readonly forms: Readonly<Record<string, object>> }>()(() => ({ forms: {} }));

export interface KeptForm<F extends object> {
  readonly form: F;
  readonly change: (changes: Partial<F>) => void;
  readonly clear: () => void;
}

/** `name` and the type of its fields belong together; `initial` counts until something is typed. */
export function useKeptForm<F extends object>(name: string, initial: F): KeptForm<F> {
  const { userId, caseId } = useCaseEnvironment();
  const key = `${userId}/${caseId}/${name}`;
  const kept = useForms((state) => state.forms[key]) as Partial<F> | undefined;
  const change = useCallback(
    (changes: Partial<F>) =>
      useForms.setState(({ forms }) => ({ forms: { ...forms, [key]: { ...forms[key], ...changes } } })),
    [key],
  );
  const clear = useCallback(
    () =>
      useForms.setState(({ forms }) => ({
        forms: Object.fromEntries(Object.entries(forms).filter(([k]) => k !== key)),
      })),
    [key],
  );
  return { form: { ...initial, ...kept }, change, clear };
}
