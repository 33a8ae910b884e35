/** The parts behind the routes: what is remembered, what is gathered, and what is done from time to time. */
import type { Device } from './auth';
import type { HqKey } from './crypto';
import type { Db } from './db/database';
import { commitPushes } from './ingest/commit';
import { createIngest, type Ingest, type IngestLimits } from './ingest/gateway';
import type { Log } from './log';
import { refuse, type Refusal } from './problem';
import { createCutter } from './segments';
import { incidentPrefix } from '../src/domain/evidence/event-envelope';
import type { Signals } from './signals';
import { createFleet, type Fleet } from './storage/fleet';
import { createLastSeen, type LastSeen } from './storage/last-seen';
import { forgetNonces, spendNonces } from './storage/nonces';
import { createTurns, type Turns } from './turns';

export interface HeadquartersDeps {
  readonly db: Db;
  readonly signals: Signals;
  readonly hqKey: HqKey;
  readonly nowMs: () => number;
  readonly log: Log;
  readonly ingestLimits: IngestLimits;
}

export interface Headquarters {
  readonly fleet: Fleet;
  readonly lastSeen: LastSeen;
  readonly ingest: Ingest;
  readonly turns: Turns;
  /** To be called before a device is given or told anything: it is still known here, and this request has come to no other process. */
  readonly admit: (device: Device, nonce: string) => Promise<Refusal | undefined>;
  /** Ends what is done from time to time, and writes what was gathered. */
  readonly close: () => Promise<void>;
}

const writeSeenEveryMs = 5_000;
/** So long a process may say "nothing is new" of what another one took in and could not tell, because it ended in between. */
const checkRememberedEveryMs = 30_000;
const forgetNoncesEveryMs = 5 * 60 * 1_000;
const cutSegmentsEveryMs = 60 * 1_000;
/** Streams of incidents in one signal; more of them travel in further ones. */
const mostIncidents = 50;

export function createHeadquarters({ db, signals, hqKey, nowMs, log, ingestLimits }: HeadquartersDeps): Headquarters {
  const fleet = createFleet(db, signals);
  const lastSeen = createLastSeen(db, fleet);
  const turns = createTurns();
  const cutter = createCutter({ db, hqKey });
  const ingest = createIngest({
    ...ingestLimits,
    turn: turns.next,
    partitionOf: fleet.partitionOf,
    commit: (group) => commitPushes(db, group, { nowMs: nowMs(), hqKey }),
    // Told before it is answered: if this process ends in between, the PC asks again, and then it is told.
    kept: async ({ device, request }, { answer, end }) => {
      if (!answer.ok) return;
      const accepted = new Set(
        answer.kept.results.flatMap(({ seq, outcome }) => (outcome === 'rejected' ? [] : [seq])),
      );
      const incidents = new Set(
        request.events.flatMap(({ header }) =>
          accepted.has(header.seq) &&
          typeof header['streamId'] === 'string' &&
          header['streamId'].startsWith(incidentPrefix)
            ? [header['streamId']]
            : [],
        ),
      );
      const all = [...incidents];
      for (let from = 0; from === 0 || from < all.length; from += mostIncidents)
        await signals.publish({
          kind: 'kept',
          branchId: device.branchId,
          deviceId: device.id,
          end,
          incidents: all.slice(from, from + mostIncidents),
        });
    },
  });

  const nowAndThen = (everyMs: number, event: string, work: () => Promise<void>) => {
    const timer = setInterval(() => {
      work().catch((cause: unknown) => log.error(event, cause));
    }, everyMs);
    timer.unref();
    return () => clearInterval(timer);
  };
  const stops = [
    nowAndThen(writeSeenEveryMs, 'lastSeen.notWritten', lastSeen.flush),
    nowAndThen(forgetNoncesEveryMs, 'nonces.notForgotten', () => forgetNonces(db, nowMs())),
    nowAndThen(cutSegmentsEveryMs, 'segments.notCut', async () => {
      const count = await cutter.round();
      if (count > 0) log.info('segments.cut', { count });
    }),
    // Alone, a process hears all that it does itself.
    ...(signals.shared
      ? [
          nowAndThen(checkRememberedEveryMs, 'remembered.notChecked', async () => {
            const behind = await fleet.check();
            if (behind > 0) log.info('remembered.behind', { count: behind });
          }),
        ]
      : []),
  ];

  return {
    fleet,
    lastSeen,
    ingest,
    turns,
    admit: async ({ branchId, id }, nonce) => {
      const row = await fleet.device(id);
      if (!row) return refuse('auth.unknownDevice');
      if (row.revoked) return refuse('auth.revoked');
      const unspent = await spendNonces(db, [{ branchId, deviceId: id, nonce }], nowMs());
      return unspent.length === 1 ? undefined : refuse('auth.replayed');
    },
    close: async () => {
      for (const stop of stops) stop();
      await cutter.stop();
      await lastSeen.flush();
    },
  };
}
