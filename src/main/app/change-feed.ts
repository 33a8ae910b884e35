/**
 * Tells the pages which cases changed: the first change at once, those right after it together. Each page asks for all that it
 * shows when it is told, so one word for each of many writes would make the writes wait for the pages.
 */
import { isCaseStream } from '../../domain/evidence/event-envelope';
import type { Topics } from '../../shared/contract/topics';

export interface ChangeFeed {
  /** Streams that got events; those that are no cases are passed over. */
  readonly changed: (streamIds: readonly string[]) => void;
  readonly stop: () => void;
}

/** Long enough for a page to ask and be answered, too short to be seen. */
export const gatherMs = 100;
/** While an import or a sync brings changes without end, pages follow this often; each round doubles the wait up to it. */
export const longestGatherMs = 3_200;

type Publish = (topic: 'cases.changed', payload: Topics['cases.changed']) => void;

export function createChangeFeed(publish: Publish): ChangeFeed {
  let gathering: NodeJS.Timeout | undefined;
  let waiting = new Set<string>();

  const gather = (waitMs: number): void => {
    gathering = setTimeout(() => {
      gathering = undefined;
      if (waiting.size === 0) return;
      const caseIds = [...waiting];
      waiting = new Set();
      gather(Math.min(2 * waitMs, longestGatherMs));
      publish('cases.changed', { caseIds });
    }, waitMs);
  };

  return {
    changed: (streamIds) => {
      for (const streamId of streamIds) {
        if (isCaseStream(streamId)) waiting.add(streamId);
      }
      if (gathering || waiting.size === 0) return;
      const first = [...waiting];
      waiting = new Set();
      gather(gatherMs);
      publish('cases.changed', { caseIds: first });
    },
    stop: () => {
      clearTimeout(gathering);
      gathering = undefined;
      waiting = new Set();
    },
  };
}
