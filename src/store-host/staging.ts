/**
 * What frames bring, while the journal still writes them: a small frame is begun to be written, of others the tail row is sealed, so
 * that `apply` has only to put it. A stage is a guess at the place its tail row will get; where another write came between, `apply` seals it again.
 */
import type { FrameContent } from '../shared/store-contract/calls';
import type { BeginAhead, Begun } from './ahead';
import type { SegmentRow } from './db/tables';
import { StoreFault } from './fault';
import type { LiveState } from './segments/live-state';
import { isEmptyTail, tailContentOf } from './segments/tail';

interface SealedTail {
  readonly mark: number;
  readonly row: SegmentRow;
  /** Under whose key; a lock and the next unlock may come between. */
  readonly live: LiveState;
}

export interface StagedContent {
  readonly content: FrameContent;
  readonly sealedTail?: Promise<SealedTail | undefined>;
  readonly begun?: Begun;
}

export interface Staging {
  /** `nextMark`: of the tail row that would be written now. */
  readonly put: (stage: number, content: FrameContent, nextMark: number, live: LiveState | undefined) => void;
  /** Hands it out once. @throws StoreFault `store.notStaged` */
  readonly take: (stage: number) => StagedContent;
  /** A tail row got another place than the one it was sealed for. */
  readonly guessedWrong: () => void;
}

/** Main has at most two on the way; a frame that the journal refused is never asked for. */
const mostStaged = 4;

export function createStaging(begin: BeginAhead): Staging {
  const staged = new Map<number, StagedContent>();
  /** Behind the places of those that are staged or being written. */
  let guess = 0;

  const sealed = (
    content: FrameContent,
    nextMark: number,
    live: LiveState | undefined,
  ): Promise<SealedTail | undefined> => {
    const tail = tailContentOf(content);
    const mark = Math.max(nextMark, guess);
    const sealing = live && !isEmptyTail(tail) ? live.sealTail(mark, tail) : undefined;
    if (sealing) guess = mark + 1;
    const sealedTail = (async () => (live && sealing ? { mark, row: await sealing, live } : undefined))();
    // `apply` seals anew and meets the failure itself.
    return sealedTail.catch(() => undefined);
  };

  return {
    put: (stage, content, nextMark, live) => {
      const begun = begin(content);
      staged.set(stage, begun ? { content, begun } : { content, sealedTail: sealed(content, nextMark, live) });
      for (const oldest of staged.keys()) {
        if (staged.size <= mostStaged) break;
        staged.delete(oldest);
      }
    },
    take: (stage) => {
      const found = staged.get(stage);
      if (!found) throw new StoreFault('store.notStaged', String(stage));
      staged.delete(stage);
      return found;
    },
    guessedWrong: () => {
      guess = 0;
    },
  };
}
