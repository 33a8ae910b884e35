/** 总行证书 and 本机证书: headquarters behind a gateway that only believes the institution's own authority. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startGateway } from '../hq/support/tls-servers';
import { makeAuthority } from '../support/certificates';
import { ask, call } from './bridge';
import { expect, test } from './fixtures';
import { startHeadquarters } from './headquarters';
import { signIn } from './pages/setup-page';
import { syncUntilQuiet } from './support/two-pcs';
import { goTo } from './tour/steps';

test('the manager imports two certificates, and the branch reaches headquarters', async ({ branchApp: app }) => {
  test.setTimeout(240_000);
  const { page } = app;
  const bank = makeAuthority('示范银行根证书');
  let target = '';
  const gateway = await startGateway(bank.issue('127.0.0.1', 'server'), bank.cert, () => target);
  const hq = await startHeadquarters(gateway.url);
  target = hq.url;
  const folder = await mkdtemp(path.join(tmpdir(), 'xianting-certificates-'));
  const file = async (name: string, content: string | Buffer): Promise<string> => {
    await writeFile(path.join(folder, name), content);
    return path.join(folder, name);
  };
  try {
    const authority = await file('root.pem', bank.cert);
    const own = await file('pc.p12', bank.issue('网点电脑 12', 'client').pkcs12('Geheim-1'));
    const code = await hq.code('new');
    const enrol = async (): Promise<string> => {
      const reply = await call(page, 'sync.enrol', { hqUrl: gateway.url, code });
      return reply.ok ? 'enrolled' : reply.error.code;
    };

    // Whoever may not connect the PC may not say whom it believes either.
    await signIn(page, 'counter');
    expect(await call(page, 'certificate.takeAuthority', {})).toMatchObject({
      ok: false,
      error: { code: 'certificate.notYours' },
    });
    await ask(page, 'session.lock', {});
    expect(await call(page, 'certificate.drop', { which: 'all' })).toMatchObject({
      ok: false,
      error: { code: 'certificate.notYours' },
    });

    await signIn(page, 'supervisor');
    expect(await enrol()).toBe('sync.tls');
    await goTo(page, 5, '同步');
    const card = page.getByRole('region', { name: '总行证书' });
    await expect(card.getByText('由操作系统决定')).toBeVisible();

    await app.answerOpenDialog([own]);
    await card.getByRole('button', { name: '导入总行证书…' }).click();
    await expect(card.getByText('这个文件里没有能读懂的证书')).toBeVisible();
    await app.answerOpenDialog([authority]);
    await card.getByRole('button', { name: '导入总行证书…' }).click();
    await expect(card.getByText('示范银行根证书')).toBeVisible();
    // The gateway wants to know the PC too.
    expect(await enrol()).toBe('sync.tls');

    await card.getByRole('button', { name: '导入本机证书…' }).click();
    await card.getByLabel('文件密码').fill('wrong');
    await app.answerOpenDialog([own]);
    await card.getByRole('button', { name: '选择文件…' }).click();
    await expect(card.getByText('密码打不开这个文件')).toBeVisible();
    await card.getByLabel('文件密码').fill('Geheim-1');
    await app.answerOpenDialog([own]);
    await card.getByRole('button', { name: '选择文件…' }).click();
    await expect(card.getByText('网点电脑 12')).toBeVisible();
    await expect(card.getByLabel('文件密码')).toHaveCount(0);

    expect(gateway.requests()).toBe(0);
    expect(await enrol()).toBe('enrolled');
    await syncUntilQuiet(app);
    expect((await ask(page, 'sync.status', {})).reasonCode).toBeNull();

    const trail = await ask(page, 'audit.page', { beforeEventId: null, limit: 50 });
    const settings = trail.entries.filter(({ type }) => type === 'audit.settingChanged');
    expect(settings).toHaveLength(2);

    await card.getByRole('button', { name: '改回由系统决定' }).click();
    await card.getByRole('alert').getByRole('button', { name: '改回由系统决定' }).click();
    await expect(card.getByText('由操作系统决定')).toBeVisible();
    await ask(page, 'sync.now', {});
    await expect.poll(async () => (await ask(page, 'sync.status', {})).reasonCode).toBe('sync.tls');
  } finally {
    await hq.remove();
    await gateway.close();
    await rm(folder, { recursive: true, force: true });
  }
});
