/**
 * Brings pushes together that arrive together, and keeps them in one transaction for all (group commit). While the database works on one group,
 * the next one gathers.
 *
 * A group holds branches of one partition, so that each of its statements stays within that partition (and, where the database is spread over
 * machines, within one of them). Branches are served in the order in which they came and one push at a time: who has much to send goes to
 * the end after each push.
 */
import { refuse } from '../problem';
import type { PushAnswer } from '../push';
import type { Committed, Pushed } from './commit';

export interface IngestLimits {
  /** Transactions at once. */
  readonly lanes?: number;
  /** Events of one group; 1 keeps each push by itself. */
  readonly mostEvents?: number;
  /** Pushes that may wait; beyond it a PC is asked to come back. */
  readonly mostWaiting?: number;
}

export interface IngestOptions extends IngestLimits {
  /** Keeps a group, or throws and keeps nothing of it. */
  readonly commit: (group: readonly Pushed[]) => Promise<readonly Committed[]>;
  readonly partitionOf: (branchId: string) => Promise<string>;
  /** After the commit and before the answer. */
  readonly kept: (pushed: Pushed, committed: Committed) => Promise<void>;
  /** Resolves when the next group may begin (`turns.ts`); at once where it isn't given. */
  readonly turn?: () => Promise<void>;
}

export interface IngestCounts {
  readonly groups: number;
  readonly pushes: number;
  readonly waiting: number;
  readonly running: number;
}

export interface Ingest {
  readonly push: (pushed: Pushed) => Promise<PushAnswer>;
  readonly counts: () => IngestCounts;
}

interface Waiting {
  readonly pushed: Pushed;
  readonly partition: string;
  readonly resolve: (answer: PushAnswer) => void;
  readonly reject: (cause: unknown) => void;
}

const comeBackMs = 5_000;

export function createIngest(options: IngestOptions): Ingest {
  const { commit, partitionOf, kept, turn, lanes = 4, mostEvents = 500, mostWaiting = 5_000 } = options;
  /** Of each branch, in the order of arrival. The order of the branches is that of their turns. */
  const queues = new Map<string, Waiting[]>();
  const busy = new Set<string>();
  let waiting = 0;
  let running = 0;
  let groups = 0;
  let pushes = 0;

  /** The branch whose turn it is, and others of its partition, up to the size of a group. */
  const takeGroup = (): readonly Waiting[] => {
    const group: Waiting[] = [];
    let events = 0;
    for (const [branchId, queue] of queues) {
      const [next] = queue;
      if (next === undefined || busy.has(branchId)) continue;
      if (group[0] !== undefined && next.partition !== group[0].partition) continue;
      const count = next.pushed.request.events.length;
      if (group.length > 0 && events + count > mostEvents) break;
      events += count;
      group.push(next);
      if (events >= mostEvents) break;
    }
    for (const { pushed } of group) {
      const { branchId } = pushed.device;
      const queue = queues.get(branchId) ?? [];
      queue.shift();
      queues.delete(branchId);
      if (queue.length > 0) queues.set(branchId, queue);
      busy.add(branchId);
    }
    waiting -= group.length;
    return group;
  };

  const work = async (): Promise<void> => {
    if (running >= lanes) return;
    running += 1;
    try {
      for (;;) {
        await turn?.();
        const group = takeGroup();
        if (group.length === 0) break;
        await keep(group);
        for (const { pushed } of group) busy.delete(pushed.device.branchId);
      }
    } finally {
      running -= 1;
    }
  };

  const keep = async (group: readonly Waiting[]): Promise<void> => {
    groups += 1;
    pushes += group.length;
    let committed: readonly Committed[];
    try {
      committed = await commit(group.map(({ pushed }) => pushed));
    } catch (cause) {
      // One push that the database can't take must not fail the others: each by itself then.
      if (group.length > 1 && isOfData(cause)) for (const each of group) await keep([each]);
      else for (const { reject } of group) reject(cause);
      return;
    }
    // Not waited for: the next group is on its way meanwhile.
    for (const [index, { pushed, resolve, reject }] of group.entries()) {
      const own = committed[index];
      if (own === undefined) reject(new Error('a push was not answered'));
      else
        kept(pushed, own).then(
          () => resolve(own.answer),
          (cause: unknown) => reject(cause),
        );
    }
  };

  return {
    push: async (pushed) => {
      if (waiting >= mostWaiting) return refuse('request.tooMany', { retryAfterMs: comeBackMs });
      waiting += 1;
      const { branchId } = pushed.device;
      let partition: string;
      try {
        partition = await partitionOf(branchId);
      } catch (cause) {
        waiting -= 1;
        throw cause;
      }
      return new Promise<PushAnswer>((resolve, reject) => {
        const queue = queues.get(branchId);
        const own = { pushed, partition, resolve, reject };
        if (queue) queue.push(own);
        else queues.set(branchId, [own]);
        void work();
      });
    },
    counts: () => ({ groups, pushes, waiting, running }),
  };
}

/** Data exceptions and broken constraints (SQLSTATE classes 21, 22, 23), not a database that is gone. */
function isOfData(cause: unknown): boolean {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return inner instanceof Error && 'code' in inner && /^2[123]/.test(String(inner.code));
}
