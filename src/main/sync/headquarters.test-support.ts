/** A headquarters that is no more than its word: it answers and signs as the real one, and a test says where it errs or the line fails. */
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import type { Problem, PushOutcome, PushReply } from '../../shared/sync-protocol/messages';
import { anchorText, receiptRoot, receiptText } from '../../shared/sync-protocol/receipts';
import { nodeHasher, publicOfSeed, signerOf } from '../keys/ed25519';
import type { Net, NetFault, NetReply, NetRequest } from './net';

export const identity = { deviceId: 'pc-1', branchId: 'branch-1' };
const seed = Buffer.alloc(32, 9);
export const hqPublicKey = publicOfSeed('ed25519', seed);
export const hqTimeMs = 1_795_000_000_000;

const hashOf = (text: string): string => nodeHasher.sha256(text);
/** Signs a text as headquarters does; under another seed as somebody who would like to be it. */
export const signText = (text: string, by: Uint8Array = seed): string => signerOf(by)(hashOf(text));

/** An event with what a push looks at; its own signature is no business of a push. */
export function event(seq: number, deviceId = identity.deviceId, payload: unknown = {}): OpenEvent {
  const id = `${deviceId}/${String(seq)}`;
  return { header: { id, deviceId, seq }, hash: hashOf(id), payload } as unknown as OpenEvent;
}
export const events = (from: number, to: number): OpenEvent[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => event(from + i));

export interface Said {
  readonly results?: readonly PushOutcome[];
  readonly contiguousSeq?: number;
  readonly anchor?: Partial<PushReply['receipt']['anchor']>;
  readonly receipt?: Partial<Omit<PushReply['receipt'], 'anchor'>>;
  /** Hashes of the events as headquarters got them. */
  readonly hashes?: readonly string[];
  readonly by?: Uint8Array;
}

export const accepted = (batch: readonly OpenEvent[]): PushOutcome[] =>
  batch.map(({ header: { seq, id } }) => ({ seq, id, outcome: 'accepted' }));

/** What headquarters answers to these events, signed throughout; `said` is signed with the rest, true or not. */
export function signedReply(batch: readonly OpenEvent[], said: Said = {}): PushReply {
  const results = said.results ?? accepted(batch);
  const [first, last] = [batch[0], batch.at(-1)];
  const contiguousSeq = said.contiguousSeq ?? last?.header.seq ?? 1;
  const anchor = {
    ...{ deviceId: identity.deviceId, seq: contiguousSeq, headHash: last?.hash ?? '', hqTimeMs },
    ...said.anchor,
  };
  const signedAnchor = { ...anchor, signature: said.anchor?.signature ?? signText(anchorText(anchor), said.by) };
  const hashes = said.hashes ?? batch.map(({ hash }) => hash);
  const root = receiptRoot(results, hashes, (bytes) => createHash('sha256').update(bytes).digest());
  const receipt = {
    ...identity,
    ...{ firstSeq: first?.header.seq ?? 1, count: batch.length, root: Buffer.from(root).toString('base64url') },
    ...said.receipt,
    anchor: signedAnchor,
  };
  const signature = said.receipt?.signature ?? signText(receiptText(receipt), said.by);
  return { results: [...results], contiguousSeq, receipt: { ...receipt, signature } };
}

export const json = (value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): NetReply => ({
  ok: true,
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(value)),
});
export const problem = (
  status: number,
  code: Problem['code'],
  more: Partial<Problem> = {},
  headers: Readonly<Record<string, string>> = {},
): NetReply =>
  json({ type: 'about:blank', title: code, status, code, retry: 'later', ...more }, status, {
    'content-type': 'application/problem+json',
    ...headers,
  });
export const fault = (name: NetFault): NetReply => ({ ok: false, fault: name });

/** What a request says, unpacked where it was packed. */
export function bodyOf({ headers, body }: NetRequest): Record<string, unknown> {
  const plain = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : Buffer.from(body);
  return JSON.parse(plain.toString('utf8')) as Record<string, unknown>;
}
export const pushedIn = (request: NetRequest): OpenEvent[] => bodyOf(request)['events'] as OpenEvent[];

/** Route below the version. */
export const routeOf = ({ url }: NetRequest): string => new URL(url).pathname.replace(/^\/v\d/, '');

export interface TestHq {
  readonly net: Net;
  /** Everything that was asked, in order. */
  readonly asked: NetRequest[];
  /** Numbers of the first and last event of each push that came. */
  readonly pushes: () => (readonly [number, number])[];
  /** Up to which number it has the chain. */
  has: number;
  /** Answers instead of it; undefined to let it answer. */
  instead: (request: NetRequest, nth: number) => NetReply | undefined | Promise<NetReply | undefined>;
  /** What it says of pushes besides the truth. */
  said: Said;
}

export const emptyPage = { events: [], cursor: '0', more: false, devices: [], revocations: [], serverTimeMs: hqTimeMs };

export function makeHq(): TestHq {
  const hq: TestHq = {
    asked: [],
    has: 0,
    said: {},
    instead: () => undefined,
    pushes: () =>
      hq.asked
        .filter((request) => routeOf(request) === '/push')
        .map((request) => {
          const batch = pushedIn(request);
          return [batch[0]?.header.seq ?? 0, batch.at(-1)?.header.seq ?? 0] as const;
        }),
    net: async (request) => {
      hq.asked.push(request);
      const other = await hq.instead(request, hq.asked.length);
      if (other) return other;
      const route = routeOf(request);
      if (route === '/pull') return json(emptyPage);
      if (route === '/packs') return json({ packs: [], more: false, serverTimeMs: hqTimeMs });
      if (route !== '/push') return problem(404, 'request.notFound', { retry: 'never' });
      const batch = pushedIn(request);
      const [first, last] = [batch[0]?.header.seq ?? 0, batch.at(-1)?.header.seq ?? 0];
      if (first > hq.has + 1) return problem(409, 'push.gap', { expectedSeq: hq.has + 1 });
      const had = hq.has;
      hq.has = Math.max(had, last);
      const results: PushOutcome[] = accepted(batch).map((one) =>
        one.seq <= had ? { ...one, outcome: 'duplicate' as const } : one,
      );
      const headHash = event(hq.has).hash;
      return json(signedReply(batch, { results, contiguousSeq: hq.has, anchor: { headHash }, ...hq.said }));
    },
  };
  return hq;
}
