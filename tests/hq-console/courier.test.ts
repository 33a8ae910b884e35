/** 信使文件 in the browser: a file is taken in, told of, and answered; twice does no harm, and what is no such file is refused in words. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { test } from 'vitest';
import { takeAnswer, writeReport } from '../../src/main/sync/courier';
import { branchInfo, codeOf, makePc, tryEnrol, type Pc } from '../hq/support/branch-pc';
import { courierFor } from '../hq/support/courier-pc';
import { expect, suiteOfConsole, type ConsoleWorld } from './support/console-world';

/** For whoever wants to look at the page: pictures are written to this folder. */
const folder = process.env['PICTURES'];

let world: ConsoleWorld;
let page: Page;
suiteOfConsole((made) => {
  world = made;
  ({ page } = made);
});

const picture = async (name: string): Promise<void> => {
  if (folder !== undefined) await page.screenshot({ path: path.join(folder, `courier-${name}.png`) });
};
const choose = (name: string, bytes: Uint8Array) =>
  page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
async function answerOf(): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '保存回件…' }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}
async function enrolled(): Promise<Pc> {
  const pc = makePc();
  expect((await tryEnrol(world.hq, pc, await codeOf(world.hq, 'new'), branchInfo)).ok).toBe(true);
  return pc;
}

test('a file from a branch is taken in, and its answer carried back', async () => {
  const pc = await enrolled();
  pc.writeMany(3);
  const deps = courierFor(world.hq, pc);
  const loadEvents: typeof deps.transfer.loadEvents = async (rows) =>
    (await deps.transfer.loadEvents(rows)).map((e) => (e.header.seq === 2 ? { ...e, payload: {} } : e));
  const spoilt = await writeReport({ ...deps, transfer: { ...deps.transfer, loadEvents } }, null);
  const wang = await world.joined('wang', 'administrator');
  await page.goto(`${world.hq.url}/console/`);
  await world.signIn(wang);
  await page.getByRole('link', { name: '信使文件' }).click();
  await expect(page.getByRole('heading', { name: '收网点送来的文件' })).toBeVisible();
  await world.examine('courier, nothing chosen');

  await choose('letter.courier', Buffer.from('%PDF-1.7'));
  await expect(page.getByText('这不是网点的信使文件。')).toBeVisible();
  await expect(page.getByText('letter.courier 里的内容一条也没有收。')).toBeVisible();
  await picture('refused');
  await choose('cut.courier', spoilt.bytes.subarray(0, 900));
  await expect(page.getByText('文件损坏或不完整。')).toBeVisible();
  expect(await world.violations()).toEqual([]);

  await choose('xianting-SH021-A.courier', spoilt.bytes);
  await expect(page.getByText('新收 2 条，以前就有 0 条，没有收下 1 条。')).toBeVisible();
  await expect(page.getByRole('list', { name: '没有收下的记录' })).toContainText('第 2 条');
  await expect(page.getByText(`SH021 ${branchInfo.name}`)).toBeVisible();
  for (const look of [
    ['zh-CN', 'light'],
    ['en', 'dark'],
  ] as const) {
    await world.change(look);
    await picture(look.join('-'));
  }
  await world.change(['zh-CN', 'light']);
  await world.examine('courier, taken');
  const answer = await answerOf();
  expect(answer.name).toBe('xianting-SH021-A-answer.courier');
  expect(await takeAnswer(deps, answer.bytes)).toMatchObject({ ok: true, taken: { received: 3, refused: 1 } });

  await choose('xianting-SH021-A-answer.courier', answer.bytes);
  await expect(page.getByText('这是总行做的回件')).toBeVisible();
});

test('the same file twice is said to be known, and answered again', async () => {
  const pc = await enrolled();
  pc.writeMany(2);
  const { bytes } = await writeReport(courierFor(world.hq, pc), null);
  const wang = await world.joined('wang', 'administrator');
  await page.goto(`${world.hq.url}/console/`);
  await world.signIn(wang);
  await page.getByRole('link', { name: '信使文件' }).click();
  await choose('a.courier', bytes);
  await expect(page.getByText('新收 2 条')).toBeVisible();
  await choose('a.courier', bytes);
  await expect(page.getByText('这个文件里的记录以前都收过，没有重复收。')).toBeVisible();
  expect(await takeAnswer(courierFor(world.hq, pc), (await answerOf()).bytes)).toMatchObject({
    ...{ ok: true, taken: { received: 2 } },
  });
  await picture('again');
});
