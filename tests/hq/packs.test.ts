/** Packs from headquarters to a PC: signed there, asked for by sync, and refused by neither side without a reason. */
import { describe, expect, it } from 'vitest';
import authorityJson from '../../resources/packs/authority/cn.json';
import planJson from '../../resources/packs/plans/major-complaint.json';
import reminderJson from '../../resources/packs/reminders/house.json';
import { emptyShelf, evolveShelf, checksOf, type PackShelf } from '../../src/domain/packs/pack-shelf';
import { readSignedPack, type SignedPack } from '../../src/domain/packs/signed-pack';
import type { OpenEvent } from '../../src/domain/evidence/event-envelope';
import { nodeHasher, verifyEd25519 } from '../../src/main/keys/ed25519';
import type { SyncEngineDeps } from '../../src/main/sync/engine';
import { nodeNet } from '../../src/main/sync/node-net';
import { rulesWithDays } from '../support/pack-rules';
import { manualEngine, send, signedRequest, type Pc, type TestHq } from './support/branch-pc';
import { suiteOfTwoPcs } from './support/two-pcs';

let hq: TestHq;
let a: Pc;
suiteOfTwoPcs((world) => {
  ({ hq, a } = world);
});

const publish = (pack: object, changes: object = {}) =>
  hq.admin('/admin/packs', {
    body: { kind: 'rules', effectiveFrom: '2026-12-01', issuedBy: '总行合规部', pack, ...changes },
  }) as Promise<{ status: number; json: { signed: SignedPack; hash: string; problems: string[] } }>;

/** A PC that keeps what it is sent, as hashes. */
function taker() {
  const taken: SignedPack[] = [];
  const checks = { ...nodeHasher, verifyEd25519 };
  const trust = {
    header: { type: 'pack.keyTrusted', at: { wall: 1 }, actor: { userId: 'u' } },
    payload: { publicKey: hq.publicKey, origin: 'headquarters' },
  } as unknown as OpenEvent;
  const shelf: PackShelf = evolveShelf(emptyShelf, trust, checks);
  const hashes: string[] = [];
  const packs: NonNullable<SyncEngineDeps['packs']> = {
    have: () => hashes,
    take: async (sent) => {
      for (const json of sent) {
        const read = readSignedPack(json, checksOf(shelf, checks));
        if (!read.ok) throw new Error(JSON.stringify(read.problems));
        taken.push(read.pack.signed);
        hashes.push(read.pack.hash);
      }
    },
  };
  return { taken, packs };
}

describe('packs of headquarters', () => {
  it('reach a PC once, verified by the key it learnt when it joined', async () => {
    const { json } = await publish(rulesWithDays('2026.1', 10));
    const { taken, packs } = taker();
    const engine = manualEngine(a.deps(hq, { packs }));
    await engine.syncNow();
    expect(taken).toEqual([json.signed]);
    await publish(rulesWithDays('2026.2', 12));
    await engine.syncNow();
    await engine.syncNow();
    expect(taken.map(({ body }) => (body.pack as { version: string }).version)).toEqual(['2026.1', '2026.2']);
    expect(engine.status()).toMatchObject({ state: 'idle', reasonCode: null });
  });

  it.each([
    ['authority', authorityJson],
    ['plan', planJson],
    ['reminders', reminderJson],
  ] as const)(
    'of the kind %s are signed and sent like the others, and refused when they are wrong',
    async (kind, json) => {
      const own = kind === 'authority' ? { effectiveFrom: '2026-12-01' } : {};
      const pack = { ...json, ...own, version: '2099.1' };
      const published = await publish(pack, { kind });
      expect(published.status).toBe(200);
      const { taken, packs } = taker();
      await manualEngine(a.deps(hq, { packs })).syncNow();
      expect(taken).toEqual([published.json.signed]);
      const wrong = await publish({ ...pack, version: '2099.2', surprise: 1 }, { kind });
      expect(wrong).toMatchObject({ status: 422, json: { problems: ['surprise: is not known'] } });
    },
  );

  it('of another kind of institution stay away', async () => {
    await publish({ ...rulesWithDays('2026.1', 10), id: 'rules.cn.insurer', institutionType: 'insurer' });
    const { taken, packs } = taker();
    await manualEngine(a.deps(hq, { packs })).syncNow();
    expect(taken).toEqual([]);
  });

  it('are not signed when a branch would refuse them, and the operator reads field and reason', async () => {
    const broken = rulesWithDays('2026.1', 10);
    broken.deadlines[0]!.limit.unit = 'fortnight';
    expect(await publish(broken)).toMatchObject({
      status: 422,
      json: { problems: [expect.stringMatching(/^deadlines\.0\.limit\.unit: is not one of the allowed values/)] },
    });
    expect((await publish(rulesWithDays('2026.1', 10), { effectiveFrom: '2026-02-31' })).status).toBe(422);
    await publish(rulesWithDays('2026.3', 10));
    expect((await publish(rulesWithDays('2026.2', 10))).json.problems).toEqual([
      'version: is not newer than the one that is here (2026.3)',
    ]);
    // The same again is the same.
    expect((await publish(rulesWithDays('2026.3', 10))).status).toBe(200);
  });

  it('are given to nobody who has not signed for them', async () => {
    await publish(rulesWithDays('2026.1', 10));
    const body = { protocol: 2, deviceTimeMs: Date.now(), have: [] };
    const request = await signedRequest(hq, a, '/v2/packs', body);
    const forged = { ...request, bytes: Buffer.from(JSON.stringify({ ...body, have: ['A'.repeat(43)] })) };
    expect((await send(hq, forged)).json).toMatchObject({ code: 'auth.digest' });
    expect((await send(hq, await signedRequest(hq, a, '/v2/packs', { ...body, have: ['x'] }))).json).toMatchObject({
      code: 'request.badShape',
    });
  });

  it('do not trouble a PC whose headquarters knows of none', async () => {
    const { taken, packs } = taker();
    const older: SyncEngineDeps['net'] = async (request) =>
      nodeNet(request.url.endsWith('/packs') ? { ...request, url: `${hq.url}/v2/unknown` } : request);
    const engine = manualEngine(a.deps(hq, { packs, net: older }));
    await engine.syncNow();
    expect(taken).toEqual([]);
    expect(engine.status()).toMatchObject({ state: 'idle', reasonCode: null });
  });
});
