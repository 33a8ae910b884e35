/** The console in the system's browser, on a headquarters of its own for each test: signing in, looks, and what axe says. */
import path from 'node:path';
import { chromium, expect as eventually, type Browser, type Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Database } from '../../../server/db/database';
import type { HqRole } from '../../../src/shared/hq-console/roles';
import { runAxe } from '../../e2e/pages/axe';
import { startTestHq, type TestHq } from '../../hq/support/branch-pc';
import { createVisitor, digitsAt, join, visitorPassword, type Member } from '../../hq/support/console-visitor';
import { openTestDatabase, type TestDatabase } from '../../hq/support/test-database';

const consoleDir = path.resolve(import.meta.dirname, '../../../out/hq-console');
/** Codes of an authenticator open once, so that each comes a minute after the one before. */
const minuteMs = 60_000;

/** As long as a page may take on a machine that is busy otherwise. */
export const expect = eventually.configure({ timeout: 20_000 });

export interface ConsoleBrowser {
  readonly page: () => Page;
  readonly hq: () => TestHq;
  readonly database: () => Database;
  readonly joined: (account: string, role: HqRole) => Promise<Member>;
  /** A code that was not used yet. */
  readonly digits: (secret: string) => string;
  readonly signIn: (member: Member, password?: string) => Promise<void>;
  /** Neither a violation nor a text that runs out of the page, in both languages, light and dark; ends as it began. */
  readonly examine: (where: string) => Promise<void>;
  /** What axe finds now; empty where all is well. */
  readonly violations: () => Promise<unknown>;
}

const looks = [
  ['zh-CN', 'light'],
  ['zh-CN', 'dark'],
  ['en', 'light'],
  ['en', 'dark'],
] as const;

/** To be called once in a test file. */
export function consoleBrowser(): ConsoleBrowser {
  let browser: Browser;
  let opened: TestDatabase;
  let page: Page;
  let hq: TestHq;
  let offsetMs = 0;

  beforeAll(async () => {
    opened = await openTestDatabase();
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
  });
  afterAll(async () => {
    await browser.close();
    await opened.remove();
  });
  beforeEach(async () => {
    await opened.empty();
    offsetMs = 0;
    hq = await startTestHq(opened.database, { consoleDir });
    const context = await browser.newContext({
      locale: 'zh-CN',
      colorScheme: 'light',
      reducedMotion: 'reduce',
      viewport: { width: 1366, height: 768 },
    });
    context.setDefaultTimeout(20_000);
    page = await context.newPage();
  });
  afterEach(async () => {
    await page.context().close();
    await hq.remove();
  });

  const digits = (secret: string): string => {
    offsetMs += minuteMs;
    hq.advance(minuteMs);
    return digitsAt(secret, Date.now() + offsetMs);
  };
  const violations = async (): Promise<unknown> => {
    // Half-way between two colours every contrast is wrong.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
    return (await runAxe(page)).violations;
  };
  const change = async ([language, mode]: (typeof looks)[number]): Promise<void> => {
    const html = page.locator('html');
    if ((await html.getAttribute('lang')) !== language)
      await page.getByRole('button', { name: language === 'en' ? 'English' : '中文', exact: true }).click();
    await expect(html).toHaveAttribute('lang', language);
    await page.getByLabel(language === 'en' ? 'Colours' : '颜色', { exact: true }).selectOption(mode);
    await expect(html).toHaveAttribute('data-scheme', mode);
  };
  return {
    page: () => page,
    hq: () => hq,
    database: () => opened.database,
    joined: (account, role) => join(hq, createVisitor(hq), account, role, Date.now() + offsetMs),
    digits,
    violations,
    signIn: async (member, password = visitorPassword) => {
      await page.getByLabel('账号').fill(member.account);
      await page.getByLabel('密码').fill(password);
      await page.getByLabel('验证码').fill(digits(member.secret));
      await page.getByRole('button', { name: '登录', exact: true }).click();
    },
    examine: async (where) => {
      for (const look of [...looks.slice(1), looks[0]]) {
        await change(look);
        expect(await violations(), `${where} ${look.join(' ')}`).toEqual([]);
        const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(tooWide, `${where} ${look.join(' ')} is too wide`).toBeLessThanOrEqual(0);
      }
    },
  };
}
