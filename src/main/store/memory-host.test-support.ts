/** A store host in memory behind main's end of the port: enough of it for whole commands, and it fails on request. */
import { encode } from '@msgpack/msgpack';
import type { EventRow, WriteOp } from '../../shared/store-contract/rows';
import { durableTables, type CaseRow, type DurableTable, type OutboxRow } from '../../shared/store-contract/rows';
import type { FrameContent, StoreInput } from '../../shared/store-contract/calls';
import { decodeBody } from '../journal/frame-codec';
import type { StoreClient, StoreReply } from './store-client';
import { StoreUnavailable } from './store-unavailable';

export interface MemoryHost {
  readonly client: StoreClient;
  /** What answers instead of `apply` and `replay`, while it is set. */
  refuseWrites: string | undefined;
  /** The host dies at the next `apply`: after it took the frame, or before. Whoever waits is told as by the real client. */
  dieAtApply: 'before' | 'after' | undefined;
  readonly dead: () => boolean;
  readonly revive: () => void;
  /** The database is closed under the host and comes back as it was, or empty. */
  readonly closeDatabase: (kept: 'whole' | 'empty') => void;
  /** The database loses its newest frames, as a cut log of LevelDB does; what was derived is gone and known to be. */
  readonly setBack: (frames: number) => void;
  /** One row is gone without the database noticing; its counts do not fit any more. */
  readonly loseRow: (table: DurableTable, key: string) => void;
  /** What every durable table holds. */
  readonly tables: () => ReadonlyMap<string, ReadonlyMap<string, object>>;
  readonly cases: () => ReadonlyMap<string, CaseRow>;
  readonly events: () => readonly EventRow[];
  readonly outbox: () => readonly OutboxRow[];
  readonly calls: readonly string[];
  /** Held calls wait until released; for what comes in between. */
  hold: Promise<void> | undefined;
}

type Tried = Pick<OutboxRow, 'state' | 'attempts' | 'nextAttemptAtMs' | 'lastError'>;
const untried: Tried = { state: 'waiting', attempts: 0, nextAttemptAtMs: 0, lastError: null };
type Frame = { readonly no: number; readonly hash: string; readonly ops: readonly WriteOp[] };

/** What a portion of the journal brings, for stores of tests that know rows only. */
export function filledFrames({ frames, bytes }: StoreInput<'fill'>): Frame[] {
  return frames.map(({ no, hash, end }, i) => ({
    no,
    hash,
    ops: decodeBody(bytes.subarray(frames[i - 1]?.end ?? 0, end)).ops,
  }));
}

export function createMemoryHost(): MemoryHost {
  let tables = new Map<string, Map<string, object>>();
  let cases = new Map<string, CaseRow>();
  /** By device and number; what headquarters said of it so far. */
  let outbox = new Map<string, Tried>();
  let frameNo = 0;
  let frameHash = '';
  let stale = new Set<string>();
  let allStale = false;
  const staged = new Map<number, FrameContent>();
  let isOpen = false;
  let dead = false;
  const waiting: ((cause: Error) => void)[] = [];
  const calls: string[] = [];

  let taken: Frame[] = [];
  let intact = true;

  const clear = (): void => {
    taken = [];
    intact = true;
    tables = new Map(durableTables.map((table) => [table, new Map<string, object>()]));
    cases = new Map();
    outbox = new Map();
    frameNo = 0;
    frameHash = '';
    stale = new Set();
    allStale = false;
  };
  clear();
  const events = (): EventRow[] => [...(tables.get('events')?.values() ?? [])] as EventRow[];
  /** One transaction: the index over device and number holds, or nothing of it happens. */
  const take = (frames: readonly Frame[]): boolean => {
    const places = new Map(events().map((row) => [`${row.deviceId}|${String(row.seq)}`, row.id]));
    for (const { ops } of frames) {
      for (const { table, row } of ops) {
        if (table !== 'events' || row === null) continue;
        const { deviceId, seq, id } = row as EventRow;
        const place = `${deviceId}|${String(seq)}`;
        if ((places.get(place) ?? id) !== id) return false;
        places.set(place, id);
      }
    }
    taken.push(...frames);
    for (const { no, hash, ops } of frames) {
      for (const { table, key, row } of ops) {
        if (row === null) tables.get(table)?.delete(key);
        else tables.get(table)?.set(key, structuredClone(row));
      }
      frameNo = no;
      frameHash = hash;
    }
    return true;
  };
  const putDerived = (derived: Pick<StoreInput<'putDerived'>, 'cases' | 'outbox'>): void => {
    for (const row of derived.cases) {
      cases.set(row.id, structuredClone(row));
      stale.delete(row.id);
    }
    for (const { deviceId, from, to } of derived.outbox) {
      for (let seq = from; seq <= to; seq += 1) outbox.set(`${deviceId}|${String(seq)}`, untried);
    }
  };

  const outboxRows = (): OutboxRow[] =>
    outbox.size === 0
      ? []
      : events()
          .flatMap(({ id, deviceId, seq, signed }) => {
            const tried = outbox.get(`${deviceId}|${String(seq)}`);
            return tried ? [{ seq, eventId: id, queuedAtMs: signed.header.at.wall, ...tried }] : [];
          })
          .sort((a, b) => a.seq - b.seq);
  const waitingRows = (): OutboxRow[] => outboxRows().filter(({ state }) => state === 'waiting');
  /** Answers of headquarters; what is not in the outbox stays out of it. */
  const outboxUpdate = (changes: StoreInput<'outboxUpdate'>['changes']): void => {
    const places = new Map([...outbox.keys()].map((place) => [Number(place.slice(place.lastIndexOf('|') + 1)), place]));
    for (const { seq, state, ...tried } of changes) {
      const place = places.get(seq);
      if (place === undefined) continue;
      if (state === 'acked') outbox.delete(place);
      else outbox.set(place, { state, ...tried });
    }
  };

  const ok = (value: unknown = {}): StoreReply => ({ ok: true, value });
  const refused = (code: string): StoreReply => ({ ok: false, error: { code } });
  const write = (frames: readonly Frame[], then: () => void): StoreReply => {
    if (host.refuseWrites !== undefined) return refused(host.refuseWrites);
    if (frames[0]?.no !== frameNo + 1) return refused('store.frameGap');
    if (!take(frames)) return refused('store.failed');
    then();
    return ok();
  };

  const answer = (name: string, input: unknown): StoreReply => {
    calls.push(name);
    if (name === 'open') {
      isOpen = true;
      return ok({ frameNo, frameHash });
    }
    if (!isOpen) return refused('store.closed');
    switch (name) {
      case 'verifyCounts':
        return ok({ intact });
      case 'clear':
        clear();
        return ok();
      case 'fill':
      case 'replay': {
        const frames =
          name === 'fill' ? filledFrames(input as StoreInput<'fill'>) : (input as { frames: Frame[] }).frames;
        return write(frames, () => {
          for (const row of frames.flatMap(({ ops }) => ops.filter(({ table }) => table === 'events'))) {
            stale.add((row.row as EventRow).streamId);
          }
        });
      }
      case 'stage': {
        const { stage, ...content } = input as StoreInput<'stage'>;
        staged.set(stage, content);
        return ok();
      }
      case 'apply': {
        const applied = input as StoreInput<'apply'>;
        const content = 'staged' in applied ? staged.get(applied.staged) : applied;
        if (!content) return refused('store.notStaged');
        return write([{ ...applied.frame, ops: content.ops }], () => {
          putDerived(content);
        });
      }
      case 'putDerived':
        putDerived(input as StoreInput<'putDerived'>);
        return ok();
      case 'derivedComplete':
        stale.clear();
        allStale = false;
        return ok();
      case 'dropDerived':
        cases = new Map();
        outbox = new Map();
        allStale = true;
        return ok();
      case 'streamIds': {
        const { from = '', to = '~' } = input as StoreInput<'streamIds'>;
        const ids = [...new Set(events().map((row) => row.streamId))];
        return ok({ ids: ids.filter((id) => id >= from && id <= to).sort() });
      }
      case 'unlock':
        return ok({
          coveredUpTo: frameNo,
          frameNo,
          stale: { all: allStale, streamIds: [...stale] },
          entries: cases.size,
        });
      case 'lock':
        return ok();
      case 'get': {
        const { table, key } = input as StoreInput<'get'>;
        return ok({ row: (table === 'cases' ? cases.get(key) : tables.get(table)?.get(key)) ?? null });
      }
      case 'cases': {
        const { caseIds } = input as StoreInput<'cases'>;
        return ok({ rows: caseIds.flatMap((id) => cases.get(id) ?? []) });
      }
      case 'wrappedKeys': {
        const { streamIds } = input as StoreInput<'wrappedKeys'>;
        return ok({ rows: streamIds.flatMap((id) => tables.get('caseKeys')?.get(id) ?? []) });
      }
      case 'page': {
        const { table, after, limit } = input as StoreInput<'page'>;
        const behind = [...(tables.get(table) ?? [])].filter(([key]) => after === null || key > after);
        const rows = behind.sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, limit);
        const next = rows.length === limit ? (rows.at(-1)?.[0] ?? null) : null;
        return ok({ rows: rows.map(([key, row]) => ({ key, row })), next });
      }
      case 'all':
        return ok({ rows: [...(tables.get((input as StoreInput<'all'>).table)?.values() ?? [])] });
      case 'eventsOfStreams': {
        const { streamIds } = input as StoreInput<'eventsOfStreams'>;
        return ok({ rows: events().filter((row) => streamIds.includes(row.streamId)) });
      }
      case 'eventsOfMany': {
        const { streamIds } = input as StoreInput<'eventsOfMany'>;
        const found = events().filter((row) => streamIds.includes(row.streamId));
        // Every other one as if it lay in a bundle.
        const ops = found.flatMap((row, i) => (i % 2 === 1 ? [encode({ table: 'events', key: row.id, row })] : []));
        return ok({ rows: found.filter((_, i) => i % 2 === 0), bytes: Uint8Array.from(Buffer.concat(ops)) });
      }
      case 'eventsOfStreamBefore': {
        const { streamId, beforeId, limit } = input as StoreInput<'eventsOfStreamBefore'>;
        const rows = events().filter((row) => row.streamId === streamId && (beforeId === null || row.id < beforeId));
        return ok({ rows: rows.sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit) });
      }
      case 'eventsAfter': {
        const { deviceId, seq, limit } = input as StoreInput<'eventsAfter'>;
        const rows = events().filter((row) => row.deviceId === deviceId && row.seq > seq);
        return ok({ rows: rows.sort((a, b) => a.seq - b.seq).slice(0, limit) });
      }
      case 'lastEvent': {
        const { deviceId } = input as StoreInput<'lastEvent'>;
        const own = events().filter((row) => row.deviceId === deviceId);
        return ok({ row: own.sort((a, b) => b.seq - a.seq)[0] ?? null });
      }
      case 'newestReceipt':
        return ok({ commandId: [...(tables.get('receipts')?.keys() ?? [])].sort().at(-1) ?? '' });
      case 'knownEvents': {
        const { ids } = input as StoreInput<'knownEvents'>;
        return ok({ ids: ids.filter((id) => tables.get('events')?.has(id)) });
      }
      case 'outboxNext': {
        const { limit, after = 0 } = input as StoreInput<'outboxNext'>;
        const rows = waitingRows()
          .filter(({ seq }) => seq > after)
          .slice(0, limit);
        return ok({ rows, events: [] });
      }
      case 'outboxList':
        return ok({ rows: outboxRows().slice(0, (input as StoreInput<'outboxList'>).limit) });
      case 'outboxUpdate':
        outboxUpdate((input as StoreInput<'outboxUpdate'>).changes);
        return ok();
      case 'outboxStats': {
        const rows = waitingRows();
        const quarantined = outbox.size - rows.length;
        return ok({ waiting: rows.length, quarantined, oldestQueuedAtMs: rows[0]?.queuedAtMs ?? null });
      }
      default:
        throw new Error(`not asked for: ${name}`);
    }
  };

  const host: MemoryHost = {
    client: {
      call: async (name, input) => {
        if (name !== 'lock') await host.hold;
        if (name === 'apply' && host.dieAtApply !== undefined) {
          if (host.dieAtApply === 'after') answer(name, input);
          host.dieAtApply = undefined;
          dead = true;
          isOpen = false;
          staged.clear();
        }
        if (!dead) return answer(name, input);
        return new Promise((_resolve, reject) => {
          waiting.push(reject);
        });
      },
      tell: (name, input) => {
        host.client.call(name, input).catch(() => undefined);
      },
      attach: () => undefined,
      detach: () => {
        for (const reject of waiting.splice(0)) reject(new StoreUnavailable('restarting'));
      },
    },
    refuseWrites: undefined,
    dieAtApply: undefined,
    dead: () => dead,
    revive: () => {
      dead = false;
    },
    closeDatabase: (kept) => {
      isOpen = false;
      if (kept === 'empty') clear();
    },
    setBack: (frames) => {
      isOpen = false;
      const left = taken.slice(0, Math.max(0, taken.length - frames));
      clear();
      take(left);
      stale = new Set(events().map((row) => row.streamId));
    },
    loseRow: (table, key) => {
      intact = !tables.get(table)?.delete(key) && intact;
    },
    tables: () => tables,
    cases: () => cases,
    events,
    outbox: outboxRows,
    calls,
    hold: undefined,
  };
  return host;
}
