/** The sync engine over the records, keys and settings of one workspace. */
import { z } from 'zod';
import { eventFault, isUnsignedDecision } from '../../domain/evidence/verify-chain';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import { evidencePolicies, type SyncStatusView } from '../../shared/contract/sync';
import type { EventRow, OutboxRow, WriteOp } from '../../shared/store-contract/rows';
import type { Anchor } from '../../shared/sync-protocol/messages';
import { MAX_PULL_EVENTS } from '../../shared/sync-protocol/version';
import { nodeHasher, verifyEd25519 } from '../keys/ed25519';
import type { TimeAnchors } from '../clock/time-anchors';
import type { Keyring } from '../keys/keyring';
import type { Rng } from '../platform/rng';
import type { Workspace } from '../session/session';
import { ackedSeqKey, refusedKey, type RefusedEvent, type StoreAccess } from '../store/store-access';
import { createSyncEngine, type SyncEngine } from '../sync/engine';
import type { HqContact } from '../sync/hq-contact';
import {
  devicesIn,
  devicesKey,
  devicesOp,
  receiptOps,
  sameDevices,
  sameStopped,
  stoppedIn,
  stoppedKey,
  stoppedOp,
  type StoppedDevice,
} from '../sync/kept-word';
import type { Net } from '../sync/net';
import { relayedKey, relayedOp, relayOf } from '../sync/relayed';
import { nothingSetAside, setAsideIn, setAsideKey, setAsideOp } from '../sync/set-aside';
import { isProven, keyOf, type TransferDeps } from '../sync/transfer';
import type { AttachmentStore } from '../attachments/attachment-store';
import { type alertWaitFor, chanceOf, cursorIn, cursorKey, deviceSignature, schedule } from './create-alert-wait';
import type { Core } from './core';
import { sealedSettings, type SealedSettings } from './sealed-settings';

/** Events of a new PC that become one frame of the journal. */
const eventsAtOnceAlone = 500;

export interface SyncServiceDeps {
  readonly core: Core;
  readonly net: Net;
  readonly rng: Rng;
  readonly store: StoreAccess;
  readonly contact: Pick<HqContact, 'current' | 'heard'>;
  readonly anchors: TimeAnchors;
  readonly keyring: () => Keyring | undefined;
  readonly files: Pick<AttachmentStore, 'kept' | 'readAttachment'>;
  /** Calls for help that can't be pulled, and where to ask for them while nobody is signed in. */
  readonly calls: Parameters<typeof alertWaitFor>[3]['calls'];
  /** When something is to be done later; tests say when that is. */
  readonly schedule?: typeof schedule;
}

/** What this PC knows of its headquarters. */
export const SyncConfig = z.object({
  hqUrl: z.string(),
  hqPublicKey: z.string(),
  paused: z.boolean(),
  intervalMinutes: z.int(),
  /** Since evidence files travel; before, nobody could choose. */
  evidence: z.enum(evidencePolicies).optional(),
});
export type SyncConfig = z.infer<typeof SyncConfig>;

export function syncSettings(
  deps: Pick<SyncServiceDeps, 'rng' | 'store'>,
  workspace: Workspace,
): SealedSettings<SyncConfig> {
  const { rng, store } = deps;
  return sealedSettings<SyncConfig>({
    name: 'sync.config',
    key: workspace.keys.settings,
    rng,
    store,
    records: () => workspace.records,
  });
}

/** How far others' events were fetched; null for from the beginning. */
export function cursorOp(cursor: string | null): WriteOp {
  return { table: 'kv', key: cursorKey, row: { key: cursorKey, cursor } };
}

/** @param heardAtMs when headquarters said so, by its clock */
export function ackedSeqOp(seq: number, heardAtMs: number): WriteOp {
  return { table: 'kv', key: ackedSeqKey, row: { key: ackedSeqKey, seq, heardAtMs } };
}

export function refusedOp(refused: readonly RefusedEvent[]): WriteOp {
  return { table: 'kv', key: refusedKey, row: { key: refusedKey, refused } };
}

/** Those that are known and those that came, each once, in their order. */
async function refusedOps(store: StoreAccess, news: readonly RefusedEvent[]): Promise<readonly WriteOp[]> {
  if (news.length === 0) return [];
  const all = new Map([...(await store.refused()), ...news].map((one) => [one.seq, one]));
  return [refusedOp([...all.values()].sort((a, b) => a.seq - b.seq))];
}

export interface TransferEvents {
  /** `anchor` is null where it is none of now: what it says of the time is over. */
  readonly acked: (seq: number, anchor: Anchor | null, refused: readonly RefusedEvent[]) => void;
  /** Headquarters lacks so many events that it had signed for. */
  readonly setBack: (ackedSeq: number, lost: number) => void;
  readonly stopped: (devices: readonly StoppedDevice[]) => void;
  /** Other PCs signed these for a place in their chain where something else stands here. They were not taken in. */
  readonly forked: (events: readonly OpenEvent[]) => void;
  readonly packs: TransferDeps['packs'];
  /** Absent where nobody is there to be told. */
  readonly refusals?: Pick<NonNullable<TransferDeps['refusals']>, 'heard' | 'settled'>;
}

/** What a sync reads and keeps of one workspace, over the line or by a courier file. */
export function transferFor(
  { core, store }: Pick<SyncServiceDeps, 'core' | 'store'>,
  { records }: Workspace,
  keyring: Keyring,
  config: SyncConfig,
  on: TransferEvents,
  /** Nobody works with these records yet: many may be kept at once, and what is derived of them follows behind the last. Told how far that is. */
  alone?: { readonly begin: (events: number) => void; readonly listing: (done: number, total: number) => void },
): TransferDeps {
  /** Of the rows that were asked for last: the store reads the events for them anyway. */
  let atHand: readonly EventRow[] = [];
  const next = async (limit: number, after?: number): Promise<readonly OutboxRow[]> => {
    const { rows, events } = await store.outboxWaiting(limit, after);
    atHand = events;
    return rows;
  };
  const opened = async (rows: readonly OutboxRow[]): Promise<OpenEvent[]> => {
    const first = rows[0];
    if (!first) return [];
    const found = new Map(atHand.map((event) => [event.id, event]));
    const known = rows.flatMap(({ eventId }) => found.get(eventId) ?? []);
    if (known.length === rows.length) return [...(await records.open(known))];
    const wanted = new Set(rows.map((row) => row.seq));
    const events = await store.ownEventRowsAfter(keyring.device.id, first.seq - 1, rows.at(-1)?.seq);
    return [...(await records.open(events.filter((event) => wanted.has(event.seq))))];
  };
  const inboxBy =
    (ingest: Workspace['records']['ingest'], check: typeof mustBeSound): TransferDeps['inbox'] =>
    async (events, cursor, devices, setAside) => {
      for (const event of events) check(event, (id) => keyOf(id, devices, config.hqPublicKey), core);
      const notes = setAside === undefined || setAside.items.length === 0 ? [] : [setAsideOp(setAside)];
      const forked = await ingest(core.newId(), events, [cursorOp(cursor), ...notes]);
      if (forked.length > 0) on.forked(forked);
    };
  return {
    outbox: { next, update: store.outboxUpdate, stats: store.outboxStats },
    loadEvents: opened,
    eventsFrom: async (seq, limit) => {
      const rows = await store.ownEventRowsAfter(keyring.device.id, seq - 1, seq - 1 + limit);
      return records.open(rows);
    },
    inbox: inboxBy(records.ingest, mustBeSound),
    cursor: cursorIn(store),
    segments: {
      deviceSeed: () => keyring.deviceSeed,
      refused: (why) => core.log.warn('sync.segmentsLeft', { why }),
      ...(alone
        ? {
            portion: eventsAtOnceAlone,
            inbox: inboxBy(records.ingestMany, mustBeSoundOrProven),
            begin: alone.begin,
            end: () => records.catchUp(alone.listing),
          }
        : { portion: MAX_PULL_EVENTS }),
    },
    setAside: async () => setAsideIn(await store.kv(setAsideKey)),
    fetchAgain: async (since) => {
      await records.writeRows(core.newId(), [cursorOp(since), setAsideOp(nothingSetAside)]);
    },
    identity: { deviceId: keyring.device.id, branchId: keyring.device.branchId, signBytes: deviceSignature(keyring) },
    hq: { url: config.hqUrl, publicKey: config.hqPublicKey },
    acked: async (seq, { anchor, receipt, isOfNow }, refused, heardAtMs) => {
      const ops = [ackedSeqOp(seq, heardAtMs), ...receiptOps(receipt), ...(await refusedOps(store, refused))];
      await records.writeRows(core.newId(), ops);
      on.acked(seq, isOfNow ? anchor : null, refused);
    },
    ackedSeq: store.ackedSeq,
    setBack: async (expectedSeq, ackedSeq, heardAtMs) => {
      // First what waits: after a crash in between it is sent again, whatever the rest says.
      const outbox = [{ deviceId: keyring.device.id, from: expectedSeq, to: ackedSeq }];
      await store.putDerived({ cases: [], list: [], search: [], outbox });
      // It is no longer taken for received, nor for refused; others' events come in another order than the cursor knew.
      const refused = await store.refused();
      await records.writeRows(core.newId(), [
        ackedSeqOp(expectedSeq - 1, heardAtMs),
        cursorOp(null),
        ...(refused.length > 0 ? [refusedOp(refused.filter(({ seq }) => seq < expectedSeq))] : []),
        ...((await store.kv(relayedKey)) ? [relayedOp({})] : []),
      ]);
      on.setBack(expectedSeq - 1, ackedSeq - expectedSeq + 1);
    },
    devices: async (devices) => {
      if (!sameDevices(devices, devicesIn(await store.kv(devicesKey))))
        await records.writeRows(core.newId(), [devicesOp(devices)]);
    },
    stopped: async (devices, heardAtMs) => {
      if (!sameStopped(devices, stoppedIn(await store.kv(stoppedKey))))
        await records.writeRows(core.newId(), [stoppedOp(devices, heardAtMs)]);
      on.stopped(devices);
    },
    packs: on.packs,
    relay: relayOf(store, records),
    ...(on.refusals
      ? {
          refusals: {
            ...on.refusals,
            taken: async (seqs: readonly number[]) => {
              const left = (await store.refused()).filter(({ seq }) => !seqs.includes(seq));
              await records.writeRows(core.newId(), [refusedOp(left)]);
            },
          },
        }
      : {}),
  };
}

/** An engine over the records of one workspace. */
export function engineFor(
  deps: Pick<SyncServiceDeps, 'core' | 'net' | 'rng' | 'schedule'>,
  transfer: TransferDeps,
  config: SyncConfig,
  onStatus: (status: SyncStatusView) => void,
  before: { readonly lastSuccessAtMs: number | null; readonly receivedFromOthers: number },
): SyncEngine {
  const { core, net, rng } = deps;
  return createSyncEngine({
    net,
    nowMs: core.nowMs,
    random: chanceOf(rng),
    schedule: deps.schedule ?? schedule,
    onStatus,
    onRefused: (reason, problemCode) => {
      core.log.warn('sync.refused', { reason, problemCode: problemCode ?? '' });
    },
    onFault: (cause) => {
      core.log.error('sync.fault', cause);
    },
    intervalMinutes: config.intervalMinutes,
    paused: config.paused,
    ...before,
    ...transfer,
  });
}

/**
 * As `mustBeSound` for events of which hash, content and signature were found so as they came, a moment ago and under the same keys. What a person
 * signed is not looked at here either way, but that they did.
 */
function mustBeSoundOrProven(event: OpenEvent, deviceKey: (id: string) => string | undefined, core: Core): void {
  if (!isProven(event)) mustBeSound(event, deviceKey, core);
  else if (isUnsignedDecision(event)) throw new Error('pulled event is not sound: unsignedDecision');
}

/**
 * Headquarters has checked it; a second look costs little and keeps a broken line or store from becoming evidence. The signature of the device
 * is not verified a second time where that was done when the event was fetched.
 */
function mustBeSound(event: OpenEvent, deviceKey: (id: string) => string | undefined, core: Core): void {
  const { people } = core.directory();
  const wasProven = isProven(event);
  const ownKey = deviceKey(event.header.deviceId);
  const fault = eventFault(event, {
    ...nodeHasher,
    verifyEd25519: (key, hash, signature) =>
      (wasProven && key === ownKey && signature === event.deviceSig) || verifyEd25519(key, hash, signature),
    deviceKey,
    userKeys: (id) => people.get(id)?.signPublicKeys ?? [],
  });
  // A person whose keys come in the same batch can't be checked yet; the page checks a signature whenever it shows one.
  if (fault !== undefined && fault !== 'userSig') throw new Error(`pulled event is not sound: ${fault}`);
}
