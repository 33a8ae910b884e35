/** One branch with two enrolled PCs and a headquarters of its own for every test of a file. */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { enrolPc, makePc, startTestHq, type Pc, type TestHq } from './branch-pc';
import { startFaultProxy, type FaultProxy, type LineFault } from './fault-proxy';
import { openTestDatabase, type TestDatabase } from './test-database';

export interface TwoPcs {
  readonly hq: TestHq;
  readonly a: Pc;
  readonly b: Pc;
  readonly database: TestDatabase['database'];
}

export interface TwoPcsSuite {
  /** Runs after every test, before headquarters ends. */
  readonly cleanUp: (() => Promise<void>)[];
  /** Sequence numbers of this PC's events that headquarters has, as it stored them. */
  readonly keptSeqs: (pc: Pc) => Promise<readonly number[]>;
  /** A line to headquarters on which `next` may spoil a request. */
  readonly proxied: (
    next: (route: string, bytes: number) => LineFault,
  ) => Promise<FaultProxy & { readonly publicKey: string }>;
}

/** Call at the top of a test file; `ready` gets the PCs before each test. */
export function suiteOfTwoPcs(ready: (world: TwoPcs) => void): TwoPcsSuite {
  const cleanUp: (() => Promise<void>)[] = [];
  let base: TestDatabase;
  let hq: TestHq;
  beforeAll(async () => {
    base = await openTestDatabase();
  });
  afterAll(async () => {
    await base.remove();
  });
  beforeEach(async () => {
    await base.empty();
    hq = await startTestHq(base.database);
    const [a, b] = [makePc(), makePc()];
    await enrolPc(hq, a, 'new');
    await enrolPc(hq, b, 'join');
    ready({ hq, a, b, database: base.database });
  });
  afterEach(async () => {
    for (const step of cleanUp.splice(0)) await step();
    await hq.remove();
  });
  return {
    cleanUp,
    keptSeqs: async (pc) => {
      const { json } = await hq.admin('/admin/events?branchId=branch-1&limit=1000');
      return (json as { events: { deviceId: string; seq: number }[] }).events
        .filter((e) => e.deviceId === pc.deviceId)
        .map((e) => e.seq);
    },
    proxied: async (next) => {
      const proxy = await startFaultProxy(hq.url, next);
      cleanUp.push(proxy.close);
      return { ...proxy, publicKey: hq.publicKey };
    },
  };
}

export const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i + 1);
