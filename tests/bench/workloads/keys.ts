/**
 * A conversation under the hands: from the press of a key to the next line on the screen, and to the neutral card over it. The key comes
 * as an input event of the window, and its own time stamp is the start. The end is the beginning of the frame behind the one that shows
 * the answer: by then that one is painted and handed on.
 */
import type { Page } from '@playwright/test';
import type { ConversationView } from '../../../src/shared/contract/conversation';
import { ask } from '../../e2e/bridge';
import { keyOn } from '../../e2e/support/key-on';
import { awake, playerIn, standAt } from '../../e2e/support/node-player';
import type { RunningApp } from '../app-driver';
import { countingRounds, interleave, limitGate, quantiles, type BenchLine, type Gate, type Round } from '../measure';
import type { Workload } from './workload';

const mostLineMs = 50;
const mostBlankMs = 150;
/** Of one round; more than twenty in every size. */
const blanksPerRound = 10;
/** An answer that takes longer is none: the run ends and says where. */
const patienceMs = 10_000;
/** The first lines load what is loaded once. */
const warmUp = 10;

/** What of the page changes with a key, and to what; null counts any change. */
interface Change {
  readonly selector: string;
  readonly attribute: string;
  readonly value: string | null;
}
const nextLine: Change = { selector: '[data-conversation-seq]', attribute: 'data-conversation-seq', value: null };
const privacy = { selector: '[data-privacy-screen]', attribute: 'data-privacy-screen' };
const covered: Change = { ...privacy, value: 'on' };
const uncovered: Change = { ...privacy, value: 'off' };

interface Watching {
  benchKey: { at: number | null; painted: Promise<number> };
}

/** Remembers when a key came. Once, and before the neutral card is up: the key that takes it away is heard by nobody behind it. */
const listenToKeys = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const watching = window as unknown as Watching;
    watching.benchKey = { at: null, painted: Promise.resolve(Number.NaN) };
    const held: readonly string[] = ['Alt', 'Control', 'Shift'];
    window.addEventListener(
      'keydown',
      (event) => {
        if (!held.includes(event.key)) watching.benchKey.at = event.timeStamp;
      },
      { capture: true },
    );
  });

/** Presses a key of the window, and gives ms until what it changes is painted. */
async function pressed({ page }: RunningApp, key: string, change: Change): Promise<number> {
  await page.evaluate(
    async ({ selector, attribute, value, most }) => {
      // Whoever presses has read the line before: nothing is left to do from the last key.
      await new Promise((resolve) => requestIdleCallback(resolve));
      const { benchKey } = window as unknown as Watching;
      const target = document.querySelector(selector);
      if (target === null) throw new Error(`${selector} is not there`);
      benchKey.at = null;
      benchKey.painted = new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('the key changed nothing')), most);
        const observer = new MutationObserver(() => {
          const { at } = benchKey;
          if (at === null || (value !== null && target.getAttribute(attribute) !== value)) return;
          observer.disconnect();
          clearTimeout(timer);
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - at)));
        });
        observer.observe(target, { attributes: true, attributeFilter: [attribute] });
      });
      // Heard where it is awaited.
      benchKey.painted.catch(() => undefined);
    },
    { ...change, most: patienceMs },
  );
  await page.keyboard.press(key);
  try {
    return await page.evaluate(() => (window as unknown as Watching).benchKey.painted);
  } catch (cause) {
    const shown = await page.locator('body').innerText();
    throw new Error(`${key} led to nothing; on the screen is: ${shown.slice(0, 2_000)}`, { cause });
  }
}

/** Walks through conversations, one after another, as long as steps are wanted. */
class Walk {
  private at: ConversationView | undefined;
  private begun = 0;

  private readonly app: RunningApp;
  private readonly scripts: readonly string[];

  constructor(app: RunningApp, scripts: readonly string[]) {
    this.app = app;
    this.scripts = scripts;
  }

  /** How many conversations were begun. */
  get talks(): number {
    return this.begun;
  }

  /** ms of so many steps, each from the key to the next line. */
  async steps(count: number): Promise<number[]> {
    const samples: number[] = [];
    while (samples.length < count) {
      const view = this.at ?? (await this.begin());
      const key = await keyOn(this.app.page, view);
      if (key === undefined || view.outcome !== null) {
        await this.leave(view);
        continue;
      }
      samples.push(await pressed(this.app, key, nextLine));
      this.at = await this.shown(view);
    }
    return samples;
  }

  private async begin(): Promise<ConversationView> {
    const { page } = this.app;
    const script = this.scripts[this.begun % this.scripts.length] ?? '';
    this.begun += 1;
    await standAt(page, { script, acts: [] });
    const { conversations } = await ask(page, 'conversation.running', {});
    const newest = conversations.find((one) => one.script.code === script);
    if (newest === undefined) throw new Error(`${script} was begun and is not there`);
    return ask(page, 'conversation.get', { id: newest.id });
  }

  /** What main says is shown after a step: it must stand on the screen. */
  private async shown({ id }: ConversationView): Promise<ConversationView> {
    const { page } = this.app;
    const view = await ask(page, 'conversation.get', { id });
    const text = (view.outcome === null && view.shown.line?.text) || '';
    const place = page.locator(`[data-conversation-seq="${String(view.seq)}"]`);
    await playerIn(page).and(place).filter({ hasText: text }).waitFor({ timeout: patienceMs });
    return view;
  }

  /** A talk that has ended is put away; one that waits for another person is left as it is. */
  private async leave({ outcome }: ConversationView): Promise<void> {
    const { page } = this.app;
    this.at = undefined;
    if (outcome === null) return;
    await page.keyboard.press('F3');
    await playerIn(page).waitFor({ state: 'detached' });
  }
}

async function blanks(app: RunningApp, count: number): Promise<number[]> {
  const samples: number[] = [];
  while (samples.length < count) {
    samples.push(await pressed(app, 'Pause', covered));
    await pressed(app, 'Escape', uncovered);
  }
  return samples;
}

export const benchKeys: Workload = async ({ app, size }) => {
  const { page } = app;
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.getByRole('navigation').waitFor();
  await listenToKeys(page);
  const { scripts } = await ask(page, 'conversation.library', {});
  const walk = new Walk(
    app,
    scripts.map(({ code }) => code),
  );
  const perRound = Math.ceil(Math.max(120, size.fastCalls) / size.rounds);
  await walk.steps(warmUp);
  const done = await interleave(size.rounds, {
    ours: async () => {
      await awake(page);
      return walk.steps(perRound);
    },
    others: {
      privacy: async () => {
        await awake(page);
        return blanks(app, blanksPerRound);
      },
    },
    again: false,
  });
  const rounds = countingRounds(done);
  const lines = rounds.flatMap(({ ours }) => ours);
  const covers = rounds.flatMap(({ others }) => others['privacy'] ?? []);
  const { p95 } = quantiles(lines);
  return [
    lineOfKeys('key/line', done, lines, [limitGate(p95 ?? Number.NaN, 'ms', mostLineMs, undefined, 'p95')], {
      note: `from the key to the next line of a conversation painted, kept on disk before; ${String(walk.talks)} talks`,
    }),
    lineOfKeys('key/privacy', done, covers, [limitGate(Math.max(...covers), 'ms', mostBlankMs, undefined, 'longest')], {
      note: 'from the privacy key to the neutral card painted',
    }),
  ];
};

function lineOfKeys(
  name: string,
  done: readonly Round[],
  samples: readonly number[],
  gates: readonly Gate[],
  { note }: { readonly note: string },
): BenchLine {
  const noisy = done.filter((round) => round.noisy).length;
  return { name, unit: 'ms', n: samples.length, ...quantiles(samples), rounds: done.length, noisy, gates, note };
}
