/** What a sync works with, and its second half: fetching what others wrote. Sending is push.ts; timers are engine.ts. */
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import { isHeadquartersDevice, mayWrite } from '../../domain/evidence/headquarters';
import { fitsPayloadHash, fitsHash } from '../../domain/evidence/hashing';
import type { OutboxChange, OutboxStats } from '../../shared/store-contract/calls';
import type { OutboxRow } from '../../shared/store-contract/rows';
import { PacksReply, PulledPage, type BranchDevice, type Revocation } from '../../shared/sync-protocol/messages';
import { revocationText } from '../../shared/sync-protocol/receipts';
import { MAX_KNOWN_PACKS, MAX_PULL_EVENTS, MAX_PUSH_EVENTS } from '../../shared/sync-protocol/version';
import { PulledPageV1 } from '../../shared/sync-protocol/version-1';
import { nodeHasher, verifyEd25519, verifyEd25519Beside } from '../keys/ed25519';
import { exchange, failure, type Answer, type ExchangeDeps, type Failure } from './exchange';
import type { StoppedDevice } from './kept-word';
import { recordsOf } from './pulled-page';
import type { RelayDeps, RelayReason } from './relay';
import { sortOut, type SetAside } from './set-aside';
import type { Proof } from './receipt-check';
import type { RefusalsReply } from '../../shared/sync-protocol/refusals';

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
  /** Sealed segments for a PC that is far behind; absent where it takes pages alone. */
  readonly segments?: SegmentsIn;
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

/** How sealed segments are taken in (`hydrate/hydrate.ts`). */
export interface SegmentsIn {
  /** Ed25519 seed of this PC: the key of segments is sealed to it. */
  readonly deviceSeed: () => Uint8Array;
  /** Events kept in one step. */
  readonly portion: number;
  /** As `inbox` of the transfer, where many at once are kept in another way; `end` is called behind the last of them. */
  readonly inbox?: TransferDeps['inbox'];
  readonly end?: () => Promise<void>;
  /** So many events are in the segments that are about to be taken in. */
  readonly begin?: (events: number) => void;
  /** Something is wrong with what headquarters gave; pages are fetched instead. For the log. */
  readonly refused: (why: string) => void;
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
  /** Batches that may be on their way at once. What a line was found to take it is given at once the next time. */
  width: number;
}

export const fullPace = (): Pace => ({ push: MAX_PUSH_EVENTS, pull: MAX_PULL_EVENTS, width: 1 });

export type Step = { readonly ok: true } | Failure;

/** Goes back, once, to where the first record stood that was set aside. */
export async function fetchAgainFirst(tools: TransferTools): Promise<void> {
  const { deps } = tools;
  if (!tools.fetchesAgain) return;
  const { items, since } = await deps.setAside();
  if (items.length > 0) await deps.fetchAgain(since);
  tools.fetchesAgain = false;
}

/**
 * Fetches pages until there is no more. The next one is on its way while one is taken in.
 *
 * @param mostPages ends behind so many all the same, with `more`
 */
export async function pullAll(
  tools: TransferTools,
  mostPages = Number.POSITIVE_INFINITY,
): Promise<Step & { readonly more?: boolean }> {
  const { deps } = tools;
  await fetchAgainFirst(tools);
  let setAside = await deps.setAside();
  if (tools.stopping()) return { ok: true };
  let cursor = await deps.cursor();
  let ahead: Promise<Answer<Page>> | undefined = pageAt(tools, cursor);
  try {
    for (let pages = 1; ahead !== undefined; pages += 1) {
      const answer: Answer<Page> = await ahead;
      ahead = undefined;
      if (!answer.ok) {
        if (answer.reason === 'sync.timeout') tools.pace.pull = Math.ceil(tools.pace.pull / 2);
        return answer;
      }
      tools.pace.pull = Math.min(MAX_PULL_EVENTS, tools.pace.pull * 2);
      const { devices, more, cursor: next } = answer.value;
      tools.heardTime(answer.value.serverTimeMs);
      if (!revocationsHold(answer.value, deps)) return failure('sync.eventForged');
      if (more && next !== cursor && pages < mostPages && !tools.stopping()) ahead = pageAt(tools, next);
      const sorted = await sortPage(answer.value, setAside, cursor, deps);
      if (!sorted) return failure('sync.badAnswer');
      if (next !== cursor) await deps.inbox(sorted.sound, next, devices, sorted.setAside);
      ({ setAside } = sorted);
      if (sorted.sound.length > 0) await tools.progress(sorted.sound.length);
      const revoked = stoppedIn(answer.value);
      if (!more) await deps.devices(devices);
      if (!more && revoked !== null) await deps.stopped(revoked, answer.value.serverTimeMs);
      if (more && next === cursor) return failure('sync.badAnswer');
      cursor = next;
      if (more && pages >= mostPages) return { ok: true, more };
    }
    return { ok: true };
  } finally {
    // None may come back into a store that is closed by then.
    await ahead?.catch(() => undefined);
  }
}

function pageAt(tools: TransferTools, cursor: string | null): Promise<Answer<Page>> {
  const page = exchange(tools.exchangeDeps, {
    path: '/pull',
    body: { deviceTimeMs: tools.deviceTimeMs(), cursor, limit: tools.pace.pull },
    reply: PulledPage,
    replyV1: PulledPageV1,
  });
  // Looked at in its turn, or when nobody is left to look.
  page.catch(() => undefined);
  return page;
}

/** Events that are exactly what their device signed, under the keys of the answer that brought them. */
const proven = new WeakSet<OpenEvent>();

/** True for an event that was found genuine as it was fetched; for each of a page its signature was verified then. */
export const isProven = (event: OpenEvent): boolean => proven.has(event);

/** Finds what of a page is so, the signatures on other threads: main answers people meanwhile. */
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

/** What headquarters was asked for when these packs were here. */
export interface PacksAhead {
  readonly have: readonly string[];
  readonly answer: Promise<Answer<PacksReply>>;
}

/** Asks for packs that are not here; null while nobody is signed in. */
export const askForPacks = (tools: TransferTools): PacksAhead | null =>
  tools.deps.packs === null ? null : askBeside(tools, tools.deps.packs);

function askBeside(tools: TransferTools, packs: NonNullable<TransferDeps['packs']>): PacksAhead {
  const have = knownPacks(packs);
  const body = { deviceTimeMs: tools.deviceTimeMs(), have };
  const answer = exchange(tools.exchangeDeps, { path: '/packs', body, reply: PacksReply });
  // Looked at in its turn, or when nobody is left to look.
  answer.catch(() => undefined);
  return { have, answer };
}

const knownPacks = (packs: NonNullable<TransferDeps['packs']>): readonly string[] =>
  packs.have().slice(-MAX_KNOWN_PACKS);

/**
 * Fetches packs that are not here. What one is worth its taker finds out; a headquarters of before has none.
 * @param asked what was asked for already
 */
export async function pullPacks(tools: TransferTools, asked: PacksAhead | null = null): Promise<Step> {
  const { packs } = tools.deps;
  if (packs === null) return { ok: true };
  for (let ahead = asked, before = -1; !tools.stopping(); ahead = null) {
    const have = ahead?.have ?? knownPacks(packs);
    // Those that came were none of ours to keep: asking again would bring them again.
    if (have.length === before) return { ok: true };
    before = have.length;
    const answer = await (ahead ?? askBeside(tools, packs)).answer;
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
export async function sortPage(
  page: Page,
  before: SetAside,
  cursor: string | null,
  deps: Pick<TransferDeps, 'identity' | 'hq'>,
): Promise<ReturnType<typeof sortOut> | undefined> {
  const { devices } = page;
  const records = recordsOf(page.events, devices);
  if (!records) return undefined;
  await prove(
    records.flatMap(({ event }) => event ?? []),
    devices,
    deps,
  );
  const revocations = revocationsIn(page);
  return sortOut(records, before, {
    isSound: (event) => isProven(event) && beforeItsEnd(event, revocations),
    tagOf: (deviceId) => tagOf({ deviceId }, devices),
    ...{ cursor, nowMs: page.serverTimeMs },
  });
}

/** A headquarters of before has no word of those it stopped. */
const revocationsIn = (page: Page): readonly Revocation[] => ('revocations' in page ? page.revocations : []);

/** Null where the page says nothing of it. */
export function stoppedIn(page: Page): readonly StoppedDevice[] | null {
  if (!('revocations' in page)) return null;
  return page.revocations.map((one) => ({ ...one, tag: tagOf(one, page.devices) }));
}

/** Of another device of our branch or of headquarters itself, what it may write, and the hashes that it names; all but the signature. */
function fits(event: OpenEvent, { identity }: Pick<TransferDeps, 'identity'>): boolean {
  const { header } = event;
  return (
    mayWrite(header) &&
    header.deviceId !== identity.deviceId &&
    header.branchId === identity.branchId &&
    fitsHash(event, nodeHasher) &&
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
