/** Chromium's network stack against servers that are not headquarters, or not as they should be. */
import { startFaultProxy, type LineFault } from '../hq/support/fault-proxy';
import { startUntrustedServer } from '../hq/support/tls-servers';
import { ask, call, quickCapture } from './bridge';
import { expect, test } from './fixtures';
import { startHeadquarters } from './headquarters';
import { signIn } from './pages/setup-page';

test('a branch is told what is wrong with the line, works on, and sends everything once', async ({
  branchApp: { page },
}) => {
  test.setTimeout(240_000);
  const hq = await startHeadquarters();
  let fault: LineFault = 'none';
  const proxy = await startFaultProxy(hq.url, () => fault);
  const untrusted = await startUntrustedServer();
  try {
    await signIn(page, 'supervisor');
    const enrol = async (hqUrl: string): Promise<unknown> => {
      const reply = await call(page, 'sync.enrol', { hqUrl, code: 'AAAAA-AAAAA' });
      return reply.ok ? 'enrolled' : reply.error.code;
    };
    expect(await enrol(untrusted.url)).toBe('sync.tls');
    expect(untrusted.requests()).toBe(0);
    expect(await enrol('http://127.0.0.1:1')).toBe('sync.unreachable');
    expect(await enrol('http://hq.example')).toBe('sync.insecureUrl');
    for (const [kind, code] of [
      ['redirect', 'sync.notHq'],
      ['portal', 'sync.notHq'],
      ['status404', 'sync.notHq'],
      ['status500', 'sync.hqFailed'],
      ['none', 'sync.codeRefused'],
    ] as const) {
      fault = kind;
      expect([kind, await enrol(proxy.url)]).toEqual([kind, code]);
    }
    expect((await ask(page, 'sync.status', {})).state).toBe('notEnrolled');

    await ask(page, 'sync.enrol', { hqUrl: proxy.url, code: await hq.code('new') });
    const settled = async (): Promise<unknown> => {
      await ask(page, 'sync.now', {});
      const { state, reasonCode, waiting } = await ask(page, 'sync.status', {});
      return { state, reasonCode, waits: waiting > 0 };
    };
    const reached = { state: 'idle', reasonCode: null, waits: false };
    await expect.poll(settled).toEqual(reached);
    for (const [kind, reasonCode] of [
      ['cutBefore', 'sync.unreachable'],
      ['cutAfter', 'sync.unreachable'],
      ['truncated', 'sync.unreachable'],
      ['garbage', 'sync.badAnswer'],
      ['redirect', 'sync.portal'],
      ['status429', 'sync.busy'],
      ['status413', 'sync.tooLarge'],
    ] as const) {
      fault = kind;
      await quickCapture(page, kind);
      await expect.poll(settled).toMatchObject({ reasonCode, waits: true });
      fault = 'none';
      await expect.poll(settled).toEqual(reached);
    }
    const { branches } = await hq.admin<{ branches: { id: string }[] }>('/admin/branches');
    const { cases } = await hq.admin<{ cases: object[] }>(`/admin/cases?branchId=${branches[0]?.id ?? ''}`);
    expect(cases).toHaveLength(7);

    // Revoked: the page names who can help.
    const { branches: known } = await hq.admin<{ branches: { devices: { id: string }[] }[] }>('/admin/branches');
    await hq.revoke(known[0]?.devices[0]?.id ?? '');
    await ask(page, 'sync.now', {});
    await page.getByRole('button', { name: /同步状态/ }).click();
    await expect(page.getByText('总行已停用这台电脑的同步。请联系系统管理员。').first()).toBeVisible();
  } finally {
    await untrusted.close();
    await proxy.close();
    await hq.remove();
  }
});
