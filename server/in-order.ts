/** Keeps the order in which something began, whatever is done to it on the way: a PC has several pushes on their way at once. */

export interface PlaceInLine {
  /** When all that began before it are over. */
  readonly come: Promise<void>;
  readonly over: () => void;
}

/** Gives the next turn of a key. Whoever takes one must end it. */
export function createInOrder(): (key: string) => PlaceInLine {
  const last = new Map<string, Promise<void>>();
  return (key) => {
    const come = last.get(key) ?? Promise.resolve();
    let end: () => void = () => undefined;
    const own = new Promise<void>((resolve) => {
      end = resolve;
    });
    const ended = come.then(() => own);
    last.set(key, ended);
    void ended.then(() => {
      if (last.get(key) === ended) last.delete(key);
    });
    return { come, over: () => end() };
  };
}
