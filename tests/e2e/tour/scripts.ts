/** The library of scripts: found and not found, a script as map and list, tried out; a new one and its draft; what goes to headquarters. */
import { expect, type Page } from '@playwright/test';
import { ask, newId } from '../bridge';
import type { Visit, Walk } from '../pages/tour';
import { changeTo, closeTop, goTo, officer, supervisor } from './steps';

export const walkScripts: Walk = async ({ app: { page }, visit }) => {
  await goTo(page, 0, '话术库');
  await expect(page.getByRole('button', { name: /SVC-01/ })).toBeVisible();
  await visit('scripts');
  await page.getByRole('searchbox', { name: '找话术' }).fill('没有这样的话术');
  await expect(page.getByText('没有找到话术')).toBeVisible();
  await visit('scripts-none');
  await page.getByRole('searchbox', { name: '找话术' }).fill('pdsj');
  await page.getByRole('button', { name: /SVC-01/ }).click();
  await expect(
    page.getByRole('group', { name: '话术的步骤' }).getByRole('group', { name: '说 S2 greet' }),
  ).toBeVisible();
  await visit('script-map');
  await page.getByRole('radio', { name: '列表' }).click();
  await page.getByRole('list', { name: '话术的步骤' }).getByRole('button', { name: /mood/ }).click();
  await visit('script-list');
  await page.getByRole('tab', { name: '试演' }).click();
  await page.getByRole('radio', { name: /愤怒/ }).click();
  await page.getByRole('button', { name: '说了' }).click();
  await visit('script-preview');
  await page.getByRole('tab', { name: '草稿' }).click();
  await expect(page.getByText('还没有草稿')).toBeVisible();
  await visit('script-no-draft');
  await page.getByRole('tab', { name: '审核与变化' }).click();
  await visit('script-no-review');
  await page.getByRole('button', { name: '返回' }).first().click();

  await changeTo(page, officer);
  await walkDraft(page, visit);
  await walkRelease(page, visit);
};

/** The dialogs of whoever writes, and every form of a draft. */
async function walkDraft(page: Page, visit: Visit): Promise<void> {
  await goTo(page, 0, '话术库');
  await page.getByRole('button', { name: '新写一个话术…' }).click();
  const dialog = page.getByRole('dialog', { name: '新写一个话术' });
  await dialog.getByRole('button', { name: '开始写' }).click();
  await visit('script-new');
  await closeTop(page, dialog);

  await page.getByRole('button', { name: /SUB-01/ }).click();
  await page.getByRole('radio', { name: '列表' }).click();
  await page
    .getByRole('list', { name: '话术的步骤' })
    .getByRole('button', { name: /routes/ })
    .click();
  await page.getByRole('button', { name: '换成本网点的说法' }).first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await visit('script-reword');
  await closeTop(page, page.getByRole('dialog'));
  await page.getByRole('button', { name: '返回' }).first().click();

  await page.getByRole('button', { name: /SVC-01/ }).click();
  await page.getByRole('tab', { name: '草稿' }).click();
  await page.getByRole('button', { name: '开始写草稿' }).click();
  const promises = page.getByRole('region', { name: '承诺', exact: true });
  await promises.getByRole('button', { name: '加一个承诺' }).click();
  await promises.getByRole('radio', { name: '规则里的期限' }).click();
  const noted = page.getByRole('region', { name: '走到这一步就记下' });
  await noted.getByRole('button', { name: '加一件要记的事' }).click();
  await expect(noted.getByText('请选一个')).toBeVisible();
  await visit('script-draft');
  for (const [part, stop] of [
    ['不说与可说', 'phrases'],
    ['法律要点', 'law'],
    ['必问与事实', 'facts'],
    ['上报', 'escalations'],
    ['特殊客户', 'variants'],
    ['推荐与收尾', 'frame'],
  ] as const) {
    await page.getByRole('radio', { name: part, exact: true }).click();
    await visit(`script-draft-${stop}`);
  }
  await page.getByRole('button', { name: '丢弃草稿' }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await visit('script-discard');
  await page.getByRole('alertdialog').getByRole('button', { name: '丢弃草稿' }).click();
  await expect(page.getByText('还没有草稿')).toBeVisible();
  await page.getByRole('button', { name: '返回' }).first().click();
}

/** What was written, signed and approved is handed to headquarters by whoever leads; leaves them signed in. */
async function walkRelease(page: Page, visit: Visit): Promise<void> {
  const code = 'SVC-01';
  const { source } = await ask(page, 'scripts.begin', { commandId: newId(), code });
  const { title, trigger } = source;
  const head = { version: '1.0.1', title, trigger, changeNote: '招呼短一点', effectiveFrom: '2099-01-01' };
  const node = {
    ...source.nodes['greet'],
    text: { zh: '您好，号给我，我来查。', en: "Hello, give me your ticket; I'll check." },
  };
  await ask(page, 'scripts.change', { commandId: newId(), code, change: { kind: 'node', id: 'greet', node } });
  const file = await ask(page, 'scripts.change', { commandId: newId(), code, change: { kind: 'head', head } });
  const words = file.draft?.words ?? '';
  const { draft } = await ask(page, 'scripts.move', { commandId: newId(), code, move: 'submit', words });
  for (const { as } of draft?.signOffs ?? [])
    await ask(page, 'scripts.sign', { commandId: newId(), code, as, words, name: '周合规' });
  await page.getByRole('button', { name: /SVC-01/ }).click();
  await page.getByRole('tab', { name: '审核与变化' }).click();
  await visit('script-review');
  await page.getByRole('button', { name: '返回' }).first().click();

  await changeTo(page, supervisor);
  await ask(page, 'scripts.move', { commandId: newId(), code, move: 'approve', words });
  await goTo(page, 0, '话术库');
  await page.getByRole('button', { name: /^交总行签名/ }).click();
  const dialog = page.getByRole('dialog', { name: '交总行签名' });
  await dialog.getByRole('button', { name: '检查并存成文件…' }).click();
  await visit('script-release');
  await closeTop(page, dialog);
}
