/**
 * A PC has several pushes on their way at once, over several connections, and one may overtake another. What comes too early waits here a
 * little for what belongs before it: refused as a gap it would have to be sent, and verified, once more.
 */
export interface InSequence {
  /** Resolves when what was written before this number was handed on, or when it has not come for too long. */
  readonly come: (deviceId: string, firstSeq: number) => Promise<void>;
  /** The next one of this device that is expected: behind what was handed on, or where headquarters says that its chain ends. */
  readonly expect: (deviceId: string, nextSeq: number) => void;
}

interface Expected {
  next: number;
  /** Waits that were over before anything came, one after the other, and when the last one was. */
  inVain: number;
  inVainAtMs: number;
  readonly held: Map<() => void, number>;
}

/** What is lost doesn't come: a PC that has lost one push must not wait long for the answers to the others. */
const mostMs = 500;
/** Of a device whose pushes go to several processes nothing can be expected here. */
const mostInVain = 16;
const forgivenAfterMs = 10_000;
const mostDevices = 100_000;

/** @param nowMs of a clock that only goes forward */
export function createInSequence(nowMs: () => number = () => performance.now(), waitMs = mostMs): InSequence {
  const devices = new Map<string, Expected>();
  return {
    come: (deviceId, firstSeq) => {
      const expected = devices.get(deviceId);
      if (!expected || firstSeq <= expected.next) return Promise.resolve();
      if (expected.inVain >= mostInVain && nowMs() - expected.inVainAtMs < forgivenAfterMs) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          expected.held.delete(go);
          expected.inVain += 1;
          expected.inVainAtMs = nowMs();
          resolve();
        }, waitMs);
        const go = (): void => {
          clearTimeout(timer);
          expected.held.delete(go);
          expected.inVain = 0;
          resolve();
        };
        expected.held.set(go, firstSeq);
      });
    },
    expect: (deviceId, nextSeq) => {
      const expected = devices.get(deviceId);
      if (!expected) {
        if (devices.size >= mostDevices) devices.clear();
        devices.set(deviceId, { next: nextSeq, inVain: 0, inVainAtMs: 0, held: new Map() });
        return;
      }
      expected.next = nextSeq;
      for (const [go, firstSeq] of [...expected.held]) if (firstSeq <= nextSeq) go();
    },
  };
}
