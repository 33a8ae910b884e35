/** What waits until the person who signed in sees the lists: loading search and looking for reminders would make them wait. */
import type { Log } from '../log/log';
import { collectGarbage } from '../platform/memory';
import type { StoreAccess } from '../store/store-access';

/** From signing in: when the first view stands, and when nothing of it is still being made. */
const restAfterMs = 10_000;
const afterMs = 400;

/** `isCurrent`: whether that person is still signed in. Who searches sooner does not wait for this. */
export function behindFirstView(deps: {
  readonly store: Pick<StoreAccess, 'warm'>;
  readonly remind: () => Promise<void>;
  readonly isCurrent: () => boolean;
  readonly log: Log;
}): void {
  const work = async (): Promise<void> => {
    const loading = deps.store.warm().catch((cause: unknown) => {
      // Locked meanwhile, or the store was away: the next search loads it.
      deps.log.warn('store.notWarm', { name: cause instanceof Error ? cause.name : 'unknown' });
    });
    await deps.remind().catch((cause: unknown) => {
      deps.log.error('remind', cause);
    });
    await loading;
  };
  setTimeout(() => {
    if (deps.isCurrent()) void work();
  }, afterMs);
  setTimeout(collectGarbage, restAfterMs);
}
