/** The lane of evidence files against a real headquarters: only what is named, piece by piece, whole or not at all. */
import { createHash, randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { EvidencePolicy } from '../../src/shared/contract/sync';
import { createEvidenceLane, type EvidenceLane, type EvidenceLaneStatus } from '../../src/main/sync/evidence-lane';
import { newestSpoken } from '../../src/main/sync/exchange';
import { nodeNet } from '../../src/main/sync/node-net';
import { FILE_PIECE_BYTES } from '../../src/shared/sync-protocol/version';
import { must } from '../support/case-builder';
import { enrolPc, makePc, manualEngine, type Pc, type TestHq } from './support/branch-pc';
import type { LineFault } from './support/fault-proxy';
import { suiteOfTwoPcs } from './support/two-pcs';

let hq: TestHq;
let a: Pc;
let b: Pc;
const { cleanUp, proxied } = suiteOfTwoPcs((world) => {
  ({ hq, a, b } = world);
});

interface Kept {
  readonly sha256: string;
  readonly content: Buffer;
}

const fileOf = (size: number): Kept => {
  const content = randomBytes(size);
  return { sha256: createHash('sha256').update(content).digest('hex'), content };
};
const namedAs = ({ sha256, content }: Kept, sizeBytes = content.length) => ({
  evidence: [
    { id: sha256.slice(0, 8), sha256, name: 'slip.pdf', mime: 'application/pdf', sizeBytes, fromCustomer: true },
  ],
});

/** A lane of this PC with these files, and what it said last. Planned runs are done by `due`. */
function laneOf(pc: Pc, files: readonly Kept[], over: { url?: string; policy?: EvidencePolicy } = {}) {
  const here = new Map(files.map((file) => [file.sha256, file.content]));
  const said: EvidenceLaneStatus[] = [];
  const planned: number[] = [];
  const sent: string[] = [];
  const lane: EvidenceLane = createEvidenceLane({
    exchangeDeps: {
      net: (request) => {
        sent.push(new URL(request.url).pathname);
        return nodeNet(request);
      },
      url: over.url ?? hq.url,
      deviceId: pc.deviceId,
      signBytes: pc.signBytes,
      spoken: newestSpoken(),
      createdMs: () => Date.now(),
    },
    files: { kept: async () => [...here.keys()], read: async (sha256) => here.get(sha256) },
    policy: () => over.policy ?? 'all',
    heardTime: () => undefined,
    random: () => 0.5,
    schedule: (_run, ms) => {
      planned.push(ms);
      return () => undefined;
    },
    onStatus: (status) => said.push(status),
    onFault: (cause) => {
      throw cause;
    },
  });
  cleanUp.push(lane.stop);
  const pieces = (): string[] => sent.filter((path) => /\/files\/[0-9a-f]{64}\//.test(path));
  return { lane, planned, pieces, last: () => must(said.at(-1)) };
}

const nothingWaits = { waitingFiles: 0, waitingBytes: 0, heldBackFiles: 0, reason: null };

describe('evidence files', () => {
  const large = fileOf(2 * FILE_PIECE_BYTES + 77);
  const small = fileOf(300);
  beforeEach(async () => {
    a.write(namedAs(large), 'evidence.attached');
    a.write({ details: { more: namedAs(small) } }, 'case.registered');
    await manualEngine(a.deps(hq)).syncNow();
  });

  it('go to headquarters in pieces, the small ones first, and from there to the other PC', async () => {
    const { lane, pieces, last } = laneOf(a, [large, small]);
    await lane.hurry();
    expect(last()).toEqual(nothingWaits);
    expect(pieces().map((path) => path.slice(-2))).toEqual(['/0', '/0', '/1', '/2']);
    expect(pieces()[0]).toContain(small.sha256);
    const other = laneOf(b, []);
    for (const { sha256, content } of [large, small]) {
      const fetched = await other.lane.fetch({ sha256, sizeBytes: content.length });
      expect(fetched.ok && Buffer.compare(Buffer.from(fetched.content), content)).toBe(0);
    }
    // A second look sends nothing again.
    await lane.hurry();
    expect(pieces()).toHaveLength(4);
  });

  it('go on with the piece that is missing, whatever cut the line before', async () => {
    const faults: LineFault[] = ['none', 'none', 'cutBefore', 'none', 'none', 'cutAfter', 'none', 'truncated'];
    const line = await proxied((route) => (route.includes('/files/') ? (faults.shift() ?? 'none') : 'none'));
    const { lane, planned, pieces, last } = laneOf(a, [large, small], { url: line.url });
    for (let run = 0; run < 8 && (run === 0 || last().waitingFiles > 0); run += 1) await lane.hurry();
    expect(last()).toEqual(nothingWaits);
    expect(planned.length).toBeGreaterThan(0);
    // Four pieces; each cut costs at most the one that was on the way.
    expect(pieces().length).toBeLessThanOrEqual(4 + planned.length);
    expect(await laneOf(b, []).lane.fetch({ sha256: large.sha256, sizeBytes: large.content.length })).toMatchObject({
      ok: true,
    });
  });

  it.each([
    ['small', 1, 1],
    ['none', 2, 2],
  ] as const)('stay here by the policy "%s", and that is said', async (policy, waitingFiles, heldBackFiles) => {
    const { lane, last } = laneOf(a, [large, small], { policy });
    await lane.hurry();
    expect(last()).toMatchObject({ waitingFiles, heldBackFiles, reason: null });
  });

  it('that no accepted event names are taken from nobody', async () => {
    const stranger = fileOf(10);
    const { lane, pieces, last } = laneOf(a, [stranger, small]);
    await lane.hurry();
    expect(last()).toEqual(nothingWaits);
    expect(pieces()).toHaveLength(1);
    expect(await a.sendRaw(hq, `/v2/files/${stranger.sha256}/0`, stranger.content)).toMatchObject({
      code: 'file.unknown',
    });
  });

  it.each([
    ['of another length', () => `/v2/files/${small.sha256}/0`, 'file.badPiece', 299],
    ['behind the end', () => `/v2/files/${small.sha256}/1`, 'file.badPiece', 300],
    ['with a path for a name', () => '/v2/files/..%2F..%2Fetc%2Fpasswd/0', 'request.badShape', 300],
    ['with a number that is none', () => `/v2/files/${small.sha256}/1e3`, 'request.badShape', 300],
    ['larger than a piece', () => `/v2/files/${large.sha256}/0`, 'request.tooLarge', FILE_PIECE_BYTES + 1],
  ])('in a piece %s are refused, and nothing is kept', async (_what, path, code, size) => {
    expect(await a.sendRaw(hq, path(), randomBytes(size))).toMatchObject({ code });
    expect(await laneOf(b, []).lane.fetch({ sha256: small.sha256, sizeBytes: 300 })).toEqual({
      ok: false,
      why: 'elsewhere',
    });
  });

  it('that are something else than their name are thrown away whole, and hold up no other', async () => {
    const forged = { sha256: small.sha256, content: randomBytes(300) };
    const { lane, last } = laneOf(a, [forged, large]);
    await lane.hurry();
    expect(last()).toMatchObject({ waitingFiles: 1, waitingBytes: 300 });
    expect(await laneOf(b, []).lane.fetch({ sha256: small.sha256, sizeBytes: 300 })).toEqual({
      ok: false,
      why: 'elsewhere',
    });
    expect(await laneOf(b, []).lane.fetch({ sha256: large.sha256, sizeBytes: large.content.length })).toMatchObject({
      ok: true,
    });
  });

  it('are of their branch alone', async () => {
    await laneOf(a, [small]).lane.hurry();
    const stranger = makePc('branch-2');
    await enrolPc(hq, stranger, 'new', { id: 'branch-2', code: 'SH022' });
    const lane = laneOf(stranger, [small]).lane;
    await lane.hurry();
    expect(await lane.fetch({ sha256: small.sha256, sizeBytes: 300 })).toEqual({ ok: false, why: 'elsewhere' });
    expect(await stranger.sendRaw(hq, `/v2/files/${small.sha256}/0`, small.content)).toMatchObject({
      code: 'file.unknown',
    });
  });

  it('that came through a bad line changed are not taken for the file', async () => {
    await laneOf(a, [small]).lane.hurry();
    const line = await proxied((route) => (route.includes('/files/read') ? 'garbage' : 'none'));
    const { lane } = laneOf(b, [], { url: line.url });
    expect(await lane.fetch({ sha256: small.sha256, sizeBytes: 300 })).toMatchObject({ ok: false });
  });
});
