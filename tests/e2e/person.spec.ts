/** One person across their complaints: on one line of time, and nobody else's taken for theirs in silence. */
import { ask, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { signIn } from './pages/setup-page';

test('the complaints of a person stand on one line of time; one that shares only the name says so', async ({
  branchApp: app,
}) => {
  const { page } = app;
  await signIn(page, 'counter');
  const common = { businessId: 'biz.debit.limits', reasonId: '', facts: '限额变了' };
  const person = { name: '周桂芳', phone: '13800138000' };
  const first = await registerForm(page, { ...common, matter: '卡不能转账', want: 'explanation', party: person });
  // The same phone written as on a card, under a maiden name.
  await registerForm(page, {
    ...common,
    matter: '短信费',
    want: 'refund',
    party: { name: '周氏', phone: '+86 138-0013-8000' },
  });
  const namesake = await registerForm(page, {
    ...common,
    matter: '别人的事',
    party: { name: '周桂芳', phone: '13900139000' },
  });
  await registerForm(page, { ...common, matter: '不相干', party: { name: '吴越', phone: '13700137000' } });

  await page.keyboard.press('Control+k');
  await page.keyboard.type(first.number);
  await page.getByRole('option').filter({ hasText: first.number }).first().waitFor();
  await page.keyboard.press('Enter');
  const line = page.getByRole('list', { name: '此人历次投诉' });
  await expect(line.getByRole('listitem')).toHaveCount(3);
  await expect(line.getByRole('listitem').filter({ hasText: '本件' })).toContainText('想要：要个说法');
  await expect(line.getByRole('listitem').filter({ hasText: '短信费' })).not.toContainText('只有姓名相同');
  await expect(line.getByRole('listitem').filter({ hasText: '别人的事' })).toContainText('只有姓名相同，可能是别人');
  await line.getByRole('button', { name: `打开 ${namesake.number}` }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(namesake.number);
  // Who looked is in the trail.
  await ask(page, 'session.lock', {});
  await signIn(page, 'supervisor');
  const trail = await ask(page, 'audit.page', { beforeEventId: null, limit: 50 });
  expect(trail.entries.map((entry) => entry.type)).toContain('audit.personSearched');
});
