import { expect, launch, test } from './fixtures';
import { people, setUpBranch, signIn } from './pages/setup-page';

test('a new branch is set up, its people sign in, and everything is there after a restart', async ({
  app,
  profile,
}) => {
  await setUpBranch(app.page);
  await signIn(app.page, 'counter');
  await expect(app.page.getByRole('navigation')).toContainText('登记');
  await app.kill();

  const again = await launch({ userData: profile });
  await expect(again.page.getByRole('button', { name: new RegExp(people.supervisor.name) })).toBeVisible();
  await signIn(again.page, 'supervisor');
  await expect(again.page.getByRole('navigation')).toContainText('审批');
  await again.close();
});
