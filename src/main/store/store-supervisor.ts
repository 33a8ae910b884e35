/**
 * Keeps journal and store together. At start and after every restart of the store host it compares the two and brings the
 * one that is behind up to date, before anybody else may use the store.
 *
 * The journal is the truth: a store that is shorter, holed or of another chain is refilled from it. Before a store whose
 * frames the journal does not know is emptied (the journal was lost or cut), the journal takes in what only the store has.
 */
import type { MessagePortMain } from 'electron';
import type { StoreInput, StoreOutput, StoreState } from '../../shared/store-contract/calls';
import type { Journal } from '../journal/journal';
import type { Log } from '../log/log';
import { mendJournal, type Mended } from './mend-journal';
import type { StoreClient, StoreReply } from './store-client';
import { StoreUnavailable } from './store-unavailable';

/** What the store host says at unlock about what is derived. */
export type Coverage = StoreOutput<'unlock'>;

export type ReconcileResult =
  | { readonly kind: 'equal' }
  | { readonly kind: 'replayed'; readonly frames: number; readonly fromZero: boolean }
  /** The journal lacked what the store had; both are level now. */
  | ({ readonly kind: 'journalMended'; readonly storeFrames: number; readonly journalFrames: number } & Mended);

export interface StoreSupervisor {
  /** A call that waits until journal and store agree. Refusals of the store are thrown: they are bugs at this seam. */
  readonly call: <T>(name: string, input: unknown) => Promise<T>;
  /** Like `call`, for calls whose refusals mean something. */
  readonly tryCall: (name: string, input: unknown) => Promise<StoreReply>;
  readonly attach: (port: MessagePortMain) => Promise<void>;
  readonly detach: () => void;
  /** Gives the store host its key for list and search segments; given again after a restart. */
  readonly unlock: (segmentKey: Buffer) => Promise<Coverage>;
  readonly lock: () => Promise<void>;
  /** Resolves when the frame has reached the store, however often the host restarts on the way. */
  readonly whenApplied: (frameNo: number) => Promise<void>;
}

export interface SupervisorDeps {
  readonly client: StoreClient;
  readonly journal: Journal;
  readonly log: Log;
  /** False before a branch was set up: what a store then holds belongs to keys that are gone, and must not be taken in. */
  readonly hasKeys: () => boolean;
  readonly freeBytes: () => Promise<number>;
  readonly newId: () => string;
  readonly onReconciled: (result: ReconcileResult) => void;
  /** The host came back while somebody is signed in; what is derived must catch up. */
  readonly onRestarted: (coverage: Coverage) => void;
}

const replayChunk = 200;
/** With less than this free, a database that can't be opened may be whole: Chromium needs room to open one. */
const roomToOpenBytes = 64 * 1024 * 1024;

export function createStoreSupervisor(deps: SupervisorDeps): StoreSupervisor {
  const { client, journal } = deps;
  let segmentKey: Buffer | undefined;
  let ready = deferred();

  const strict = async <T>(name: string, input: unknown): Promise<T> => {
    const reply = await client.call(name, input);
    if (!reply.ok) throw new StoreRefusal(name, reply.error.code);
    return reply.value as T;
  };

  const replayFrom = async (firstNo: number): Promise<number> => {
    let batch: { no: number; hash: string; ops: readonly unknown[] }[] = [];
    let count = 0;
    const flush = async (): Promise<void> => {
      if (batch.length === 0) return;
      await strict('replay', { frames: batch });
      count += batch.length;
      batch = [];
    };
    for await (const { no, hash, frame } of journal.readFrames(firstNo)) {
      batch.push({ no, hash, ops: frame.ops });
      if (batch.length >= replayChunk) await flush();
    }
    await flush();
    return count;
  };

  /** A database that can't be opened is removed only when the journal can bring it back and the disk is not just full. */
  const openStore = async (): Promise<StoreState> => {
    for (let attempt = 1; ; attempt++) {
      const reply = await client.call('open', {});
      if (reply.ok) return reply.value as StoreState;
      const { code } = reply.error;
      if (code !== 'store.unreadable' || attempt === 3) throw new StoreRefusal('open', code);
      if (attempt === 1) continue;
      if ((await deps.freeBytes()) < roomToOpenBytes) throw new StoreUnavailable('diskFull');
      if (journal.head.no === 0) throw new StoreRefusal('open', code);
      deps.log.warn('store.unreadable', { frames: journal.head.no });
      await strict('deleteDatabase', { confirm: 'refill from the journal' });
    }
  };

  const reconcile = async (): Promise<ReconcileResult> => {
    const state = await openStore();
    const { no, hash } = journal.head;
    const { intact } = await strict<{ intact: boolean }>('verifyCounts', {});
    if (state.frameNo === no && (no === 0 || state.frameHash === hash) && intact) return { kind: 'equal' };
    const sameChain = state.frameNo === 0 || (await journal.hashAt(state.frameNo)) === state.frameHash;
    if (sameChain && intact) {
      return { kind: 'replayed', frames: await replayFrom(state.frameNo + 1), fromZero: state.frameNo === 0 };
    }
    const mended =
      sameChain || !deps.hasKeys()
        ? undefined
        : await mendJournal({
            journal,
            page: (input: StoreInput<'page'>) => strict<StoreOutput<'page'>>('page', input),
            storeIsNewer: state.frameNo > no,
            storeIsWhole: intact,
            newCommandId: deps.newId,
          });
    await strict('clear', {});
    const frames = await replayFrom(1);
    if (!mended) return { kind: 'replayed', frames, fromZero: true };
    return { kind: 'journalMended', storeFrames: state.frameNo, journalFrames: no, ...mended };
  };

  const unlockHost = (key: Buffer): Promise<Coverage> =>
    strict<Coverage>('unlock', { segmentKey: Uint8Array.from(key) });

  return {
    call: async (name, input) => {
      // Everything but `apply` may be asked again, so a restart on the way only makes the answer late.
      for (;;) {
        await ready.promise;
        try {
          return await strict(name, input);
        } catch (cause) {
          if (!(cause instanceof StoreUnavailable && cause.reason === 'restarting')) throw cause;
        }
      }
    },
    tryCall: async (name, input) => {
      await ready.promise;
      return client.call(name, input);
    },
    attach: async (port) => {
      client.attach(port);
      const result = await reconcile();
      const coverage = segmentKey && (await unlockHost(segmentKey));
      ready.resolve();
      deps.onReconciled(result);
      if (coverage) deps.onRestarted(coverage);
    },
    detach: () => {
      ready = deferred();
      client.detach();
    },
    unlock: async (key) => {
      segmentKey = key;
      await ready.promise;
      return unlockHost(key);
    },
    lock: async () => {
      segmentKey = undefined;
      await ready.promise;
      await strict('lock', {});
    },
    whenApplied: async (frameNo) => {
      for (;;) {
        await ready.promise;
        try {
          const state = await strict<StoreState>('open', {});
          if (state.frameNo >= frameNo) return;
          await replayFrom(state.frameNo + 1);
          return;
        } catch (cause) {
          if (!(cause instanceof StoreUnavailable && cause.reason === 'restarting')) throw cause;
        }
      }
    },
  };
}

/** The store host refused something that main must never ask. */
export class StoreRefusal extends Error {
  readonly code: string;
  constructor(name: string, code: string) {
    super(`store refused ${name}: ${code}`);
    this.code = code;
  }
}

interface Deferred {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

function deferred(): Deferred {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
