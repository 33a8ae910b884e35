/** The console in the system's browser, before a real server on PGlite; what its test files share. */
import path from 'node:path';
import { chromium, expect as eventually, type Browser, type Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { HqRole } from '../../../src/shared/hq-console/roles';
import { runAxe, type Finding } from '../../e2e/pages/axe';
import { startTestHq, type TestHq } from '../../hq/support/branch-pc';
import { createVisitor, digitsAt, join, visitorPassword, type Member } from '../../hq/support/console-visitor';
import { openTestDatabase, type TestDatabase } from '../../hq/support/test-database';

const consoleDir = path.resolve(import.meta.dirname, '../../../out/hq-console');
/** Codes of an authenticator open once, so that each sign-in comes a minute after the one before. */
export const minuteMs = 60_000;

/** As long as a page may take on a machine that is busy otherwise. */
export const expect = eventually.configure({ timeout: 20_000 });

const looks = [
  ['zh-CN', 'light'],
  ['zh-CN', 'dark'],
  ['en', 'light'],
  ['en', 'dark'],
] as const;
export type ConsoleLook = (typeof looks)[number];

export interface ConsoleWorld {
  readonly hq: TestHq;
  readonly page: Page;
  readonly database: TestDatabase['database'];
  /** Lets time pass at headquarters. */
  readonly later: (ms: number) => void;
  readonly nowMs: () => number;
  /** What axe says once nothing moves: half-way between two colours every contrast is wrong. */
  readonly violations: () => Promise<readonly Finding[]>;
  /** Neither a violation nor a text that runs out of the page, in both languages, light and dark; ends as it began. */
  readonly examine: (where: string) => Promise<void>;
  /** Another language and other colours, by the controls of the page. */
  readonly change: (look: ConsoleLook) => Promise<void>;
  /** A code that was not used yet. */
  readonly digits: (secret: string) => string;
  readonly signIn: (member: Member, password?: string) => Promise<void>;
  /** Adds a person of headquarters who has set up themselves. */
  readonly joined: (account: string, role: HqRole) => Promise<Member>;
}

/** Call at the top of a test file; `ready` gets a headquarters of its own and an empty page before each test. */
export function suiteOfConsole(ready: (world: ConsoleWorld) => void): void {
  let browser: Browser;
  let opened: TestDatabase;
  let page: Page;
  let hq: TestHq;
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
    hq = await startTestHq(opened.database, { consoleDir });
    const context = await browser.newContext({
      locale: 'zh-CN',
      colorScheme: 'light',
      reducedMotion: 'reduce',
      viewport: { width: 1366, height: 768 },
    });
    context.setDefaultTimeout(20_000);
    page = await context.newPage();
    ready(worldOf(hq, page, opened.database));
  });
  afterEach(async () => {
    await page.context().close();
    await hq.remove();
  });
}

function worldOf(hq: TestHq, page: Page, database: TestDatabase['database']): ConsoleWorld {
  let offsetMs = 0;
  const nowMs = (): number => Date.now() + offsetMs;
  const later = (ms: number): void => {
    offsetMs += ms;
    hq.advance(ms);
  };
  const digits = (secret: string): string => {
    later(minuteMs);
    return digitsAt(secret, nowMs());
  };
  const violations = async (): Promise<readonly Finding[]> => {
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
    return (await runAxe(page)).violations;
  };
  const change = async ([language, mode]: ConsoleLook): Promise<void> => {
    const html = page.locator('html');
    if ((await html.getAttribute('lang')) !== language)
      await page.getByRole('button', { name: language === 'en' ? 'English' : '中文', exact: true }).click();
    await expect(html).toHaveAttribute('lang', language);
    await page.getByLabel(language === 'en' ? 'Colours' : '颜色', { exact: true }).selectOption(mode);
    await expect(html).toHaveAttribute('data-scheme', mode);
  };
  return {
    ...{ hq, page, database, later, nowMs, digits, violations, change },
    examine: async (where) => {
      for (const look of [...looks.slice(1), looks[0]]) {
        await change(look);
        expect(await violations(), `${where} ${look.join(' ')}`).toEqual([]);
        const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(tooWide, `${where} ${look.join(' ')} is too wide`).toBeLessThanOrEqual(0);
      }
    },
    signIn: async (member, password = visitorPassword) => {
      await page.getByLabel('账号').fill(member.account);
      await page.getByLabel('密码').fill(password);
      await page.getByLabel('验证码').fill(digits(member.secret));
      await page.getByRole('button', { name: '登录', exact: true }).click();
    },
    joined: (account, role) => join(hq, createVisitor(hq), account, role, nowMs()),
  };
}
