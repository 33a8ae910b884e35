/** Rule packs at a branch without a line: taken in from a file, looked at, confirmed; a bad one changes nothing. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { rulesWithDays, type RulesJson } from '../support/pack-rules';
import { ask, everything, newId, registerForm } from './bridge';
import { expect, launch, test, type RunningApp } from './fixtures';
import { withoutNetwork } from './pages/no-network';
import { signedByHeadquarters } from './pages/signed-packs';
import { signIn } from './pages/setup-page';

const dayMs = 86_400_000;
async function openRules(page: Page): Promise<void> {
  await page.keyboard.press('Control+Digit6');
  await page.getByRole('tab', { name: '规则和日历' }).click();
  await expect(page.getByRole('article', { name: '时限规则 2020.4' })).toBeVisible();
}

async function importPack(app: RunningApp, name: string, content: object | string): Promise<void> {
  const file = path.join(app.userData, name);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  await app.answerOpenDialog([file]);
  await app.page.getByRole('button', { name: '导入规则包…' }).click();
}

const dueAtMs = async (page: Page): Promise<number> => {
  const { rows } = await ask(page, 'history.page', { ...everything, offset: 0, limit: 1 });
  return rows[0]?.dueAtMs ?? 0;
};

test('a signed pack is previewed, confirmed, and moves the dates of open complaints, also after a restart', async ({
  branchApp: app,
  profile,
}) => {
  const { page } = app;
  await signIn(page, 'supervisor');
  const network = await withoutNetwork(app.electron);
  const { number } = await registerForm(page, {
    facts: '年费扣了两次',
    matter: '年费扣了两次',
    businessId: 'biz.debit.limits',
    party: { name: '周海', phone: '13800138000' },
  });
  const before = await dueAtMs(page);
  const { publicKey, signed } = signedByHeadquarters([rulesWithDays('2026.1', 10)]);
  const pack = signed[0]!;
  await openRules(page);

  // Nobody's word is taken before the key is known; the refusal stays to be read.
  await importPack(app, 'pack.json', pack);
  await expect(page.getByRole('alert').first()).toContainText('没有收下 pack.json');
  await expect(page.getByRole('region', { name: '拒收记录' })).toContainText('签名的密钥不是本网点信任的密钥');
  await page.getByLabel('总行的签名密钥').fill('not a key');
  await page.getByRole('button', { name: '信任这个密钥' }).click();
  await expect(page.getByText('这不是签名密钥：应为 43 个字母、数字、- 或 _。')).toBeVisible();
  await page.getByLabel('总行的签名密钥').fill(publicKey);
  await page.getByRole('button', { name: '信任这个密钥' }).click();
  await expect(page.getByRole('region', { name: '信任的签名密钥' })).toContainText(publicKey);

  await importPack(app, 'pack.json', pack);
  const awaiting = page.getByRole('article', { name: '时限规则 2026.1' });
  await expect(awaiting).toContainText('等待确认');
  await expect(awaiting).toContainText('总行合规部');
  await expect(awaiting).toContainText(/\d+ 项待合规确认/);
  await awaiting.getByRole('button', { name: '查看内容' }).click();
  const contents = page.getByRole('dialog', { name: 'rules.cn.bank 2026.1 的规则' });
  await expect(contents.getByRole('region', { name: 'D1', exact: true })).toContainText('10 日');
  await page.keyboard.press('Escape');
  // Nothing has changed yet.
  expect(await dueAtMs(page)).toBe(before);

  await awaiting.getByRole('button', { name: '看会改变什么…' }).click();
  const change = page.getByRole('dialog', { name: 'rules.cn.bank 2026.1 会改变什么' });
  await expect(change.getByRole('status')).toHaveText('在办投诉 1 件，其中 1 件的日期会变。 确认后立即生效。');
  const row = change.getByRole('grid', { name: '会变的日期' }).getByRole('row').nth(1);
  await expect(row).toContainText(number);
  await expect(row).toContainText('D1，《银行业保险业消费投诉处理管理办法》第十七、十八条');
  await change.getByRole('button', { name: '确认启用' }).click();
  await expect(awaiting).toContainText('生效中');
  await expect(page.getByRole('article', { name: '时限规则 2020.4' })).toContainText('已被替换');
  await expect.poll(() => dueAtMs(page)).toBe(before - 5 * dayMs);

  await page.keyboard.press('Control+4');
  // The key asks about the row the grid points at: there is none before the list has come.
  await expect(page.getByRole('grid').getByText(number)).toBeVisible();
  await page.getByRole('grid').focus();
  await page.keyboard.press('Alt+KeyW');
  const why = page.getByRole('dialog', { name: '处理决定：为什么是这一天' });
  await expect(why).toContainText('加 10 天');
  await expect(why).toContainText('规则包 rules.cn.bank 2026.1');
  await page.keyboard.press('Escape');

  expect(await network.attempts()).toEqual([]);
  await app.kill();
  const again = await launch({ userData: profile });
  await signIn(again.page, 'supervisor');
  expect(await dueAtMs(again.page)).toBe(before - 5 * dayMs);
  await openRules(again.page);
  await expect(again.page.getByRole('article', { name: '时限规则 2026.1' })).toContainText('生效中');
  await again.page.getByRole('tab', { name: '操作留痕' }).click();
  await expect(again.page.getByRole('grid', { name: '操作留痕' })).toContainText(
    '确认启用规则包 rules.cn.bank@2026.1，1 件投诉有变化',
  );
  await again.close();
});

test('a pack that was changed, is malformed or contradicts itself is refused with field and reason', async ({
  branchApp: app,
}) => {
  const { page } = app;
  await signIn(page, 'supervisor');
  const [changed, overlapping, malformed] = [1, 2, 3].map(() => rulesWithDays('2026.1', 10)) as [
    RulesJson,
    RulesJson,
    RulesJson,
  ];
  overlapping.deadlines.push({ ...overlapping.deadlines[0]!, id: 'D1.new' });
  malformed.deadlines[0]!.limit.count = -1;
  const { publicKey, signed } = signedByHeadquarters([changed, overlapping, malformed]);
  await ask(page, 'packs.trustKey', { commandId: newId(), publicKey });
  await openRules(page);
  const refused = page.getByRole('alert').first();

  const tampered = signed[0]!;
  tampered.body.pack.deadlines[0]!.limit.count = 90;
  await importPack(app, 'tampered.json', tampered);
  await expect(refused).toContainText('没有收下 tampered.json');
  await expect(refused).toContainText('signature.value：签名与内容不符，内容在签名后被改动过');
  await importPack(app, 'overlapping.json', signed[1]!);
  await expect(refused).toContainText('D1.new.effectiveFrom：与 D1 的有效期重叠');
  await importPack(app, 'malformed.json', signed[2]!);
  await expect(refused).toContainText('deadlines.0.limit.count：超出允许的范围');

  await importPack(app, 'unsigned.json', rulesWithDays('2026.1', 10));
  await expect(refused).toContainText('signature：没有签名');
  await importPack(app, 'letter.json', 'Dear branch,');
  await expect(refused).toContainText('整个文件：不是规则包文件');

  // A list of stopped scripts: which entry, which part of it, why, and what to do.
  const reason = { zh: '规定已改', en: 'The rule changed' };
  const faulty = {
    id: 'script-stops.cn',
    version: '2026.2',
    note: '',
    stops: [
      { code: 'SVC-01', reason: { zh: '规定已改', en: '' } },
      { code: 'svc02', reason },
    ],
  };
  const inDanger = { ...faulty, stops: [{ code: 'UNC-04', reason }] };
  const stops = signedByHeadquarters([faulty, inDanger], 'stops');
  await ask(page, 'packs.trustKey', { commandId: newId(), publicKey: stops.publicKey });
  await importPack(app, 'stops.json', stops.signed[0]!);
  await expect(refused).toContainText('没有收下 stops.json');
  await expect(refused.getByRole('listitem')).toHaveText([
    '停用名单第 1 条的停用原因（英文）：超出允许的范围',
    '停用名单第 2 条的话术编号：格式不对',
  ]);
  await expect(refused).toContainText('怎么办：把上面几处告诉发布方，改好、重新签名后再导入一次。');
  await importPack(app, 'danger.json', stops.signed[1]!);
  await expect(refused).toContainText('停用名单第 1 条的话术编号：是有人身危险时用的话术，不能缺，也不能停用');

  await expect(page.getByRole('region', { name: '拒收记录' }).getByRole('listitem')).toHaveCount(8);
  await expect(page.getByRole('article', { name: '时限规则 2020.4' })).toContainText('生效中');
  await page.getByRole('tab', { name: '操作留痕' }).click();
  await expect(page.getByRole('grid', { name: '操作留痕' })).toContainText(
    '拒收规则包 rules.cn.bank@2026.1：signature.value，签名与内容不符',
  );
});
