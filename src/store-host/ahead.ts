/**
 * Small frames are written while the journal still syncs them: their transaction is begun as soon as they are staged and takes their
 * rows, and is committed when main says that the journal has the frame. Before that nothing of it can be seen or found again: a
 * page that dies takes it along, and one that waits too long is given up. Then the frame is written from the beginning.
 */
import type { FrameContent, FrameRef } from '../shared/store-contract/calls';
import { countOf } from '../shared/store-contract/packed';
import type { Context } from './context';

/**
 * Writes all of a frame but its place in the chain, and that too once `frameNow` gives it. In the line of writes. Rejects when
 * nothing of it was kept.
 */
export type WriteAhead = (content: FrameContent, frameNow: () => FrameRef | undefined) => Promise<void>;

export interface Begun {
  /** The journal has the frame. False when nothing of it was kept here. */
  readonly commit: (frame: FrameRef) => Promise<boolean>;
}

/** Undefined where the frame has to wait: it is large, or somebody else is writing. */
export type BeginAhead = (content: FrameContent) => Begun | undefined;

/** Many rows would hold up what is asked meanwhile. */
const mostRows = 64;

export function createBeginAhead(context: Pick<Context, 'inLine' | 'lineIsFree'>, write: WriteAhead): BeginAhead {
  return (content) => {
    const rows = content.ops.length + content.cases.length + countOf(content.list);
    if (!context.lineIsFree() || rows > mostRows) return undefined;
    let frame: FrameRef | undefined;
    const written = context
      .inLine(() => write(content, () => frame))
      .then(
        () => true,
        // Whatever failed fails again, and is told, when the frame is written from the beginning.
        () => false,
      );
    return {
      commit: (ref) => {
        frame = ref;
        return written;
      },
    };
  };
}
