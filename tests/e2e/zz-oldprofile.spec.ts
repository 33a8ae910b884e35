import { cp } from 'node:fs/promises';
import { ask, call } from './bridge';
import { expect, launch, test } from './fixtures';
test('old profile', async ({ profile }) => {
  test.setTimeout(240_000);
  await cp('/tmp/s/keys-old-profile', profile, { recursive: true });
  const app = await launch({ userData: profile });
  const { page } = app;
  const { users } = await ask(page, 'session.tiles', {});
  const id = users.find((u) => u.name === '李敏')?.userId ?? '';
  const t0 = Date.now();
  expect(await call(page, 'session.signIn', { userId: id, password: 'tea-garden-2026' })).toMatchObject({ ok: true });
  console.log('signed in', Date.now() - t0);
  const t1 = Date.now();
  console.log(JSON.stringify(await call(page, 'protection.changeKeys', { reason: 'yearly', password: 'tea-garden-2026', recoveryCode: null })));
  console.log('took', Date.now() - t1);
  console.log(JSON.stringify(await call(page, 'protection.get', {})));
  await app.close();
});
