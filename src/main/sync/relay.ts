/**
 * 代送: brings headquarters what another PC wrote and never sent, because this one was restored from its backup in its place. Everything is as
 * that PC signed it; headquarters judges it by that PC's chain, and only its signed receipt over it makes it received.
 */
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import { PushReply } from '../../shared/sync-protocol/messages';
import { MAX_PUSH_EVENTS } from '../../shared/sync-protocol/version';
import { exchange, failure } from './exchange';
import { proofIn } from './receipt-check';
import { withinBytes } from './push';
import type { Step, TransferTools } from './transfer';

/** A PC in whose place this one was restored. */
export interface FormerPc {
  readonly deviceId: string;
  /** 机号. */
  readonly tag: string;
  /** Of its last event that is here; 0 for none. */
  readonly lastSeq: number;
  /** Headquarters has signed that it holds all up to here. */
  readonly ackedSeq: number;
}

export interface RelayDeps {
  readonly formerPcs: () => Promise<readonly FormerPc[]>;
  /** Its events from this number on. Those that were destroyed are not there, and nothing behind them can be brought. */
  readonly eventsFrom: (deviceId: string, seq: number, limit: number) => Promise<readonly OpenEvent[]>;
  readonly acked: (deviceId: string, seq: number) => Promise<void>;
}

/** What of a former PC is not at headquarters yet; `reasonCode` null while it has only to be sent. */
export interface Unsent {
  readonly deviceTag: string;
  readonly waiting: number;
  readonly reasonCode: RelayReason | null;
}
/** Text keys of the `sync` namespace. */
export type RelayReason = 'sync.relayStopped' | 'sync.relayHole' | 'sync.relayRefused';

/** Tries every former PC; what headquarters does not take of one holds up neither the others nor the sync. */
export async function relayAll(tools: TransferTools): Promise<Step> {
  const { relay } = tools.deps;
  for (const former of (await relay?.formerPcs()) ?? []) {
    if (tools.stopping()) break;
    if (!relay || former.ackedSeq >= former.lastSeq) continue;
    const step = await relayOne(tools, relay, former);
    if (!step.ok) return step;
    tools.notRelayed.delete(former.deviceId);
    if (step.reason !== null) tools.notRelayed.set(former.deviceId, step.reason);
    // Of no use with the others: this headquarters is older than the route.
    if (step.isUnknown) break;
  }
  return { ok: true };
}

type Relayed =
  | { readonly ok: true; readonly reason: RelayReason | null; readonly isUnknown?: boolean }
  | Extract<Step, { ok: false }>;

async function relayOne(tools: TransferTools, relay: RelayDeps, former: FormerPc): Promise<Relayed> {
  const { deps } = tools;
  const { deviceId, lastSeq } = former;
  // The last one first: either headquarters has it, or it says what it needs.
  let from = lastSeq;
  let earliest = lastSeq;
  while (from <= lastSeq && !tools.stopping()) {
    const batch = gapless(withinBytes(await relay.eventsFrom(deviceId, from, MAX_PUSH_EVENTS)), from);
    const last = batch.at(-1);
    if (last === undefined) return { ok: true, reason: 'sync.relayHole' };
    const answer = await exchange(tools.exchangeDeps, {
      path: '/relay',
      body: { deviceTimeMs: tools.deviceTimeMs(), events: batch },
      reply: PushReply,
    });
    if (!answer.ok) {
      const { problem } = answer;
      // Only ever further back: otherwise headquarters could keep us busy for nothing.
      if (problem?.expectedSeq !== undefined && problem.expectedSeq < earliest) {
        from = earliest = problem.expectedSeq;
        continue;
      }
      if (problem?.code === 'request.notFound') return { ok: true, reason: null, isUnknown: true };
      if (problem?.code === 'relay.stopped') return { ok: true, reason: 'sync.relayStopped' };
      if (problem?.code === 'push.foreign') return { ok: true, reason: 'sync.relayRefused' };
      return answer;
    }
    const identity = { deviceId, branchId: deps.identity.branchId };
    const proof = proofIn(answer.value, batch, { identity, hqPublicKey: deps.hq.publicKey });
    if (proof === undefined) return failure('sync.receiptForged');
    await relay.acked(deviceId, answer.value.contiguousSeq);
    from = last.header.seq + 1;
  }
  return { ok: true, reason: null };
}

function gapless(events: readonly OpenEvent[], from: number): readonly OpenEvent[] {
  const end = events.findIndex(({ header }, index) => header.seq !== from + index);
  return end < 0 ? events : events.slice(0, end);
}

/** For the sync page: nothing of a PC of which headquarters has everything that is here. */
export function unsentOf(
  formerPcs: readonly FormerPc[],
  notRelayed: ReadonlyMap<string, RelayReason>,
): readonly Unsent[] {
  return formerPcs
    .filter(({ ackedSeq, lastSeq }) => ackedSeq < lastSeq)
    .map(({ deviceId, tag, ackedSeq, lastSeq }) => ({
      ...{ deviceTag: tag, waiting: lastSeq - ackedSeq },
      reasonCode: notRelayed.get(deviceId) ?? null,
    }));
}
