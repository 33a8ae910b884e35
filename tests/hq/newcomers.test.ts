/** A PC that comes with a new connection does not stand behind request after request of those that have one. */
import http from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { enrolPc, makePc, pullFrom, signedRequest, startTestHq, type SignedRequest } from './support/branch-pc';
import { openTestDatabase, type TestDatabase } from './support/test-database';

let base: TestDatabase;
beforeAll(async () => {
  base = await openTestDatabase();
});
afterAll(async () => {
  await base.remove();
});

const residents = 20;
const newcomers = 60;

it('is answered while those that have a connection get an answer or a few each', async () => {
  await base.empty();
  const hq = await startTestHq(base.database);
  const pc = makePc();
  await enrolPc(hq, pc, 'new');
  const { cursor } = (await pullFrom(hq, pc)).json as unknown as { cursor: string };
  const poll = () => signedRequest(hq, pc, '/v2/pull', { protocol: 2, deviceTimeMs: Date.now(), cursor, limit: 9 });
  const ask = ({ route, bytes, headers }: SignedRequest, agent: http.Agent): Promise<number> =>
    new Promise((resolve, reject) => {
      const sent = http.request(`${hq.url}${route}`, { method: 'POST', headers, agent }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      });
      sent.on('error', reject);
      sent.end(bytes);
    });

  const most = 40;
  const signed = await Promise.all(Array.from({ length: residents * most + newcomers }, poll));
  const kept = new http.Agent({ keepAlive: true });
  const fresh = new http.Agent({ keepAlive: false });
  const take = (): SignedRequest => {
    const next = signed.pop();
    if (!next) throw new Error('the newcomers have to wait for more requests of the others than were signed');
    return next;
  };
  try {
    let served = 0;
    let over = false;
    const resident = async (): Promise<void> => {
      while (!over) {
        expect(await ask(take(), kept)).toBe(200);
        served += 1;
      }
    };
    const loops = Array.from({ length: residents }, resident);
    await expect.poll(() => served, { interval: 1 }).toBeGreaterThan(residents);
    const before = served;
    const statuses = await Promise.all(Array.from({ length: newcomers }, () => ask(take(), fresh)));
    const meanwhile = served - before;
    over = true;
    await Promise.all(loops);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(meanwhile).toBeLessThan(residents * 6);
  } finally {
    kept.destroy();
    fresh.destroy();
    await hq.remove();
  }
});
