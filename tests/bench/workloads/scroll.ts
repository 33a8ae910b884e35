/**
 * W7: scrolling the list of cases, in pixels and in jumps, against a bare list with as many rows and columns. A frame is from
 * one `requestAnimationFrame` to the next; a row in sight without its text counts as blank.
 */
import { closeBenchPage, inBenchPage, openBenchPage } from '../bench-page';
import { interleave, lineOf, percentile, ratioGate, shorten, sizeName, type BenchLine } from '../measure';
import { buildPage } from '../pages/build-page';
import type { Workload } from './workload';

interface Scrolled {
  readonly frames: number[];
  readonly jumps: number[];
  readonly blankFrames: number;
  readonly blankRows: number;
  readonly longTasks: number;
}

const steps = 120;
const stepPx = 700;
const jumps = 30;

/** Scrolls the grid of the page it runs in. */
const scrollScript = `(async () => {
  const grid = document.querySelector('[role=grid]');
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  let longTasks = 0;
  const observer = new PerformanceObserver((list) => { longTasks += list.getEntries().length; });
  observer.observe({ entryTypes: ['longtask'] });
  let blankFrames = 0;
  let blankRows = 0;
  const look = () => {
    const box = grid.getBoundingClientRect();
    let blank = 0;
    let covered = 0;
    for (const row of grid.querySelectorAll('[role=rowgroup] [role=row], [role=grid] > div > [role=row]')) {
      const { top, bottom } = row.getBoundingClientRect();
      if (bottom <= box.top || top >= box.bottom) continue;
      covered += bottom - top;
      if (row.getAttribute('aria-busy') === 'true') blank += 1;
    }
    if (covered < box.height * 0.7) blankFrames += 1;
    blankRows += blank;
  };
  const run = async (tops) => {
    const times = [];
    let last = await frame();
    for (const top of tops) {
      grid.scrollTop = top;
      const now = await frame();
      times.push(now - last);
      last = now;
      look();
    }
    return times;
  };
  grid.scrollTop = 0;
  await frame(); await frame();
  const frames = await run(Array.from({ length: ${String(steps)} }, (_, i) => (i + 1) * ${String(stepPx)}));
  const height = grid.scrollHeight - grid.clientHeight;
  const jumps = await run(Array.from({ length: ${String(jumps)} }, (_, i) => (((i + 1) * 7919) % 1000) / 1000 * height));
  observer.disconnect();
  return { frames, jumps, blankFrames, blankRows, longTasks };
})()`;

export const benchScroll: Workload = async ({ app, size }) => {
  const { page } = app;
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.waitForSelector('nav');
  await page.keyboard.press('Control+Digit4');
  await page.waitForSelector('[role=grid] [role=rowgroup] [role=row]:not([aria-busy=true])');
  await openBenchPage(app, await buildPage('bare-list-page'));
  try {
    const rowPx = await page.evaluate(
      () => document.querySelector('[role=rowgroup] [role=row]')?.getBoundingClientRect().height ?? 0,
    );
    await inBenchPage(app, `showBareList(${String(size.cases)}, ${String(rowPx)})`);
    const bare = 'bare TanStack Virtual';
    const seen = { ours: [] as Scrolled[], bare: [] as Scrolled[] };
    const front = (url: string): Promise<void> =>
      app.electron.evaluate(({ BrowserWindow }, address) => {
        BrowserWindow.getAllWindows()
          .find((window) => window.webContents.getURL().startsWith(address))
          ?.moveTop();
      }, url);
    const ours = async (): Promise<number[]> => {
      await front('app://ui/');
      const result: Scrolled = await page.evaluate<Scrolled>(scrollScript);
      seen.ours.push(result);
      return result.frames;
    };
    const baseline = async (): Promise<number[]> => {
      await front('app://bench/');
      const result = await inBenchPage<Scrolled>(app, scrollScript);
      seen.bare.push(result);
      return result.frames;
    };
    await ours();
    await baseline();
    seen.ours.length = 0;
    const done = await interleave(size.rounds, { ours, others: { [bare]: baseline } });
    const p95 = done.map((round) => percentile(round.ours, 0.95) / percentile(round.others[bare] ?? [], 0.95));
    const ratio = percentile(p95, 0.5);
    const sum = (of: (one: Scrolled) => number): number => seen.ours.reduce((total, one) => total + of(one), 0);
    const blank = sum((one) => one.blankFrames);
    const line: BenchLine = {
      ...lineOf(`scroll/${sizeName(size.cases)}`, bare, done),
      ratio: shorten(ratio),
      ratioMin: shorten(Math.min(...p95)),
      ratioMax: shorten(Math.max(...p95)),
      gates: [
        ratioGate(ratio, 1.25, 1.05, 'p95 frame ratio'),
        { text: 'no blank frame', pass: blank === 0, value: String(blank) },
      ],
      note: `ratio of p95 frames; jumps p95 ${String(
        shorten(
          percentile(
            seen.ours.flatMap((one) => one.jumps),
            0.95,
          ),
        ),
      )} ms; rows still on their way ${String(sum((one) => one.blankRows))}; long tasks ${String(sum((one) => one.longTasks))}, bare ${String(seen.bare.reduce((total, one) => total + one.longTasks, 0))}`,
    };
    return [line];
  } finally {
    await closeBenchPage(app);
  }
};
