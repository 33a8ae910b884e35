/**
 * What Chromium needs when it has closed a database by itself, mostly because the disk was full: room before it opens it again, and
 * a new process for the page where it never answers. Measured on 114: after a write that found no room every call of
 * IndexedDB in that process may wait for ever, also when there is room again.
 */
import type { StoreClient } from './store-client';

/** Longer than the opening of a large database takes on a slow disk. */
export const reopenPatienceMs = 10_000;

interface ReopeningClient {
  readonly client: StoreClient;
  /** Chromium closed the database. */
  readonly closed: () => void;
}

export function reopeningClient(
  client: StoreClient,
  deps: {
    readonly makeRoom: () => Promise<void>;
    readonly restartHost: () => void;
    /** Calls `work` in so many ms; gives what takes that back. */
    readonly after: (ms: number, work: () => void) => () => void;
  },
): ReopeningClient {
  let isClosed = false;
  return {
    closed: () => {
      isClosed = true;
    },
    client: {
      ...client,
      call: async (name, input) => {
        if (name !== 'open') return client.call(name, input);
        await deps.makeRoom();
        if (!isClosed) return client.call(name, input);
        const answered = deps.after(reopenPatienceMs, deps.restartHost);
        try {
          return await client.call(name, input);
        } finally {
          isClosed = false;
          answered();
        }
      },
    },
  };
}
