/** Answers main's calls: one function per name, no timers, no decisions. */
import type { StoreCallName, StoreCalls, StoreNotices, StoreReply, StoreRequest } from '../shared/store-contract/calls';
import { createBundles } from './bundles/bundles';
import { createLine, createTurns, type Context } from './context';
import { createSmallTableKeys } from './db/known-keys';
import { isStale, type Meta } from './db/meta';
import { openDatabase, removeDatabase, type OpenDatabase } from './db/open-database';
import { createEvents } from './events';
import { faultOfDatabase, StoreFault } from './fault';
import type { Migration } from './migrations/registry';
import { collectGarbage } from './memory';
import { createOutboxCounts } from './outbox-counts';
import { createReads } from './reads';
import { loadLiveState, requireLive, type LiveState } from './segments/live-state';
import { tailRows } from './segments/segment-rows';
import { createVault, type Vault } from './segments/vault';
import { createWrites } from './writes';

type Handlers = {
  readonly [N in StoreCallName]: (input: StoreCalls[N]['input']) => Promise<StoreCalls[N]['output']>;
};

export interface Store {
  /** Never rejects: what goes wrong is part of the reply. */
  readonly answer: (request: StoreRequest) => Promise<StoreReply>;
}

export interface StoreOptions {
  readonly notify: <N extends keyof StoreNotices>(notice: N, payload: StoreNotices[N]) => void;
  /** Tests of migrations bring their own. */
  readonly migrations?: readonly Migration[];
}

export function createStore({ notify, migrations }: StoreOptions): Store {
  let database: OpenDatabase | undefined;
  let meta: Meta | undefined;
  let live: LiveState | undefined;
  let vault: Vault | undefined;

  const forget = (): void => {
    live?.close();
    live = undefined;
    vault = undefined;
  };
  const opened = (): OpenDatabase => {
    if (!database) throw new StoreFault('store.closed');
    return database;
  };
  const bundles = createBundles();
  const raw = (): IDBDatabase => opened().raw;
  const context: Context = {
    raw,
    meta: () => {
      if (!meta) throw new StoreFault('store.closed');
      return meta;
    },
    metaIs: (next) => {
      meta = next;
    },
    ...createLine(),
    live: () => live,
    liveIs: (next) => {
      live = next;
    },
    outbox: createOutboxCounts(),
    smallTableKeys: createSmallTableKeys(),
    bundles,
    events: createEvents(raw, bundles),
    notify,
  };
  const writes = createWrites(context);
  const inTurn = createTurns();
  /** The browser took the database away: nothing in memory may be trusted until it was opened and compared again. */
  const onClosed = (): void => {
    forget();
    context.outbox.forget();
    context.smallTableKeys.forget();
    bundles.forget();
    database = undefined;
    meta = undefined;
    notify('storageClosed', {});
  };
  const done = async (work: Promise<void>): Promise<Record<string, never>> => {
    await work;
    return {};
  };

  const handlers: Handlers = {
    ...createReads(context),
    open: ({ asItIs = false }) =>
      context.inLine(async () => {
        if (!database) {
          database = await openDatabase(onClosed, { migrations, asItIs });
          meta = database.meta;
        }
        const { schemaVersion, minSafeVersion, frameNo, frameHash, counts } = context.meta();
        const persisted = await navigator.storage.persisted();
        return { schemaVersion, minSafeVersion, frameNo, frameHash, counts, persisted };
      }),
    deleteDatabase: ({ confirm }) =>
      context.inLine(async () => {
        const word: string = confirm;
        if (word !== 'refill from the journal') throw new StoreFault('store.badInput', 'confirm');
        forget();
        context.outbox.forget();
        context.smallTableKeys.forget();
        bundles.forget();
        database?.close();
        database = undefined;
        meta = undefined;
        await removeDatabase();
        return {};
      }),
    stage: async (input) => {
      writes.stage(input);
      return {};
    },
    apply: (input) => done(writes.apply(input)),
    replay: ({ frames }) => done(writes.replay(frames)),
    fill: (input) => done(writes.fill(input)),
    clear: () => done(writes.clear(vault)),
    putDerived: (derived) => done(writes.putDerived(derived)),
    dropDerived: () => done(writes.dropDerived(vault)),
    derivedComplete: async () => {
      await writes.derivedComplete();
      context.live()?.settleSoon();
      return {};
    },
    outboxUpdate: ({ changes }) => done(writes.updateOutbox(changes)),
    unlock: ({ segmentKey }) =>
      context.inLine(async () => {
        if (!live) {
          vault = await createVault(segmentKey);
          live = await loadLiveState(context, vault);
        }
        segmentKey.fill(0);
        const { frameNo, stale } = context.meta();
        return { frameNo, stale, coveredUpTo: isStale(stale) ? 0 : frameNo, entries: live.list.size() };
      }),
    lock: () =>
      context.inLine(async () => {
        forget();
        return {};
      }),
    flush: async () => {
      await context.live()?.settle();
      return {};
    },
    warm: async () => {
      context.live()?.warm();
      return {};
    },
    rest: async () => {
      await context.live()?.rested();
      bundles.rest();
      collectGarbage();
      return {};
    },
    listPage: (query) => inTurn(() => requireLive(context).list.page(query)),
    listIds: (query) => inTurn(() => ({ caseIds: requireLive(context).list.ids(query) })),
    listEntries: ({ caseIds, viewerId }) =>
      inTurn(() => ({ entries: requireLive(context).list.get(caseIds, viewerId) })),
    hiddenCases: ({ viewerId }) => inTurn(() => ({ caseIds: requireLive(context).list.hiddenFrom(viewerId) })),
    listCounts: (question) => inTurn(() => requireLive(context).list.counts(question)),
    search: async ({ text, limit, filter, nowMs, viewerId }) => {
      const search = await requireLive(context).search();
      // A lock may have come while the index was loading.
      return search.query({ text, limit, allow: requireLive(context).list.matcher(filter, nowMs, viewerId) });
    },
    stats: async () => {
      const { quota = 0, usage = 0 } = await navigator.storage.estimate();
      const manifest = context.meta().segments;
      const search = live?.searchSize();
      return {
        unlocked: live !== undefined,
        listEntries: live?.list.size() ?? 0,
        listBytes: live?.list.byteLength() ?? 0,
        listSegments: manifest.list.length,
        tailRows: tailRows(manifest),
        searchReady: live?.searchReady() ?? false,
        searchDocs: search?.docs ?? 0,
        searchBytes: search?.bytes ?? 0,
        quotaBytes: quota,
        usageBytes: usage,
      };
    },
  };

  return {
    answer: async ({ id, name, input }) => {
      try {
        if (!Object.hasOwn(handlers, name)) throw new StoreFault('store.unknownCall');
        if (typeof input !== 'object' || input === null) throw new StoreFault('store.badInput', 'not an object');
        const handler = handlers[name as StoreCallName] as (input: unknown) => Promise<unknown>;
        return { id, ok: true, value: await handler(input) };
      } catch (cause) {
        const { code, detail } = faultOfDatabase(cause);
        if (code === 'store.diskFull') notify('diskFull', {});
        return { id, ok: false, error: { code, detail } };
      }
    },
  };
}
