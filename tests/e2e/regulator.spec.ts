/** 监管转办, without a network: a letter of answer, its proof, and why it was late, before the case is closed. */
import { ask, newId, registerForm, saveLetter } from './bridge';
import { expect, test } from './fixtures';
import { withoutNetwork } from './pages/no-network';
import { people, signIn } from './pages/setup-page';
import { openCase } from './tour/steps';

const dayMs = 86_400_000;
const localDate = (ms: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date(ms));

test('what the regulator handed on is answered in writing, and what was late is explained, before it is closed', async ({
  branchApp: app,
}) => {
  const { page, electron } = app;
  test.setTimeout(180_000);
  const network = await withoutNetwork(electron);
  const now = Date.now();
  await signIn(page, 'counter');
  const { caseId, number } = await registerForm(page, {
    facts: '信用卡年费重复扣',
    matter: '重复扣年费',
    businessId: 'biz.debit.limits',
    channelId: 'channel.regulator',
    transferLetter: { number: '监转〔2026〕5 号', dueOn: localDate(now - dayMs) },
    party: { name: '周海', phone: '13800138000' },
  });
  const { users } = await ask(page, 'session.tiles', {});
  const idOf = (name: string): string => users.find((user) => user.name === name)?.userId ?? '';
  const command = () => ({ commandId: newId(), caseId });
  const ownerId = idOf(people.counter.name);
  await ask(page, 'case.accept', { ...command(), complexity: 'simple', complexityReason: '', ownerId });
  await ask(page, 'case.proposeRemedy', {
    ...command(),
    content: {
      kinds: ['explanation'],
      amountFen: 0,
      factsFound: '年费扣了一次，另一笔是补扣。',
      basis: '收费公示第四项',
      decisionText: '已当面说明。',
      performBy: '',
      internalReason: '',
      evidenceIds: [],
    },
  });
  await openCase(page, number);
  await page.getByRole('button', { name: '更多操作' }).click();
  await expect(page.getByRole('menuitem', { name: /登记答复监管.*有了处理结果/ })).toBeVisible();
  await page.keyboard.press('Escape');
  const { shown, digest } = await ask(page, 'approval.show', { caseId });
  const stepUp = { userId: idOf(people.supervisor.name), password: people.supervisor.password };
  const approval = { proposalId: shown.proposalId, digest, outcome: 'approve', reason: '', stepUp };
  await ask(page, 'approval.decide', { ...command(), ...approval });
  await saveLetter(app, caseId);
  const delivery = { method: 'handed', deliveredOn: localDate(now), receivedBy: '', note: '' };
  await ask(page, 'case.recordDelivery', { ...command(), ...delivery });

  await page.getByRole('button', { name: '更多操作' }).click();
  await expect(page.getByRole('menuitem', { name: /^结案.*还没有书面答复监管/ })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: '文书' }).click();
  await page.getByRole('radio', { name: '答复监管函' }).click();
  const letter = page.frameLocator('iframe');
  await expect(letter.getByText('关于监管转办消费投诉的答复').first()).toBeVisible();
  await expect(letter.getByText('来函编号：监转〔2026〕5 号')).toBeVisible();
  await expect(letter.getByText(/已作出处理决定，并于.*告知投诉人/)).toBeVisible();

  await page.getByRole('main').getByRole('button', { name: '登记答复监管' }).click();
  const answer = page.getByRole('dialog', { name: '登记答复监管' });
  await answer.getByRole('button', { name: '登记答复监管' }).click();
  for (const missing of ['请写监管部门的名称', '请写答复文号', '请选怎么送的', '请写送达凭证'])
    await expect(answer).toContainText(missing);
  await answer.getByRole('textbox', { name: '答复哪个监管部门' }).fill('国家金融监督管理总局示范监管局');
  await answer.getByRole('textbox', { name: '答复文号' }).fill('示行〔2026〕3 号');
  await answer.getByRole('radio', { name: '监管投诉系统' }).click();
  await answer.getByRole('textbox', { name: /送达凭证/ }).fill('回执 0003');
  await answer.getByRole('button', { name: '登记答复监管' }).click();
  await expect(answer).toBeHidden();
  await expect(letter.getByText('国家金融监督管理总局示范监管局：')).toBeVisible();

  await page.getByRole('main').getByRole('button', { name: '结案', exact: true }).click();
  const close = page.getByRole('dialog', { name: '结案' });
  await close.getByRole('textbox', { name: '结案小结' }).fill('已说明，客户接受。');
  await close.getByRole('button', { name: '结案' }).click();
  await expect(close).toContainText('请选超期的原因');
  await close.getByRole('radio', { name: '其他', exact: true }).click();
  await close.getByRole('button', { name: '结案' }).click();
  await expect(close).toContainText('请写明具体情况');
  await close.getByRole('textbox', { name: '具体情况' }).fill('来函到网点时已过期');
  await close.getByRole('button', { name: '结案' }).click();
  await expect(close).toBeHidden();
  await expect(page.getByText('已结案', { exact: true }).first()).toBeVisible();
  await page.getByRole('tab', { name: '经过' }).click();
  await expect(page.getByRole('tabpanel')).toContainText(/超期原因：书面答复监管部门.*其他/);
  await expect(page.getByRole('tabpanel')).toContainText('来函到网点时已过期');
  expect((await network.attempts()).filter((attempt) => attempt !== '')).toEqual([]);
});
