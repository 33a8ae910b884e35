/** Packs of a real headquarters: published there from a file, brought by sync, looked at, confirmed; one changed on its way is refused. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { rulesWithDays } from '../support/pack-rules';
import { ask, everything, newId, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { startHeadquarters } from './headquarters';
import { people, signIn } from './pages/setup-page';
import { startMeddler } from './support/meddler';
import { refundOfFee } from './support/refund';

const dayMs = 86_400_000;
const root = path.resolve(__dirname, '../..');
const run = promisify(execFile);

const dueAtMs = async (page: Page): Promise<number> => {
  const { rows } = await ask(page, 'history.page', { ...everything, offset: 0, limit: 1 });
  return rows[0]?.dueAtMs ?? 0;
};

async function sync(page: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        await ask(page, 'sync.now', {});
        return ask(page, 'sync.status', {});
      },
      { timeout: 30_000 },
    )
    .toMatchObject({ state: 'idle', waiting: 0 });
}

async function openRules(page: Page): Promise<void> {
  await page.keyboard.press('Control+Digit6');
  await page.getByRole('tab', { name: '规则和日历' }).click();
}

/** A case of the counter that waits for a decision on so much money. */
async function proposed(page: Page, amountFen: number): Promise<{ caseId: string; number: string }> {
  const made = await registerForm(page, {
    facts: '年费扣了两次',
    matter: '年费扣了两次',
    businessId: 'biz.creditCard.fees',
    party: { name: '周海', phone: '13800138000' },
  });
  const { users } = await ask(page, 'session.tiles', {});
  const ownerId = users.find(({ name }) => name === people.counter.name)?.userId;
  const on = { caseId: made.caseId, commandId: newId() };
  await ask(page, 'case.accept', { ...on, complexity: 'simple', complexityReason: '', ownerId });
  await ask(page, 'case.proposeRemedy', {
    ...on,
    commandId: newId(),
    content: { ...refundOfFee, amountFen },
  });
  return made;
}

test('headquarters publishes rules and a matrix; the branch sees what changes, confirms, and refuses what was changed on its way', async ({
  branchApp: app,
}) => {
  test.setTimeout(240_000);
  const { page } = app;
  const hq = await startHeadquarters();
  const between = await startMeddler(() => hq.url);
  try {
    await signIn(page, 'supervisor');
    await ask(page, 'sync.enrol', { hqUrl: between.url, code: await hq.code('new') });
    await ask(page, 'session.lock', {});
    await signIn(page, 'counter');
    const { caseId, number } = await proposed(page, 3_000_000);
    await ask(page, 'session.lock', {});
    await signIn(page, 'supervisor');
    await sync(page);
    const before = await dueAtMs(page);

    // Rules of ten days, changed to ninety on their way: refused with the reason, and the old ones hold.
    await openRules(page);
    await expect(page.getByRole('region', { name: '信任的签名密钥' })).toContainText('接入总行时记下');
    between.meddle((packs) => packs.replaceAll('"count":10,', '"count":90,'));
    expect(await hq.publish(rulesWithDays('2026.1', 10), '2026-11-01')).toContain(
      'branches get it with their next sync',
    );
    await sync(page);
    const refused = page.getByRole('region', { name: '拒收记录' });
    await expect(refused).toContainText('rules.cn.bank@2026.1');
    await expect(refused).toContainText('signature.value：签名与内容不符，内容在签名后被改动过');
    await expect(page.getByRole('article', { name: '时限规则 2020.4' })).toContainText('生效中');
    expect(await dueAtMs(page)).toBe(before);

    // As headquarters signed them they are taken in, looked at and confirmed.
    between.meddle(null);
    await sync(page);
    const rules = page.getByRole('article', { name: '时限规则 2026.1' });
    await expect(rules).toContainText('等待确认');
    await expect(rules).toContainText('总行下发 · 总行合规部');
    expect(await dueAtMs(page)).toBe(before);
    await rules.getByRole('button', { name: '看会改变什么…' }).click();
    const change = page.getByRole('dialog', { name: 'rules.cn.bank 2026.1 会改变什么' });
    await expect(change.getByRole('status')).toHaveText('在办投诉 1 件，其中 1 件的日期会变。 确认后立即生效。');
    await expect(change.getByRole('grid', { name: '会变的日期' })).toContainText(number);
    await change.getByRole('button', { name: '确认启用' }).click();
    await expect(rules).toContainText('生效中');
    await expect.poll(() => dueAtMs(page)).toBe(before - 5 * dayMs);

    // A matrix by which one signature is enough for what needed two.
    const matrix = JSON.parse(readFileSync(path.join(root, 'resources/packs/authority/cn.json'), 'utf8')) as {
      version: string;
      effectiveFrom: string;
      matrix: Record<'bank' | 'insurer', Record<string, { upToFen: number; approvers: string[] }[]>>;
    };
    matrix.version = '2026.2';
    matrix.effectiveFrom = '2026-11-01';
    for (const type of ['bank', 'insurer'] as const)
      matrix.matrix[type]['refund'] = [{ upToFen: 4_000_000, approvers: ['supervisor'] }];
    expect((await ask(page, 'approval.show', { caseId })).needed).toEqual(['supervisor', 'officer']);
    await hq.publish(matrix, '2026-11-01');
    await sync(page);
    const authority = page.getByRole('article', { name: '授权矩阵 2026.2' });
    await expect(authority).toContainText('等待确认');
    expect((await ask(page, 'approval.show', { caseId })).needed).toEqual(['supervisor', 'officer']);
    await authority.getByRole('button', { name: '看会改变什么…' }).click();
    const approvers = page.getByRole('dialog', { name: 'cn-house-authority 2026.2 会改变什么' });
    await expect(approvers.getByRole('status')).toContainText('等待审批的方案 1 件，其中 1 件要由别人签字。');
    const row = approvers.getByRole('grid', { name: '签字人会变的方案' }).getByRole('row').nth(1);
    await expect(row).toContainText(number);
    await expect(row).toContainText('网点负责人 和 消保专员');
    const lines = approvers.getByRole('table', { name: '内容的变化' });
    await expect(lines.getByRole('row', { name: /银行 · 退还款项/ })).toContainText('¥40,000.00 以内：网点负责人');
    await approvers.getByRole('button', { name: '确认启用' }).click();
    await expect(authority).toContainText('生效中');
    await authority.getByRole('button', { name: '查看内容' }).click();
    const table = page
      .getByRole('dialog', { name: 'cn-house-authority 2026.2 的授权矩阵' })
      .getByRole('table', { name: '银行的授权矩阵' });
    await expect(table.getByRole('row', { name: /退还款项/ })).toContainText('¥40,000.00');
    await page.keyboard.press('Escape');

    // It decides from now on, and the decision says under which matrix it was made.
    const shown = await ask(page, 'approval.show', { caseId });
    expect(shown.needed).toEqual(['supervisor']);
    await ask(page, 'approval.decide', {
      commandId: newId(),
      caseId,
      proposalId: shown.shown.proposalId,
      digest: shown.digest,
      outcome: 'approve',
      reason: '',
      stepUp: null,
    });
    const { state } = await ask(page, 'case.get', { caseId });
    expect(state.proposals[0]?.decision?.under?.matrix?.name).toBe('cn-house-authority@2026.2');
    await sync(page);
    const file = path.join(app.userData, 'log.jsonl');
    await app.answerSaveDialog(file);
    await ask(page, 'audit.exportLog', { commandId: newId() });
    const { stdout } = await run(process.execPath, [path.join(root, 'scripts/verify-log.mjs'), file, '--lang', 'zh']);
    expect(stdout).toContain('日志完好');
    expect(stdout).toContain('记有授权矩阵的决定，都在当时生效的矩阵之内');
  } finally {
    await between.stop();
    await hq.remove();
  }
});
