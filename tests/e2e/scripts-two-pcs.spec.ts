/** Two PCs of a branch, each alone for a while, begin a new script with the same code: both are kept, and one gets another code. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { ask, newId } from './bridge';
import { expect, test, type RunningApp } from './fixtures';
import { startHeadquarters } from './headquarters';
import { runAxe } from './pages/axe';
import { signInWith } from './pages/setup-page';
import { connectBranch, joinBranch, levelBoth, syncUntilQuiet } from './support/two-pcs';
import { goTo } from './tour/steps';

const officer = { name: '赵颖', staffNo: 'X003', password: 'amber-window-36' };

/** Who writes scripts takes the place of whoever connected the PC. */
async function letOfficerIn(page: Page): Promise<void> {
  await ask(page, 'session.lock', {});
  await signInWith(page, officer);
}

async function newScript(page: Page, zh: string, en: string): Promise<void> {
  await ask(page, 'scripts.create', {
    commandId: newId(),
    code: 'SVC-06',
    family: 'service',
    title: { zh, en },
    trigger: { zh: '门口停车被收费', en: 'Charged for parking' },
    entry: null,
    copyOf: null,
  });
}

const noteOn = (page: Page, changeNote: string) =>
  ask(page, 'scripts.change', {
    commandId: newId(),
    code: 'SVC-06',
    change: { kind: 'edit', set: { changeNote } },
  });

async function draftOf(page: Page, code: string): Promise<{ readonly zh: string; readonly note: string } | null> {
  const { draft } = await ask(page, 'scripts.read', { code });
  return draft === null ? null : { zh: draft.source.title.zh, note: draft.source.changeNote };
}

test('a code that two PCs used offline is told on both, and nothing that was written is lost', async ({
  branchApp: first,
}) => {
  test.setTimeout(300_000);
  const hq = await startHeadquarters();
  const joined = await mkdtemp(path.join(tmpdir(), 'xianting-e2e-'));
  let second: RunningApp | undefined;
  try {
    await connectBranch(first, hq);
    await ask(first.page, 'user.add', { commandId: newId(), person: officer, role: 'officer' });
    await syncUntilQuiet(first);
    second = await joinBranch(hq, joined);
    await levelBoth(first, second);
    // Neither hears of the other: a sync after signing in would tell one of them of the code before it is used.
    const both = [first.page, second.page];
    for (const page of both) await ask(page, 'sync.setPaused', { paused: true });
    for (const page of both) await letOfficerIn(page);

    await newScript(first.page, '停车费争议', 'Parking fee');
    await newScript(second.page, '网点太吵', 'Noise');
    await noteOn(first.page, '甲机写的');
    await noteOn(second.page, '乙机写的');
    for (const page of both) await ask(page, 'sync.setPaused', { paused: false });
    await levelBoth(first, second);

    // The first keeps the code, on both PCs alike.
    for (const { page } of [first, second]) {
      expect(await draftOf(page, 'SVC-06')).toEqual({ zh: '停车费争议', note: '甲机写的' });
      const { clashes } = await ask(page, 'scripts.library', {});
      expect(clashes).toMatchObject([{ code: 'SVC-06', title: { zh: '网点太吵' }, free: 'SVC-07' }]);
    }
    await goTo(second.page, 0, '话术库');
    const told = second.page.getByRole('region', { name: '编号重了' });
    await expect(told).toContainText('新写的“网点太吵”用了编号 SVC-06，可别的电脑先用它写了“停车费争议”');
    await told.getByRole('button', { name: '换个编号…' }).click();
    const dialog = second.page.getByRole('dialog', { name: '编号重了' });
    expect((await runAxe(second.page)).violations).toEqual([]);
    // What is taken is refused at the dialog, which stays.
    await dialog.getByRole('textbox', { name: '新编号' }).fill('SVC-01');
    await dialog.getByRole('button', { name: '换成这个编号' }).click();
    await expect(dialog).toContainText('这个编号已经用了');
    await dialog.getByRole('textbox', { name: '新编号' }).fill('SVC-07');
    await dialog.getByRole('button', { name: '换成这个编号' }).click();
    await expect(second.page.getByRole('heading', { level: 1, name: 'SVC-07 网点太吵' })).toBeVisible();

    await levelBoth(second, first);
    for (const { page } of [first, second]) {
      expect(await draftOf(page, 'SVC-06')).toEqual({ zh: '停车费争议', note: '甲机写的' });
      expect(await draftOf(page, 'SVC-07')).toEqual({ zh: '网点太吵', note: '乙机写的' });
      expect((await ask(page, 'scripts.library', {})).clashes).toEqual([]);
    }
  } finally {
    await second?.close();
    await hq.remove();
    await rm(joined, { recursive: true, force: true });
  }
});
