/** A branch for tests of the hub: PCs with real keys and chains, their records in memory, and real sockets on this machine. */
import { createHash, randomBytes } from 'node:crypto';
import { GENESIS_HASH, type OpenEvent } from '../../domain/evidence/event-envelope';
import { headquartersDevice } from '../../domain/evidence/headquarters';
import { hashHeader } from '../../domain/evidence/hashing';
import type { BranchDevice } from '../../shared/sync-protocol/messages';
import { nodeHasher, publicOfSeed, signHash } from '../keys/ed25519';
import { createEventWriter } from '../keys/event-signer';
import { newId } from '../platform/ids';
import { systemRng } from '../platform/rng';
import type { StoppedDevice } from '../sync/kept-word';
import { nodeNet } from '../sync/node-net';
import type { Net } from '../sync/net';
import { createHubClient, type HubClient, type HubClientStatus } from './hub-client';
import type { EvidenceFile } from '../../domain/evidence/evidence-files';
import type { HubFiles } from './hub-file-desk';
import { createHubFileLane, type HubFileLane, type HubFileLaneStatus } from './hub-file-lane';
import { createHubDesk, type HubDesk } from './hub-desk';
import { startHubServer, type HubPatience, type HubServer } from './hub-server';
import type { HubRecords } from './hub-records';
import type { HubLineDeps } from './hub-line';

export const branchId = 'branch-1';

/** What headquarters has told every PC of the branch. */
export interface TestBranch {
  readonly hqSeed: Buffer;
  readonly hqPublicKey: string;
  readonly devices: BranchDevice[];
  readonly stopped: StoppedDevice[];
}

export function makeBranch(): TestBranch {
  const hqSeed = randomBytes(32);
  return { hqSeed, hqPublicKey: publicOfSeed('ed25519', hqSeed), devices: [], stopped: [] };
}

export type TestPc = ReturnType<typeof makePc>;

/** @param home the branch that the PC writes for; another one than it is known in makes a stranger */
export function makePc(branch: TestBranch, tag = 'A', home = branchId) {
  const seed = randomBytes(32);
  const deviceId = newId();
  const publicKey = publicOfSeed('ed25519', seed);
  branch.devices.push({ id: deviceId, tag, publicKey });
  const kept = new Map<string, OpenEvent>();
  const contents = new Map<string, Uint8Array>();
  const files: HubFiles = {
    kept: async () => [...contents.keys()],
    read: async (sha256) => contents.get(sha256),
    take: async ({ sha256, content }) => {
      contents.set(sha256, content);
      return 'kept';
    },
  };
  const forked: Pick<OpenEvent, 'header'>[] = [];
  const faults: unknown[] = [];
  const wakers = new Set<() => void>();
  const changed = (): void => {
    for (const wake of [...wakers]) wake();
  };
  const place = (id: string, seq: number): string => `${id} ${String(seq)}`;
  const chain = (id: string): readonly OpenEvent[] =>
    [...kept.values()].filter(({ header }) => header.deviceId === id).sort((a, b) => a.header.seq - b.header.seq);
  const write = chainWriter(deviceId, seed, home);
  const records: HubRecords = {
    identity: { deviceId, branchId: home },
    hqPublicKey: branch.hqPublicKey,
    devices: async () => branch.devices,
    stopped: async () => branch.stopped,
    headOf: async (id) => {
      const last = chain(id).at(-1);
      return last && { seq: last.header.seq, hash: last.hash };
    },
    hashAt: async (id, seq) => kept.get(place(id, seq))?.hash,
    eventsAfter: async (id, seq, limit) => {
      const events = chain(id).filter(({ header }) => header.seq > seq && header.seq <= seq + limit);
      return { events, lastSeq: events.at(-1)?.header.seq ?? null };
    },
    userKeys: () => [],
    keep: async (events) => {
      const late = events.filter(({ header }) => kept.has(place(header.deviceId, header.seq)));
      for (const event of events)
        if (!late.includes(event)) kept.set(place(event.header.deviceId, event.header.seq), event);
      changed();
      return late;
    },
  };
  const line = (url: string): Omit<HubLineDeps, 'hub' | 'createdMs' | 'signal'> => ({
    ...{ net: nodeNet, url, deviceId, deviceSeed: seed },
    signBytes: (bytes) => signHash(seed, Buffer.from(bytes).toString('base64url')),
  });
  return {
    ...{ files, contents },
    /** Keeps content here, as if it had been added to a case; an event has to name it. */
    file: (content: Uint8Array): EvidenceFile => {
      const sha256 = createHash('sha256').update(content).digest('hex');
      contents.set(sha256, content);
      return { sha256, sizeBytes: content.length };
    },
    ...{ deviceId, seed, publicKey, tag, records, kept, forked, faults, wakers, line, chain },
    /** Puts this event here, whatever it is. */
    put: (event: OpenEvent): void => {
      kept.set(place(event.header.deviceId, event.header.seq), event);
      changed();
    },
    write: (payload: unknown = { note: '客户陈先生' }, type = 'note.added'): OpenEvent => {
      const event = write(payload, type);
      kept.set(place(deviceId, event.header.seq), event);
      changed();
      return event;
    },
    has: (events: readonly OpenEvent[]): boolean =>
      events.every(({ header, hash }) => kept.get(place(header.deviceId, header.seq))?.hash === hash),
  };
}

/** What headquarters writes into the records of the branch. */
export function headquartersChain(branch: TestBranch): (payload: unknown, type: string) => OpenEvent {
  return chainWriter(headquartersDevice(branchId), branch.hqSeed, branchId);
}

function chainWriter(deviceId: string, deviceSeed: Buffer, home: string) {
  let tick = 0;
  const writer = createEventWriter({
    ...{ deviceId, branchId: home, deviceSeed, rng: systemRng, head: undefined },
    now: () => {
      tick += 1;
      const wall = Date.now();
      return { wall, monotonic: tick, bootId: 'boot', hlc: `${String(wall).padStart(13, '0')}-${String(tick)}` };
    },
  });
  return (payload: unknown, type: string): OpenEvent => {
    writer.begin();
    const actor = { userId: 'u-chen', role: 'counter' as const };
    const stream = { streamId: 'case-1', type, version: 1, payload };
    const event = writer.write({ ...stream, actor, rulePack: 'cn-bank@2020', commandId: newId() });
    writer.commit();
    return event;
  };
}

/** Another event that the same PC signed for the place of this one. */
export function rewritten({ seed }: Pick<TestPc, 'seed'>, event: OpenEvent): OpenEvent {
  const header = {
    ...event.header,
    id: newId(),
    type: 'note.changed',
    prevHash: event.header.prevHash || GENESIS_HASH,
  };
  const hash = hashHeader(header, nodeHasher);
  return { ...event, header, hash, deviceSig: signHash(seed, hash) };
}

export const timer = (run: () => void, ms: number): (() => void) => {
  const handle = setTimeout(run, ms);
  return () => {
    clearTimeout(handle);
  };
};

export interface TestHub extends HubServer {
  readonly url: string;
  readonly desk: HubDesk;
  readonly seen: readonly string[];
  /** Nobody is signed in any more, or somebody is again. */
  readonly lock: (locked: boolean) => void;
  readonly advance: (ms: number) => void;
}

export async function startHub(
  pc: TestPc,
  branch: TestBranch,
  options: { readonly port?: number; readonly patience?: HubPatience } = {},
): Promise<TestHub> {
  let [offsetMs, locked] = [0, false];
  const nowMs = (): number => Date.now() + offsetMs;
  const desk = createHubDesk({
    ...{ records: pc.records, files: pc.files, nowMs, schedule: timer },
    onForked: (events) => pc.forked.push(...events),
  });
  pc.wakers.add(desk.changed);
  const seen: string[] = [];
  const server = await startHubServer(
    {
      signer: { deviceId: pc.deviceId, deviceSeed: pc.seed },
      find: async (id) => {
        const known = branch.devices.find((one) => one.id === id);
        return known && { ...known, revoked: branch.stopped.some(({ deviceId }) => deviceId === id) };
      },
      desk: () => (locked ? undefined : desk),
      nowMs,
      onSeen: (id) => seen.push(id),
      onFault: (cause) => pc.faults.push(cause),
      ...(options.patience ? { patience: options.patience } : {}),
    },
    { address: '127.0.0.1', port: options.port ?? 0 },
  );
  return {
    ...server,
    ...{ desk, seen, url: `http://127.0.0.1:${String(server.port)}` },
    lock: (next) => {
      locked = next;
      if (next) desk.close();
    },
    advance: (ms) => {
      offsetMs += ms;
    },
    close: async () => {
      desk.close();
      await server.close();
    },
  };
}

/** The lane of evidence files of a PC that goes to a hub. */
export function filesTo(
  pc: TestPc,
  client: Pick<HubClient, 'ask'>,
): HubFileLane & { readonly seen: HubFileLaneStatus[] } {
  const seen: HubFileLaneStatus[] = [];
  const lane = createHubFileLane({
    ...{ ask: client.ask, records: pc.records, files: pc.files, random: () => 0.05, schedule: timer },
    onStatus: (status) => seen.push(status),
    onFault: (cause) => pc.faults.push(cause),
  });
  pc.wakers.add(lane.hurry);
  lane.hurry();
  return { ...lane, seen };
}

/** A PC that goes to the hub at this address by itself. */
export function goTo(
  pc: TestPc,
  url: string,
  hub: Pick<TestPc, 'deviceId'>,
  net: Net = nodeNet,
  schedule = timer,
): HubClient & { readonly seen: readonly HubClientStatus[] } {
  const seen: HubClientStatus[] = [];
  const client = createHubClient({
    line: { ...pc.line(url), net, hubDeviceId: hub.deviceId },
    records: pc.records,
    nowMs: () => Date.now(),
    // Attempts come quickly: the ceiling is multiplied by it.
    random: () => 0.05,
    schedule,
    onStatus: (status) => seen.push(status),
    onForked: (events) => pc.forked.push(...events),
    onFault: (cause) => pc.faults.push(cause),
  });
  pc.wakers.add(client.nudge);
  client.start();
  return { ...client, seen };
}
