/**
 * axe in every document of a page. `@axe-core/playwright` opens a page of its own to merge frames, which Electron can't;
 * so each frame is examined where it is, the sandboxed preview of a letter included.
 */
import type { AxeResults } from 'axe-core';
import axe from 'axe-core';
import type { Frame, Page } from '@playwright/test';

/** WCAG 2.2 AA with all it contains, and what axe calls best practice. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export interface Finding {
  readonly rule: string;
  readonly target: string;
  readonly summary: string;
}

/**
 * An open menu or list of choices, and what explains the thing that has the focus, stand outside of the landmarks for the same
 * reason as a dialog, which axe allows.
 */
const standsAlone = 'dialog, [role=dialog], [role=alertdialog], [role=menu], [role=listbox], [role=tooltip], svg';

async function examine(frame: Frame, part: string | null): Promise<AxeResults> {
  if (!(await frame.evaluate(() => 'axe' in window))) {
    await frame.evaluate(axe.source);
    await frame.evaluate((regionMatcher) => {
      (window as unknown as { axe: typeof axe }).axe.configure({
        checks: [{ id: 'region', options: { regionMatcher } }],
      });
    }, standsAlone);
  }
  return frame.evaluate(
    async ({ values, selector }) => {
      const { run } = (window as unknown as { axe: typeof axe }).axe;
      // The page under a dialog or menu was examined at a stop of its own.
      const part =
        selector === null
          ? [...document.querySelectorAll('.MuiModal-root:not([aria-hidden=true])')].at(-1)
          : document.querySelector(selector);
      const results = await run(part ?? document, {
        runOnly: { type: 'tag', values },
        resultTypes: ['violations', 'incomplete'],
        iframes: false,
      });
      // A foot that stays in sight covers half of what happens to lie at its edge; whoever means that scrolls.
      for (const violation of results.violations.filter(({ id }) => id === 'target-size')) {
        const still: typeof violation.nodes = [];
        for (const node of violation.nodes) {
          const element = document.querySelector(String(node.target[0]));
          element?.scrollIntoView({ block: 'center' });
          const again =
            element && (await run(element, { runOnly: { type: 'rule', values: ['target-size'] }, iframes: false }));
          if (again?.violations.length !== 0) still.push(node);
        }
        violation.nodes = still;
      }
      return results;
    },
    { values: tags, selector: part },
  );
}

/** A preview forbids scripts, axe included: allowed for the look, in the same document, still of no origin. */
async function allowScriptsInPreviews(page: Page): Promise<void> {
  await page.locator('iframe[sandbox=""]').evaluateAll((previews) =>
    Promise.all(
      previews.map(
        (preview) =>
          new Promise<void>((resolve) => {
            preview.addEventListener('load', () => {
              resolve();
            });
            preview.setAttribute('sandbox', 'allow-scripts');
            // Counts from the next load on.
            preview.setAttribute('srcdoc', preview.getAttribute('srcdoc') ?? '');
          }),
      ),
    ),
  );
}

function findings(results: AxeResults['violations']): Finding[] {
  return results.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary, any, all, none }) => ({
      rule: id,
      target: target.join(' '),
      summary: failureSummary ?? [...any, ...all, ...none].map(({ message }) => message).join(' '),
    })),
  );
}

/** What axe says against the page as it is now, and what it could not decide. `part`: a selector, where only that has changed. */
export async function runAxe(
  page: Page,
  part: string | null = null,
): Promise<{ readonly violations: readonly Finding[]; readonly undecided: readonly Finding[] }> {
  await allowScriptsInPreviews(page);
  // A tooltip that is just going away has lost its words already.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[role=tooltip]')].every(({ textContent }) => textContent !== ''),
  );
  const results: AxeResults[] = [];
  for (const frame of page.frames()) results.push(await examine(frame, part));
  return {
    violations: results.flatMap(({ violations }) => findings(violations)),
    undecided: results.flatMap(({ incomplete }) => findings(incomplete)),
  };
}
