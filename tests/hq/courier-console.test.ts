/** 信使文件 in the console: what a person takes in, what they are told of it, and who may. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { takeAnswer, writeReport } from '../../src/main/sync/courier';
import { consoleHeader, consolePath } from '../../src/shared/hq-console/place';
import { MAX_COURIER_BYTES } from '../../src/shared/sync-protocol/courier-size';
import { rulesWithDays } from '../support/pack-rules';
import { makePc, manualEngine, type Pc, type TestHq } from './support/branch-pc';
import { createVisitor, join, type Visitor } from './support/console-visitor';
import { courierFor } from './support/courier-pc';
import { suiteOfTwoPcs, upTo } from './support/two-pcs';

let hq: TestHq;
let a: Pc;
let b: Pc;
const { keptSeqs } = suiteOfTwoPcs((world) => {
  ({ hq, a, b } = world);
});

const reportOf = (pc: Pc) => writeReport(courierFor(hq, pc), null);
const bringTo = async (pc: Pc, answer: string) => {
  const result = await takeAnswer(courierFor(hq, pc), Buffer.from(answer, 'base64'));
  if (!result.ok) throw new Error(result.fault);
  return result.taken;
};
async function deskOf(role: 'administrator' | 'officer' | 'auditor'): Promise<Visitor> {
  const desk = createVisitor(hq);
  await join(hq, desk, `a-${role}`, role, Date.now());
  return desk;
}
async function trail() {
  const { entries } = await (await deskOf('auditor')).call('audit.list', { before: null });
  return entries.filter(({ action }) => action === 'courier.taken').reverse();
}
const reasonOf = async (desk: Visitor, bytes: Uint8Array): Promise<unknown> => {
  const { ok, error } = await desk.ask('courier.take', bytes);
  return ok ? 'taken' : (error.reason ?? error.code);
};

describe('a file that was carried here', () => {
  it('is taken in at the desk, and its answer makes the records received', async () => {
    const desk = await deskOf('administrator');
    b.writeMany(2);
    await manualEngine(b.deps(hq)).syncNow();
    const pack = { kind: 'rules', effectiveFrom: '2026-12-01', issuedBy: '总行', pack: rulesWithDays('2099.1', 10) };
    expect((await hq.admin('/admin/packs', { body: pack })).status).toBe(200);
    a.writeMany(3);
    const { bytes } = await reportOf(a);
    const taken = await desk.call('courier.take', bytes);
    expect(taken).toMatchObject({
      ...{ branchCode: 'SH021', deviceTag: 'A', accepted: 3, duplicate: 0, rejected: 0, missingFrom: null },
      sent: { events: 2, packs: 1, stopped: 0 },
    });
    expect(await keptSeqs(a)).toEqual(upTo(3));
    expect(await bringTo(a, taken.answer)).toMatchObject({ received: 3, fromOthers: 2 });
    expect(a.outbox.size).toBe(0);
    expect(taken.digest).toBe(createHash('sha256').update(Buffer.from(taken.answer, 'base64')).digest('hex'));
    expect(await trail()).toMatchObject([
      {
        ...{ outcome: 'done', account: 'a-administrator' },
        detail: { branchId: 'branch-1', deviceId: a.deviceId, found: 3, digest: taken.digest },
      },
    ]);
  });

  it('is taken in once, however often it comes, and answered each time', async () => {
    const desk = await deskOf('administrator');
    a.writeMany(3);
    const { bytes } = await reportOf(a);
    await desk.call('courier.take', bytes);
    const again = await desk.call('courier.take', bytes);
    expect(again).toMatchObject({ accepted: 0, duplicate: 3, rejected: 0 });
    expect(await keptSeqs(a)).toEqual(upTo(3));
    expect(await bringTo(a, again.answer)).toMatchObject({ received: 3 });
  });

  it('tells which records were not taken, and why', async () => {
    const desk = await deskOf('administrator');
    a.writeMany(3);
    const deps = courierFor(hq, a);
    const loadEvents: typeof deps.transfer.loadEvents = async (rows) =>
      (await deps.transfer.loadEvents(rows)).map((e) => (e.header.seq === 2 ? { ...e, payload: {} } : e));
    const { bytes } = await writeReport({ ...deps, transfer: { ...deps.transfer, loadEvents } }, null);
    expect(await desk.call('courier.take', bytes)).toMatchObject({
      ...{ accepted: 2, rejected: 1, refused: [{ seq: 2, code: 'push.payloadHash' }] },
    });
  });
});

describe('a file that is not taken', () => {
  it('says why, and nothing of it is kept', async () => {
    const desk = await deskOf('administrator');
    a.writeMany(2);
    const { bytes } = await reportOf(a);
    const stranger = makePc();
    stranger.write();
    const deps = courierFor(hq, a);
    const elsewhere = { ...deps.transfer, hq: { ...deps.transfer.hq, publicKey: makePc().publicKey } };
    const cases: readonly (readonly [string, Uint8Array])[] = [
      ['foreign', Buffer.from('%PDF-1.7')],
      ['foreign', new Uint8Array(0)],
      ['damaged', bytes.subarray(0, bytes.length - 1)],
      ['forged', Uint8Array.from(bytes, (byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte))],
      ['unknownDevice', (await reportOf(stranger)).bytes],
      ['otherHq', (await writeReport({ ...deps, transfer: elsewhere }, null)).bytes],
    ];
    for (const [reason, file] of cases) expect([reason, await reasonOf(desk, file)]).toEqual([reason, reason]);
    await hq.admin('/admin/revoke', { deviceId: a.deviceId, revoked: true });
    expect(await reasonOf(desk, bytes)).toBe('revoked');
    expect(await keptSeqs(a)).toEqual([]);
    expect((await trail()).map(({ outcome, detail }) => [outcome, detail.why])).toEqual(
      [...cases.map(([reason]) => reason), 'revoked'].map((reason) => ['refused', reason]),
    );
  });

  it('is not read at all where it is too large, or of somebody who may not', async () => {
    const administrator = await deskOf('administrator');
    const large = new Uint8Array(MAX_COURIER_BYTES + 1);
    expect(await reasonOf(administrator, large)).toBe('tooLarge');
    a.writeMany(1);
    const { bytes } = await reportOf(a);
    for (const role of ['officer', 'auditor'] as const)
      expect(await reasonOf(await deskOf(role), bytes)).toBe('console.forbidden');
    expect(await reasonOf(createVisitor(hq), bytes)).toBe('console.signedOut');
    expect((await administrator.ask('courier.take', bytes, {})).error.code).toBe('console.forged');
    expect(await keptSeqs(a)).toEqual([]);
  });

  it('is turned away before its bytes came, of somebody who may not', async () => {
    // The body never ends: an answer can only come from the head of the request.
    const body = new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array(10)) });
    const response = await fetch(`${hq.url}${consolePath}/api/courier.take`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', [consoleHeader]: '1' },
      body,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(401);
  });
});
