/** 文书, without a network: what a letter must say, what stops it, and what comes out. */
import path from 'node:path';
import { usualHours } from '../../src/domain/deadlines/opening-hours';
import { ask, newId, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { withoutNetwork } from './pages/no-network';
import { textOfPdf } from './pages/pdf';
import { people, signIn } from './pages/setup-page';
import { openCase } from './tour/steps';

const content = {
  kinds: ['explanation'],
  amountFen: 0,
  factsFound: '年费扣了一次，另一笔是补扣。',
  basis: '收费公示第四项',
  decisionText: '已当面说明，不再退费。',
  performBy: '',
  internalReason: '避免舆情',
  evidenceIds: [],
};

test('a letter waits for what the rules demand, names the rule, leads to the field, and is printed then', async ({
  branchApp: { page, electron, userData, answerSaveDialog },
}) => {
  test.setTimeout(180_000);
  const network = await withoutNetwork(electron);
  await signIn(page, 'counter');
  const { caseId, number } = await registerForm(page, {
    facts: '信用卡年费重复扣',
    matter: '重复扣年费',
    businessId: 'biz.debit.limits',
    party: { name: '周海', phone: '13800138000' },
  });
  const { users } = await ask(page, 'session.tiles', {});
  const idOf = (name: string): string => users.find((user) => user.name === name)?.userId ?? '';
  const command = () => ({ commandId: newId(), caseId });
  const ownerId = idOf(people.counter.name);
  await ask(page, 'case.accept', { ...command(), complexity: 'simple', complexityReason: '', ownerId });
  await ask(page, 'case.proposeRemedy', { ...command(), content });
  const { shown, digest } = await ask(page, 'approval.show', { caseId });
  const stepUp = { userId: idOf(people.supervisor.name), password: people.supervisor.password };
  const approval = { proposalId: shown.proposalId, digest, outcome: 'approve', reason: '', stepUp };
  await ask(page, 'approval.decide', { ...command(), ...approval });

  await page.keyboard.press('Control+l');
  await signIn(page, 'supervisor');
  const { name, institutionName, province, address, phone, appeal, openingHours } = await ask(page, 'branch.get', {});
  const known = { name, institutionName, province, address, phone, openingHours: openingHours ?? usualHours };
  const changes = { ...known, appeal: { ...appeal, reviewPhone: '' } };
  await ask(page, 'branch.update', { commandId: newId(), changes });

  await openCase(page, number);
  await page.getByRole('tab', { name: '文书' }).click();
  await page.getByRole('radio', { name: '处理决定告知书' }).click();
  const musts = page.getByRole('region', { name: '必须写明的内容' });
  const redress = musts.getByRole('listitem').filter({ hasText: '写明救济途径' }).first();
  await expect(redress).toContainText('银行业保险业消费投诉处理管理办法');
  await expect(redress).toContainText('待合规确认');
  await expect(redress).toContainText('核查机构电话');
  await expect(page.getByText('补齐下面标出的内容后才能打印')).toBeVisible();
  await expect(page.getByRole('button', { name: '打印', exact: true })).toBeDisabled();
  await expect(page.getByRole('button', { name: '存为 PDF' })).toBeDisabled();
  const output = { ...command(), kind: 'letter', format: 'a4', language: 'zh-CN', target: 'pdf' };
  await expect(ask(page, 'document.output', output)).rejects.toThrow('letter.fieldEmpty');

  await redress.getByRole('button', { name: '去设置里填' }).click();
  const missing = page.getByRole('textbox', { name: '核查申请电话' });
  await expect(missing).toBeFocused();
  await missing.fill('027-8600 0000');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('网点资料已保存')).toBeVisible();

  await openCase(page, number);
  await page.getByRole('tab', { name: '文书' }).click();
  await page.getByRole('radio', { name: '处理决定告知书' }).click();
  await expect(page.frameLocator('iframe').getByText(/027-8600 0000/)).toBeVisible();
  await expect(musts.getByRole('img', { name: '还缺：' })).toHaveCount(0);
  const file = path.join(userData, 'letter.pdf');
  await answerSaveDialog(file);
  await page.getByRole('button', { name: '存为 PDF' }).click();
  await expect(page.getByText('已存为 letter.pdf')).toBeVisible();
  const text = await textOfPdf(file);
  for (const said of ['年费扣了一次', '收费公示第四项', '不再退费', '027-86000000', '周海', '第1份'])
    expect(text).toContain(said);
  expect(text).not.toContain('避免舆情');
  expect((await network.attempts()).filter((attempt) => attempt !== '')).toEqual([]);
});
