/** 锁屏求助: a PC where nobody is signed in calls for help and hears of the calls of others, through headquarters. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ask } from './bridge';
import { expect, test, type RunningApp } from './fixtures';
import { startHeadquarters } from './headquarters';
import { people, signIn } from './pages/setup-page';
import { connectBranch, joinBranch, syncUntilQuiet } from './support/two-pcs';

const chord = 'Control+Shift+F12';

test('a locked PC calls, another is told and answers; then it hears a call itself, and says that somebody saw it', async ({
  branchApp: first,
}) => {
  test.setTimeout(180_000);
  const hq = await startHeadquarters();
  const profile = await mkdtemp(path.join(tmpdir(), 'xianting-e2e-'));
  let second: RunningApp | undefined;
  try {
    await connectBranch(first, hq);
    await syncUntilQuiet(first);
    await ask(first.page, 'session.lock', {});
    second = await joinBranch(hq, profile);
    await syncUntilQuiet(second);

    // A is locked: no keys of a person are in its memory.
    await first.page.keyboard.press(chord);
    await expect(first.page.locator('[data-help-screen="on"]')).toBeVisible();
    const bar = second.page.locator('[data-incident-bar="alert"]');
    await expect(bar).toContainText('A 号机求助，没有人登录');
    await bar.getByRole('button', { name: '已收到，去处理' }).click();
    await expect(bar).toHaveCount(0);
    // What was answered before there was a record is in it, once somebody signs in at A.
    await first.page.keyboard.press('Shift+Escape');
    await signIn(first.page, 'counter');
    await expect
      .poll(
        async () => {
          const { incidents } = await ask(first.page, 'incident.list', {});
          const [one] = incidents;
          return (
            one &&
            (await ask(first.page, 'incident.get', { id: one.id })).lines.map(({ kind, byName }) => [kind, byName])
          );
        },
        { timeout: 30_000 },
      )
      .toEqual([
        ['raised', ''],
        ['acknowledged', people.supervisor.name],
      ]);
    expect(await readdir(path.join(first.userData, 'help'))).toEqual(['address.sealed']);

    // B is locked and hears: which PC and when, and no name; but nothing of what it has dealt with.
    await ask(second.page, 'session.lock', {});
    const heard = second.page.locator('[data-locked-call="A"]');
    await expect(second.page.getByRole('heading', { name: '请选择您是谁' })).toBeVisible();
    await expect(heard).toHaveCount(0);
    const [incident] = (await ask(first.page, 'incident.list', {})).incidents;
    // Later than what counts as the same press.
    await first.electron.evaluate(() => {
      const real = Date.now.bind(Date);
      Date.now = () => real() + 60_000;
    });
    await first.page.keyboard.press(chord);
    await expect(heard).toContainText('A 号机求助');
    await expect(heard).not.toContainText(people.counter.name);
    await heard.getByRole('button', { name: '有人看到了' }).click();
    await expect(heard).toContainText('已记下：有人看到了');
    await signIn(second.page, 'supervisor');
    await expect(bar).toContainText('A 号机');
    const lines = async () =>
      (await ask(first.page, 'incident.get', { id: incident?.id })).lines.map(({ kind, byName, deviceTag }) => [
        kind,
        byName,
        deviceTag,
      ]);
    await expect.poll(lines, { timeout: 30_000 }).toContainEqual(['seenLocked', '', 'B']);
  } finally {
    await second?.close();
    await hq.remove();
    await rm(profile, { recursive: true, force: true });
  }
});
