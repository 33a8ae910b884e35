/**
 * A PC and the hub of its branch: fetches what others wrote, waits there for more, and sends what is written here as soon as it is. It runs
 * beside the sync with headquarters and changes nothing of that: nothing counts as received because a hub has it.
 */
import { headquartersDevice } from '../../domain/evidence/headquarters';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import {
  HubPullReply,
  HubPushReply,
  hubRoutes,
  LONGEST_HUB_WAIT_MS,
  type ChainHead,
} from '../../shared/sync-protocol/hub';
import { MAX_PUSH_EVENTS, PROTOCOL_VERSION } from '../../shared/sync-protocol/version';
import { createMutex } from '../records/mutex';
import { backOffMs } from '../sync/back-off';
import { withinBytes } from '../sync/push';
import { askHub, hubFailure, type AskHub, type HubFailure, type HubLineDeps, type HubReason } from './hub-line';
import type { HubRecords } from './hub-records';
import { isFork, judge } from './judge';

export interface HubClientStatus {
  readonly lastContactAtMs: number | null;
  /** Null when all is well. */
  readonly reason: HubReason | null;
  /** It was reached at the last attempt. */
  readonly connected: boolean;
}

export interface HubClientDeps {
  readonly line: Omit<HubLineDeps, 'hub' | 'createdMs' | 'signal'> & { readonly hubDeviceId: string };
  readonly records: HubRecords;
  readonly nowMs: () => number;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** Calls `run` once after `ms`; the answer cancels it. */
  readonly schedule: (run: () => void, ms: number) => () => void;
  readonly onStatus: (status: HubClientStatus) => void;
  readonly onForked: (events: readonly OpenEvent[]) => void;
  readonly onFault: (cause: unknown) => void;
}

export interface HubClient {
  readonly start: () => void;
  /** Something was written or came here. After a failure the back-off is kept to. */
  readonly nudge: () => void;
  /** Somebody asks for it, or called for help: tries now, whatever failed before. */
  readonly hurry: () => void;
  readonly status: () => HubClientStatus;
  /** Another request to the same hub, beside those of the events. */
  readonly ask: AskHub;
  readonly stop: () => Promise<void>;
}

/** In a house nobody is far away: a hub that was switched on is found within this. */
const longestPauseMs = 20_000;
/** A chain that is not asked for any more: what comes of it does not hold. */
const asIfAll = Number.MAX_SAFE_INTEGER;

type Step = { readonly ok: true } | HubFailure;

export function createHubClient(deps: HubClientDeps): HubClient {
  const { records, nowMs } = deps;
  const sending = createMutex();
  const givingUp = new AbortController();
  let stopped = false;
  let failures = 0;
  let offsetMs = 0;
  let cancelTimer: (() => void) | undefined;
  let running: Promise<void> | undefined;
  /** Somebody asked for sending what is being sent now does not hold: once more is enough for all of them. */
  let asked = false;
  /** How far the hub has what this PC wrote; null while nobody knows. */
  let hubHas: number | null = null;
  /** Own events that the hub does not take. */
  let rejected = new Map<number, HubReason>();
  /** Chains of which something came that does not hold. */
  let faulty = new Map<string, HubReason>();
  let current: HubClientStatus = { lastContactAtMs: null, reason: null, connected: false };

  const tell = (changes: Partial<HubClientStatus>): void => {
    const next = { ...current, ...changes };
    const same = next.reason === current.reason && next.connected === current.connected;
    const contactIsNews = (next.lastContactAtMs ?? 0) - (current.lastContactAtMs ?? 0) >= LONGEST_HUB_WAIT_MS;
    current = next;
    if (!stopped && (!same || contactIsNews)) deps.onStatus(current);
  };
  const reached = (): void => {
    failures = 0;
    const [reason = null] = [...faulty.values(), ...rejected.values()];
    tell({ lastContactAtMs: nowMs(), connected: true, reason });
  };

  const line = async (): Promise<HubLineDeps | null> => {
    const { hubDeviceId, ...own } = deps.line;
    const hub = (await records.devices()).find(({ id }) => id === hubDeviceId);
    const isStopped = (await records.stopped()).some(({ deviceId }) => deviceId === hubDeviceId);
    if (!hub || isStopped) return null;
    return {
      ...own,
      hub: { deviceId: hub.id, publicKey: hub.publicKey },
      createdMs: () => nowMs() + offsetMs,
      signal: givingUp.signal,
    };
  };

  const headsHere = async (): Promise<readonly ChainHead[]> => {
    const { branchId, deviceId } = records.identity;
    const ids = [headquartersDevice(branchId), ...(await records.devices()).map(({ id }) => id)];
    return Promise.all(
      ids
        .filter((id) => id !== deviceId)
        .map(async (id) => ({
          deviceId: id,
          seq: faulty.has(id) ? asIfAll : ((await records.headOf(id))?.seq ?? 0),
        })),
    );
  };

  /** Takes what holds; a chain that does not is left alone until the next contact, and holds up no other. */
  const take = async (incoming: readonly unknown[]): Promise<void> => {
    const judged = await judge(records, incoming);
    const spoilt = new Map<string, HubReason>();
    const fit: OpenEvent[] = [];
    const forks: OpenEvent[] = [];
    for (const { event, verdict } of judged) {
      if (event === null || spoilt.has(event.header.deviceId)) continue;
      if (verdict === 'fit') fit.push(event);
      else if (isFork(verdict)) {
        forks.push(event);
        spoilt.set(event.header.deviceId, 'hub.fork');
      } else if (verdict !== 'known' && verdict !== 'own') spoilt.set(event.header.deviceId, 'hub.eventForged');
    }
    const late = fit.length > 0 ? await records.keep(fit) : [];
    for (const { header } of late) spoilt.set(header.deviceId, 'hub.fork');
    if (forks.length + late.length > 0) deps.onForked([...forks, ...late]);
    for (const [id, reason] of spoilt) faulty.set(id, reason);
  };

  const pull = async (
    waitMs: number,
    before: string,
  ): Promise<(Step & { readonly more?: boolean }) & { heads: string }> => {
    const to = await line();
    const heads = await headsHere();
    const asked = JSON.stringify(heads);
    if (!to) return { ...hubFailure('hub.unknownPc'), heads: asked };
    const answer = await askHub(
      to,
      hubRoutes.pull,
      { protocol: PROTOCOL_VERSION, deviceTimeMs: nowMs(), heads, limit: MAX_PUSH_EVENTS, waitMs },
      HubPullReply,
    );
    if (!answer.ok) return { ...answer, heads: asked };
    const { events, more, headSeq } = answer.value;
    // Events that change nothing would be fetched for ever.
    if (events.length > 0 && asked === before) return { ...hubFailure('hub.badAnswer'), heads: asked };
    hubHas = headSeq;
    await take(events);
    reached();
    return { ok: true, more, heads: events.length > 0 ? asked : '' };
  };

  /** Own events that the hub lacks, until it has them all. */
  const send = (): Promise<Step> =>
    sending.run(async () => {
      asked = false;
      for (let from = hubHas; from !== null && !stopped;) {
        const page = await records.eventsAfter(records.identity.deviceId, from, MAX_PUSH_EVENTS);
        if (page.lastSeq === null) return { ok: true };
        const fresh = page.events.filter(({ header }) => !rejected.has(header.seq));
        const batch = fresh.length > 0 ? withinBytes(fresh) : [];
        const to = await line();
        if (!to) return hubFailure('hub.unknownPc');
        if (batch.length > 0) {
          const answer = await askHub(
            to,
            hubRoutes.push,
            { protocol: PROTOCOL_VERSION, deviceTimeMs: nowMs(), events: batch },
            HubPushReply,
          );
          if (!answer.ok) return answer;
          for (const { seq, outcome, code } of answer.value.results)
            if (outcome === 'rejected') rejected.set(seq, isFork(code) ? 'hub.fork' : 'hub.eventsRejected');
        }
        const cut = batch.length < fresh.length;
        from = cut ? (batch.at(-1)?.header.seq ?? page.lastSeq) : page.lastSeq;
        hubHas = Math.max(hubHas ?? 0, from);
        reached();
      }
      return { ok: true };
    });

  const converse = async (): Promise<HubFailure | null> => {
    hubHas = null;
    rejected = new Map();
    faulty = new Map();
    let before = '';
    for (let [waitMs, isFirst] = [0, true]; !stopped; isFirst = false) {
      const pulled = await pull(waitMs, before);
      before = pulled.heads;
      if (!pulled.ok) return pulled;
      // The last one that is there goes once more: where the hub has another in its place, both have to know.
      if (isFirst && hubHas !== null) hubHas = Math.max(0, hubHas - 1);
      if (pulled.more === true) continue;
      const sent = await send();
      if (!sent.ok) return sent;
      waitMs = LONGEST_HUB_WAIT_MS;
    }
    return null;
  };

  const run = async (): Promise<void> => {
    let failed: HubFailure | null;
    try {
      failed = await converse();
    } catch (cause) {
      // Locked in the middle: the store and the keys are closed.
      if (stopped) return;
      deps.onFault(cause);
      failed = hubFailure('hub.localFault');
    }
    if (failed === null || stopped) return;
    // A clock that differs is corrected once; what else is wrong waits.
    const corrected = failed.reason === 'hub.clock' && failed.serverTimeMs !== null && failures === 0;
    if (failed.serverTimeMs !== null) offsetMs = failed.serverTimeMs - nowMs();
    failures += 1;
    tell({ connected: false, ...(corrected ? {} : { reason: failed.reason }) });
    const waitMs = corrected ? 0 : Math.min(longestPauseMs, backOffMs(failures, deps.random()));
    cancelTimer = deps.schedule(begin, waitMs);
  };
  const begin = (): void => {
    cancelTimer = undefined;
    if (!stopped) running = run();
  };

  const nudge = (): void => {
    if (stopped || failures > 0 || hubHas === null || asked) return;
    asked = true;
    send()
      .then((step) => {
        // The request that waits at the hub meets the same fault, and its end is when it is told.
        if (!step.ok) hubHas = null;
      })
      .catch((cause: unknown) => {
        if (!stopped) deps.onFault(cause);
      });
  };

  return {
    start: begin,
    nudge,
    hurry: () => {
      if (cancelTimer === undefined) {
        nudge();
        return;
      }
      cancelTimer();
      begin();
    },
    status: () => current,
    ask: async (route, content, shape) => {
      const to = await line();
      return to ? askHub(to, route, content, shape) : hubFailure('hub.unknownPc');
    },
    stop: async () => {
      stopped = true;
      givingUp.abort();
      cancelTimer?.();
      await running;
    },
  };
}
