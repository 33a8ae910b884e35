/** Where the cursor goes: to the first field of a form that opens, to the first field with a problem after a try. */

const focusable =
  'input:not([disabled]), textarea:not([disabled]), button:not([disabled]):not([tabindex="-1"]), [tabindex="0"]';

/** Focuses the first field that stops the step; false when there is none (yet). */
export function focusFirstProblem(container: HTMLElement | null): boolean {
  return focusFirstIn(container?.querySelector<HTMLElement>('[data-problem="block"]') ?? null);
}

/** Focuses the first control within; of a group of choices the chosen one, which is the one Tab stops at. */
export function focusFirstIn(container: HTMLElement | null): boolean {
  const control = container?.querySelector<HTMLElement>(focusable);
  control?.focus();
  return control != null;
}
