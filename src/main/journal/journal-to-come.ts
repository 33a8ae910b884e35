/** A journal that is still being opened. What is asked of it waits until it is, and fails when it could not be. */
import type { Journal } from './journal';

/** `head`, `repairs`, `salvage`, `stats` and `extent` are there once `opening` has resolved; asking before is a bug and throws. */
export function journalToCome(opening: Promise<Journal>): Journal {
  let opened: Journal | undefined;
  // Whoever waits for `opening` hears of a failure.
  void opening.then(
    (journal) => {
      opened = journal;
    },
    () => undefined,
  );
  const there = (): Journal => {
    if (!opened) throw new Error('the journal is not open yet');
    return opened;
  };
  return {
    get head() {
      return there().head;
    },
    get repairs() {
      return there().repairs;
    },
    get salvage() {
      return there().salvage;
    },
    stats: () => there().stats(),
    extent: () => there().extent(),
    append: async (frame) => (await opening).append(frame),
    readFrames: async function* (fromNo) {
      yield* (await opening).readFrames(fromNo);
    },
    hashAt: async (no) => (await opening).hashAt(no),
    verify: async () => (await opening).verify(),
    close: async () => (await opening).close(),
  };
}
