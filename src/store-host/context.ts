/** What the parts of the store host share: the open database, what it says about itself, and the line in which writes wait. */
import type { StoreNotices } from '../shared/store-contract/calls';
import type { Bundles } from './bundles/bundles';
import type { SmallTableKeys } from './db/known-keys';
import type { Meta } from './db/meta';
import type { Events } from './events';
import type { OutboxCounts } from './outbox-counts';
import type { LiveState } from './segments/live-state';

export interface Context {
  /** @throws StoreFault `store.closed` */
  readonly raw: () => IDBDatabase;
  /** As of the last committed transaction. @throws StoreFault `store.closed` */
  readonly meta: () => Meta;
  readonly metaIs: (meta: Meta) => void;
  /** Runs writing tasks one after another; a task that fails does not hold up the next. */
  readonly inLine: <T>(task: () => Promise<T>) => Promise<T>;
  /** Nobody is in that line: what is put into it begins at once. */
  readonly lineIsFree: () => boolean;
  /** Lists and search; undefined while locked. */
  readonly live: () => LiveState | undefined;
  readonly liveIs: (live: LiveState | undefined) => void;
  readonly outbox: OutboxCounts;
  readonly smallTableKeys: SmallTableKeys;
  readonly bundles: Bundles;
  readonly events: Events;
  readonly notify: <N extends keyof StoreNotices>(notice: N, payload: StoreNotices[N]) => void;
}

/** A line in which tasks run one after another. */
export function createLine(): Pick<Context, 'inLine' | 'lineIsFree'> {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    inLine: (task) => {
      waiting += 1;
      const run = last.then(task);
      last = run
        .catch(() => undefined)
        .then(() => {
          waiting -= 1;
        });
      return run;
    },
    lineIsFree: () => waiting === 0,
  };
}

/**
 * A line in which short tasks run one after another, with room between them for what came meanwhile: who asks for many lists at once keeps no
 * write waiting behind all of them.
 */
export function createTurns(): <T>(task: () => T) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const run = last.then(task);
    last = run.then(breathe, breathe);
    return run;
  };
}

/** Lets waiting messages be handled first. Timers of hidden pages stall, messages do not. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
