/**
 * What stands in forms and is not kept yet: on disk within two seconds, so that a crash takes no word. Forms ask for
 * theirs by name; a form whose words were kept leaves nothing here.
 */
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { canonicalJson } from '../../domain/evidence/canonical';
import { createAutosave } from '../app/autosave';
import { api } from '../bridge/client';

interface TypedForms {
  readonly read: (form: string) => unknown;
  /** Undefined: nothing of this form is left to keep. */
  readonly keep: (form: string, value: unknown) => void;
  /** Forgets the forms of which this holds; true where there was something. */
  readonly forget: (which: (form: string) => boolean) => boolean;
  readonly forgetAll: () => void;
}

const nothing: TypedForms = {
  read: () => undefined,
  keep: () => undefined,
  forget: () => false,
  forgetAll: () => undefined,
};
const TypedContext = createContext<TypedForms>(nothing);
export const useTypedForms = (): TypedForms => useContext(TypedContext);

interface TypedFormsProps {
  /** What the forms are about; see the contract. */
  readonly of: string;
  readonly children: ReactNode;
}

/** Shows its children once it knows what was left in their forms. */
export function TypedFormsOf({ of, children }: TypedFormsProps) {
  const [held, setHeld] = useState<Readonly<Record<string, unknown>> | null>(null);
  useEffect(() => {
    let current = true;
    void api['typed.read']({ of }).then((reply) => {
      if (current) setHeld(reply.ok ? reply.value.forms : {});
    });
    return () => {
      current = false;
    };
  }, [of]);
  return held === null ? null : (
    <Keeping key={of} of={of} held={held}>
      {children}
    </Keeping>
  );
}

function Keeping({ of, held, children }: TypedFormsProps & { readonly held: Readonly<Record<string, unknown>> }) {
  const [{ forms, autosave }] = useState(() => {
    const kept = new Map(Object.entries(held));
    const save = async () => {
      const reply = await api['typed.keep']({ of, forms: [...kept] });
      return reply.ok
        ? // Nobody is shown when.
          ({ ok: true, atMs: 0 } as const)
        : ({ ok: false, error: reply.error, retry: true } as const);
    };
    const saving = createAutosave(save, () => undefined);
    const set = (form: string, value: unknown): void => {
      if (value === undefined ? !kept.has(form) : canonicalJson(kept.get(form) ?? null) === canonicalJson(value))
        return;
      if (value === undefined) kept.delete(form);
      else kept.set(form, value);
      saving.changed();
    };
    const typed: TypedForms = {
      read: (form) => kept.get(form),
      keep: set,
      forget: (which) => {
        const had = [...kept.keys()].filter(which);
        for (const name of had) set(name, undefined);
        return had.length > 0;
      },
      forgetAll: () => {
        for (const name of [...kept.keys()]) set(name, undefined);
      },
    };
    return { forms: typed, autosave: saving };
  });
  useEffect(() => {
    const leaving = (): void => void autosave.flush();
    window.addEventListener('pagehide', leaving);
    return () => {
      window.removeEventListener('pagehide', leaving);
      leaving();
    };
  }, [autosave]);
  return <TypedContext value={forms}>{children}</TypedContext>;
}

const same = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null);

/**
 * What stands in a form: as it was typed, else as it was kept. `read` says whether what was left is of this form.
 */
export function useTyped<T>(
  form: string,
  kept: T,
  read: (left: unknown) => T | null,
): readonly [T, (value: T) => void, boolean] {
  const forms = useTypedForms();
  const [value, setValue] = useState<T>(() => {
    const left = forms.read(form);
    return left === undefined ? kept : (read(left) ?? kept);
  });
  const open = useMemo(() => !same(value, kept), [value, kept]);
  useEffect(() => forms.keep(form, open ? value : undefined), [forms, form, open, value]);
  return [value, setValue, open];
}
