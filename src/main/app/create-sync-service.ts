/** Wires the sync engine to records, keys and settings. Runs only while somebody is signed in: events must be opened. */
import { err, ok } from '../../shared/contract/define';
import { noEvidenceWaits, notEnrolled, usualSyncMinutes } from '../../shared/contract/no-sync';
import type { SyncItemView, SyncStatusView } from '../../shared/contract/sync';
import { createMutex } from '../records/mutex';
import type { Session } from '../session/session';
import type { PackService } from '../packs/pack-service';
import type { AlertWait } from '../sync/alert-wait';
import type { EvidenceLane } from '../sync/evidence-lane';
import type { SyncEngine } from '../sync/engine';
import { enrol } from '../sync/enrol';
import { courierNotesOp, noCourierYet } from '../sync/courier-notes';
import {
  devicesOp,
  heardAtIn,
  sameStopped,
  stoppedIn,
  stoppedKey,
  stoppedOp,
  type StoppedDevice,
} from '../sync/kept-word';
import type { RefusedRecords } from '../sync/refused-records';
import type { TransferDeps } from '../sync/transfer';
import type { Keyring } from '../keys/keyring';
import { ackedSeqKey, type RefusedEvent } from '../store/store-access';
import { evidenceLaneFor } from './create-evidence-lane';
import { alertWaitFor, deviceSignature } from './create-alert-wait';
import { paced } from './paced';
import type { SyncService } from './sync-service';
import { takeTag } from './take-tag';
import { tellForked } from './tell-forked';
import {
  ackedSeqOp,
  refusedOp,
  cursorOp,
  engineFor,
  syncSettings,
  transferFor,
  type SyncConfig,
  type SyncServiceDeps,
  type TransferEvents,
} from './create-sync-engine';

/** A burst of saves becomes one push. */
const nudgeMs = 1_500;
/** While much is sent or fetched the pages hear of it no more often. */
const toldEveryMs = 500;

export function createSyncService(
  deps: SyncServiceDeps,
  packs: Pick<PackService, 'have' | 'takeSent' | 'trust'>,
): SyncService {
  const { core, store, keyring } = deps;
  let engine: SyncEngine | undefined;
  /** Of the engine that runs. */
  let alerts: AlertWait | undefined;
  let lane: EvidenceLane | undefined;
  /** For courier files, while somebody is signed in. */
  let carried: { readonly ring: Keyring; readonly transfer: TransferDeps } | undefined;
  let evidence = noEvidenceWaits;
  /** Files may wait: something was sent that names them, or nobody has looked yet. */
  let mayWait = false;
  let session: Session | undefined;
  let status: SyncStatusView | undefined;
  let receivedSeq = 0;
  let quarantined: ReadonlySet<number> = new Set();
  /** What headquarters last said of refused records. */
  let refusals: RefusedRecords = [];
  const settledRefusals = (): number => refusals.filter(({ answer }) => answer?.state === 'settled').length;
  let stopped: readonly StoppedDevice[] = [];
  const syncChanged = paced(() => core.publish('sync.changed', {}), toldEveryMs);
  /** Marks of what headquarters has: no case is another one. */
  const marksChanged = paced(() => core.publish('cases.changed', { caseIds: [] }), toldEveryMs);
  let nudging: NodeJS.Timeout | undefined;
  let enrolling = false;
  /** Engines run one after the other: the next one begins when the last request of this one has ended. */
  let ended: Promise<void> = Promise.resolve();

  const keepProgress = async ({ lastSuccessAtMs, receivedFromOthers }: SyncStatusView): Promise<void> => {
    if (lastSuccessAtMs === null) return;
    try {
      await core.settings.setSyncProgress({ lastSuccessAtMs, receivedFromOthers });
    } catch (cause) {
      core.log.error('sync.progress', cause);
    }
  };

  /** Of the engine that runs: what it knew before it reached anybody. */
  let knownSuccessMs: number | null = null;
  const keepContact = async (atMs?: number): Promise<void> => {
    if (!session) return;
    try {
      await deps.contact.heard(session.records, atMs);
    } catch (cause) {
      core.log.error('sync.contact', cause);
    }
  };

  const tell = (next: SyncStatusView): void => {
    if (next.lastSuccessAtMs !== knownSuccessMs) {
      knownSuccessMs = next.lastSuccessAtMs;
      alerts?.lineIsBack();
      if (mayWait) void lane?.hurry();
      mayWait = false;
      void keepContact();
    }
    const before = status;
    const doneNow =
      before === undefined ||
      next.lastSuccessAtMs !== before.lastSuccessAtMs ||
      next.quarantined !== before.quarantined;
    if (next.lastSuccessAtMs !== before?.lastSuccessAtMs) void keepProgress(next);
    status = next;
    syncChanged.tell();
    if (doneNow) {
      readQuarantined().catch((cause: unknown) => {
        core.log.error('sync.quarantined', cause);
      });
    }
  };

  const readQuarantined = async (): Promise<void> => {
    const rows = await store.outboxList(mostItems);
    quarantined = new Set(rows.filter((row) => row.state === 'quarantined').map((row) => row.seq));
  };

  const begin = async (who: Session, config: SyncConfig): Promise<void> => {
    await endEngine();
    const ring = keyring();
    // Locked, or another person signed in, while we waited.
    if (!ring || session !== who) return;
    // Whoever was connected by an earlier version learns it now: what headquarters signs can be believed from here on.
    await packs.trust(who, config.hqPublicKey, 'headquarters');
    const before = core.settings.syncProgress();
    knownSuccessMs = before?.lastSuccessAtMs ?? null;
    const received = (seq: number, refused: readonly RefusedEvent[]): void => {
      // Before anybody can ask: what was refused is not received, though its number is below.
      quarantined = new Set([...quarantined, ...refused.map((one) => one.seq)]);
      receivedSeq = seq;
      mayWait = true;
      marksChanged.tell();
    };
    const on: Omit<TransferEvents, 'acked'> = {
      setBack: (seq, count) => {
        receivedSeq = seq;
        core.log.warn('sync.headquartersSetBack', { seq, count });
        core.notices.add({ severity: 'warning', code: 'headquartersSetBack', values: { count } });
        core.publish('cases.changed', { caseIds: [] });
      },
      stopped: (devices) => {
        if (sameStopped(devices, stopped)) return;
        stopped = devices;
        core.publish('sync.changed', {});
      },
      forked: (events) => tellForked(core, events),
      refusals: {
        heard: (heard) => {
          refusals = heard;
        },
        settled: settledRefusals,
      },
      packs: { have: packs.have, take: (sent) => packs.takeSent(who, sent) },
    };
    const transfer = transferFor(deps, who, ring, config, {
      ...on,
      acked: (seq, anchor, refused) => {
        received(seq, refused);
        if (anchor === null) return;
        deps.anchors.heard(who, anchor).catch((cause: unknown) => {
          core.log.error('sync.anchor', cause);
        });
      },
    });
    // What a file says was said days ago: it tells nothing about the clock of now.
    carried = {
      ring,
      transfer: transferFor(deps, who, ring, config, {
        ...on,
        acked: (seq, _anchor, refused) => received(seq, refused),
      }),
    };
    engine = engineFor(deps, transfer, config, tell, {
      lastSuccessAtMs: before?.lastSuccessAtMs ?? null,
      receivedFromOthers: before?.receivedFromOthers ?? 0,
    });
    const { syncNow } = engine;
    alerts = alertWaitFor(deps, ring, config.hqUrl, {
      pull: syncNow,
      offsetMs: () => status?.clockOffsetMs ?? 0,
      calls: deps.calls,
    });
    evidence = { ...noEvidenceWaits, policy: config.evidence ?? 'all' };
    mayWait = true;
    lane = evidenceLaneFor(
      deps,
      { session: who, keyring: ring, url: config.hqUrl },
      {
        policy: () => (config.paused ? 'none' : evidence.policy),
        offsetMs: () => status?.clockOffsetMs ?? 0,
        onStatus: ({ reason, ...waiting }) => {
          evidence = { policy: evidence.policy, ...waiting, reasonCode: reason };
          core.publish('sync.changed', {});
        },
      },
    );
    if (config.paused) deps.calls.addressIs(null);
    engine.start();
    if (!config.paused) alerts.start();
  };

  const endEngine = (): Promise<void> => {
    const ending = engine;
    engine = undefined;
    carried = undefined;
    alerts?.stop();
    alerts = undefined;
    const endingLane = lane;
    lane = undefined;
    if (ending) ended = ended.then(() => ending.stop());
    if (endingLane) ended = ended.then(() => endingLane.stop());
    return ended;
  };

  const stop = (): void => {
    clearTimeout(nudging);
    nudging = undefined;
    syncChanged.stop();
    marksChanged.stop();
    session = undefined;
    void endEngine();
  };

  /** The interval and the pause are one value: each change is made of the last one. */
  const changing = createMutex();
  const change = async (who: Session, changes: Partial<SyncConfig>): Promise<void> => {
    await changing.run(async () => {
      const settings = syncSettings(deps, who);
      const config = await settings.get();
      if (config) await settings.set(core.newId(), { ...config, ...changes });
    });
  };

  return {
    status: async () => {
      const counts = await store.outboxStats();
      return {
        ...(status ?? notEnrolled),
        evidence,
        stopped: stopped.map(({ tag, atMs }) => ({ deviceTag: tag, atMs })),
        waiting: counts.waiting,
        quarantined: Math.max(0, counts.quarantined - settledRefusals()),
        oldestWaitingSinceMs: counts.oldestQueuedAtMs,
      };
    },
    items: async ({ lists }, limit): Promise<readonly SyncItemView[]> => {
      const [waiting, hidden] = await Promise.all([store.outboxList(limit), lists.hiddenCases()]);
      const headers = await store.eventHeaders(waiting.map((row) => row.eventId));
      const rows = waiting.filter((row) => !hidden.has(headers.get(row.eventId)?.streamId ?? ''));
      const entries = await lists.listEntries([...new Set([...headers.values()].map((header) => header.streamId))]);
      const numbers = new Map(entries.map((entry) => [entry.caseId, entry.number]));
      return rows.map((row) => {
        const header = headers.get(row.eventId);
        return {
          seq: row.seq,
          eventType: header?.type ?? '',
          number: numbers.get(header?.streamId ?? '') ?? '',
          atMs: row.queuedAtMs,
          state: row.state,
          attempts: row.attempts,
          reasonCode: row.lastError,
          answer:
            row.state === 'quarantined'
              ? (refusals.find(({ seq, code }) => seq === row.seq && code === row.lastError)?.answer ?? null)
              : null,
        };
      });
    },
    now: async () => {
      if (!engine) return err({ code: 'sync.notEnrolled' });
      await engine.syncAgain();
      return ok({});
    },
    carry: async (task, how) => {
      if (!engine || !carried) return err({ code: 'sync.notEnrolled' });
      const { ring, transfer } = carried;
      const done = async () =>
        ok(
          await task({
            transfer,
            deviceTag: ring.device.tag,
            deviceSeed: ring.deviceSeed,
            nowMs: core.nowMs,
            newId: core.newId,
            heard: async () => ({
              receiptMs: heardAtIn(await store.kv(ackedSeqKey)),
              stoppedMs: heardAtIn(await store.kv(stoppedKey)),
            }),
          }),
        );
      return how === 'alone' ? engine.apart(done) : done();
    },
    heardByCourier: async (madeAtMs) => {
      // Heard when it was written, and not when it came here.
      const atMs = Math.min(madeAtMs, core.nowMs());
      if (atMs > (deps.contact.current()?.lastAtMs ?? 0)) await keepContact(atMs);
      await readQuarantined();
      core.publish('sync.changed', {});
    },
    setPaused: async (paused) => {
      if (session) await change(session, { paused });
      // What is paused asks for nothing while nobody is signed in either.
      if (paused) deps.calls.addressIs(null);
      if (paused) alerts?.stop();
      else alerts?.start();
      await engine?.setPaused(paused);
    },
    setInterval: async (who, intervalMinutes) => {
      await change(who, { intervalMinutes });
      engine?.setIntervalMinutes(intervalMinutes);
    },
    setEvidence: async (who, policy) => {
      await change(who, { evidence: policy });
      evidence = { ...evidence, policy };
      core.publish('sync.changed', {});
      // Files may take minutes; nobody waits for them, and while syncing is paused nobody is asked.
      if (status?.state !== 'paused') void lane?.hurry();
    },
    fetchEvidence: async (file) => (await lane?.fetch(file)) ?? { ok: false, why: 'line' },
    enrol: async (who, hqUrl, code) => {
      const ring = keyring();
      const { branch } = core.directory();
      if (!ring || !branch) throw new Error('somebody is signed in without keys or branch');
      // A headquarters that lost this PC may take it again.
      if (engine && status?.reasonCode !== 'sync.deviceUnknown') return err({ code: 'sync.alreadyEnrolled' });
      if (enrolling) return err({ code: 'sync.alreadyEnrolled' });
      enrolling = true;
      const { id, code: branchCode, name, institutionType, institutionName, province } = branch;
      const enrolled = await enrol(
        {
          net: deps.net,
          nowMs: core.nowMs,
          deviceId: ring.device.id,
          devicePublicKey: ring.device.signPublicKey,
          signBytes: deviceSignature(ring),
        },
        {
          hqUrl,
          code,
          deviceTag: ring.device.tag,
          branch: { id, code: branchCode, name, institutionType, institutionName, province },
        },
      ).finally(() => {
        enrolling = false;
      });
      if (!enrolled.ok) return enrolled;
      await takeTag(ring, who, enrolled.value.deviceTag, core.newId());
      const config: SyncConfig = {
        hqUrl,
        hqPublicKey: enrolled.value.hqPublicKey,
        paused: false,
        intervalMinutes: usualSyncMinutes,
      };
      // Another headquarters has received nothing yet, and counts anew what it gives.
      await who.records.writeRows(core.newId(), [
        syncSettings(deps, who).with(config).op,
        cursorOp(null),
        ackedSeqOp(0, 0),
        refusedOp([]),
        stoppedOp([]),
        devicesOp([]),
        courierNotesOp(noCourierYet),
      ]);
      stopped = [];
      receivedSeq = 0;
      await keepContact();
      await begin(who, config);
      return ok({});
    },
    start: async (who) => {
      session = who;
      try {
        receivedSeq = await store.ackedSeq();
        stopped = stoppedIn(await store.kv(stoppedKey));
        await readQuarantined();
        const config = await syncSettings(deps, who).get();
        // Enrolled by an earlier version, or just joined: what is known of the last contact, or now.
        if (config && deps.contact.current() === null) {
          await keepContact(core.settings.syncProgress()?.lastSuccessAtMs ?? undefined);
        }
        if (config) await begin(who, config);
      } catch (cause) {
        // Locked again at once: the next one to sign in begins anew.
        if (session === who) throw cause;
      }
    },
    stop,
    nudge: () => {
      if (!engine || nudging) return;
      nudging = setTimeout(() => {
        nudging = undefined;
        engine?.nudge();
      }, nudgeMs);
    },
    hurry: () => {
      void engine?.syncNow();
    },
    receivedSeq: () => receivedSeq,
    quarantinedSeqs: () => quarantined,
  };
}

const mostItems = 500;
