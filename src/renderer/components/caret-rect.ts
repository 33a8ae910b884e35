/** Where a character of a text field stands on the screen; the browser tells it of no field, so a copy of it is measured. */

const COPIED = [
  ...['boxSizing', 'width', 'paddingTop', 'paddingRight', 'paddingBottom', 'paddingLeft', 'borderTopWidth'],
  ...['borderRightWidth', 'borderBottomWidth', 'borderLeftWidth', 'fontFamily', 'fontSize', 'fontWeight'],
  ...['lineHeight', 'letterSpacing', 'textIndent', 'wordSpacing', 'tabSize'],
] as const;

/** The place of the character before which `at` stands, as a rectangle without width. */
export function caretRect(area: HTMLInputElement | HTMLTextAreaElement, at: number): DOMRect {
  const { ownerDocument } = area;
  const style = getComputedStyle(area);
  const copy = ownerDocument.createElement('div');
  for (const name of COPIED) copy.style.setProperty(kebab(name), style.getPropertyValue(kebab(name)));
  Object.assign(copy.style, {
    position: 'absolute',
    visibility: 'hidden',
    top: '0',
    left: '-9999px',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'break-word',
  });
  copy.textContent = area.value.slice(0, at);
  const mark = ownerDocument.createElement('span');
  mark.textContent = '.';
  copy.append(mark);
  ownerDocument.body.append(copy);
  const { offsetLeft, offsetTop, offsetHeight } = mark;
  copy.remove();
  const box = area.getBoundingClientRect();
  const top = Math.min(box.bottom - offsetHeight, Math.max(box.top, box.top + offsetTop - area.scrollTop));
  return new DOMRect(box.left + offsetLeft - area.scrollLeft, top, 0, offsetHeight);
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
