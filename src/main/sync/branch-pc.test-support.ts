/** What a PC keeps while it syncs, in memory: the chain that it wrote, what of it waits, and what it was told. */
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import type { OutboxChange } from '../../shared/store-contract/calls';
import type { OutboxRow } from '../../shared/store-contract/rows';
import { newestSpoken } from './exchange';
import { event, hqPublicKey, hqTimeMs, identity, type TestHq } from './headquarters.test-support';
import type { StoppedDevice } from './kept-word';
import { nothingSetAside, type SetAside } from './set-aside';
import { fullPace, type TransferDeps, type TransferTools } from './transfer';

export const nowMs = hqTimeMs + 60_000;
export const hqUrl = 'https://hq.example';
const signBytes = (): string => 'A'.repeat(86);

type Acked = Parameters<TransferDeps['acked']>;
type Inbox = Parameters<TransferDeps['inbox']>;

export interface TestPc {
  readonly deps: TransferDeps;
  readonly tools: TransferTools;
  readonly rows: Map<number, OutboxRow>;
  readonly acked: Acked[];
  readonly setBacks: (readonly [number, number, number])[];
  readonly inbox: Inbox[];
  readonly changes: OutboxChange[];
  readonly stopped: (readonly StoppedDevice[])[];
  /** How often a batch or page was kept. */
  readonly kept: number[];
  readonly heardTimes: number[];
  ackedSeq: number;
  setAside: SetAside;
  fetchedAgain: (string | null)[];
  isStopping: boolean;
}

export const rowOf = (seq: number): OutboxRow => ({
  ...{ seq, eventId: `pc-1/${String(seq)}`, state: 'waiting', attempts: 0 },
  ...{ nextAttemptAtMs: 0, lastError: null, queuedAtMs: seq },
});

/** @param written events in its chain; those behind `ackedSeq` wait */
export function makePc(
  hq: TestHq,
  {
    written = 0,
    ackedSeq = 0,
    payload = () => ({}),
  }: { readonly written?: number; readonly ackedSeq?: number; readonly payload?: (seq: number) => unknown } = {},
): TestPc {
  const rows = new Map<number, OutboxRow>();
  for (let seq = ackedSeq + 1; seq <= written; seq += 1) rows.set(seq, rowOf(seq));
  const own = (seq: number): OpenEvent => event(seq, identity.deviceId, payload(seq));
  let cursor: string | null = null;
  const waiting = (): OutboxRow[] =>
    [...rows.values()].filter(({ state }) => state === 'waiting').sort((a, b) => a.seq - b.seq);
  const deps: TransferDeps = {
    outbox: {
      next: async (limit, after = 0) =>
        waiting()
          .filter(({ seq }) => seq > after)
          .slice(0, limit),
      update: async (changes) => {
        for (const change of changes) {
          pc.changes.push(change);
          const { state } = change;
          const row = rows.get(change.seq);
          if (state === 'acked') rows.delete(change.seq);
          else if (row) rows.set(change.seq, { ...row, ...change, state });
        }
      },
      stats: async () => ({
        waiting: waiting().length,
        quarantined: [...rows.values()].filter(({ state }) => state === 'quarantined').length,
        oldestQueuedAtMs: waiting()[0]?.queuedAtMs ?? null,
      }),
    },
    loadEvents: async (asked) => asked.map(({ seq }) => own(seq)),
    eventsFrom: async (seq, limit) =>
      Array.from({ length: Math.max(0, Math.min(limit, written - seq + 1)) }, (_, i) => own(seq + i)),
    inbox: async (...kept) => {
      pc.inbox.push(kept);
      cursor = kept[1];
      pc.setAside = kept[3] ?? pc.setAside;
    },
    setAside: async () => pc.setAside,
    fetchAgain: async (since) => {
      pc.fetchedAgain.push(since);
      pc.setAside = nothingSetAside;
      cursor = since;
    },
    cursor: async () => cursor,
    relay: null,
    packs: null,
    identity: { ...identity, signBytes },
    hq: { url: hqUrl, publicKey: hqPublicKey },
    acked: async (...said) => {
      pc.acked.push(said);
      pc.ackedSeq = Math.max(pc.ackedSeq, said[0]);
    },
    ackedSeq: async () => pc.ackedSeq,
    setBack: async (expectedSeq, signedSeq, heardAtMs) => {
      pc.setBacks.push([expectedSeq, signedSeq, heardAtMs]);
      for (let seq = expectedSeq; seq <= signedSeq; seq += 1) rows.set(seq, rowOf(seq));
      pc.ackedSeq = expectedSeq - 1;
    },
    devices: async () => undefined,
    stopped: async (devices) => {
      pc.stopped.push(devices);
    },
  };
  const tools: TransferTools = {
    deps,
    exchangeDeps: {
      ...{ net: hq.net, url: hqUrl, deviceId: identity.deviceId, signBytes, spoken: newestSpoken() },
      createdMs: () => nowMs + 7,
    },
    deviceTimeMs: () => nowMs,
    nowMs: () => nowMs,
    stopping: () => pc.isStopping,
    progress: async (received) => {
      pc.kept.push(received);
    },
    heardTime: (serverTimeMs) => {
      pc.heardTimes.push(serverTimeMs);
    },
    ...{ pace: fullPace(), sure: false, fetchesAgain: true, notRelayed: new Map() },
  };
  const pc: TestPc = {
    ...{ deps, tools, rows, ackedSeq, isStopping: false, setAside: nothingSetAside, fetchedAgain: [] },
    ...{ acked: [], setBacks: [], inbox: [], changes: [], stopped: [], kept: [], heardTimes: [] },
  };
  return pc;
}
