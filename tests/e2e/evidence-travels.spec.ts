/** 证据材料 between two PCs of a branch: on a lane of its own to headquarters, and from there to whoever opens it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ask, newId, registerForm } from './bridge';
import { expect, test, type RunningApp } from './fixtures';
import { startHeadquarters } from './headquarters';
import { goTo } from './tour/steps';
import { connectBranch, joinBranch, levelBoth, syncUntilQuiet } from './support/two-pcs';

const words = '2026-10-28 年费 -200.00\n';
/** More than two pieces. */
const long = words.repeat(90_000);

test('what one PC added is opened on the other, also when that PC has no line any more', async ({
  branchApp: first,
}) => {
  test.setTimeout(180_000);
  const hq = await startHeadquarters();
  const profile = await mkdtemp(path.join(tmpdir(), 'xianting-e2e-'));
  let second: RunningApp | undefined;
  try {
    await connectBranch(first, hq);
    const { caseId } = await registerForm(first.page, {
      facts: '年费扣了两次',
      party: { name: '周海', phone: '13800138000' },
    });
    const attach = async (name: string, text: string): Promise<string> => {
      const { evidence } = await ask(first.page, 'attachment.add', {
        ...{ name, declaredType: 'text/plain', fromCustomer: true },
        bytes: Uint8Array.from(Buffer.from(text)),
      });
      await ask(first.page, 'case.attachEvidence', { commandId: newId(), caseId, evidence });
      return evidence.sha256;
    };
    const small = await attach('流水.txt', words);
    await ask(first.page, 'sync.setEvidence', { policy: 'small' });
    const large = await attach('全年流水.txt', long);
    await syncUntilQuiet(first);
    await expect
      .poll(async () => (await ask(first.page, 'sync.status', {})).evidence)
      .toMatchObject({ policy: 'small', waitingFiles: 1, heldBackFiles: 1, reasonCode: null });
    await goTo(first.page, 5, '同步');
    await expect(first.page.getByText('其中 1 份按下面的设置留在本机')).toBeVisible();

    second = await joinBranch(hq, profile);
    await levelBoth(first, second);
    const { page } = second;
    const read = (sha256: string): Promise<unknown> =>
      page.evaluate(`(async () => {
        const reply = await window.xianting.call('attachment.read', { caseId: '${caseId}', sha256: '${sha256}' });
        return reply.ok ? new TextDecoder().decode(reply.value.bytes) : reply.error.code;
      })()`);
    expect(await read(small)).toBe(words);
    expect(await read(large)).toBe('attachment.notFound');
    await first.page.getByRole('radio', { name: '全部', exact: true }).click();
    await expect(first.page.getByText('没有，本机的材料总行都有了')).toBeVisible();
    expect(await read(large)).toBe(long);

    // Here from now on.
    await hq.kill();
    expect(await read(large)).toBe(long);
    expect(await read(small)).toBe(words);
  } finally {
    await second?.close();
    await hq.remove();
    await rm(profile, { recursive: true, force: true });
  }
});
