/** Whether everything written on the page can be read: nothing cut, nothing on top of other text, nothing to scroll sideways for. */
import type { Page } from '@playwright/test';
import { painted } from './look';

/** What a person could not read, each with the words in question. */
export async function unreadable(page: Page): Promise<readonly string[]> {
  await painted(page);
  return page.evaluate(() => {
    const SLACK_PX = 2;
    const findings = new Set<string>();
    const root = [...document.querySelectorAll('.MuiModal-root:not([aria-hidden=true])')].at(-1) ?? document.body;

    const name = (element: Element): string => {
      const label =
        element.getAttribute('aria-label') ?? element.getAttribute('role') ?? element.getAttribute('class') ?? '';
      return `${element.tagName.toLowerCase()}[${label.slice(0, 60)}]`;
    };
    const scrolls = (value: string): boolean => value === 'auto' || value === 'scroll';
    const cuts = (value: string): boolean => value === 'hidden' || value === 'clip';

    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth + SLACK_PX)
      findings.add(`the window scrolls sideways by ${scrollWidth - clientWidth} px`);
    // Tables have two dimensions by nature, a sheet of paper keeps its size, tabs have buttons for it.
    const mayBeWide = '.MuiTabs-scroller, [role=grid], [role=table], table, [data-wide], iframe, pre, input, textarea';
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      const wide = element.scrollWidth - element.clientWidth;
      if (wide <= SLACK_PX || element.clientWidth === 0 || !scrolls(getComputedStyle(element).overflowX)) continue;
      if (element.matches(mayBeWide) || element.querySelector(mayBeWide) !== null) continue;
      findings.add(`${name(element)} scrolls sideways by ${wide} px`);
    }

    interface Line {
      readonly text: string;
      readonly owner: Element;
      readonly layer: Element;
      readonly box: DOMRect;
    }
    // Said for screen readers only; shown when it has the focus; as many suggestions as fit.
    const notToRead = '.xt-visually-hidden, noscript, style, script, [href="#main"], [data-as-fits]';
    const lines: Line[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const owner = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (owner === null || text === '' || owner.closest(notToRead)) continue;
      if (!owner.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
      // The notch of a field repeats its label without showing it.
      if (owner.closest('fieldset[aria-hidden=true], legend')?.closest('.MuiOutlinedInput-root')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width < 1 || box.height < 1) continue;
        let seen = { left: box.left, right: box.right, top: box.top, bottom: box.bottom };
        let canScrollX = false;
        // The window itself scrolls where nothing lies over it.
        let canScrollY = root === document.body;
        let layer: Element = root;
        let out = false;
        for (let up: Element | null = owner; up !== null; up = up.parentElement) {
          const style = getComputedStyle(up);
          if (style.clipPath.startsWith('inset(50%')) out = true;
          if (layer === root && ['sticky', 'fixed', 'absolute'].includes(style.position)) layer = up;
          const frame = up.getBoundingClientRect();
          if (scrolls(style.overflowX)) canScrollX = true;
          if (scrolls(style.overflowY)) canScrollY = true;
          const shortened =
            style.textOverflow === 'ellipsis' || (style.webkitLineClamp !== 'none' && style.webkitLineClamp !== '');
          if (shortened) {
            const full = up.closest('[title], [aria-label]') ?? up.querySelector('[title]');
            const cut = up.scrollWidth > up.clientWidth + 1 || up.scrollHeight > up.clientHeight + 1;
            if (cut && full === null)
              findings.add(`"${text.slice(0, 40)}" is shortened, and nothing says it in full (${name(up)})`);
            out = out || cut;
          }
          if (cuts(style.overflowX) && !canScrollX && !out && !['inline'].includes(style.display)) {
            const lost = Math.max(frame.left - seen.left, seen.right - frame.right);
            if (lost > SLACK_PX) {
              findings.add(`"${text.slice(0, 40)}" is cut at its side by ${Math.round(lost)} px (${name(up)})`);
              out = true;
            }
          }
          if (cuts(style.overflowY) && !canScrollY && !out && style.display !== 'inline') {
            const lost = Math.max(frame.top - seen.top, seen.bottom - frame.bottom);
            if (lost > SLACK_PX + box.height / 4) {
              findings.add(`"${text.slice(0, 40)}" is cut at its top or foot by ${Math.round(lost)} px (${name(up)})`);
              out = true;
            }
          }
          if (style.position === 'fixed') break;
          // Beyond the edge of what scrolls: seen after scrolling, and on nothing now.
          if (style.overflowX !== 'visible' && up !== document.body && up !== document.documentElement) {
            seen = {
              left: Math.max(seen.left, frame.left),
              right: Math.min(seen.right, frame.right),
              top: Math.max(seen.top, frame.top),
              bottom: Math.min(seen.bottom, frame.bottom),
            };
          }
        }
        if (out) continue;
        if (!canScrollX && (box.left < -SLACK_PX || box.right > innerWidth + SLACK_PX))
          findings.add(`"${text.slice(0, 40)}" stands beside the window`);
        if (!canScrollY && (box.top < -SLACK_PX || box.bottom > innerHeight + SLACK_PX))
          findings.add(`"${text.slice(0, 40)}" stands above or below the window`);
        const { left, right, top, bottom } = seen;
        if (right - left > 1 && bottom - top > box.height / 2)
          lines.push({ text, owner, layer, box: new DOMRect(left, top, right - left, bottom - top) });
      }
    }

    lines.sort((a, b) => a.box.top - b.box.top);
    for (const [index, upper] of lines.entries()) {
      for (const lower of lines.slice(index + 1)) {
        if (lower.box.top >= upper.box.bottom) break;
        if (lower.owner === upper.owner || lower.layer !== upper.layer) continue;
        const high = Math.min(upper.box.bottom, lower.box.bottom) - lower.box.top;
        const wide = Math.min(upper.box.right, lower.box.right) - Math.max(upper.box.left, lower.box.left);
        // Boxes of lines are higher than their letters.
        if (wide > SLACK_PX && high > Math.min(upper.box.height, lower.box.height) / 2)
          findings.add(`"${upper.text.slice(0, 40)}" and "${lower.text.slice(0, 40)}" stand on each other`);
      }
    }
    return [...findings];
  });
}
