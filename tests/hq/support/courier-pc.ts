/** The courier of a PC in tests: what `src/main/sync/courier.ts` needs of it. */
import type { CourierDeps } from '../../../src/main/sync/courier';
import { newId } from '../../../src/main/platform/ids';
import type { Pc, TestHq } from './branch-pc';

export interface Heard {
  receiptMs: number;
  stoppedMs: number;
  ackedSeq: number;
}

const heardBy = new WeakMap<Pc, Heard>();

/** What a PC has heard of headquarters, as its store would keep it. */
export function heardOf(pc: Pc): Heard {
  const heard = heardBy.get(pc) ?? { receiptMs: 0, stoppedMs: 0, ackedSeq: 0 };
  heardBy.set(pc, heard);
  return heard;
}

export function courierFor(hq: TestHq, pc: Pc, transfer: Partial<CourierDeps['transfer']> = {}): CourierDeps {
  const heard = heardOf(pc);
  const deps = pc.deps(hq);
  return {
    transfer: {
      ...deps,
      acked: async (seq, proof, refused, atMs) => {
        Object.assign(heard, { receiptMs: atMs, ackedSeq: seq });
        await deps.acked(seq, proof, refused, atMs);
      },
      ackedSeq: async () => heard.ackedSeq,
      ...transfer,
    },
    deviceTag: 'A',
    deviceSeed: pc.seed,
    nowMs: () => Date.now(),
    newId,
    heard: async () => heard,
  };
}
