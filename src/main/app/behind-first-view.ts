/** What waits until the person who signed in sees the lists: loading search and looking for reminders would make them wait. */
import type { Log } from '../log/log';
import { collectGarbage } from '../platform/memory';
import type { StoreAccess } from '../store/store-access';

/** From signing in until the first view stands. */
const afterMs = 400;
/** V8 makes room for new objects smaller only where few were made in the five seconds before: 15 MB of main. */
const restMs = 6_000;

/** `isCurrent`: whether that person is still signed in. Who searches sooner does not wait for this. */
export function behindFirstView(deps: {
  readonly store: Pick<StoreAccess, 'warm' | 'rest'>;
  readonly remind: () => Promise<void>;
  readonly isCurrent: () => boolean;
  readonly log: Log;
}): void {
  // Locked meanwhile, or the store was away: the next search loads it, and the next start gives back.
  const notDone = (event: string) => (cause: unknown) => {
    deps.log.warn(event, { name: cause instanceof Error ? cause.name : 'unknown' });
  };
  const rest = async (): Promise<void> => {
    await deps.store.rest().catch(notDone('store.notResting'));
    collectGarbage();
  };
  const work = async (): Promise<void> => {
    const loading = deps.store.warm().catch(notDone('store.notWarm'));
    await deps.remind().catch((cause: unknown) => {
      deps.log.error('remind', cause);
    });
    await loading;
    await rest();
    setTimeout(() => void rest(), restMs);
  };
  setTimeout(() => {
    if (deps.isCurrent()) void work();
  }, afterMs);
}
