/**
 * What events are worth that another PC brings, whoever wrote them. Headquarters has not seen them yet, so a reader asks itself what
 * headquarters would ask: is each from a PC of the branch, to the letter, and in its place?
 */
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import { headquartersDevice, isHeadquartersDevice, mayWrite } from '../../domain/evidence/headquarters';
import { eventFault, type ChainFault } from '../../domain/evidence/verify-chain';
import { toOpenEvent, WireEvent, type PushRejectCode } from '../../shared/sync-protocol/messages';
import { nodeHasher, verifyEd25519 } from '../keys/ed25519';
import { beforeItsEnd, keyOf } from '../sync/transfer';
import type { HubRecords } from './hub-records';

/** `own`: by this PC itself, which knows better what it wrote. `stopped`: behind the end that headquarters signed. */
export type Verdict = 'fit' | 'known' | 'own' | 'stopped' | PushRejectCode;

export interface Judged {
  readonly verdict: Verdict;
  /** Null for what is no event at all. */
  readonly event: OpenEvent | null;
}

/** In their order; an event may stand behind another one of them. */
export async function judge(records: HubRecords, incoming: readonly unknown[]): Promise<readonly Judged[]> {
  const [devices, stopped] = await Promise.all([records.devices(), records.stopped()]);
  const heads = new Map<string, { readonly seq: number; readonly hash: string } | undefined>();
  const among = new Map<string, string>();
  const check = {
    ...nodeHasher,
    verifyEd25519,
    deviceKey: (id: string) => keyOf(id, devices, records.hqPublicKey),
    userKeys: records.userKeys,
  };

  const verdictOf = async (event: OpenEvent): Promise<Verdict> => {
    const { deviceId, branchId, seq, prevHash } = event.header;
    if (branchId !== records.identity.branchId) return 'push.wrongBranch';
    if (deviceId === records.identity.deviceId) return 'own';
    if (isHeadquartersDevice(deviceId) && deviceId !== headquartersDevice(branchId)) return 'push.wrongBranch';
    if (!mayWrite(event.header)) return 'push.deviceSig';
    const fault = eventFault(event, check);
    // Whose keys come with the same events can't be checked yet; pages check a signature whenever they show one.
    if (fault !== undefined && fault !== 'userSig') return refusals[fault] ?? 'push.badShape';
    if (!beforeItsEnd(event, stopped)) return 'stopped';
    if (!heads.has(deviceId)) heads.set(deviceId, await records.headOf(deviceId));
    const head = heads.get(deviceId) ?? { seq: 0, hash: '' };
    const place = `${deviceId} ${String(seq)}`;
    if (seq <= head.seq) {
      const there = among.get(place) ?? (await records.hashAt(deviceId, seq));
      // Between two that are here there may be none: headquarters leaves a tombstone where it refused one.
      if (there !== undefined) return there === event.hash ? 'known' : 'push.fork';
    } else {
      if (seq === head.seq + 1 && head.seq > 0 && prevHash !== head.hash) return 'push.prevHash';
      heads.set(deviceId, { seq, hash: event.hash });
    }
    among.set(place, event.hash);
    return 'fit';
  };

  const judged: Judged[] = [];
  for (const one of incoming) {
    const parsed = WireEvent.safeParse(one);
    const event = parsed.success ? toOpenEvent(parsed.data) : null;
    judged.push({ event, verdict: event === null ? 'push.badShape' : await verdictOf(event) });
  }
  return judged;
}

/** 分叉: another event stands in its place, or in the place that it says is before it. */
export const isFork = (verdict: Verdict | undefined): boolean => verdict === 'push.fork' || verdict === 'push.prevHash';

const refusals: { readonly [F in ChainFault]?: PushRejectCode } = {
  hash: 'push.hash',
  payloadHash: 'push.payloadHash',
  unknownDevice: 'push.deviceSig',
  deviceSig: 'push.deviceSig',
};
