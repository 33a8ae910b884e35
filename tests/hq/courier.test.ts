/** 封信 against a real headquarters: carried there and back, twice, late, spoilt, and between syncs over the line. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { takeAnswer, writeReport, type CourierDeps } from '../../src/main/sync/courier';
import { nothingSetAside } from '../../src/main/sync/set-aside';
import { signHash, nodeHasher } from '../../src/main/keys/ed25519';
import { readCourier, writeCourier } from '../../src/shared/sync-protocol/courier';
import { must } from '../support/case-builder';
import { codeOf, enrolPc, makePc, manualEngine, type Pc, type TestHq } from './support/branch-pc';
import { courierFor, heardOf } from './support/courier-pc';
import { suiteOfTwoPcs, upTo, type TwoPcs } from './support/two-pcs';

let hq: TestHq;
let a: Pc;
let b: Pc;
let database: TwoPcs['database'];
const { keptSeqs } = suiteOfTwoPcs((world) => {
  ({ hq, a, b, database } = world);
});

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

const courierOf = (pc: Pc, transfer: Partial<CourierDeps['transfer']> = {}) => courierFor(hq, pc, transfer);
const ackedSeq = (pc: Pc): number => heardOf(pc).ackedSeq;
const engineOf = (pc: Pc) => manualEngine({ ...pc.deps(hq), ...courierOf(pc).transfer });

interface AtHq {
  readonly ok: boolean;
  readonly code?: string;
  readonly answer: Uint8Array;
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly missingFrom: number | null;
}

async function atHq(bytes: Uint8Array): Promise<AtHq> {
  const response = await fetch(`${hq.url}/admin/courier`, {
    method: 'POST',
    headers: { authorization: `Bearer ${hq.adminToken}`, 'content-type': 'application/octet-stream' },
    body: Uint8Array.from(bytes),
  });
  const told = (await response.json()) as Omit<AtHq, 'answer'> & { readonly answer?: string };
  return { ...told, answer: Buffer.from(told.answer ?? '', 'base64') };
}

const reportOf = async (pc: Pc, resendFrom: number | null = null) => writeReport(courierOf(pc), resendFrom);
async function taken(pc: Pc, answer: Uint8Array) {
  const result = await takeAnswer(courierOf(pc), answer);
  if (!result.ok) throw new Error(result.fault);
  return result.taken;
}

describe('carried there and back', () => {
  it('brings what waits, and only the receipt in the answer makes it received', async () => {
    a.writeMany(450);
    const report = await reportOf(a);
    expect(report).toMatchObject({ count: 450, left: 0 });
    expect(await keptSeqs(a)).toEqual([]);
    const there = await atHq(report.bytes);
    expect(there).toMatchObject({ ok: true, accepted: 450, duplicate: 0, rejected: 0, missingFrom: null });
    expect(await keptSeqs(a)).toEqual(upTo(450));
    expect([a.outbox.size, ackedSeq(a)]).toEqual([450, 0]);
    expect(await taken(a, there.answer)).toMatchObject({ received: 450, refused: 0, outdated: false });
    expect([a.outbox.size, ackedSeq(a)]).toEqual([0, 450]);
    expect(a.proofs.map(({ anchor }) => anchor.seq)).toEqual([200, 400, 450]);
  });

  it('twice is once, at headquarters and at the branch', async () => {
    a.writeMany(3);
    b.writeMany(2);
    await engineOf(b).syncNow();
    const { bytes } = await reportOf(a);
    await atHq(bytes);
    const again = await atHq(bytes);
    expect(again).toMatchObject({ accepted: 0, duplicate: 3 });
    expect(await keptSeqs(a)).toEqual(upTo(3));
    const first = await taken(a, again.answer);
    expect(first).toMatchObject({ received: 3, fromOthers: 2 });
    const cursor = await a.deps(hq).cursor();
    expect(await taken(a, again.answer)).toMatchObject({ received: 3, outdated: false });
    expect([a.outbox.size, ackedSeq(a), await a.deps(hq).cursor()]).toEqual([0, 3, cursor]);
    // As the records do it: an event that is known is passed over.
    expect(new Set(a.inbox.map(({ header }) => header.id)).size).toBe(2);
  });

  it('goes on over the line behind it, and the other way about', async () => {
    a.writeMany(3);
    const early = await reportOf(a);
    a.writeMany(2);
    await engineOf(a).syncNow();
    expect(ackedSeq(a)).toBe(5);
    // Five are there; the file holds three of them.
    const there = await atHq(early.bytes);
    expect(there).toMatchObject({ accepted: 0, duplicate: 3 });
    a.writeMany(1);
    await taken(a, there.answer);
    expect([ackedSeq(a), a.waiting().map(({ seq }) => seq)]).toEqual([5, [6]]);
    await engineOf(a).syncNow();
    expect(await keptSeqs(a)).toEqual(upTo(6));
  });

  it('leaves the cursor where the line has brought it', async () => {
    b.writeMany(2);
    await engineOf(b).syncNow();
    const there = await atHq((await reportOf(a)).bytes);
    b.writeMany(1);
    await engineOf(b).syncNow();
    await engineOf(a).syncNow();
    const cursor = await a.deps(hq).cursor();
    expect(await taken(a, there.answer)).toMatchObject({ fromOthers: 2 });
    expect([await a.deps(hq).cursor(), new Set(a.inbox.map(({ header }) => header.id)).size]).toEqual([cursor, 3]);
  });

  it('takes no earlier word of headquarters for a later one', async () => {
    a.writeMany(2);
    const there = await atHq((await reportOf(a)).bytes);
    hq.advance(60_000);
    // Over the line headquarters says something since; here it is told as if it had lost the second event.
    heardOf(a).receiptMs = Date.now() + 60_000;
    heardOf(a).ackedSeq = 1;
    expect(await taken(a, there.answer)).toMatchObject({ outdated: true });
    expect([ackedSeq(a), a.outbox.size]).toEqual([1, 2]);
  });

  it('brings all but a record that was spoilt at headquarters, and asks for that one again', async () => {
    a.writeMany(2);
    const { payloadHash } = must(a.own[0]).header;
    const c = makePc();
    await enrolPc(hq, c, 'join');
    c.writeMany(2);
    for (const pc of [a, c]) await engineOf(pc).syncNow();
    const [kept] = (await database.query('select payload from events where device_id = $1 and seq = 1', [
      a.deviceId,
    ])) as readonly { readonly payload: string }[];
    const atHeadquarters = (payload: string) =>
      database.query('update events set payload = $1 where device_id = $2 and seq = 1', [payload, a.deviceId]);
    await atHeadquarters('{"n":7}');
    const there = await atHq((await reportOf(b)).bytes);
    const engine = engineOf(b);
    for (const _twice of [1, 2]) {
      await engine.apart(() => taken(b, there.answer));
      expect(engine.status().setAside).toMatchObject([{ deviceTag: 'A', seq: 1, held: 1 }]);
      expect((await b.deps(hq).setAside()).items).toMatchObject([{ deviceId: a.deviceId, seq: 1, held: 1 }]);
      expect(new Set(b.inbox.map(({ header }) => header.id))).toEqual(new Set(c.own.map(({ header }) => header.id)));
    }
    await atHeadquarters(must(kept).payload);
    const mended = await atHq((await reportOf(b)).bytes);
    await taken(b, mended.answer);
    expect(await b.deps(hq).setAside()).toEqual(nothingSetAside);
    expect(b.inbox.filter(({ header }) => header.deviceId === a.deviceId)).toEqual(a.own);
    expect(must(b.inbox.find(({ header }) => header.id === a.own[0]?.header.id)).header.payloadHash).toBe(payloadHash);
  });

  it('and the line wait for each other', async () => {
    const order: string[] = [];
    const engine = manualEngine(a.deps(hq, { acked: async () => void order.push('sent') }));
    a.writeMany(1);
    const running = engine.syncNow();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const taking = engine.apart(async () => {
      order.push('begun');
      await held;
      order.push('taken');
    });
    await running;
    a.writeMany(1);
    const asked = engine.syncNow().then(() => engine.syncNow());
    expect(await keptSeqs(a)).toEqual([1]);
    release();
    await Promise.all([taking, asked]);
    expect(order).toEqual(['sent', 'begun', 'taken', 'sent']);
    await expect(engine.apart(() => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
    a.writeMany(1);
    await engine.syncNow();
    expect(await keptSeqs(a)).toEqual([1, 2, 3]);
  });

  it('two sticks may come in the wrong order', async () => {
    a.writeMany(2);
    const first = await reportOf(a);
    a.writeMany(2);
    const second = await reportOf(a);
    const there = await atHq(second.bytes);
    const late = await atHq(first.bytes);
    expect(late).toMatchObject({ accepted: 0, duplicate: 2 });
    await taken(a, late.answer);
    // The later word covers the first two by its receipt, and says how far the chain is held.
    expect([ackedSeq(a), a.waiting().map(({ seq }) => seq)]).toEqual([4, [3, 4]]);
    await taken(a, there.answer);
    expect(ackedSeq(a)).toBe(4);
  });

  it('brings again what headquarters lacks', async () => {
    a.writeMany(6);
    for (const seq of [1, 2, 3]) a.outbox.delete(seq);
    const there = await atHq((await reportOf(a)).bytes);
    expect(there).toMatchObject({ accepted: 0, missingFrom: 1 });
    expect(await taken(a, there.answer)).toMatchObject({ received: 0, missingFrom: 1 });
    expect([a.outbox.size, ackedSeq(a)]).toEqual([3, 0]);
    const more = await atHq((await reportOf(a, 1)).bytes);
    expect(more).toMatchObject({ accepted: 6 });
    expect(await taken(a, more.answer)).toMatchObject({ received: 6, missingFrom: null });
    expect([await keptSeqs(a), a.outbox.size]).toEqual([upTo(6), 0]);
  });

  it('no longer shows as received what headquarters has lost', async () => {
    a.writeMany(4);
    for (const seq of [1, 2, 3]) a.outbox.delete(seq);
    const there = await atHq((await reportOf(a)).bytes);
    heardOf(a).ackedSeq = 3;
    const set: number[][] = [];
    const setBack = async (expected: number, acked: number): Promise<void> => void set.push([expected, acked]);
    const result = await takeAnswer(courierOf(a, { setBack }), there.answer);
    expect(result).toMatchObject({ ok: true, taken: { missingFrom: 1 } });
    expect(set).toEqual([[1, 3]]);
  });

  it('puts aside what headquarters refuses, with its reason', async () => {
    a.writeMany(3);
    const deps = courierOf(a);
    const report = await writeReport(
      {
        ...deps,
        transfer: {
          ...deps.transfer,
          loadEvents: async (rows) =>
            (await deps.transfer.loadEvents(rows)).map((e) => (e.header.seq === 2 ? { ...e, payload: {} } : e)),
        },
      },
      null,
    );
    const there = await atHq(report.bytes);
    expect(there).toMatchObject({ accepted: 2, rejected: 1 });
    expect(await taken(a, there.answer)).toMatchObject({ received: 3, refused: 1 });
    expect([...a.outbox.values()]).toMatchObject([{ seq: 2, state: 'quarantined', lastError: 'push.payloadHash' }]);
  });

  it('tells of PCs that were stopped', async () => {
    await hq.admin('/admin/revoke', { deviceId: b.deviceId, revoked: true });
    const there = await atHq((await reportOf(a)).bytes);
    await taken(a, there.answer);
    expect(a.stopped().map(({ deviceId }) => deviceId)).toEqual([b.deviceId]);
    expect(await atHq((await reportOf(b)).bytes)).toMatchObject({ ok: false, code: 'revoked' });
  });
});

describe('what is not taken at headquarters', () => {
  const refusal = async (bytes: Uint8Array): Promise<unknown> => {
    const { ok, code } = await atHq(bytes);
    return ok ? 'taken' : code;
  };

  it('a file of another kind, of nobody known, of another headquarters', async () => {
    a.writeMany(1);
    const { bytes } = await reportOf(a);
    expect(await refusal(Buffer.from('%PDF-1.7'))).toBe('foreign');
    expect(await refusal(Buffer.alloc(0))).toBe('foreign');
    expect(await refusal(Uint8Array.from(bytes, (byte, at) => (at === 16 ? 2 : byte)))).toBe('newer');
    const there = await atHq(bytes);
    expect(await refusal(there.answer)).toBe('isAnswer');
    const stranger = makePc();
    stranger.write();
    expect(await refusal((await reportOf(stranger)).bytes)).toBe('unknownDevice');
    const deps = courierOf(a);
    const elsewhere = { ...deps.transfer, hq: { ...deps.transfer.hq, publicKey: makePc().publicKey } };
    expect(await refusal((await writeReport({ ...deps, transfer: elsewhere }, null)).bytes)).toBe('otherHq');
  });

  it('a changed byte, wherever it is, and a file that was cut off', async () => {
    a.writeMany(1);
    const { bytes } = await reportOf(a);
    const spoilt: unknown[] = [];
    for (let at = 0; at < bytes.length; at += 7)
      spoilt.push(await refusal(Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 1 : byte))));
    expect(spoilt).not.toContain('taken');
    for (const length of [17, 40, bytes.length - 65, bytes.length - 1])
      expect(await refusal(bytes.subarray(0, length)), String(length)).toBe('damaged');
    expect(await keptSeqs(a)).toEqual([]);
  });

  it('a file that another PC signed in this one’s name, or with events of this one', async () => {
    a.writeMany(2);
    const { bytes } = await reportOf(a);
    const read = readCourier(bytes, sha256);
    if (!read.ok) throw new Error(read.fault);
    const byB = (header: typeof read.file.header) =>
      writeCourier({
        header,
        parts: [],
        recipient: Buffer.from(hq.publicKey, 'base64url'),
        sign: (text) => Buffer.from(signHash(b.seed, nodeHasher.sha256(text)), 'base64url'),
        sha256,
      });
    expect(await refusal(await byB(read.file.header))).toBe('forged');
    const deps = courierOf(b);
    const stolen = await writeReport(
      { ...deps, transfer: { ...deps.transfer, outbox: a.deps(hq).outbox, loadEvents: a.deps(hq).loadEvents } },
      null,
    );
    expect(await atHq(stolen.bytes)).toMatchObject({ accepted: 0, rejected: 2, missingFrom: null });
    expect(await keptSeqs(a)).toEqual([]);
  });
});

describe('what is not taken at the branch', () => {
  const fault = async (pc: Pc, bytes: Uint8Array): Promise<string> => {
    const result = await takeAnswer(courierOf(pc), bytes);
    return result.ok ? 'taken' : result.fault;
  };

  it('an answer for another PC, another branch or from another headquarters', async () => {
    a.writeMany(1);
    const { bytes } = await reportOf(a);
    const { answer } = await atHq(bytes);
    expect(await fault(a, bytes)).toBe('isReport');
    expect(await fault(b, answer)).toBe('otherPc');
    const elsewhere = makePc('branch-2');
    await enrolPc(hq, elsewhere, 'new', { id: 'branch-2', code: 'SH022', name: 'Elm branch' });
    expect(await fault(elsewhere, answer)).toBe('otherBranch');
    const deps = courierOf(a);
    const other = { ...deps.transfer, hq: { ...deps.transfer.hq, publicKey: b.publicKey } };
    expect(await takeAnswer({ ...deps, transfer: other }, answer)).toEqual({ ok: false, fault: 'otherHq' });
    expect([a.outbox.size, ackedSeq(a), a.inbox.length]).toEqual([1, 0, 0]);
  });

  it('a changed byte, wherever it is, and a file that was cut off', async () => {
    a.writeMany(1);
    const { answer } = await atHq((await reportOf(a)).bytes);
    for (let at = 0; at < answer.length; at += 5)
      expect(
        await fault(
          a,
          Uint8Array.from(answer, (byte, index) => (index === at ? byte ^ 4 : byte)),
        ),
      ).not.toBe('taken');
    expect(await fault(a, answer.subarray(0, answer.length - 1))).toBe('damaged');
    expect([a.outbox.size, ackedSeq(a), a.proofs.length]).toEqual([1, 0, 0]);
  });

  it('a receipt over other events than those of this PC', async () => {
    a.writeMany(2);
    const { answer } = await atHq((await reportOf(a)).bytes);
    const forgotten = { eventsFrom: async () => [must(a.own[1])] };
    expect(await takeAnswer(courierOf(a, forgotten), answer)).toEqual({ ok: false, fault: 'forged' });
    expect([a.outbox.size, ackedSeq(a)]).toEqual([2, 0]);
  });
});

it('asks for the token of the data folder', async () => {
  const response = await fetch(`${hq.url}/admin/courier`, { method: 'POST', body: 'x' });
  expect(response.status).toBe(403);
  expect(await codeOf(hq, 'join', 'SH021')).toMatch(/-/);
});
