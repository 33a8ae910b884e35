/** The first hour of a branch, in the packed application, driven over the DevTools protocol: set up, signed in, a case registered. */
import assert from 'node:assert/strict';
import { chromium, type Page } from '@playwright/test';
import { ask, call, quickCapture } from '../bridge';
import { setUpBranch, signIn } from '../pages/setup-page';

export interface Driven {
  /** Where the DevTools protocol is spoken. */
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** @throws where the application does not do what it did unpacked */
export async function driveBranch(start: () => Promise<Driven>): Promise<void> {
  const first = await onPage(start, async (page) => {
    await setUpBranch(page);
    await signIn(page, 'counter');
    const registered = await quickCapture(page, '打包后登记的第一件：转账限额');
    // Papers, fonts and the parser of PDF files come out of the archive too.
    const paper = await ask(page, 'document.preview', {
      caseId: registered.caseId,
      kind: 'slip',
      format: 'a4',
      language: 'zh-CN',
    });
    assert.match(paper.html, new RegExp(registered.number));
    return registered;
  });
  await onPage(start, async (page) => {
    await signIn(page, 'supervisor');
    const found = await ask(page, 'case.get', { caseId: first.caseId });
    assert.equal(found.state.number, first.number);
    await ask(page, 'session.lock', {});
    const locked = await call(page, 'case.get', { caseId: first.caseId });
    assert.deepEqual(locked, { ok: false, error: { code: 'session.locked' } });
  });
}

async function onPage<T>(start: () => Promise<Driven>, work: (page: Page) => Promise<T>): Promise<T> {
  const app = await start();
  try {
    const browser = await chromium.connectOverCDP(app.address, { noDefaults: true });
    const [context] = browser.contexts();
    assert.ok(context);
    // The window that people see is opened first, the page of the store behind it.
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    await page.waitForURL(/^app:\/\/ui\//);
    const done = await work(page);
    await browser.close();
    return done;
  } finally {
    await app.stop();
  }
}
