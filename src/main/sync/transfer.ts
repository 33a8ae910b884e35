/** What a sync works with, and its second half: fetching what others wrote. Sending is push.ts; timers are engine.ts. */
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import { isHeadquartersDevice, mayWrite } from '../../domain/evidence/headquarters';
import { fitsPayloadHash, hashHeader } from '../../domain/evidence/hashing';
import type { OutboxChange, OutboxStats } from '../../shared/store-contract/calls';
import type { OutboxRow } from '../../shared/store-contract/rows';
import {
  PacksReply,
  PullReply,
  toOpenEvent,
  type BranchDevice,
  type Revocation,
} from '../../shared/sync-protocol/messages';
import { revocationText } from '../../shared/sync-protocol/receipts';
import { MAX_KNOWN_PACKS, MAX_PULL_EVENTS, MAX_PUSH_EVENTS } from '../../shared/sync-protocol/version';
import { PullReplyV1 } from '../../shared/sync-protocol/version-1';
import { nodeHasher, verifyEd25519, verifyEd25519Beside } from '../keys/ed25519';
import { exchange, failure, type Answer, type ExchangeDeps, type Failure } from './exchange';
import type { StoppedDevice } from './kept-word';
import { sortOut, type SetAside } from './set-aside';
import type { Proof } from './receipt-check';

/** Events that wait, lowest sequence number first. */
export interface SyncOutbox {
  /** Rows in state `waiting` behind this number, whatever their next attempt: the engine itself decides when to try. */
  readonly next: (limit: number, after?: number) => Promise<readonly OutboxRow[]>;
  readonly update: (changes: readonly OutboxChange[]) => Promise<void>;
  readonly stats: () => Promise<OutboxStats>;
}

export interface TransferDeps {
  readonly outbox: SyncOutbox;
  /** The events of these rows, opened, in their order. */
  readonly loadEvents: (rows: readonly OutboxRow[]) => Promise<readonly OpenEvent[]>;
  /** Our own events from this sequence number on, kept or not: headquarters may have lost some. */
  readonly eventsFrom: (seq: number, limit: number) => Promise<readonly OpenEvent[]>;
  /** Keeps events of others, the new cursor and what was set aside in one step; an event that is known is passed over. */
  readonly inbox: (
    events: readonly OpenEvent[],
    cursor: string | null,
    devices: readonly BranchDevice[],
    setAside?: SetAside,
  ) => Promise<void>;
  readonly setAside: () => Promise<SetAside>;
  /** Forgets what was set aside and goes back to where it stood. */
  readonly fetchAgain: (since: string | null) => Promise<void>;
  readonly cursor: () => Promise<string | null>;
  /** Signed packs of headquarters; null while nobody is signed in. */
  readonly packs: {
    /** Hashes of those that are here or were refused. */
    readonly have: () => readonly string[];
    readonly take: (packs: readonly unknown[]) => Promise<void>;
  } | null;
  readonly identity: {
    readonly deviceId: string;
    readonly branchId: string;
    /** Ed25519 over these very bytes, base64url. */
    readonly signBytes: (bytes: Uint8Array) => string;
  };
  readonly hq: { readonly url: string; readonly publicKey: string };
  /**
   * Headquarters' signed word that it holds everything up to here; `refused` are those of the batch that it does not take. `heardAtMs` by the
   * clock of headquarters: of two words the later one holds, however late it came here.
   */
  readonly acked: (
    seq: number,
    proof: Proof,
    refused: readonly { readonly seq: number; readonly code: string }[],
    heardAtMs: number,
  ) => Promise<void>;
  /** How far headquarters has signed for our chain; 0 for nothing. */
  readonly ackedSeq: () => Promise<number>;
  /** Headquarters asks for an event that it had signed for: it is an older copy of itself. All from there on waits again, and is fetched again. */
  readonly setBack: (expectedSeq: number, ackedSeq: number, heardAtMs: number) => Promise<void>;
  /** Keys of the branch by the word of headquarters, those of stopped devices too; all of them each time. */
  readonly devices: (devices: readonly BranchDevice[]) => Promise<void>;
  /** Devices of the branch that headquarters has stopped, by its signed word; all of them each time. */
  readonly stopped: (devices: readonly StoppedDevice[], heardAtMs: number) => Promise<void>;
}

export interface TransferTools {
  readonly deps: TransferDeps;
  readonly exchangeDeps: ExchangeDeps;
  /** This PC's clock as it is, for headquarters' records. */
  readonly deviceTimeMs: () => number;
  readonly nowMs: () => number;
  /** True when the person paused or the application goes: finish this request, begin no other. */
  readonly stopping: () => boolean;
  /** After each kept batch or page. */
  readonly progress: (received: number) => Promise<void>;
  /** What time headquarters says it is. */
  readonly heardTime: (serverTimeMs: number) => void;
  readonly pace: Pace;
  /** Headquarters has said in the life of this engine that it has what it signed for. */
  sure: boolean;
  /** What was set aside is to be fetched once more. */
  fetchesAgain: boolean;
}

/** How much goes into one request. A slow line or a strict proxy gets less at a time, until it can do more again. */
export interface Pace {
  push: number;
  pull: number;
}

export const fullPace = (): Pace => ({ push: MAX_PUSH_EVENTS, pull: MAX_PULL_EVENTS });

export type Step = { readonly ok: true } | Failure;

/** Fetches pages until there is no more. The next one is on its way while one is taken in. */
export async function pullAll(tools: TransferTools): Promise<Step> {
  const { deps } = tools;
  let setAside = await deps.setAside();
  if (tools.fetchesAgain) {
    if (setAside.items.length > 0) await deps.fetchAgain(setAside.since);
    setAside = await deps.setAside();
    tools.fetchesAgain = false;
  }
  if (tools.stopping()) return { ok: true };
  let cursor = await deps.cursor();
  let ahead: Promise<Answer<PullReply | PullReplyV1>> | undefined = pageAt(tools, cursor);
  try {
    while (ahead !== undefined) {
      const answer: Answer<PullReply | PullReplyV1> = await ahead;
      ahead = undefined;
      if (!answer.ok) {
        if (answer.reason === 'sync.timeout') tools.pace.pull = Math.ceil(tools.pace.pull / 2);
        return answer;
      }
      tools.pace.pull = Math.min(MAX_PULL_EVENTS, tools.pace.pull * 2);
      const { devices, more, cursor: next } = answer.value;
      tools.heardTime(answer.value.serverTimeMs);
      const revocations = revocationsIn(answer.value);
      if (!revocations.every((one) => revocationHolds(one, deps))) return failure('sync.eventForged');
      if (more && next !== cursor && !tools.stopping()) ahead = pageAt(tools, next);
      const events = answer.value.events.map(toOpenEvent);
      await prove(events, devices, deps);
      const sorted = sortOut(events, setAside, {
        isSound: (event) => isProven(event) && beforeItsEnd(event, revocations),
        tagOf: (deviceId) => tagOf({ deviceId }, devices),
        ...{ cursor, nowMs: answer.value.serverTimeMs },
      });
      if (next !== cursor) await deps.inbox(sorted.sound, next, devices, sorted.setAside);
      ({ setAside } = sorted);
      if (sorted.sound.length > 0) await tools.progress(sorted.sound.length);
      const revoked = stoppedIn(answer.value);
      if (!more) await deps.devices(devices);
      if (!more && revoked !== null) await deps.stopped(revoked, answer.value.serverTimeMs);
      if (more && next === cursor) return failure('sync.badAnswer');
      cursor = next;
    }
    return { ok: true };
  } finally {
    // None may come back into a store that is closed by then.
    await ahead?.catch(() => undefined);
  }
}

function pageAt(tools: TransferTools, cursor: string | null): Promise<Answer<PullReply | PullReplyV1>> {
  const page = exchange(tools.exchangeDeps, {
    path: '/pull',
    body: { deviceTimeMs: tools.deviceTimeMs(), cursor, limit: tools.pace.pull },
    reply: PullReply,
    replyV1: PullReplyV1,
  });
  // Looked at in its turn, or when nobody is left to look.
  page.catch(() => undefined);
  return page;
}

/** Events of which `genuine` was found true, under the keys of the answer that brought them. */
const proven = new WeakSet<OpenEvent>();

/** True for an event that was found genuine as it was fetched; for each of a page its signature was verified then. */
export const isProven = (event: OpenEvent): boolean => proven.has(event);

/** `genuine` for a whole page, the signatures on other threads: main answers people meanwhile. */
async function prove(
  events: readonly OpenEvent[],
  devices: readonly BranchDevice[],
  deps: Pick<TransferDeps, 'identity' | 'hq'>,
): Promise<void> {
  await Promise.all(
    events.map(async (event) => {
      const key = keyOf(event.header.deviceId, devices, deps.hq.publicKey);
      if (key === undefined || !fits(event, deps)) return;
      if (await verifyEd25519Beside(key, event.hash, event.deviceSig)) proven.add(event);
    }),
  );
}

/** Fetches packs that are not here. What one is worth its taker finds out; a headquarters of before has none. */
export async function pullPacks(tools: TransferTools): Promise<Step> {
  const { packs } = tools.deps;
  if (packs === null) return { ok: true };
  for (let before = -1; !tools.stopping();) {
    const have = packs.have().slice(-MAX_KNOWN_PACKS);
    // Those that came were none of ours to keep: asking again would bring them again.
    if (have.length === before) return { ok: true };
    before = have.length;
    const answer = await exchange(tools.exchangeDeps, {
      path: '/packs',
      body: { deviceTimeMs: tools.deviceTimeMs(), have },
      reply: PacksReply,
    });
    if (!answer.ok) return answer.problem?.code === 'request.notFound' ? { ok: true } : answer;
    if (answer.value.packs.length > 0) await packs.take(answer.value.packs);
    if (!answer.value.more) return { ok: true };
  }
  return { ok: true };
}

/** Whether nothing of a page contradicts what its devices and headquarters signed. */
export function pageHolds(page: PullReply | PullReplyV1, deps: Pick<TransferDeps, 'identity' | 'hq'>): boolean {
  const revocations = revocationsIn(page);
  return (
    revocations.every((one) => revocationHolds(one, deps)) &&
    page.events
      .map(toOpenEvent)
      .every((event) => genuine(event, page.devices, deps) && beforeItsEnd(event, revocations))
  );
}

/** A headquarters of before has no word of those it stopped. */
const revocationsIn = (page: PullReply | PullReplyV1): readonly Revocation[] =>
  'revocations' in page ? page.revocations : [];

/** Null where the page says nothing of it. */
export function stoppedIn(page: PullReply | PullReplyV1): readonly StoppedDevice[] | null {
  if (!('revocations' in page)) return null;
  return page.revocations.map((one) => ({ ...one, tag: tagOf(one, page.devices) }));
}

/** Of another device of our branch or of headquarters itself, what it may write, and exactly what it signed. */
export function genuine(
  event: OpenEvent,
  devices: readonly BranchDevice[],
  { identity, hq }: Pick<TransferDeps, 'identity' | 'hq'>,
): boolean {
  const key = keyOf(event.header.deviceId, devices, hq.publicKey);
  return key !== undefined && fits(event, { identity }) && verifyEd25519(key, event.hash, event.deviceSig);
}

/** All of `genuine` but the signature. */
function fits(event: OpenEvent, { identity }: Pick<TransferDeps, 'identity'>): boolean {
  const { header, hash } = event;
  return (
    mayWrite(header) &&
    header.deviceId !== identity.deviceId &&
    header.branchId === identity.branchId &&
    hashHeader(header, nodeHasher) === hash &&
    fitsPayloadHash(event, nodeHasher)
  );
}

/** Whatever an answer says, headquarters writes with the key that this PC has trusted since it was enrolled. */
export const keyOf = (deviceId: string, devices: readonly BranchDevice[], hqKey: string): string | undefined =>
  isHeadquartersDevice(deviceId) ? hqKey : devices.find(({ id }) => id === deviceId)?.publicKey;

function revocationHolds(
  { signature, ...said }: Revocation,
  { identity, hq }: Pick<TransferDeps, 'identity' | 'hq'>,
): boolean {
  return (
    said.branchId === identity.branchId &&
    verifyEd25519(hq.publicKey, nodeHasher.sha256(revocationText(said)), signature)
  );
}

/** What a device wrote before it was stopped stays true; nothing can come after the end that headquarters signed. */
export const beforeItsEnd = (
  { header }: Pick<OpenEvent, 'header'>,
  revocations: readonly Pick<Revocation, 'deviceId' | 'seq'>[],
): boolean => revocations.every(({ deviceId, seq }) => deviceId !== header.deviceId || header.seq <= seq);

const tagOf = ({ deviceId }: Pick<Revocation, 'deviceId'>, devices: readonly BranchDevice[]): string =>
  devices.find(({ id }) => id === deviceId)?.tag ?? '';
