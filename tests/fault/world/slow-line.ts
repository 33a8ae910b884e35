/** A line to headquarters that is slow, far and fails now and then. Time on it is not waited for: it passes on the clocks. */
import type { Net, NetReply, NetRequest } from '../../../src/main/sync/net';
import { nodeNet } from '../../../src/main/sync/node-net';
import type { Chance } from './chance';

export interface SlowLine {
  readonly bitsPerSecond: number;
  /** There and back. */
  readonly roundTripMs: number;
  /** 0 … 1, of requests. */
  readonly faultShare: number;
  /** Time that a request took. */
  readonly pass: (ms: number) => void;
}

const retryLater: NetReply = {
  ok: true,
  status: 503,
  headers: { 'content-type': 'text/html', 'retry-after': '1' },
  body: Buffer.from('<html>busy</html>'),
};

type Fault = (request: NetRequest) => Promise<NetReply>;

/** What happens to a request; headquarters may have taken it in all the same. */
const faults: readonly [Fault, ...Fault[]] = [
  () => Promise.resolve({ ok: false, fault: 'unreachable' }),
  () => Promise.resolve(retryLater),
  // Taken in, and the answer never comes.
  async (request) => {
    await nodeNet(request);
    return { ok: false, fault: 'cut' };
  },
  async (request) => {
    await nodeNet(request);
    return { ok: false, fault: 'timeout' };
  },
  // Sent twice by something on the way; the first answer counts.
  async (request) => {
    const first = await nodeNet(request);
    await nodeNet(request);
    return first;
  },
  // Cut off in the middle, as a proxy does that says nothing of it.
  async (request) => {
    const answer = await nodeNet(request);
    return answer.ok ? { ...answer, body: answer.body.subarray(0, Math.floor(answer.body.length / 2)) } : answer;
  },
];

export function slowLine({ bitsPerSecond, roundTripMs, faultShare, pass }: SlowLine, chance: Chance): Net {
  const msOf = (bytes: number): number => (bytes * 8 * 1_000) / bitsPerSecond;
  return async (request) => {
    const upMs = roundTripMs / 2 + msOf(request.body.length);
    if (upMs > request.timeoutMs) {
      pass(request.timeoutMs);
      return { ok: false, fault: 'timeout' };
    }
    pass(Math.ceil(upMs));
    const answer = chance.next() < faultShare ? await chance.oneOf(faults)(request) : await nodeNet(request);
    pass(Math.ceil(roundTripMs / 2 + (answer.ok ? msOf(answer.body.length) : 0)));
    return answer;
  };
}
