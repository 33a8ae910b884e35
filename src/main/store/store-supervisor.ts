/**
 * Keeps journal and store together. At start, after every restart of the store host and whenever the store is in doubt (a
 * frame refused, the database closed by Chromium) the two are compared and the one that is behind is brought up to date.
 * While that is not possible, a full disk for example, calls are refused with the reason and each later one tries again.
 */
import type { MessagePortMain } from 'electron';
import type { FrameContent, FrameRef, StoreOutput, StoreState } from '../../shared/store-contract/calls';
import {
  reconcile,
  roomToOpenBytes,
  StoreRefusal,
  valueOf,
  type ReconcileDeps,
  type ReconcileResult,
} from './reconcile';
import type { StoreClient } from './store-client';
import { StoreUnavailable } from './store-unavailable';

/** What the store host says at unlock about what is derived. */
export type Coverage = StoreOutput<'unlock'>;

export interface StoreSupervisor {
  /** A call that waits until journal and store agree. Refusals of the store are thrown: they are bugs at this seam. */
  readonly call: <T>(name: string, input: unknown) => Promise<T>;
  /** Sends ahead what a frame will bring, while the journal writes it. Nothing of it is kept before it is applied. */
  readonly stage: (content: FrameContent) => StagedFrame;
  /** Resolves when the frame has reached the store, however often the host restarts on the way. */
  readonly whenApplied: (frameNo: number) => Promise<void>;
  /** The store may lack frames, or what is derived from them. */
  readonly fellBehind: () => void;
  /** Before a write: brings a store that fell behind level. True when it had, and something may have to be derived again. */
  readonly level: () => Promise<boolean>;
  /** How often the two were compared: it may have brought rows into the store. */
  readonly generation: () => number;
  readonly attach: (port: MessagePortMain) => Promise<void>;
  readonly detach: () => void;
  /** Chromium closed the database; it is opened and compared again before the next call. */
  readonly closed: () => void;
  /** Gives the store host its key for list and search segments; given again after a restart. */
  readonly unlock: (segmentKey: Buffer) => Promise<void>;
  /** What must be derived again; only while unlocked. */
  readonly coverage: () => Promise<Coverage>;
  readonly lock: () => Promise<void>;
}

export interface StagedFrame {
  /** Gives the frame, which the journal has, to the store. False when the store did not take it with all that is derived: see `whenApplied`. */
  readonly apply: (frame: FrameRef) => Promise<boolean>;
}

export interface SupervisorDeps extends Omit<ReconcileDeps, 'ask'> {
  readonly client: StoreClient;
  readonly onReconciled: (result: ReconcileResult) => void;
  /** The store is back while somebody is signed in; what is derived must catch up. */
  readonly onRestarted: () => void;
}

/** Refusals that pass by themselves once there is room, or with the next opening. */
const passing: readonly string[] = ['store.failed', 'store.diskFull', 'store.unreadable', 'store.closed'];
/** A database that closes again at once, so many times in a row, is not going to stay open. */
const mostReopens = 3;

export function createStoreSupervisor(deps: SupervisorDeps): StoreSupervisor {
  const { client } = deps;
  let segmentKey: Buffer | undefined;
  /** Open while a host is there and was compared, or could not be compared and has to be asked again. */
  let gate = deferred();
  /** Counts hosts: work for one that died must not go on with the next. */
  let host = 0;
  let isAttached = false;
  let stages = 0;
  let compared = 0;
  let isClosed = false;
  let isBehind = false;
  let recovering: Promise<void> | undefined;

  const strict = async <T>(name: string, input: unknown): Promise<T> => {
    const reply = await client.call(name, input);
    if (!reply.ok && reply.error.code === 'store.closed') {
      isClosed = true;
      throw new StoreUnavailable('restarting');
    }
    return valueOf<T>(name, reply);
  };

  const unlockHost = (key: Buffer): Promise<Coverage> =>
    strict<Coverage>('unlock', { segmentKey: Uint8Array.from(key) });

  /** A store that fails where it should only obey: because there is no room, or because the medium is bad. */
  const unavailable = async (cause: unknown): Promise<unknown> => {
    if (!(cause instanceof StoreRefusal) || !passing.includes(cause.code)) {
      return cause;
    }
    deps.log.error('store.recover', cause);
    const full = cause.code === 'store.diskFull' || (await deps.freeBytes().catch(() => 0)) < roomToOpenBytes;
    return new StoreUnavailable(full ? 'diskFull' : 'io');
  };

  const recoverOnce = async (): Promise<void> => {
    const own = host;
    try {
      const result = await reconcile({
        ...deps,
        ask: async (name, input) => {
          if (own !== host) throw new StoreUnavailable('restarting');
          return client.call(name, input);
        },
      });
      compared += 1;
      if (segmentKey) await unlockHost(segmentKey);
      isClosed = false;
      isBehind = false;
      deps.onReconciled(result);
    } catch (cause) {
      throw await unavailable(cause);
    }
  };
  const recover = (): Promise<void> => {
    recovering ??= recoverOnce().finally(() => {
      recovering = undefined;
    });
    return recovering;
  };

  /** Runs `task` once a host is there and its database open; again when the host goes away on the way. */
  const withStore = async <T>(task: () => Promise<T>): Promise<T> => {
    for (let reopened = 0; ;) {
      await gate.promise;
      try {
        if (isClosed) {
          if (++reopened > mostReopens) throw new StoreUnavailable('io');
          await recover();
          if (segmentKey) deps.onRestarted();
        }
        return await task();
      } catch (cause) {
        if (!(cause instanceof StoreUnavailable && cause.reason === 'restarting')) throw cause;
      }
    }
  };

  return {
    // Everything but `apply` may be asked again, so a restart on the way only makes the answer late.
    call: (name, input) => withStore(() => strict(name, input)),
    stage: (content) => {
      const own = host;
      const stage = (stages += 1);
      const sent = gate.isOpen();
      // What becomes of it shows when it is applied.
      if (sent) client.tell('stage', { stage, ...content });
      return {
        apply: async (frame) => {
          await gate.promise;
          // A host that came since was compared with the journal and may have the frame from there, and nothing of what is derived:
          // taking the frame once more would pass for taking all of it.
          if (!sent || own !== host) return false;
          try {
            const reply = await client.call('apply', { frame, staged: stage });
            if (reply.ok) return true;
            deps.log.warn('store.applyRefused', { code: reply.error.code, frame: frame.no });
            isBehind = true;
            if (reply.error.code === 'store.closed') isClosed = true;
          } catch (cause) {
            if (!(cause instanceof StoreUnavailable && cause.reason === 'restarting')) throw cause;
          }
          return false;
        },
      };
    },
    whenApplied: (frameNo) =>
      withStore(async () => {
        if (isBehind) await recover();
        const { frameNo: reached } = await strict<StoreState>('open', {});
        if (reached >= frameNo) return;
        isBehind = true;
        await recover();
      }),
    fellBehind: () => {
      isBehind = true;
    },
    level: async () => {
      if (!isBehind && !isClosed) return false;
      await withStore(async () => {
        if (isBehind) await recover();
      });
      return true;
    },
    generation: () => compared,
    attach: async (port) => {
      host += 1;
      const own = host;
      isAttached = true;
      client.attach(port);
      // What was under way with a host before this one ends at its next step.
      await recovering?.catch(() => undefined);
      isClosed = true;
      try {
        await recover();
      } catch (cause) {
        // Its successor is on the way, or already here.
        if (own !== host) return;
        // Whoever asks next tries again, and hears what is wrong.
        gate.resolve();
        throw cause;
      }
      if (own !== host) return;
      gate.resolve();
      if (segmentKey) deps.onRestarted();
    },
    detach: () => {
      host += 1;
      isAttached = false;
      isClosed = true;
      // Who waits for a gate that never opened waits for the same gate.
      if (gate.isOpen()) gate = deferred();
      client.detach();
    },
    closed: () => {
      isClosed = true;
    },
    unlock: async (key) => {
      segmentKey = key;
      await withStore(async () => {
        if (isBehind) await recover();
        await unlockHost(key);
      });
    },
    coverage: () =>
      withStore(async () => {
        if (!segmentKey) throw new StoreUnavailable('readOnly');
        return unlockHost(segmentKey);
      }),
    lock: async () => {
      segmentKey = undefined;
      // Who is being compared may have been given the key just now.
      await recovering?.catch(() => undefined);
      // The next host is not given it: signing out, and closing the program, wait for none.
      if (!isAttached) return;
      try {
        await strict('lock', {});
      } catch (cause) {
        // A host that is gone, or whose database is, has forgotten everything by itself.
        if (!(cause instanceof StoreUnavailable)) throw cause;
      }
    },
  };
}

interface Deferred {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly isOpen: () => boolean;
}

function deferred(): Deferred {
  let open = false;
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return {
    promise,
    resolve: () => {
      open = true;
      resolve();
    },
    isOpen: () => open,
  };
}
