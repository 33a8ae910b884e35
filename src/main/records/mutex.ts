/** Runs tasks one after another, in the order asked; a failed task does not stop the next. */
export interface Mutex {
  readonly run: <T>(task: () => Promise<T>) => Promise<T>;
}

export function createMutex(): Mutex {
  let tail: Promise<unknown> = Promise.resolve();
  return {
    run: (task) => {
      const result = tail.then(task, task);
      tail = result.catch(() => undefined);
      return result;
    },
  };
}
