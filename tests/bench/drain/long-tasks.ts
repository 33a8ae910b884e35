/** Tasks that keep a page from answering for longer than 50 ms: of the page that people see, of the store's, and of main. */
import type { RunningApp } from '../app-driver';

export interface LongTasks {
  /** ms of each. */
  readonly page: readonly number[];
  readonly store: readonly number[];
  /** The longest turn of main's loop, ms. */
  readonly mainMs: number;
}

const begin = `globalThis.benchFrom = performance.now(); 0`;
/** The browser remembers the latest 200 of a page; of one that was opened meanwhile all of them. */
const end = `
  (async () => {
    const found = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.startTime >= (globalThis.benchFrom ?? 0)) found.push(entry.duration);
      }
    });
    observer.observe({ type: 'longtask', buffered: true });
    await new Promise((resolve) => setTimeout(resolve, 100));
    observer.disconnect();
    return found;
  })()
`;

interface Watching {
  benchLoop?: { readonly timer: NodeJS.Timeout; last: number; most: number };
}

const inBothPages = (app: RunningApp, script: string): Promise<(readonly number[])[]> =>
  app.electron.evaluate(async ({ webContents }, code) => {
    const pages = webContents.getAllWebContents();
    return (await Promise.all(
      ['app://ui/', 'app://store/'].map(async (origin) => {
        const page = pages.find((one) => one.getURL().startsWith(origin));
        return (await page?.executeJavaScript(code)) as unknown;
      }),
    )) as (readonly number[])[];
  }, script);

/** What runs long while `work` does. */
export async function longTasksOf(app: RunningApp, work: () => Promise<unknown>): Promise<LongTasks> {
  await inBothPages(app, begin);
  await app.electron.evaluate(() => {
    const watching = globalThis as unknown as Watching;
    const loop = { last: performance.now(), most: 0 };
    const timer = setInterval(() => {
      const now = performance.now();
      loop.most = Math.max(loop.most, now - loop.last - 5);
      loop.last = now;
    }, 5);
    watching.benchLoop = Object.assign(loop, { timer });
  });
  await work();
  const mainMs = await app.electron.evaluate(() => {
    const { benchLoop } = globalThis as unknown as Watching;
    clearInterval(benchLoop?.timer);
    return benchLoop?.most ?? Number.NaN;
  });
  const [page = [], store = []] = await inBothPages(app, end);
  return { page, store, mainMs };
}
