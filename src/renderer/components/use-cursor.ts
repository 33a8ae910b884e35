/** The cursor of a form that was left half-written: put back when the form is shown again. Its fields are named by `data-field`. */
import { useEffect, type RefObject } from 'react';
import { FormFocus } from '../../shared/contract/intake';
import { focusField, focusOf } from './field-focus';
import { useTypedForms } from './typed-forms';

const cursor = 'cursor';

/** `form`: whose words it stands in; without any of them no cursor is kept. */
export function useCursor(container: RefObject<HTMLElement | null>, form: string): void {
  const forms = useTypedForms();
  useEffect(() => {
    const element = container.current;
    if (element === null) return undefined;
    const left = FormFocus.safeParse(forms.read(cursor));
    if (left.success) focusField(element, left.data.field, left.data.start, left.data.end);
    const note = (): void => {
      const focus = focusOf(element);
      if (forms.read(form) === undefined) forms.keep(cursor, undefined);
      else if (focus !== null) forms.keep(cursor, focus);
    };
    document.addEventListener('selectionchange', note);
    element.addEventListener('focusin', note);
    element.addEventListener('keyup', note);
    return () => {
      document.removeEventListener('selectionchange', note);
      element.removeEventListener('focusin', note);
      element.removeEventListener('keyup', note);
    };
  }, [container, form, forms]);
}
