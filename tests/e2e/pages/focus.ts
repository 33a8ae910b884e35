/** What a person without a mouse meets: every stop of the Tab key, and where the focus goes when a dialog opens and closes. */
import type { Page } from '@playwright/test';

const MOST_STEPS = 300;

interface Walk {
  /** Looks at where the focus is now. False when it has come round. */
  readonly step: () => boolean;
  /** All that was found, what Tab never came to included; gives the focus back to who had it. */
  readonly end: () => readonly string[];
}

declare global {
  interface Window {
    focusWalk?: Walk;
    focusLost?: string[];
  }
}

/**
 * Goes round the page, or round the dialog that lies over it, with Tab. Findings: a stop that does not show that it has
 * the focus, or can't be seen; a step against the order of reading; a control that Tab (and the arrow keys of its group)
 * does not reach; a way that has no end.
 */
export async function walkByTab(page: Page): Promise<readonly string[]> {
  await page.evaluate(installWalk);
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    await page.keyboard.press('Tab');
    if (!(await page.evaluate(() => window.focusWalk?.step() ?? false)))
      return page.evaluate(() => window.focusWalk?.end() ?? []);
  }
  return [`Tab does not come round in ${String(MOST_STEPS)} steps`];
}

/** From now on notes every dialog that opens without taking the focus, or closes without giving it back. */
export async function watchDialogs(page: Page): Promise<void> {
  await page.evaluate(installWatch);
}

/** What `watchDialogs` noted since it was asked last. */
export async function lostFocus(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => window.focusLost?.splice(0) ?? ['nobody watched']);
}

function installWatch(): void {
  const lost: string[] = [];
  window.focusLost = lost;
  const dialogs = '[role=dialog], [role=alertdialog]';
  const openers = new Map<Element, Element | null>();
  const openerOf = new WeakMap<Element, Element | null>();
  const name = (element: Element | null): string =>
    element?.getAttribute('aria-label') ?? element?.textContent.trim().slice(0, 40) ?? 'nothing';
  let before: Element | null = document.activeElement;
  addEventListener('focusin', ({ target }) => {
    const element = target as Element;
    const dialog = element.closest(dialogs);
    if (dialog === null || (openers.has(dialog) && dialog !== element)) before = element;
  });
  // On a busy machine the focus comes back some frames after the dialog has gone; what is lost stays lost.
  const MOST_FRAMES = 60;
  const settled = (then: () => void, frames = 0): void => {
    requestAnimationFrame(() => {
      const isUnderWay = frames < 1 || (document.activeElement === document.body && frames < MOST_FRAMES);
      if (isUnderWay) settled(then, frames + 1);
      else then();
    });
  };
  new MutationObserver(() => {
    for (const dialog of document.querySelectorAll(dialogs)) {
      if (openers.has(dialog)) continue;
      openers.set(dialog, before);
      openerOf.set(dialog, before);
      settled(() => {
        if (dialog.isConnected && !dialog.contains(document.activeElement))
          lost.push(`"${name(dialog)}" opened, and the focus stayed on ${name(document.activeElement)}`);
      });
    }
    for (const [dialog, opener] of openers) {
      if (dialog.isConnected) continue;
      openers.delete(dialog);
      settled(() => {
        const { activeElement } = document;
        // One dialog may lead to another; what opened it may be gone with it; and a locked page asks who is working.
        if ([...document.querySelectorAll(dialogs)].some((open) => open.contains(activeElement))) return;
        if (activeElement !== document.body && opener?.isConnected !== true) return;
        if (document.querySelector('nav') === null) return;
        // Both closed at once.
        const around = opener?.closest(dialogs);
        if (around && activeElement === openerOf.get(around)) return;
        if (activeElement !== opener)
          lost.push(`"${name(dialog)}" closed, and the focus went to ${name(activeElement)}, not to ${name(opener)}`);
      });
    }
  }).observe(document.body, { childList: true, subtree: true });
}

function installWalk(): void {
  const SLACK_PX = 3;
  const before = document.activeElement as HTMLElement | null;
  const modal = [...document.querySelectorAll('.MuiModal-root:not([aria-hidden=true])')].at(-1);
  // A bar that leaves the page under it usable is a dialog too, and Tab leads out of it.
  const bar = before?.closest('[role=dialog]');
  const root = modal ?? bar ?? document.body;
  const findings: string[] = [];
  // A dialog has put the focus on its first stop.
  const seen = new Set<Element>(before !== null && root !== document.body && root.contains(before) ? [before] : []);
  let previous: { readonly element: Element; readonly look: string } | null = null;

  const name = (element: Element): string => {
    const text =
      element.getAttribute('aria-label') ??
      (element as HTMLInputElement).labels?.[0]?.textContent ??
      element.textContent;
    return `${element.getAttribute('role') ?? element.tagName.toLowerCase()} "${text.trim().slice(0, 40)}"`;
  };
  /** Of the element, what it consists of, and the frame or label that it fills. */
  const lookOf = (element: Element): string => {
    const frame = element.closest('.MuiInputBase-root, label, [data-focus-frame]') ?? element;
    return [frame, ...[...frame.querySelectorAll('*')].slice(0, 30)]
      .flatMap((part) => [null, '::before', '::after'].map((pseudo) => getComputedStyle(part, pseudo)))
      .map((style) =>
        [
          style.outline,
          style.outlineOffset,
          style.boxShadow,
          style.border,
          style.backgroundColor,
          style.transform,
        ].join(),
      )
      .join('|');
  };
  const boxOf = (element: Element): DOMRect =>
    (element.closest('label') ?? element.closest('.MuiInputBase-root') ?? element).getBoundingClientRect();
  const inSight = (element: Element): boolean => {
    const { left, right, top, bottom } = boxOf(element);
    const [l, r, t, b] = [
      Math.max(left, 0),
      Math.min(right, innerWidth),
      Math.max(top, 0),
      Math.min(bottom, innerHeight),
    ];
    const places = [
      [0.5, 0.5],
      [0.1, 0.2],
      [0.9, 0.2],
      [0.1, 0.8],
      [0.9, 0.8],
    ] as const;
    return places.some(([x, y]) => {
      const hit = document.elementFromPoint(l + (r - l) * x, t + (b - t) * y);
      const own = element.closest('label, .MuiInputBase-root') ?? element;
      return (
        hit !== null &&
        (own.contains(hit) ||
          (hit.contains(element) && hit.closest('main, [role=dialog], form') === null) ||
          (hit.contains(own) && getComputedStyle(own).pointerEvents === 'none'))
      );
    });
  };
  /** Rows from the top, in a row from the left; a column beside begins again at its own top. */
  const isAgainstReading = (from: Element, to: Element): boolean => {
    if (from.contains(to) || to.contains(from)) return false;
    const [a, b] = [boxOf(from), boxOf(to)];
    const isAbove = b.bottom <= a.top + SLACK_PX;
    const isInRow = b.top < a.bottom - SLACK_PX && b.bottom > a.top + SLACK_PX;
    const isLeft = b.right <= a.left + SLACK_PX;
    const isRight = b.left >= a.right - SLACK_PX;
    return (isAbove && !isRight) || (isInRow && isLeft);
  };
  const composite = '[role=radiogroup], [role=tablist], [role=listbox], [role=menu], [role=grid], [role=toolbar], ul';
  const controls = 'a[href], button, input:not([type=hidden]), select, textarea, [tabindex], [contenteditable=true]';
  const isReachedByArrows = (element: Element): boolean => {
    for (
      let group = element.closest(composite);
      group !== null;
      group = group.parentElement?.closest(composite) ?? null
    )
      if ([...seen].some((stop) => group.contains(stop))) return true;
    return false;
  };
  const isForHands = (element: Element): boolean => {
    if (!element.checkVisibility({ checkVisibilityCSS: true })) return false;
    if (element.closest('[aria-hidden=true], [inert], [data-testid=sentinelStart], [data-testid=sentinelEnd]'))
      return false;
    if (element.matches(':disabled, [aria-disabled=true], [data-testid^=sentinel], input[type=file]')) return false;
    // Places where the focus is put, not controls; and the buttons of a combobox, which the arrow keys open.
    if (element.matches('[tabindex="-1"]:not(a, button, input, select, textarea, [role])')) return false;
    if (element.matches('main, [role=dialog], [role=alertdialog], [role=tabpanel], [role=presentation], [role=region]'))
      return false;
    return !element.matches('.MuiAutocomplete-popupIndicator, .MuiAutocomplete-clearIndicator');
  };

  if (root === document.body) {
    // Before the first thing on the page.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  }
  const leave = (): void => {
    if (previous !== null && previous.element.isConnected && lookOf(previous.element) === previous.look)
      findings.push(`${name(previous.element)} does not show that it has the focus`);
    previous = null;
  };
  window.focusWalk = {
    step: () => {
      const element = document.activeElement ?? document.body;
      const from = previous?.element;
      leave();
      if (element === document.body || seen.has(element)) return false;
      if (modal === undefined && !root.contains(element)) return false;
      seen.add(element);
      if (!root.contains(element)) findings.push(`Tab left the dialog for ${name(element)}`);
      if (from?.isConnected === true && isAgainstReading(from, element))
        findings.push(`from ${name(from)} Tab goes back to ${name(element)}`);
      if (!inSight(element)) findings.push(`${name(element)} has the focus, and something lies over it`);
      previous = { element, look: lookOf(element) };
      return true;
    },
    end: () => {
      for (const element of root.querySelectorAll(controls))
        if (isForHands(element) && !seen.has(element) && !isReachedByArrows(element))
          findings.push(`${name(element)} is not reached`);
      before?.focus();
      return [...findings, ...(seen.size === 0 ? ['nothing takes the focus'] : [])];
    },
  };
}
