/** 证据材料 through the hub, over real sockets, with no headquarters anywhere. */
import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hubRoutes, HubOfferReply, HubPieceReply, HubReadReply } from '../../shared/sync-protocol/hub';
import { nodeNet } from '../sync/node-net';
import type { Net } from '../sync/net';
import {
  goTo,
  makeBranch,
  makePc,
  startHub,
  type TestBranch,
  type TestHub,
  type TestPc,
} from './hub-branch.test-support';
import { askHub, type HubLineDeps } from './hub-line';

let branch: TestBranch;
let hubPc: TestPc;
let a: TestPc;
let b: TestPc;
let hub: TestHub;
const ends: (() => Promise<void>)[] = [];
const going = (pc: TestPc, net: Net = nodeNet) => {
  const client = goTo(pc, hub.url, hubPc, net);
  ends.push(client.stop);
  return client;
};
const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 20_000, interval: 20 });

beforeEach(async () => {
  branch = makeBranch();
  hubPc = makePc(branch, 'A');
  a = makePc(branch, 'B');
  b = makePc(branch, 'C');
  hub = await startHub(hubPc, branch);
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await hub.close();
  expect([hubPc, a, b].flatMap(({ faults }) => faults)).toEqual([]);
});

/** More than two pieces. */
const large = 2 * 1024 * 1024 + 5;
function evidence(size: number) {
  const content = randomBytes(size);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return {
    content,
    named: { id: 'e', sha256, name: '回单.png', mime: 'image/png', sizeBytes: size, fromCustomer: true },
  };
}
const lineOf = (pc: TestPc): HubLineDeps => ({
  ...pc.line(hub.url),
  hub: { deviceId: hubPc.deviceId, publicKey: hubPc.publicKey },
  createdMs: () => Date.now(),
  signal: new AbortController().signal,
});
const stamped = () => ({ protocol: 2, deviceTimeMs: Date.now() });
const offer = (pc: TestPc, files: object[]) =>
  askHub(lineOf(pc), hubRoutes.offer, { ...stamped(), files }, HubOfferReply);
const give = (pc: TestPc, sha256: string, piece: number, content: Uint8Array) =>
  askHub(
    lineOf(pc),
    hubRoutes.piece,
    { ...stamped(), sha256, piece, content: Buffer.from(content).toString('base64') },
    HubPieceReply,
  );

describe('a file that one PC added', () => {
  it('comes to the hub behind its event, and from there to whoever opens it', async () => {
    const { content, named } = evidence(large);
    a.held.set(named.sha256, content);
    going(a);
    const reader = going(b);
    a.write({ evidence: named }, 'evidence.added');
    await eventually(() => expect(Buffer.from(hubPc.held.get(named.sha256) ?? []).equals(content)).toBe(true));
    await eventually(() => expect(reader.status().connected).toBe(true));
    expect(Buffer.from((await reader.fetch(named)) ?? []).equals(content)).toBe(true);
    expect(await reader.fetch({ sha256: 'f'.repeat(64), sizeBytes: 3 })).toBeUndefined();
  });

  it('goes on with the missing pieces after a cut, also one that was written long before', async () => {
    const { content, named } = evidence(large);
    a.held.set(named.sha256, content);
    a.write({ evidence: named }, 'evidence.added');
    for (let n = 0; n < 250; n += 1) a.write({ n });
    const sent: number[] = [];
    let cut = false;
    const cuts: Net = async (request) => {
      if (!request.url.endsWith(hubRoutes.piece)) return nodeNet(request);
      sent.push(sent.length);
      if (sent.length === 2) {
        cut = true;
        return { ok: false, fault: 'cut' };
      }
      return nodeNet(request);
    };
    const client = going(a, cuts);
    await eventually(() => expect(cut).toBe(true));
    expect(hubPc.held.size).toBe(0);
    await client.stop();
    going(a, cuts);
    await eventually(() => expect(hubPc.held.has(named.sha256)).toBe(true));
    // One, the one that was cut, and the two that were missing then.
    expect(sent).toHaveLength(4);
  });

  it('is not asked for where the hub has it, or where it is not here', async () => {
    const [known, absent] = [evidence(10), evidence(10)];
    hubPc.held.set(known.named.sha256, known.content);
    a.held.set(known.named.sha256, known.content);
    const asked: string[] = [];
    going(a, (request) => {
      asked.push(request.url.slice(hub.url.length));
      return nodeNet(request);
    });
    a.write({ evidence: [known.named, absent.named] }, 'evidence.added');
    await eventually(() => expect(asked).toContain(hubRoutes.offer));
    expect(asked).not.toContain(hubRoutes.piece);
  });
});

describe('a hub', () => {
  it('takes nothing that no event of the sender names, and nothing under another content', async () => {
    const { content, named } = evidence(40);
    const seq = a.write({ evidence: named }, 'evidence.added').header.seq;
    for (const event of a.chain(a.deviceId)) hubPc.put(event);
    const { sha256 } = named;
    expect(await give(a, sha256, 0, content)).toMatchObject({ ok: false, reason: 'hub.refused' });
    const other = evidence(40);
    expect(await offer(a, [{ sha256: other.named.sha256, seq }])).toEqual({ ok: true, value: { files: [] } });
    // The event of somebody else.
    expect(await offer(b, [{ sha256, seq }])).toEqual({ ok: true, value: { files: [] } });
    expect(await offer(a, [{ sha256, seq }])).toEqual({ ok: true, value: { files: [{ sha256, missing: [0] }] } });
    for (const bad of [other.content.subarray(1), Buffer.alloc(0)])
      expect(await give(a, sha256, 0, bad)).toMatchObject({ ok: false, reason: 'hub.refused' });
    expect(await give(a, sha256, 1, content)).toMatchObject({ ok: false, reason: 'hub.refused' });
    expect(await give(a, sha256, 0, other.content)).toMatchObject({ ok: false, reason: 'hub.refused' });
    expect(hubPc.held.size).toBe(0);
    // What was wrong once is asked for anew.
    await offer(a, [{ sha256, seq }]);
    expect(await give(a, sha256, 0, content)).toEqual({ ok: true, value: { missing: [] } });
    expect([...hubPc.held.keys()]).toEqual([sha256]);
  });

  it('refuses names that lead elsewhere and pieces that are too large', async () => {
    for (const sha256 of ['../../keyring', 'A'.repeat(64), ''])
      expect(await askHub(lineOf(a), hubRoutes.read, { ...stamped(), sha256, piece: 0 }, HubReadReply)).toMatchObject({
        ok: false,
        reason: 'hub.refused',
      });
    const { named } = evidence(10);
    expect(await give(a, named.sha256, 0, Buffer.alloc(1_100_000))).toMatchObject({ ok: false, reason: 'hub.refused' });
    const past = { ...stamped(), sha256: named.sha256, piece: 19 };
    hubPc.held.set(named.sha256, Buffer.alloc(10));
    expect(await askHub(lineOf(a), hubRoutes.read, past, HubReadReply)).toEqual({ ok: true, value: { content: null } });
  });

  it('gives files to no PC that headquarters has stopped', async () => {
    const { content, named } = evidence(10);
    hubPc.held.set(named.sha256, content);
    branch.stopped.push({
      branchId: 'branch-1',
      atMs: 1,
      headHash: '',
      signature: '',
      deviceId: b.deviceId,
      seq: 0,
      tag: 'C',
    });
    const asked = { ...stamped(), sha256: named.sha256, piece: 0 };
    expect(await askHub(lineOf(b), hubRoutes.read, asked, HubReadReply)).toMatchObject({
      ok: false,
      reason: 'hub.stopped',
    });
  });
});
