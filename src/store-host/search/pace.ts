/** Cuts long jobs into slices, so that the store host keeps answering. */

/** Well below the 20 ms promised, because one step between two checks may itself take some milliseconds. */
const SLICE_MS = 8;

export interface Pace {
  /** True when the current slice is used up. */
  due(): boolean;
  /** Lets others run, then begins a new slice. */
  rest(): Promise<void>;
}

export function createPace(options: { readonly yieldNow: () => Promise<void>; readonly nowMs: () => number }): Pace {
  let began = options.nowMs();
  return {
    due: () => options.nowMs() - began >= SLICE_MS,
    async rest() {
      await options.yieldNow();
      began = options.nowMs();
    },
  };
}
