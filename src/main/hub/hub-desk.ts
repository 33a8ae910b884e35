/** What a hub does with a request that was proven: keeps what a PC of the branch wrote, and gives it what others wrote. No sockets here. */
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import { headquartersDevice } from '../../domain/evidence/headquarters';
import type { HubPullReply, HubPullRequest, HubPushReply } from '../../shared/sync-protocol/hub';
import { WireEvent, type PushOutcome, type PushRequest } from '../../shared/sync-protocol/messages';
import { MAX_PUSH_BYTES } from '../../shared/sync-protocol/version';
import { createMutex } from '../records/mutex';
import { beforeItsEnd } from '../sync/transfer';
import { createHubFileDesk, type HubFileDesk, type HubFiles } from './hub-file-desk';
import type { HubRecords } from './hub-records';
import { isFork, judge, type Judged } from './judge';

export interface HubDesk {
  /** Null where one of them is by another PC than the sender. */
  readonly push: (deviceId: string, request: PushRequest) => Promise<HubPushReply | null>;
  /** Waits as long as it is told for something to come. */
  readonly pull: (deviceId: string, request: HubPullRequest) => Promise<HubPullReply>;
  /** Something was written or came here: whoever waits is answered. */
  readonly changed: () => void;
  /** Evidence files, beside the events. */
  readonly files: HubFileDesk;
  /** Answers whoever waits with nothing. */
  readonly close: () => void;
}

export interface HubDeskDeps {
  readonly records: HubRecords;
  readonly files: HubFiles;
  readonly nowMs: () => number;
  /** Calls `run` once after `ms`; the answer cancels it. */
  readonly schedule: (run: () => void, ms: number) => () => void;
  /** A PC signed these for places where something else stands. They were refused. */
  readonly onForked: (events: readonly OpenEvent[]) => void;
}

/** Places of a chain that are looked at in one step; what was destroyed (销毁) is passed over. */
const stride = 200;

export function createHubDesk({ records, files, nowMs, schedule, onForked }: HubDeskDeps): HubDesk {
  const fileDesk = createHubFileDesk({ records, files, nowMs });
  const turns = createMutex();
  /** Who waits for something to fetch, by device. */
  const waiting = new Map<string, () => void>();
  let closed = false;

  const headSeq = async (deviceId: string): Promise<number> => (await records.headOf(deviceId))?.seq ?? 0;

  const collect = async (deviceId: string, { heads, limit }: HubPullRequest): Promise<HubPullReply> => {
    const [devices, stopped, ownSeq] = await Promise.all([records.devices(), records.stopped(), headSeq(deviceId)]);
    const known = new Map(heads.map((head) => [head.deviceId, head.seq]));
    const chains = [headquartersDevice(records.identity.branchId), ...devices.map(({ id }) => id)];
    const events: OpenEvent[] = [];
    let bytes = 0;
    for (const chain of chains.filter((id) => id !== deviceId)) {
      for (let after: number | null = known.get(chain) ?? 0; after !== null;) {
        const page = await records.eventsAfter(chain, after, stride);
        for (const event of page.events) {
          if (!WireEvent.safeParse(event).success || !beforeItsEnd(event, stopped)) continue;
          const size = Buffer.byteLength(JSON.stringify(event));
          const full = events.length >= limit || (events.length > 0 && bytes + size > MAX_PUSH_BYTES);
          if (full) return { events: events, more: true, headSeq: ownSeq, serverTimeMs: nowMs() };
          bytes += size;
          events.push(event);
        }
        after = page.lastSeq;
      }
    }
    return { events: events, more: false, headSeq: ownSeq, serverTimeMs: nowMs() };
  };

  /** Until something comes, the time is over, or the same PC asks anew. */
  const change = (deviceId: string, ms: number): { readonly over: Promise<void>; readonly end: () => void } => {
    waiting.get(deviceId)?.();
    let end = (): void => undefined;
    const over = new Promise<void>((resolve) => {
      end = () => {
        cancel();
        if (waiting.get(deviceId) === end) waiting.delete(deviceId);
        resolve();
      };
    });
    const cancel = schedule(end, ms);
    waiting.set(deviceId, end);
    return { over, end };
  };
  const wake = (): void => {
    for (const done of [...waiting.values()]) done();
  };

  const outcome = ({ event, verdict }: Judged, sent: { id: string; seq: number }, forked: ReadonlySet<OpenEvent>) => {
    const { seq, id } = sent;
    if (verdict === 'fit' && event !== null && forked.has(event))
      return { seq, id, outcome: 'rejected', code: 'push.fork' } as const;
    if (verdict === 'fit') return { seq, id, outcome: 'accepted' } as const;
    if (verdict === 'known') return { seq, id, outcome: 'duplicate' } as const;
    // A hub takes nothing of a stopped PC before it looks at events, and a PC is not its own hub.
    const code = verdict === 'stopped' || verdict === 'own' ? 'push.deviceSig' : verdict;
    return { seq, id, outcome: 'rejected', code } as const;
  };

  return {
    push: async (deviceId, { events }) => {
      if (events.some(({ header }) => header.deviceId !== deviceId)) return null;
      return turns.run(async () => {
        const judged = await judge(records, events);
        const fit = judged.flatMap(({ event, verdict }) => (event !== null && verdict === 'fit' ? [event] : []));
        const late = fit.length > 0 ? await records.keep(fit) : [];
        const early = judged.flatMap(({ event, verdict }) => (event !== null && isFork(verdict) ? [event] : []));
        const forked = new Set([...early, ...late]);
        if (forked.size > 0) onForked([...forked]);
        const results = judged.map((one, at): PushOutcome => {
          const { id = '', seq = 0 } = events[at]?.header ?? {};
          return outcome(one, { id, seq }, forked);
        });
        return { results, headSeq: await headSeq(deviceId), serverTimeMs: nowMs() };
      });
    },
    pull: async (deviceId, request) => {
      // Waits first and looks then, so that nothing slips through between. Woken for nothing, it answers with nothing, and is asked again.
      const coming = request.waitMs > 0 && !closed ? change(deviceId, request.waitMs) : null;
      const reply = await collect(deviceId, request);
      if (coming === null) return reply;
      if (reply.events.length > 0) {
        coming.end();
        return reply;
      }
      await coming.over;
      return collect(deviceId, request);
    },
    changed: wake,
    files: fileDesk,
    close: () => {
      closed = true;
      fileDesk.close();
      wake();
    },
  };
}
