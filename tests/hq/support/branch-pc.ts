/** A branch PC for tests: real keys and chain, an outbox and an inbox in memory, and headquarters on a real socket. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Database } from '../../../server/db/database';
import { startHq, type Hq } from '../../../server/start';
import type { OpenEvent } from '../../../src/domain/evidence/event-envelope';
import { nodeHasher, publicOfSeed, signHash } from '../../../src/main/keys/ed25519';
import { createEventWriter } from '../../../src/main/keys/event-signer';
import { newId } from '../../../src/main/platform/ids';
import { systemRng } from '../../../src/main/platform/rng';
import { createSyncEngine, type SyncEngine, type SyncEngineDeps } from '../../../src/main/sync/engine';
import { enrol } from '../../../src/main/sync/enrol';
import { nodeNet } from '../../../src/main/sync/node-net';
import type { SyncStatusView } from '../../../src/shared/contract/sync';
import type { OutboxRow } from '../../../src/shared/store-contract/rows';
import type { BranchInfo, EnrolReply, Receipt } from '../../../src/shared/sync-protocol/messages';
import { contentDigestOf, requestHeaders, requestText } from '../../../src/shared/sync-protocol/request-signature';
import { must, playCase } from '../../support/case-builder';

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

const makeDataDir = (): string => mkdtempSync(path.join(os.tmpdir(), 'xianting-hq-'));

/** A headquarters that has seen nobody yet, on a database of the test file (see `test-database.ts`). */
export async function startTestHq(database: Database, dataDir = makeDataDir()): Promise<TestHq> {
  const log: string[] = [];
  let offsetMs = 0;
  const hq = await startHq({
    port: 0,
    dataDir,
    database,
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
  const receipts: Receipt[] = [];
  let cursor: string | null = null;

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
    const { seq, id } = event.header;
    outbox.set(seq, {
      seq,
      eventId: id,
      state: 'waiting',
      attempts: 0,
      nextAttemptAtMs: 0,
      lastError: null,
      queuedAtMs: seq,
    });
    return event;
  };
  const writeMany = (count: number): readonly OpenEvent[] => Array.from({ length: count }, (_, n) => write({ n }));
  const waiting = (): OutboxRow[] =>
    [...outbox.values()].filter((row) => row.state === 'waiting').sort((a, b) => a.seq - b.seq);

  return {
    deviceId,
    seed,
    publicKey: publicOfSeed('ed25519', seed),
    sign: (text: string) => signHash(seed, nodeHasher.sha256(text)),
    own,
    outbox,
    inbox,
    receipts,
    write,
    writeMany,
    waiting,
    /** A registered case, as the domain makes it. */
    writeCase: (): OpenEvent => {
      const game = playCase();
      game.register();
      return write(must(game.events()[0]).payload, 'case.registered', 'case-1');
    },
    forget: () => {
      cursor = null;
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
        next: async (limit) => waiting().slice(0, limit),
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
      inbox: async (events, next) => {
        inbox.push(...events);
        cursor = next;
      },
      cursor: async () => cursor,
      packs: null,
      identity: { deviceId, branchId, sign: (text) => signHash(seed, nodeHasher.sha256(text)) },
      hq,
      acked: async (_seq, receipt) => {
        receipts.push(receipt);
      },
      ...changes,
    }),
  };
}

/** Enrols a PC with a fresh code, as the first of its branch or as a further one. */
export async function enrolPc(hq: TestHq, pc: Pc, kind: 'new' | 'join'): Promise<EnrolReply> {
  const code = await codeOf(hq, kind, branchInfo.code);
  const answer = await tryEnrol(hq, pc, code, kind === 'new' ? branchInfo : null);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

export const tryEnrol = (hq: { readonly url: string }, pc: Pc, code: string, branch: BranchInfo | null) =>
  enrol(
    { net: nodeNet, nowMs: () => Date.now(), deviceId: pc.deviceId, devicePublicKey: pc.publicKey, sign: pc.sign },
    { hqUrl: hq.url, code, deviceTag: null, branch },
  );

export interface Sent {
  readonly status: number;
  readonly json: Record<string, never>;
}

/** A signed request as its parts, so that a test can spoil one of them or send it twice. */
export function signedRequest(pc: Pc, route: string, body: object, createdMs = Date.now()) {
  const bytes = Buffer.from(JSON.stringify(body));
  const nonce = randomBytes(16).toString('base64url');
  const contentDigest = contentDigestOf(createHash('sha256').update(bytes).digest('base64'));
  const text = requestText({ method: 'POST', path: route, deviceId: pc.deviceId, createdMs, nonce, contentDigest });
  return {
    route,
    bytes,
    headers: {
      'content-type': 'application/json',
      [requestHeaders.device]: pc.deviceId,
      [requestHeaders.created]: String(createdMs),
      [requestHeaders.nonce]: nonce,
      [requestHeaders.digest]: contentDigest,
      [requestHeaders.signature]: pc.sign(text),
    } as Record<string, string>,
  };
}

export async function send(hq: { readonly url: string }, request: ReturnType<typeof signedRequest>): Promise<Sent> {
  const response = await fetch(`${hq.url}${request.route}`, {
    method: 'POST',
    headers: request.headers,
    body: request.bytes,
  });
  return { status: response.status, json: (await response.json()) as Record<string, never> };
}

export const pushEvents = (hq: { readonly url: string }, pc: Pc, events: readonly unknown[]): Promise<Sent> =>
  send(hq, signedRequest(pc, '/v1/push', { protocol: 1, deviceTimeMs: Date.now(), events }));

export const pullFrom = (
  hq: { readonly url: string },
  pc: Pc,
  cursor: string | null = null,
  limit = 500,
): Promise<Sent> => send(hq, signedRequest(pc, '/v1/pull', { protocol: 1, deviceTimeMs: Date.now(), cursor, limit }));

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
