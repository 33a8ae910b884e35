/** A branch PC for tests: real keys and chain, an outbox and an inbox in memory, and headquarters on a real socket. */
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Passwords } from '../../../server/console/secrets';
import type { Database } from '../../../server/db/database';
import { startHq, type Hq } from '../../../server/start';
import authorityJson from '../../../resources/packs/authority/cn.json';
import { shownProposal } from '../../../src/domain/complaint/approval';
import type { CasePayload } from '../../../src/domain/complaint/events';
import { foldCase } from '../../../src/domain/complaint/evolve';
import { currentProposal } from '../../../src/domain/complaint/state';
import type { RemedyContent } from '../../../src/domain/complaint/values';
import { canonicalJson } from '../../../src/domain/evidence/canonical';
import type { OpenEvent } from '../../../src/domain/evidence/event-envelope';
import { approvalDigest, hashHeader } from '../../../src/domain/evidence/hashing';
import { nodeHasher, publicOfSeed, signHash } from '../../../src/main/keys/ed25519';
import { createEventWriter } from '../../../src/main/keys/event-signer';
import { newId } from '../../../src/main/platform/ids';
import { systemRng } from '../../../src/main/platform/rng';
import { createSyncEngine, type SyncEngine, type SyncEngineDeps } from '../../../src/main/sync/engine';
import { enrol } from '../../../src/main/sync/enrol';
import type { Net, NetReply } from '../../../src/main/sync/net';
import { nodeNet } from '../../../src/main/sync/node-net';
import type { Proof } from '../../../src/main/sync/receipt-check';
import { nothingSetAside, type SetAside } from '../../../src/main/sync/set-aside';
import type { StoppedDevice } from '../../../src/main/sync/kept-word';
import { signRequest, signRequestV1 } from '../../../src/main/sync/sign-request';
import type { SyncStatusView } from '../../../src/shared/contract/sync';
import type { OutboxRow } from '../../../src/shared/store-contract/rows';
import type { BranchInfo, EnrolReply } from '../../../src/shared/sync-protocol/messages';
import { chen, li, must, playCase, remedy } from '../../support/case-builder';

export const branchInfo: BranchInfo = {
  id: 'branch-1',
  code: 'SH021',
  name: 'Lane 12 branch',
  institutionType: 'bank',
  institutionName: 'Test Bank',
  province: 'Shanghai',
};

export interface TestHq extends Hq {
  readonly dataDir: string;
  /** Moves headquarters' clock. */
  readonly advance: (ms: number) => void;
  readonly log: readonly string[];
  readonly admin: (path: string, body?: object) => Promise<{ readonly status: number; readonly json: never }>;
  readonly remove: () => Promise<void>;
}

export interface TestHqOptions {
  readonly publicUrls?: readonly string[];
  /** Of one that has ended and goes on. */
  readonly dataDir?: string;
  /** One that runs on the same database. */
  readonly keyOf?: TestHq;
  readonly consoleDir?: string;
  /** As strong as for people unless said otherwise. */
  readonly passwords?: Passwords;
}

const makeDataDir = (): string => mkdtempSync(path.join(os.tmpdir(), 'xianting-hq-'));

/** A headquarters that has seen nobody yet, on a database of the test file (see `test-database.ts`). */
export async function startTestHq(database: Database, options: TestHqOptions = {}): Promise<TestHq> {
  const { publicUrls = [], dataDir = makeDataDir(), keyOf, consoleDir, passwords } = options;
  if (keyOf) copyFileSync(path.join(keyOf.dataDir, 'hq.key'), path.join(dataDir, 'hq.key'));
  const log: string[] = [];
  let offsetMs = 0;
  const hq = await startHq({
    port: 0,
    dataDir,
    database,
    publicUrls,
    consoleDir,
    ...(passwords ? { passwords } : {}),
    nowMs: () => Date.now() + offsetMs,
    writeLog: (line) => log.push(line),
  });
  return {
    ...hq,
    dataDir,
    log,
    advance: (ms) => {
      offsetMs += ms;
    },
    admin: async (route, body) => {
      const response = await fetch(`${hq.url}${route}`, {
        method: body ? 'POST' : 'GET',
        headers: { authorization: `Bearer ${hq.adminToken}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: response.status, json: (await response.json()) as never };
    },
    remove: async () => {
      await hq.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export async function codeOf(hq: TestHq, kind: 'new' | 'join', branchCode?: string): Promise<string> {
  const { json } = await hq.admin('/admin/codes', { kind, ...(branchCode === undefined ? {} : { branchCode }) });
  return (json as { code: string }).code;
}

export type Pc = ReturnType<typeof makePc>;

/** A PC that isn't enrolled yet. */
export function makePc(branchId = branchInfo.id) {
  const seed = randomBytes(32);
  const deviceId = newId();
  let tick = 0;
  const writer = createEventWriter({
    deviceId,
    branchId,
    deviceSeed: seed,
    now: () => {
      const wall = Date.now() + ++tick;
      return { wall, monotonic: tick, bootId: 'boot', hlc: `${String(wall).padStart(13, '0')}-0000` };
    },
    rng: systemRng,
    head: undefined,
  });
  const own: OpenEvent[] = [];
  const outbox = new Map<number, OutboxRow>();
  const inbox: OpenEvent[] = [];
  const proofs: Proof[] = [];
  let stopped: readonly StoppedDevice[] = [];
  const signBytes = (bytes: Uint8Array): string => signHash(seed, Buffer.from(bytes).toString('base64url'));
  let cursor: string | null = null;
  let setAside: SetAside = nothingSetAside;

  const queue = ({ seq, id }: OpenEvent['header']): void => {
    const untried = { attempts: 0, nextAttemptAtMs: 0, lastError: null };
    outbox.set(seq, { seq, eventId: id, state: 'waiting', queuedAtMs: seq, ...untried });
  };
  const write = (payload: unknown = { note: '客户陈先生' }, type = 'note.added', streamId = 'case-1'): OpenEvent => {
    writer.begin();
    const event = writer.write({
      streamId,
      type,
      version: 1,
      payload,
      actor: { userId: 'u-chen', role: 'counter' },
      rulePack: 'cn-bank@2020',
      commandId: newId(),
    });
    writer.commit();
    own.push(event);
    queue(event.header);
    return event;
  };
  const writeMany = (count: number): readonly OpenEvent[] => Array.from({ length: count }, (_, n) => write({ n }));
  const waiting = (): OutboxRow[] =>
    [...outbox.values()].filter((row) => row.state === 'waiting').sort((a, b) => a.seq - b.seq);

  return {
    deviceId,
    seed,
    publicKey: publicOfSeed('ed25519', seed),
    signBytes,
    own,
    outbox,
    inbox,
    proofs,
    /** Other PCs that headquarters has stopped, as last heard. */
    stopped: () => stopped,
    write,
    writeMany,
    waiting,
    /** A registered case, as the domain makes it. */
    writeCase: (changes: Parameters<ReturnType<typeof playCase>['register']>[0] = {}): OpenEvent => {
      const game = playCase();
      game.register(changes);
      return write(must(game.events()[0]).payload, 'case.registered', 'case-1');
    },
    /** One that was accepted as complex (复杂): its decision is owed. */
    writeComplexCase: (): readonly OpenEvent[] => {
      const game = playCase();
      game.register();
      game.play(li, {
        name: 'accept',
        input: { complexity: 'complex', complexityReason: 'an appraisal', ownerId: chen.userId },
      });
      return game.events().map(({ header, payload }) => write(payload, header.type, 'case-1'));
    },
    /** One whose proposal the branch can't decide and sent up to headquarters; above every band of the matrix unless said otherwise. */
    writeSentUp: (
      content: Partial<RemedyContent> = { amountFen: 6_000_000 },
      streamId = 'case-1',
    ): readonly OpenEvent[] => {
      const game = playCase({ caseId: streamId });
      game.register();
      const how = { complexity: 'simple', complexityReason: '', ownerId: chen.userId } as const;
      game.play(li, { name: 'accept', input: how });
      game.play(chen, { name: 'proposeRemedy', input: { content: remedy(content) } });
      const written = game.events().map(({ header, payload }) => write(payload, header.type, streamId));
      const state = must(foldCase(written));
      const proposal = must(currentProposal(state));
      const sent: CasePayload<'escalation.sent'> = {
        proposalId: proposal.id,
        digest: approvalDigest(shownProposal(state, proposal), nodeHasher),
        ...{ why: 'limit', reason: '金额超出网点权限', limitFen: 500_000, dueOn: '2026-12-10' },
        matrix: { name: 'cn-house-authority@2026.1', hash: nodeHasher.sha256(canonicalJson(authorityJson)) },
      };
      return [...written, write(sent, 'escalation.sent', streamId)];
    },
    forget: () => {
      cursor = null;
    },
    /** These are to be sent once more. */
    waitAgain: (from: number, to: number): void => {
      for (const { header } of own.slice(from - 1, to)) queue(header);
    },
    /** Bytes as they are, signed; and what headquarters says. */
    sendRaw: async (hq: { readonly url: string }, route: string, bytes: Buffer): Promise<unknown> => {
      const url = `${hq.url}${route}`;
      const signed = await signRequest({ deviceId, signBytes, createdMs: () => Date.now() }, { url, body: bytes });
      const headers = { 'content-type': 'application/octet-stream', ...signed };
      const reply = await fetch(url, { method: 'POST', headers, body: new Uint8Array(bytes) });
      return reply.json();
    },
    deps: (
      hq: { readonly url: string; readonly publicKey: string },
      changes: Partial<SyncEngineDeps> = {},
    ): SyncEngineDeps => ({
      net: nodeNet,
      nowMs: () => Date.now(),
      random: () => 0.5,
      schedule: () => () => undefined,
      onStatus: () => undefined,
      onRefused: () => undefined,
      onFault: (cause) => {
        throw cause;
      },
      intervalMinutes: 5,
      paused: false,
      lastSuccessAtMs: null,
      receivedFromOthers: 0,
      outbox: {
        next: async (limit, after = 0) =>
          waiting()
            .filter(({ seq }) => seq > after)
            .slice(0, limit),
        update: async (all) => {
          for (const { state, seq, ...rest } of all) {
            const row = must(outbox.get(seq));
            if (state === 'acked') outbox.delete(seq);
            else outbox.set(seq, { ...row, ...rest, state });
          }
        },
        stats: async () => ({
          waiting: waiting().length,
          quarantined: outbox.size - waiting().length,
          oldestQueuedAtMs: waiting()[0]?.queuedAtMs ?? null,
        }),
      },
      loadEvents: async (rows) => rows.map(({ seq }) => must(own[seq - 1])),
      eventsFrom: async (seq, limit) => own.slice(seq - 1, seq - 1 + limit),
      inbox: async (events, next, _devices, aside) => {
        inbox.push(...events.filter(({ header }) => inbox.every((known) => known.header.id !== header.id)));
        cursor = next;
        if (aside) setAside = aside;
      },
      setAside: async () => setAside,
      fetchAgain: async (since) => {
        cursor = since;
        setAside = nothingSetAside;
      },
      cursor: async () => cursor,
      packs: null,
      relay: null,
      identity: { deviceId, branchId, signBytes },
      hq,
      acked: async (_seq, proof) => {
        proofs.push(proof);
      },
      devices: async () => undefined,
      stopped: async (devices) => {
        stopped = devices;
      },
      ackedSeq: async () => 0,
      setBack: async () => undefined,
      ...changes,
    }),
  };
}

/** Enrols a PC with a fresh code, as the first of its branch or as a further one. */
export async function enrolPc(
  hq: TestHq,
  pc: Pc,
  kind: 'new' | 'join',
  other: Partial<BranchInfo> = {},
): Promise<EnrolReply> {
  const branch = { ...branchInfo, ...other };
  const code = await codeOf(hq, kind, branch.code);
  const answer = await tryEnrol(hq, pc, code, kind === 'new' ? branch : null);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

/** Where a request goes, and the address that it is signed for where that is another one, as behind a proxy. */
export interface Reached {
  readonly url: string;
  readonly publicUrl?: string;
}

export const tryEnrol = (hq: Reached, pc: Pc, code: string, branch: BranchInfo | null, net: Net = nodeNet) =>
  enrol(
    {
      net: (request) => net({ ...request, url: request.url.replace(hq.publicUrl ?? hq.url, hq.url) }),
      nowMs: () => Date.now(),
      deviceId: pc.deviceId,
      devicePublicKey: pc.publicKey,
      signBytes: pc.signBytes,
    },
    { hqUrl: hq.publicUrl ?? hq.url, code, deviceTag: null, branch },
  );

export interface Sent {
  readonly status: number;
  readonly json: Record<string, never>;
}

export interface SignedRequest {
  readonly route: string;
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** A signed request as its parts, so that a test can spoil one of them or send it twice. */
export async function signedRequest(
  hq: Reached,
  pc: Pick<Pc, 'deviceId' | 'signBytes'>,
  route: string,
  body: object,
  createdMs = Date.now(),
): Promise<SignedRequest> {
  const bytes = Buffer.from(JSON.stringify(body));
  const signed = await signRequest(
    { ...pc, createdMs: () => createdMs },
    { url: `${hq.publicUrl ?? hq.url}${route}`, body: bytes },
  );
  return { route, bytes, headers: { 'content-type': 'application/json', ...signed } };
}

/** The same as PCs of version 1 send it. */
export function signedRequestV1(
  pc: Pick<Pc, 'deviceId' | 'signBytes'>,
  route: string,
  body: object,
  createdMs = Date.now(),
): SignedRequest {
  const bytes = Buffer.from(JSON.stringify(body));
  const signed = signRequestV1({ ...pc, createdMs: () => createdMs }, { path: route, body: bytes });
  return { route, bytes, headers: { 'content-type': 'application/json', ...signed } };
}

export async function send(hq: Reached, request: SignedRequest): Promise<Sent> {
  const response = await fetch(`${hq.url}${request.route}`, {
    method: 'POST',
    headers: request.headers,
    body: new Uint8Array(request.bytes),
  });
  return { status: response.status, json: (await response.json()) as Record<string, never> };
}

export const pushEvents = async (hq: Reached, pc: Pc, events: readonly unknown[]): Promise<Sent> =>
  send(hq, await signedRequest(hq, pc, '/v2/push', { protocol: 2, deviceTimeMs: Date.now(), events }));

export const pullFrom = async (hq: Reached, pc: Pc, cursor: string | null = null, limit = 500): Promise<Sent> =>
  send(hq, await signedRequest(hq, pc, '/v2/pull', { protocol: 2, deviceTimeMs: Date.now(), cursor, limit }));

/** Another event that the device signed in the place of this one. */
export function rewritten(pc: Pc, event: OpenEvent, type: string): OpenEvent {
  const header = { ...event.header, type };
  const hash = hashHeader(header, nodeHasher);
  return { ...event, header, hash, deviceSig: signHash(pc.seed, hash) };
}

/** An answer with another body, by whoever answers for headquarters: it says nothing of what headquarters sent. */
export function saidInstead(reply: Extract<NetReply, { readonly ok: true }>, body: string): NetReply {
  const { 'content-digest': _digest, ...headers } = reply.headers;
  return { ...reply, headers, body: Buffer.from(body) };
}

/** An engine that never runs by itself: the test says when. */
export function manualEngine(deps: SyncEngineDeps): SyncEngine & { readonly seen: readonly SyncStatusView[] } {
  const seen: SyncStatusView[] = [];
  const engine = createSyncEngine({
    ...deps,
    onStatus: (status) => {
      seen.push(status);
      deps.onStatus(status);
    },
  });
  return { ...engine, seen };
}
