/**
 * Saves the latest state of something a short time after it changed: one save in flight, the latest wins, failures are
 * tried again until they succeed. Knows nothing of forms.
 */
import type { CodedError } from './i18n/message-of';

/** From the first unsaved keystroke to the save, so that with the write itself less than a second passes. */
export const SAVE_AFTER_MS = 700;
const RETRY_FIRST_MS = 2_000;
const RETRY_LONGEST_MS = 15_000;

export type SaveOutcome =
  | { readonly ok: true; readonly atMs: number }
  | { readonly ok: false; readonly error: CodedError; readonly retry: boolean };

export type SavePhase = 'clean' | 'changed' | 'saving' | 'failed';

export interface AutosaveState {
  readonly phase: SavePhase;
  /** Of the latest save that succeeded. */
  readonly savedAtMs: number | null;
  readonly error: CodedError | null;
}

export interface Autosave {
  /** There is something new to save. */
  readonly changed: () => void;
  /** Saves now if there is anything to save; settles when no save is in flight any more. */
  readonly flush: () => Promise<void>;
  /** Saves nothing until `resume`; settles when the save in flight has ended. */
  readonly pause: () => Promise<void>;
  readonly resume: () => void;
  /** For good: the draft has become a case or was discarded. */
  readonly stop: () => void;
  readonly isClean: () => boolean;
}

/** `save` takes what is there at that moment. `report` hears every change of phase. */
export function createAutosave(save: () => Promise<SaveOutcome>, report: (state: AutosaveState) => void): Autosave {
  let version = 0;
  let savedVersion = 0;
  let savedAtMs: number | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let flight: Promise<void> | null = null;
  let failures = 0;
  let paused = false;
  let stopped = false;

  const clearTimer = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const later = (ms: number): void => {
    if (timer !== null || stopped) return;
    timer = setTimeout(() => {
      timer = null;
      start();
    }, ms);
  };

  const start = (): void => {
    if (flight !== null || paused || stopped || version === savedVersion) return;
    clearTimer();
    flight = run().finally(() => {
      flight = null;
    });
  };

  const run = async (): Promise<void> => {
    const sending = version;
    report({ phase: 'saving', savedAtMs, error: null });
    const outcome = await save();
    if (stopped) return;
    if (outcome.ok) {
      failures = 0;
      savedVersion = sending;
      savedAtMs = outcome.atMs;
      const clean = version === savedVersion;
      report({ phase: clean ? 'clean' : 'changed', savedAtMs, error: null });
      if (!clean) later(SAVE_AFTER_MS);
      return;
    }
    report({ phase: 'failed', savedAtMs, error: outcome.error });
    if (!outcome.retry) return;
    later(Math.min(RETRY_FIRST_MS * 2 ** failures, RETRY_LONGEST_MS));
    failures += 1;
  };

  return {
    changed: () => {
      if (stopped) return;
      const wasClean = version === savedVersion;
      version += 1;
      // A failure stays in sight until a save succeeds.
      if (wasClean) report({ phase: 'changed', savedAtMs, error: null });
      if (flight === null) later(SAVE_AFTER_MS);
    },
    flush: async () => {
      // What came in during a flight is not yet safe: once more, but never in a circle when saving fails.
      for (let round = 0; round < 2 && version !== savedVersion && !paused && !stopped; round += 1) {
        clearTimer();
        start();
        if (flight === null) return;
        await flight;
        if (failures > 0) return;
      }
    },
    pause: async () => {
      paused = true;
      clearTimer();
      if (flight !== null) await flight;
      clearTimer();
    },
    resume: () => {
      paused = false;
      if (version !== savedVersion) later(SAVE_AFTER_MS);
    },
    stop: () => {
      stopped = true;
      clearTimer();
    },
    isClean: () => version === savedVersion && flight === null,
  };
}
