/**
 * A conversation under the hands: from the press of a key to the next line on the screen, and to the neutral card over it. The key comes
 * as an input event of the window; its own time stamp is the start. The end is the first task behind the frame that draws the answer.
 */
import type { Page } from '@playwright/test';
import { limitGate, quantiles, type BenchLine } from '../measure';
import { waitForQuiet } from '../quiet';
import type { RunningApp } from '../app-driver';
import type { Workload } from './workload';

/** p99 needs as many. */
const presses = 1_000;
const mostLineMs = 50;
const mostBlankMs = 150;

/**
 * Remembers, in the page, when the key came and when what it changes was painted. `attribute` of the first `selector` is what changes;
 * a value of null counts any.
 */
const watchScript = (selector: string, attribute: string, value: string | null): string => `new Promise((resolve) => {
  const target = document.querySelector(${JSON.stringify(selector)});
  if (target === null) throw new Error('nothing to watch');
  let began = null;
  const key = (event) => { began ??= event.timeStamp; };
  window.addEventListener('keydown', key, { capture: true });
  const observer = new MutationObserver(() => {
    const wanted = ${JSON.stringify(value)};
    if (began === null || (wanted !== null && target.getAttribute(${JSON.stringify(attribute)}) !== wanted)) return;
    observer.disconnect();
    window.removeEventListener('keydown', key, { capture: true });
    requestAnimationFrame(() => {
      // A task of its own comes behind the painting of this frame.
      const after = new MessageChannel();
      after.port1.onmessage = () => resolve(performance.now() - began);
      after.port2.postMessage(null);
    });
  });
  observer.observe(target, { attributes: true, attributeFilter: [${JSON.stringify(attribute)}] });
})`;

/** Presses a key of the window, and gives ms until what it changes is painted. */
function pressed(
  app: RunningApp,
  keyCode: string,
  script: string,
  modifiers: readonly 'control'[] = [],
): Promise<number> {
  return app.electron.evaluate(
    async ({ webContents }, asked) => {
      const page = webContents.getAllWebContents().find((one) => one.getURL().startsWith('app://ui/'));
      if (!page) throw new Error('no page');
      const painted = page.executeJavaScript(asked.script) as Promise<number>;
      // The page listens before the key comes.
      await page.executeJavaScript('0');
      const key = { keyCode: asked.keyCode, modifiers: asked.modifiers };
      page.sendInputEvent({ type: 'keyDown', ...key });
      page.sendInputEvent({ type: 'keyUp', ...key });
      return painted;
    },
    { keyCode, script, modifiers: [...modifiers] },
  );
}

async function beginTalk(page: Page): Promise<void> {
  await page.getByRole('navigation').waitFor();
  await page.keyboard.press('Control+Digit8');
  await page.getByRole('searchbox', { name: /找话术/ }).fill('pdsjc');
  await page.getByText('排队时间长', { exact: true }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('[data-conversation-seq]').waitFor();
  await page.keyboard.press('Alt+Digit2');
  await page.getByRole('button', { name: '说完了' }).waitFor();
}

export const benchKeys: Workload = async ({ app, size }) => {
  await beginTalk(app.page);
  const lines: number[] = [];
  const blanks: number[] = [];
  let noisy = 0;
  const nextLine = watchScript('[data-conversation-seq]', 'data-conversation-seq', null);
  const cover = watchScript('[data-privacy-screen]', 'data-privacy-screen', 'on');
  const uncover = watchScript('[data-privacy-screen]', 'data-privacy-screen', 'off');
  const each = Math.ceil(presses / size.rounds);
  for (let round = 0; round < size.rounds; round += 1) {
    if (!(await waitForQuiet())) noisy += 1;
    for (let press = 0; press < each; press += 1) {
      // On to the question, and one step back to the line.
      lines.push(await pressed(app, press % 2 === 0 ? 'F3' : 'F4', nextLine));
      if (press % 10 !== 0) continue;
      blanks.push(await pressed(app, '`', cover, ['control']));
      await pressed(app, 'Escape', uncover);
    }
  }
  const line = (name: string, samples: readonly number[], most: number, note: string): BenchLine => {
    const found = quantiles(samples);
    return {
      name,
      unit: 'ms',
      n: samples.length,
      ...found,
      rounds: size.rounds,
      noisy,
      gates: found.p95 === null ? [] : [limitGate(found.p95, 'ms', most)],
      note,
    };
  };
  return [
    line(
      'key/line',
      lines,
      mostLineMs,
      'p95: key of a conversation to its next line on the screen, kept on disk before',
    ),
    line('key/privacy', blanks, mostBlankMs, 'p95: privacy key to the neutral card on the screen'),
  ];
};
