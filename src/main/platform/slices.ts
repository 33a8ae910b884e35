/** Long work of main in slices: windows, calls and the line are answered between two of them. */
import { setImmediate as nextTurn } from 'node:timers/promises';

export { nextTurn };

/** A fifth of what a person or a test of the page would notice, because one step between two looks takes some milliseconds itself. */
const sliceMs = 10;

/**
 * To be awaited behind every step of a long loop: lets others go first where the slice is used up, and costs next to nothing otherwise. `nowMs` is a
 * clock that never goes back.
 */
export function slices(nowMs: () => number = () => performance.now()): () => Promise<void> {
  let began = nowMs();
  return async () => {
    if (nowMs() - began < sliceMs) return;
    await nextTurn();
    began = nowMs();
  };
}
