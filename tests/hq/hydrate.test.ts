/** 新机补齐 by sealed segments, over a real line: the same end as by pages, wherever it is cut, and whatever headquarters is. */
import { createHash, randomInt } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { openHqKey } from '../../server/crypto';
import { createCutter } from '../../server/segments';
import type { OpenEvent } from '../../src/domain/evidence/event-envelope';
import type { Net } from '../../src/main/sync/net';
import { nodeNet } from '../../src/main/sync/node-net';
import { must } from '../support/case-builder';
import { enrolPc, makePc, manualEngine, saidInstead, startTestHq, type Pc, type TestHq } from './support/branch-pc';
import { suiteOfTwoPcs, type TwoPcs } from './support/two-pcs';

let hq: TestHq;
let a: Pc;
let b: Pc;
let database: TwoPcs['database'];
const { cleanUp, proxied } = suiteOfTwoPcs((world) => {
  ({ hq, a, b, database } = world);
});

const cut = (fullAt: number) => createCutter({ db: database.db, hqKey: openHqKey(hq.dataDir) }, fullAt).round();
/** A further PC of the branch, and what it was told is wrong with segments. */
async function newPc() {
  const pc = makePc();
  await enrolPc(hq, pc, 'join');
  const refused: string[] = [];
  const asked: string[] = [];
  const counting =
    (net: Net): Net =>
    (request) => {
      asked.push(new URL(request.url).pathname.replace(/[0-9a-f]{64}/, 'HASH'));
      return net(request);
    };
  const engine = (over: { readonly net?: Net; readonly url?: string; readonly pages?: true } = {}) =>
    manualEngine(
      pc.deps(
        { url: over.url ?? hq.url, publicKey: hq.publicKey },
        {
          net: counting(over.net ?? nodeNet),
          onFault: () => undefined,
          ...(over.pages
            ? {}
            : { segments: { deviceSeed: () => pc.seed, portion: 3, refused: (why) => refused.push(why) } }),
        },
      ),
    );
  const state = async () => ({ records: digestOf(pc.inbox), cursor: await pc.deps(hq).cursor() });
  return { pc, engine, refused, asked, state };
}
const digestOf = (events: readonly OpenEvent[]): string =>
  createHash('sha256').update(JSON.stringify(events)).digest('hex');

beforeEach(async () => {
  for (let turn = 0; turn < 4; turn += 1)
    for (const pc of [a, b]) {
      pc.writeMany(5);
      await manualEngine(pc.deps(hq)).syncNow();
    }
});

describe('a new PC', () => {
  it('comes to the same end by segments and pages as by pages alone, and keeps what it has to send', async () => {
    expect(await cut(8)).toBe(5);
    const [one, other] = [await newPc(), await newPc()];
    other.pc.writeMany(2);
    await one.engine({ pages: true }).syncNow();
    await other.engine().syncNow();
    // Its own two came behind: they are out, and the cursor is behind them.
    expect(other.pc.waiting()).toEqual([]);
    await one.engine({ pages: true }).syncNow();
    expect(one.pc.inbox.slice(0, 40)).toEqual(other.pc.inbox);
    expect(await other.state()).toEqual({ records: digestOf(one.pc.inbox.slice(0, 40)), cursor: '42' });
    expect(other.asked.filter((route) => route.startsWith('/v2/segments'))).toEqual([
      '/v2/segments',
      ...Array<string>(5).fill('/v2/segments/HASH'),
    ]);
    expect(other.refused).toEqual([]);
  });

  it('fetches what is behind the last segment by pages, and its own records not at all', async () => {
    await cut(7);
    const { pc, engine, state } = await newPc();
    pc.writeMany(9);
    await engine({ pages: true }).syncNow();
    expect(await cut(7)).toBe(2);
    const before = await state();
    // As after "headquarters is an older copy": all from the beginning, and everything is known.
    pc.forget();
    pc.inbox.splice(0);
    await engine().syncNow();
    expect(await state()).toEqual(before);
    expect(pc.inbox.every(({ header }) => header.deviceId !== pc.deviceId)).toBe(true);
    expect(await pc.deps(hq).setAside()).toMatchObject({ items: [] });
  });

  it('comes to the same end wherever the line is cut, run after run', async () => {
    await cut(6);
    const whole = await newPc();
    await whole.engine({ pages: true }).syncNow();
    const expected = await whole.state();
    for (const fault of ['cutBefore', 'cutAfter', 'truncated', 'garbage', 'status500', 'portal'] as const) {
      const { engine, state, refused } = await newPc();
      let requests = 0;
      let faults = 0;
      const { url } = await proxied(() => {
        requests += 1;
        // Each third request, so that every run comes on a little.
        return requests % 3 === 0 && ++faults < 12 ? fault : 'none';
      });
      for (let run = 0; run < 40 && (await state()).cursor !== expected.cursor; run += 1)
        await engine({ url }).syncNow();
      expect([fault, await state(), refused.filter((why) => why !== 'fetch')]).toEqual([fault, expected, []]);
      expect(faults).toBeGreaterThan(0);
    }
  });

  it('comes to the same end when the program dies after any portion, and headquarters is another process then', async () => {
    await cut(8);
    const whole = await newPc();
    await whole.engine({ pages: true }).syncNow();
    const expected = await whole.state();
    const { pc, state } = await newPc();
    const second = await startTestHq(database, { keyOf: hq });
    cleanUp.push(second.remove);
    for (let run = 0; run < 30; run += 1) {
      let left = randomInt(1, 4);
      const at = run % 2 === 0 ? hq : second;
      const deps = pc.deps(at, { onFault: () => undefined });
      const dying = manualEngine({
        ...deps,
        inbox: async (...kept) => {
          // Dead: nothing of this portion is kept, and nobody goes on.
          if (left-- === 0) throw new Error('killed');
          await deps.inbox(...kept);
        },
        segments: { deviceSeed: () => pc.seed, portion: 3, refused: () => undefined },
      });
      await dying.syncNow();
      await dying.stop();
      if ((await state()).cursor === expected.cursor) break;
    }
    expect(await state()).toEqual(expected);
  });

  it('takes nothing of a manifest that headquarters did not sign, and pulls instead', async () => {
    await cut(8);
    const whole = await newPc();
    await whole.engine({ pages: true }).syncNow();
    const { engine, state, refused, asked } = await newPc();
    const forging: Net = async (request) => {
      const reply = await nodeNet(request);
      if (!request.url.endsWith('/segments') || !reply.ok) return reply;
      const body = JSON.parse(Buffer.from(reply.body).toString()) as { manifest: { segments: unknown[] } };
      // The newest is kept from it.
      body.manifest.segments.pop();
      return saidInstead(reply, JSON.stringify(body));
    };
    await engine({ net: forging }).syncNow();
    expect(refused).toEqual(['manifest']);
    expect(asked).not.toContain('/v2/segments/HASH');
    expect(await state()).toEqual(await whole.state());
  });

  it('leaves a segment that is not the one that was named, and pulls from where it stands', async () => {
    await cut(8);
    const whole = await newPc();
    await whole.engine({ pages: true }).syncNow();
    const { engine, state, refused } = await newPc();
    let segment = 0;
    const spoiling: Net = async (request) => {
      const reply = await nodeNet(request);
      if (request.method !== 'GET' || !reply.ok || ++segment < 3) return reply;
      const body = Buffer.from(reply.body);
      body[30] = (body[30] ?? 0) ^ 1;
      const { 'content-digest': _said, ...headers } = reply.headers;
      return { ...reply, headers, body };
    };
    await engine({ net: spoiling }).syncNow();
    expect(refused).toEqual(['segment']);
    expect(await state()).toEqual(await whole.state());
  });

  it('leaves a segment of another hash, though it opens', async () => {
    await cut(8);
    const whole = await newPc();
    await whole.engine({ pages: true }).syncNow();
    const { engine, state, refused } = await newPc();
    // Sealed for these places under the right key: nothing but the hash says that it is not the one that was signed for.
    await database.query(`update segments set sha256 = $1 where branch_id = 'branch-1' and last_position = 16`, [
      'ab'.repeat(32),
    ]);
    await engine().syncNow();
    expect(refused).toEqual(['segment']);
    expect(await state()).toEqual(await whole.state());
  });

  it('leaves segments whose chains do not hang together', async () => {
    const forged = must(a.own[6]).header;
    await database.query(
      `update events set header = jsonb_set(header, '{prevHash}', '"else"') where branch_id = 'branch-1' and event_id = $1`,
      [forged.id],
    );
    await cut(8);
    const whole = await newPc();
    await whole.engine({ pages: true }).syncNow();
    const { engine, state, refused } = await newPc();
    await engine().syncNow();
    expect(refused).toEqual(['links']);
    expect(await state()).toEqual(await whole.state());
  });

  it('asks a headquarters of before for pages, as ever', async () => {
    const { engine, state, asked, refused } = await newPc();
    const older: Net = async (request) =>
      nodeNet(request.url.endsWith('/segments') ? { ...request, url: `${hq.url}/v2/unheard-of` } : request);
    await engine({ net: older }).syncNow();
    expect([(await state()).cursor, refused]).toEqual(['40', []]);
    expect(asked).toContain('/v2/pull');
  });

  it('sets a record aside that its device did not sign, in a segment as in a page', async () => {
    await cut(8);
    const { pc, engine } = await newPc();
    const forged = must(a.own[6]).header.id;
    // Of headquarters' own making: it can seal what it likes, and still can't sign for a PC.
    const paged = await newPc();
    await database.query(`update events set device_sig = $1 where branch_id = 'branch-1' and event_id = $2`, [
      must(a.own[5]).deviceSig,
      forged,
    ]);
    await database.query(`delete from segments where branch_id = 'branch-1'`, []);
    await database.query(`update branches set cut_to = 0 where branch_id = 'branch-1'`, []);
    expect(await cut(8)).toBe(5);
    await engine().syncNow();
    const last = engine();
    await last.syncNow();
    await paged.engine({ pages: true }).syncNow();
    expect(pc.inbox).toEqual(paged.pc.inbox);
    expect(pc.inbox.filter(({ header }) => header.deviceId === a.deviceId)).toEqual(a.own.slice(0, 6));
    expect(await pc.deps(hq).setAside()).toMatchObject({ items: [{ seq: 7, held: 13 }] });
  });
});

describe('a PC that was away for long', () => {
  it('goes over to segments behind some pages', async () => {
    const { pc, engine, asked, state, refused } = await newPc();
    await engine().syncNow();
    const long = 'x'.repeat(700_000);
    for (let n = 0; n < 16; n += 1) a.write({ n, text: long });
    await manualEngine(a.deps(hq)).syncNow();
    expect(await cut(8)).toBe(7);
    asked.splice(0);
    await engine().syncNow();
    expect((await state()).cursor).toBe('56');
    expect(pc.inbox).toHaveLength(56);
    const pulls = asked.filter((route) => route === '/v2/pull').length;
    expect(asked.filter((route) => route === '/v2/segments/HASH').length).toBeGreaterThan(0);
    // Sixteen by pages alone.
    expect([pulls < 12, refused]).toEqual([true, []]);
  });
});
