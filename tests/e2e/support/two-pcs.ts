/** A second PC of the branch over a real headquarters. */
import { ask } from '../bridge';
import { expect, launch, type RunningApp } from '../fixtures';
import type { Headquarters } from '../headquarters';
import { branch, signIn } from '../pages/setup-page';

/** Sends and fetches until nothing waits and nothing was put aside. */
export async function syncUntilQuiet(app: RunningApp): Promise<void> {
  await expect
    .poll(
      async () => {
        await ask(app.page, 'sync.now', {});
        return ask(app.page, 'sync.status', {});
      },
      { timeout: 30_000 },
    )
    .toMatchObject({ state: 'idle', waiting: 0, quarantined: 0 });
}

/** Everything of one is on the other. */
export async function levelBoth(one: RunningApp, other: RunningApp): Promise<void> {
  await syncUntilQuiet(one);
  await syncUntilQuiet(other);
  await syncUntilQuiet(one);
}

/** The supervisor signs in and connects the branch to a headquarters that knows nothing of it yet. */
export async function connectBranch({ page }: RunningApp, hq: Headquarters): Promise<void> {
  await signIn(page, 'supervisor');
  await ask(page, 'sync.enrol', { hqUrl: hq.url, code: await hq.code('new') });
}

/** Joins the branch that headquarters knows, on an empty profile, and signs the supervisor in. */
export async function joinBranch(hq: Headquarters, userData: string): Promise<RunningApp> {
  const app = await launch({ userData });
  const { page } = app;
  await page.getByRole('button', { name: /加入已有网点/ }).click();
  await page.getByLabel('总行地址').fill(hq.url);
  await page.getByLabel('一次性接入码').fill(await hq.code('join', branch.code));
  await page.getByRole('button', { name: '接入并取回数据' }).click();
  const code = (await page.getByTestId('recovery-code').textContent()) ?? '';
  await page.getByLabel(/照纸上的再输一遍/).fill(code);
  await page.getByRole('button', { name: '完成设置' }).click();
  await signIn(page, 'supervisor');
  return app;
}
