/** 证据材料 through the hub: over real sockets, cut in the middle, and what somebody may try against it. */
import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PieceReply } from '../../shared/sync-protocol/files';
import { HubOfferReply, HubReadReply, hubRoutes } from '../../shared/sync-protocol/hub';
import { FILE_PIECE_BYTES } from '../../shared/sync-protocol/version';
import { createHubFileLane } from './hub-file-lane';
import type { Net } from '../sync/net';
import { nodeNet } from '../sync/node-net';
import {
  filesTo,
  goTo,
  makeBranch,
  makePc,
  startHub,
  type TestBranch,
  type TestHub,
  type TestPc,
} from './hub-branch.test-support';

let branch: TestBranch;
let hubPc: TestPc;
let a: TestPc;
let b: TestPc;
let hub: TestHub;
const ends: (() => Promise<void>)[] = [];

beforeEach(async () => {
  branch = makeBranch();
  [hubPc, a, b] = [makePc(branch, 'A'), makePc(branch, 'B'), makePc(branch, 'C')];
  hub = await startHub(hubPc, branch);
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await hub.close();
  expect([hubPc, a, b].flatMap(({ faults }) => faults)).toEqual([]);
});

const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 15_000, interval: 20 });
const going = (pc: TestPc, net: Net = nodeNet) => {
  const client = goTo(pc, hub.url, hubPc, net);
  const lane = filesTo(pc, client);
  ends.push(async () => {
    const over = lane.stop();
    await client.stop();
    await over;
  });
  return { client, lane };
};
/** Content that a PC keeps, and the event of it that names it. */
const added = (pc: TestPc, sizeBytes: number, changes: object = {}) => {
  const content = randomBytes(sizeBytes);
  const file = pc.file(content);
  const event = pc.write({ evidence: [{ id: 'e1', name: '回单.pdf', mime: 'application/pdf', ...file, ...changes }] });
  return { ...file, content, seq: event.header.seq };
};
const piecesIn = (content: Uint8Array, piece: number): string =>
  Buffer.from(content.subarray(piece * FILE_PIECE_BYTES, (piece + 1) * FILE_PIECE_BYTES)).toString('base64');
const sizeOfBody = ({ url, body }: Parameters<Net>[0]) => (url.endsWith(hubRoutes.piece) ? body.length : 0);

describe('evidence files through the hub', () => {
  it('one that a PC added is at the hub, and another PC fetches it there', async () => {
    const big = added(a, 2 * FILE_PIECE_BYTES + 7);
    const small = added(a, 1);
    going(a);
    const reader = going(b);
    await eventually(() => {
      for (const { sha256, content } of [big, small])
        expect(Buffer.from(hubPc.contents.get(sha256) ?? []).equals(content)).toBe(true);
    });
    for (const file of [big, small]) {
      const fetched = await reader.lane.fetch(file);
      expect(fetched.ok && Buffer.from(fetched.content).equals(file.content)).toBe(true);
    }
    expect(hub.desk.files.counts()).toEqual({ received: 2, given: 2 });
    expect(reader.lane.seen.at(-1)).toMatchObject({ fetched: 2 });
  });

  it('what was cut goes on with the piece that is missing, both ways', async () => {
    const file = added(a, 3 * FILE_PIECE_BYTES);
    let [sentPieces, isCut] = [0, true];
    going(a, async (request) => {
      if (sizeOfBody(request) > 0) {
        if (sentPieces === 2 && isCut) {
          isCut = false;
          return { ok: false, fault: 'cut' };
        }
        sentPieces += 1;
      }
      return nodeNet(request);
    });
    await eventually(() => expect(hubPc.contents.has(file.sha256)).toBe(true));
    expect(sentPieces).toBe(3);

    let [asked, hasLine] = [0, true];
    const { lane } = going(b, async (request) => {
      if (request.url.endsWith(hubRoutes.read)) {
        if (asked === 2 && hasLine) return { ok: false, fault: 'unreachable' };
        asked += 1;
      }
      return nodeNet(request);
    });
    expect(await lane.fetch(file)).toEqual({ ok: false, why: 'line' });
    hasLine = false;
    expect(await lane.fetch(file)).toMatchObject({ ok: true });
    expect(asked).toBe(3);
  });

  it('events pass while a file is stuck on the way', async () => {
    const file = added(a, 10);
    let letGo = (): void => undefined;
    const stuck = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const onTheWay = vi.fn();
    going(a, async (request) => {
      if (sizeOfBody(request) > 0) {
        onTheWay();
        await stuck;
      }
      return nodeNet(request);
    });
    going(b);
    await eventually(() => expect(onTheWay).toHaveBeenCalledTimes(1));
    const written = [a.write(), a.write()];
    await eventually(() => expect(b.has(written)).toBe(true));
    expect(hubPc.contents.size).toBe(0);
    letGo();
    await eventually(() => expect(hubPc.contents.has(file.sha256)).toBe(true));
  });

  it('a file that the hub does not have is elsewhere, and one that is not what its hash says is not taken', async () => {
    const file = added(hubPc, 10);
    const { lane } = going(b);
    hubPc.contents.set(file.sha256, randomBytes(10));
    expect(await lane.fetch(file)).toEqual({ ok: false, why: 'damaged' });
    hubPc.contents.set(file.sha256, randomBytes(11));
    expect(await lane.fetch(file)).toEqual({ ok: false, why: 'damaged' });
    hubPc.contents.clear();
    expect(await lane.fetch(file)).toEqual({ ok: false, why: 'elsewhere' });
  });
});

describe('a hub of before', () => {
  it('is asked again after an hour, and events go on', async () => {
    added(a, 10);
    const client = goTo(a, hub.url, hubPc);
    const waits: number[] = [];
    const lane = createHubFileLane({
      ask: async () => ({ ok: false, reason: 'hub.refused', serverTimeMs: null, code: 'request.notFound' }),
      ...{ records: a.records, files: a.files, random: () => 0.05, onStatus: () => undefined },
      schedule: (_run, ms) => {
        waits.push(ms);
        return () => undefined;
      },
      onFault: (cause) => a.faults.push(cause),
    });
    lane.hurry();
    await eventually(() => expect(waits).toEqual([60 * 60 * 1000]));
    await eventually(() => expect(hubPc.chain(a.deviceId)).toHaveLength(1));
    await lane.stop();
    await client.stop();
  });
});

describe('what a hub does not take', () => {
  const settled = (pc: TestPc) => {
    const client = goTo(pc, hub.url, hubPc);
    ends.push(client.stop);
    return client.ask;
  };
  const piece = (file: ReturnType<typeof added>, changes: object = {}) => {
    const { sha256, sizeBytes, seq, content } = file;
    return { protocol: 2, sha256, sizeBytes, seq, piece: 0, content: piecesIn(content, 0), ...changes };
  };

  it.each([
    [
      'a size that is another one than in the event',
      { sizeBytes: 11, content: piecesIn(randomBytes(11), 0) },
      'file.unknown',
    ],
    ['an event that is not there', { seq: 99 }, 'file.unknown'],
    ['a file that no event names', { sha256: 'a'.repeat(64) }, 'file.unknown'],
    ['a path for a hash', { sha256: '../../keyring.json' }, 'request.badShape'],
    ['more than a file may have', { sizeBytes: 20 * 1024 * 1024 + 1 }, 'request.badShape'],
    ['more than a piece may have', { content: 'A'.repeat(1_400_000) }, 'request.badShape'],
    ['a piece behind the end', { piece: 1 }, 'file.badPiece'],
    ['a piece that is too short', { content: piecesIn(randomBytes(9), 0) }, 'file.badPiece'],
    ['a piece that is no Base64', { content: '!'.repeat(16) }, 'file.badPiece'],
    ['content with another hash', { content: piecesIn(randomBytes(10), 0) }, 'file.digest'],
    ['what nobody asked for', { more: true }, 'request.badShape'],
  ])('%s', async (_what, changes, code) => {
    const file = added(a, 10);
    const ask = settled(a);
    await eventually(() => expect(hubPc.chain(a.deviceId)).toHaveLength(1));
    expect(await ask(hubRoutes.piece, piece(file, changes), PieceReply)).toMatchObject({ ok: false, code });
    expect(hubPc.contents.size).toBe(0);
    // It takes the true one afterwards.
    expect(await ask(hubRoutes.piece, piece(file), PieceReply)).toEqual({ ok: true, value: { missing: [] } });
    expect(
      createHash('sha256')
        .update(hubPc.contents.get(file.sha256) ?? '')
        .digest('hex'),
    ).toBe(file.sha256);
  });

  it('a file in the name of another PC, or from a PC of another branch or a stopped one', async () => {
    const file = added(a, 10);
    settled(a);
    await eventually(() => expect(hubPc.chain(a.deviceId)).toHaveLength(1));
    const fromB = settled(b);
    expect(await fromB(hubRoutes.piece, piece(file), PieceReply)).toMatchObject({ code: 'file.unknown' });
    const offer = { protocol: 2, files: [{ sha256: file.sha256, sizeBytes: 10, seq: file.seq }] };
    expect(await fromB(hubRoutes.offer, offer, HubOfferReply)).toEqual({ ok: true, value: { files: [] } });

    const elsewhere = makeBranch();
    const stranger = makePc(elsewhere, 'X');
    elsewhere.devices.push(...branch.devices);
    const client = goTo(stranger, hub.url, hubPc);
    ends.push(client.stop);
    const reading = { protocol: 2, sha256: file.sha256, piece: 0 };
    expect(await client.ask(hubRoutes.read, reading, HubReadReply)).toMatchObject({ code: 'auth.unknownDevice' });
    branch.stopped.push({
      branchId: 'branch-1',
      atMs: 1,
      headHash: '',
      signature: '',
      deviceId: b.deviceId,
      seq: 0,
      tag: 'C',
    });
    expect(await fromB(hubRoutes.read, reading, HubReadReply)).toMatchObject({ code: 'auth.revoked' });
  });

  it('more half files than it has room for, until one was left alone for a minute', async () => {
    const senders = Array.from({ length: 5 }, (_, n) => makePc(branch, `P${String(n)}`));
    const sent = senders.map((pc) => ({ pc, file: added(pc, FILE_PIECE_BYTES + 1), ask: settled(pc) }));
    await eventually(() => {
      for (const { pc } of sent) expect(hubPc.chain(pc.deviceId)).toHaveLength(1);
    });
    const [last, ...others] = sent.reverse();
    for (const { ask, file } of others)
      expect(await ask(hubRoutes.piece, piece(file), PieceReply)).toMatchObject({ value: { missing: [1] } });
    const late = () => last?.ask(hubRoutes.piece, piece(last.file), PieceReply);
    expect(await late()).toMatchObject({ ok: false, code: 'request.tooMany' });
    hub.advance(61_000);
    expect(await late()).toMatchObject({ value: { missing: [1] } });
  });

  it('the same piece twice changes nothing, and a request that is repeated is refused', async () => {
    const file = added(a, FILE_PIECE_BYTES + 1);
    const sent: Parameters<Net>[0][] = [];
    const client = goTo(a, hub.url, hubPc, async (request) => {
      if (sizeOfBody(request) > 0) sent.push(request);
      return nodeNet(request);
    });
    ends.push(client.stop);
    await eventually(() => expect(hubPc.chain(a.deviceId)).toHaveLength(1));
    for (const _time of [1, 2])
      expect(await client.ask(hubRoutes.piece, piece(file), PieceReply)).toMatchObject({ value: { missing: [1] } });
    const [request] = sent;
    const again = request && (await nodeNet(request));
    expect(again).toMatchObject({ ok: true, status: 401 });
    expect(hubPc.contents.size).toBe(0);
  });
});
