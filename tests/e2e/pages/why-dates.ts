/** 期限由来: what is looked at wherever a last day, or the time that is left, is shown. */
import type { Page } from '@playwright/test';
import { localDateOf } from '../../../src/domain/deadlines/time-zone';
import { call } from '../bridge';

export interface Found {
  /** Last days and remaining times that can't be asked about, as they are written. */
  readonly mute: readonly string[];
  /** How many can. */
  readonly speaking: number;
}

export interface Sought {
  /** Days that count as deadlines. */
  readonly days?: readonly string[];
  /** Every day after this one counts: what has happened never lies ahead. A day before it counts where the words say that it ends something. */
  readonly after?: string;
  /** What is looked through. */
  readonly within?: string;
}

/**
 * Dates that lie ahead and are no last day that is shown: the answer itself; what happened (经过), which tells a day that was set
 * then; a choice that nobody has made, what somebody is writing.
 */
const noDeadline = [
  '[data-why-answer]',
  'ol[aria-label="经过"]',
  'ol[aria-label="History"]',
  '[role="radio"]',
  '[role="option"]',
  // When a complaint came, beside others that are late.
  '[data-column="received"]',
  // Of a date that can be asked about, while the focus is on it.
  '[role="tooltip"]',
  'textarea',
].join();

/** Sentences with dates ahead that are of no case: the period of a return, the next repetition of the training. */
const ofNoCase = /(收到|办结) \d+ 件|\d+ (received|closed)|^下一次：|^Next: /u;

/** Everything visible that says such a day, or how much time is left. */
export const lookForDates = (
  page: Page,
  { days = [], after = '9999', within = 'main, [role="dialog"]' }: Sought,
): Promise<Found> =>
  page.evaluate(
    ({ dueOn, last, places, exempt }) => {
      const left = /(还剩|已超) ?\d|\d (d|days?|h|hours?|min|minutes?) (left|overdue)/u;
      const dateIn = {
        zh: /(?<year>\d{4})年(?<month>\d{1,2})月(?<day>\d{1,2})日/gu,
        en: /(?<day>\d{1,2}) (?<month>[A-Z][a-z]+) (?<year>\d{4})/gu,
      };
      const monthNo = (text: string): number =>
        Number.isNaN(Number(text)) ? new Date(`${text} 1, 2000`).getMonth() + 1 : Number(text);
      const dayOf = ({ groups: { year = '', month = '', day = '' } = {} }: RegExpMatchArray): string =>
        `${year}-${String(monthNo(month)).padStart(2, '0')}-${day.padStart(2, '0')}`;
      const ends = {
        zh: /(最迟|截止|到期|应在|应于|限期|期限)[^。；]{0,6}$|^( ?周.)?( ?\d\d:\d\d)?( ?24:00)?(之前|以前|前|止|截止|到期)/u,
        en: /\b(by|until|due|no later than|before|at the latest)( on)? ?$/iu,
      };
      const endsThere = (text: string, found: RegExpMatchArray): boolean => {
        const at = found.index ?? 0;
        const before = text.slice(0, at);
        const behind = text.slice(at + found[0].length);
        return ends.zh.test(before) || ends.zh.test(behind) || ends.en.test(before);
      };
      // A last day that is over can also be the day on which something else came or was done.
      const happened = {
        zh: /^( ?周.)?( \d\d:\d\d)? ?(收到|受理|登记|告知|办结|决定|承诺|提出)/u,
        en: /\b(received|accepted|registered|told|closed|decided|promised)( on)? $/iu,
      };
      const isFact = (text: string, found: RegExpMatchArray): boolean => {
        const at = found.index ?? 0;
        return happened.zh.test(text.slice(at + found[0].length)) || happened.en.test(text.slice(0, at));
      };
      const isDue = (text: string, found: RegExpMatchArray): boolean => {
        const day = dayOf(found);
        return day > last || endsThere(text, found) || (dueOn.includes(day) && !isFact(text, found));
      };
      const says = (text: string): boolean =>
        left.test(text) ||
        Object.values(dateIn).some((date) => [...text.matchAll(date)].some((found) => isDue(text, found)));
      const mute: string[] = [];
      let speaking = 0;
      const seen = new Set<Node>();
      for (const root of document.querySelectorAll(places)) {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const holder = node.parentElement;
          if (seen.has(node) || !holder || !says(node.textContent ?? '') || !holder.checkVisibility()) continue;
          seen.add(node);
          if (holder.closest('[data-why-case]')) speaking += 1;
          else if (!holder.closest(exempt)) mute.push(`${holder.tagName} ${node.textContent ?? ''}`);
        }
      }
      return { mute, speaking };
    },
    { dueOn: days, last: after, places: within, exempt: noDeadline },
  );

/**
 * A watch over one run: no last day is mute, be it ahead, or gone by in a case that is shown; and each opens a deadline that its
 * case has.
 */
export function watchDates(page: Page): () => Promise<readonly string[]> {
  const answered = new Set<string>();
  const overdueIn = new Map<string, readonly string[]>();
  /** Last days of the cases shown that are over while what they are for is not done. */
  const overdueDays = async (today: string): Promise<readonly string[]> => {
    const shown = await page
      .locator('[data-why-case]')
      .evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute('data-why-case') ?? ''))].filter(Boolean));
    for (const caseId of shown)
      if (!overdueIn.has(caseId)) {
        const reply = await call(page, 'case.deadlines', { caseId });
        const days = reply.ok ? reply.value.deadlines.filter(({ state }) => state === 'overdue') : [];
        overdueIn.set(
          caseId,
          days.map(({ dueOn }) => dueOn).filter((day) => day < today),
        );
      }
    return [...new Set(shown.flatMap((caseId) => overdueIn.get(caseId) ?? []))];
  };
  return async () => {
    const today = localDateOf(Date.now());
    const { mute } = await lookForDates(page, { days: await overdueDays(today), after: today, within: 'body' });
    const asked = await page
      .locator('[data-why-case]:not([data-why-ahead])')
      .evaluateAll((all) =>
        all.map(
          (one) => [one.getAttribute('data-why-case') ?? '', one.getAttribute('data-why-deadline') ?? ''] as const,
        ),
      );
    const ofCases = mute.filter((text) => !ofNoCase.test(text.slice(text.indexOf(' ') + 1)));
    const lost: string[] = [];
    for (const [caseId, deadlineId] of asked) {
      const pair = `${caseId} ${deadlineId}`;
      if (answered.has(pair)) continue;
      answered.add(pair);
      const reply = await call(page, 'case.deadlines', { caseId });
      if (reply.ok && !reply.value.deadlines.some(({ id }) => id === deadlineId))
        lost.push(`${reply.value.number} has no ${deadlineId}`);
    }
    return [...ofCases, ...lost];
  };
}
