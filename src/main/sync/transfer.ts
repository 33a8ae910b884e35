/** The two halves of a sync: sending what waits, fetching what others wrote. No timers here; see engine.ts. */
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import { isHeadquartersDevice, mayWrite } from '../../domain/evidence/headquarters';
import { fitsPayloadHash, hashHeader } from '../../domain/evidence/hashing';
import type { OutboxChange, OutboxStats } from '../../shared/store-contract/calls';
import type { OutboxRow } from '../../shared/store-contract/rows';
import {
  PacksReply,
  PulledPage,
  PushReply,
  type BranchDevice,
  type Revocation,
} from '../../shared/sync-protocol/messages';
import { revocationText } from '../../shared/sync-protocol/receipts';
import { MAX_KNOWN_PACKS, MAX_PULL_EVENTS, MAX_PUSH_BYTES, MAX_PUSH_EVENTS } from '../../shared/sync-protocol/version';
import { PulledPageV1, PushReplyV1 } from '../../shared/sync-protocol/version-1';
import { nodeHasher, verifyEd25519 } from '../keys/ed25519';
import { exchange, failure, type Answer, type ExchangeDeps, type Failure } from './exchange';
import type { StoppedDevice } from './kept-word';
import { recordsOf } from './pulled-page';
import type { RelayDeps, RelayReason } from './relay';
import { sortOut, type SetAside } from './set-aside';
import { proofIn, type Proof } from './receipt-check';
import type { RefusalsReply } from '../../shared/sync-protocol/refusals';

/** Events that wait, lowest sequence number first. */
export interface SyncOutbox {
  /** Rows in state `waiting`, whatever their next attempt: the engine itself decides when to try. */
  readonly next: (limit: number) => Promise<readonly OutboxRow[]>;
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
  /** 代送: what PCs wrote in whose place this one was restored; null where there are none. */
  readonly relay: RelayDeps | null;
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
  /** What headquarters says of refused records; absent where nobody wants to hear it. */
  readonly refusals?: {
    readonly heard: (refused: RefusalsReply['refusals']) => void;
    /** These were sent once more, and are received now. */
    readonly taken: (seqs: readonly number[]) => Promise<void>;
    /** How many of those that are out are settled. */
    readonly settled: () => number;
  };
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
  /** Former PCs of which headquarters did not take everything, and why. */
  readonly notRelayed: Map<string, RelayReason>;
}

/** How much goes into one request. A slow line or a strict proxy gets less at a time, until it can do more again. */
export interface Pace {
  push: number;
  pull: number;
}

export const fullPace = (): Pace => ({ push: MAX_PUSH_EVENTS, pull: MAX_PULL_EVENTS });

export type Step = { readonly ok: true } | Failure;

/** Sends batches until nothing waits. */
export async function pushAll(tools: TransferTools): Promise<Step> {
  const { deps } = tools;
  let resendFrom: number | null = null;
  let resentFrom = 0;
  while (!tools.stopping()) {
    const rows: readonly OutboxRow[] = await deps.outbox.next(tools.pace.push);
    if (rows.length === 0 && resendFrom === null) {
      // Who has nothing to send would never hear that headquarters came back from an older copy.
      const acked = tools.sure ? 0 : await deps.ackedSeq();
      if (acked === 0) return { ok: true };
      const step = await makeSure(tools, acked);
      if (!step.ok || tools.sure) return step;
      continue;
    }
    const loaded: readonly OpenEvent[] =
      resendFrom === null
        ? await deps.loadEvents(consecutive(rows))
        : await deps.eventsFrom(resendFrom, tools.pace.push);
    const batch = withinBytes(loaded);
    const last = batch.at(-1);
    if (last === undefined) return failure('sync.localFault');
    const answer: Answer<PushReply | PushReplyV1> = await exchange(tools.exchangeDeps, {
      path: '/push',
      body: { deviceTimeMs: tools.deviceTimeMs(), events: batch },
      reply: PushReply,
      replyV1: PushReplyV1,
    });
    if (!answer.ok) {
      const expected = answer.problem?.expectedSeq;
      if (expected !== undefined && (await isSetBack(tools, expected))) continue;
      // Only ever further back: otherwise headquarters could keep us busy for nothing.
      if (expected !== undefined && (resentFrom === 0 || expected < resentFrom)) {
        resendFrom = resentFrom = expected;
        continue;
      }
      const tooMuch = answer.reason === 'sync.tooLarge' && batch.length > 1;
      if (tooMuch || answer.reason === 'sync.timeout') tools.pace.push = Math.ceil(batch.length / 2);
      if (tooMuch) continue;
      // Told to stop: the request was given up by ourselves, and the store may be closed already.
      if (!tools.stopping()) await noteAttempt(tools, rows, answer.reason);
      return answer;
    }
    tools.sure = true;
    tools.pace.push = Math.min(MAX_PUSH_EVENTS, tools.pace.push * 2);
    const proof = proofIn(answer.value, batch, { identity: deps.identity, hqPublicKey: deps.hq.publicKey });
    if (proof === undefined) {
      await noteAttempt(tools, rows, 'sync.receiptForged');
      return failure('sync.receiptForged');
    }
    // First the good news, then the rows: after a crash in between, the rows are sent again and found to be duplicates.
    await deps.acked(answer.value.contiguousSeq, proof, refusedIn(answer.value), tools.exchangeDeps.createdMs());
    await deps.outbox.update(changesOf(answer.value, rows));
    await tools.progress(0);
    if (resendFrom !== null) {
      const nextSeq = last.header.seq + 1;
      const firstWaiting = (await deps.outbox.next(1))[0]?.seq ?? nextSeq;
      resendFrom = nextSeq < firstWaiting ? nextSeq : null;
    }
  }
  return { ok: true };
}

/** True where headquarters lacks what it had signed for; that waits again by then, so it can't be true for ever. */
async function isSetBack({ deps, exchangeDeps }: TransferTools, expectedSeq: number): Promise<boolean> {
  const acked = await deps.ackedSeq();
  if (expectedSeq > acked) return false;
  await deps.setBack(expectedSeq, acked, exchangeDeps.createdMs());
  return true;
}

/** Asks once in the life of an engine, with the last event that headquarters signed for, whether it still has it. */
async function makeSure(tools: TransferTools, acked: number): Promise<Step> {
  const { deps } = tools;
  // One that was destroyed (销毁), or whose key is lost, can't be sent again: then there is nothing to ask with.
  const events = await deps.eventsFrom(acked, 1).catch(() => []);
  if (events.length === 0) {
    tools.sure = true;
    return { ok: true };
  }
  const answer = await exchange(tools.exchangeDeps, {
    path: '/push',
    body: { deviceTimeMs: tools.deviceTimeMs(), events },
    reply: PushReply,
    replyV1: PushReplyV1,
  });
  // Where it lacked this one alone it has taken it in by now.
  const isNews = answer.ok && answer.value.results[0]?.outcome === 'accepted';
  const expected = answer.ok ? (isNews ? acked : undefined) : answer.problem?.expectedSeq;
  if (expected !== undefined && (await isSetBack(tools, expected))) return { ok: true };
  if (!answer.ok) return answer;
  tools.sure = proofIn(answer.value, events, { identity: deps.identity, hqPublicKey: deps.hq.publicKey }) !== undefined;
  return tools.sure ? { ok: true } : failure('sync.receiptForged');
}

/** The rows of one batch: a quarantined event is not sent again; headquarters knows its place, so what follows it need not touch it. */
export function consecutive(rows: readonly OutboxRow[]): readonly OutboxRow[] {
  const end = rows.findIndex((row, index) => index > 0 && row.seq !== (rows[index - 1]?.seq ?? 0) + 1);
  return end < 0 ? rows : rows.slice(0, end);
}

/** As many of these as one batch may hold; at least one. */
export function withinBytes(events: readonly OpenEvent[]): readonly OpenEvent[] {
  let bytes = 0;
  const end = events.findIndex((event, index) => {
    bytes += Buffer.byteLength(JSON.stringify(event));
    return index > 0 && bytes > MAX_PUSH_BYTES;
  });
  return end < 0 ? events : events.slice(0, end);
}

/** Those of a push that headquarters does not take. */
export const refusedIn = ({ results }: PushReply | PushReplyV1): { readonly seq: number; readonly code: string }[] =>
  results.flatMap(({ seq, outcome, code = 'push.badShape' }) => (outcome === 'rejected' ? [{ seq, code }] : []));

/** What becomes of the rows by an answer that was verified. */
export function changesOf(reply: PushReply | PushReplyV1, rows: readonly OutboxRow[]): readonly OutboxChange[] {
  return reply.results.flatMap((result) => {
    const row = rows.find(({ seq }) => seq === result.seq);
    if (!row) return [];
    const rejected = result.outcome === 'rejected';
    return [
      {
        seq: row.seq,
        state: rejected ? ('quarantined' as const) : ('acked' as const),
        attempts: row.attempts + 1,
        nextAttemptAtMs: 0,
        lastError: rejected ? (result.code ?? 'push.badShape') : null,
      },
    ];
  });
}

/** So that the sync centre can tell how often and why. */
async function noteAttempt(tools: TransferTools, rows: readonly OutboxRow[], reason: string): Promise<void> {
  await tools.deps.outbox.update(
    rows.map((row) => ({
      seq: row.seq,
      state: 'waiting',
      attempts: row.attempts + 1,
      nextAttemptAtMs: tools.nowMs(),
      lastError: reason,
    })),
  );
}

/** Fetches pages until there is no more. */
export async function pullAll(tools: TransferTools): Promise<Step> {
  const { deps } = tools;
  let setAside = await deps.setAside();
  if (tools.fetchesAgain) {
    if (setAside.items.length > 0) await deps.fetchAgain(setAside.since);
    setAside = await deps.setAside();
    tools.fetchesAgain = false;
  }
  while (!tools.stopping()) {
    const cursor = await deps.cursor();
    const answer = await exchange(tools.exchangeDeps, {
      path: '/pull',
      body: { deviceTimeMs: tools.deviceTimeMs(), cursor, limit: tools.pace.pull },
      reply: PulledPage,
      replyV1: PulledPageV1,
    });
    if (!answer.ok) {
      if (answer.reason === 'sync.timeout') tools.pace.pull = Math.ceil(tools.pace.pull / 2);
      return answer;
    }
    tools.pace.pull = Math.min(MAX_PULL_EVENTS, tools.pace.pull * 2);
    const { devices, more } = answer.value;
    tools.heardTime(answer.value.serverTimeMs);
    if (!revocationsHold(answer.value, deps)) return failure('sync.eventForged');
    const sorted = sortPage(answer.value, setAside, cursor, deps);
    if (!sorted) return failure('sync.badAnswer');
    if (answer.value.cursor !== cursor) await deps.inbox(sorted.sound, answer.value.cursor, devices, sorted.setAside);
    ({ setAside } = sorted);
    if (sorted.sound.length > 0) await tools.progress(sorted.sound.length);
    const revoked = stoppedIn(answer.value);
    if (!more) await deps.devices(devices);
    if (!more && revoked !== null) await deps.stopped(revoked, answer.value.serverTimeMs);
    if (!more) return { ok: true };
    if (answer.value.cursor === cursor) return failure('sync.badAnswer');
  }
  return { ok: true };
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

type Page = PulledPage | PulledPageV1;

/** Whether headquarters signed what a page says of devices that it stopped. Where it did not, nothing of the page is believed. */
export const revocationsHold = (page: Page, deps: Pick<TransferDeps, 'identity' | 'hq'>): boolean =>
  revocationsIn(page).every((one) => revocationHolds(one, deps));

/**
 * What of a page may be kept, and what is set aside because it contradicts what its device or headquarters signed, or can't be read. Undefined
 * for a page that can't be divided (see `recordsOf`).
 * @param cursor where fetching stood before it
 */
export function sortPage(
  page: Page,
  before: SetAside,
  cursor: string | null,
  deps: Pick<TransferDeps, 'identity' | 'hq'>,
): ReturnType<typeof sortOut> | undefined {
  const { devices } = page;
  const records = recordsOf(page.events, devices);
  const revocations = revocationsIn(page);
  return (
    records &&
    sortOut(records, before, {
      isSound: (event) => genuine(event, devices, deps) && beforeItsEnd(event, revocations),
      tagOf: (deviceId) => tagOf({ deviceId }, devices),
      ...{ cursor, nowMs: page.serverTimeMs },
    })
  );
}

/** A headquarters of before has no word of those it stopped. */
const revocationsIn = (page: Page): readonly Revocation[] => ('revocations' in page ? page.revocations : []);

/** Null where the page says nothing of it. */
export function stoppedIn(page: Page): readonly StoppedDevice[] | null {
  if (!('revocations' in page)) return null;
  return page.revocations.map((one) => ({ ...one, tag: tagOf(one, page.devices) }));
}

/** Of another device of our branch or of headquarters itself, what it may write, and exactly what it signed. */
export function genuine(
  event: OpenEvent,
  devices: readonly BranchDevice[],
  { identity, hq }: Pick<TransferDeps, 'identity' | 'hq'>,
): boolean {
  const { header, hash } = event;
  const key = keyOf(header.deviceId, devices, hq.publicKey);
  return (
    key !== undefined &&
    mayWrite(header) &&
    header.deviceId !== identity.deviceId &&
    header.branchId === identity.branchId &&
    hashHeader(header, nodeHasher) === hash &&
    fitsPayloadHash(event, nodeHasher) &&
    verifyEd25519(key, hash, event.deviceSig)
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
