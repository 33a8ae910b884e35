/** Where the cursor is in a form whose fields are named by `data-field`, and putting it back there. */
import type { FormFocus } from '../../shared/contract/intake';

const FOCUSABLE =
  'input:not([type="hidden"]):not([disabled]), textarea:not([disabled]):not([aria-hidden="true"]), [role="radio"][tabindex="0"], button:not([disabled]), [role="combobox"]';

const isText = (element: Element): element is HTMLInputElement | HTMLTextAreaElement =>
  element instanceof HTMLTextAreaElement ||
  (element instanceof HTMLInputElement && /^(?:text|tel|search)$/.test(element.type));

/** Puts the focus into a field, and the caret where it was. False when the form does not show that field. */
export function focusField(container: ParentNode, id: string, start?: number, end?: number): boolean {
  const slot = [...container.querySelectorAll('[data-field]')].find((field) => field.getAttribute('data-field') === id);
  const target = slot?.querySelector<HTMLElement>(FOCUSABLE);
  if (!target) return false;
  target.focus({ preventScroll: true });
  bringIntoView(target);
  if (start !== undefined && isText(target)) {
    const most = target.value.length;
    target.setSelectionRange(Math.min(start, most), Math.min(end ?? start, most));
  }
  return true;
}

/** To the middle of the page's own scroll area. `scrollIntoView` would move the frame around it as well. */
function bringIntoView(target: HTMLElement): void {
  const area = target.closest('main');
  if (area === null) return;
  const [field, room] = [target.getBoundingClientRect(), area.getBoundingClientRect()];
  if (field.top >= room.top + room.height / 8 && field.bottom <= room.bottom - room.height / 4) return;
  area.scrollBy({ top: field.top - room.top - (room.height - field.height) / 2, behavior: 'instant' });
}

/** Where the focus is now; null outside of the form's fields. */
export function focusOf(container: Element): FormFocus | null {
  const active = container.ownerDocument.activeElement;
  const field = active?.closest('[data-field]');
  if (!active || !field || !container.contains(field)) return null;
  const id = field.getAttribute('data-field') ?? '';
  if (!isText(active)) return { field: id, start: 0, end: 0 };
  return { field: id, start: active.selectionStart ?? 0, end: active.selectionEnd ?? 0 };
}
