import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAutosave, SAVE_AFTER_MS, type Autosave, type AutosaveState, type SaveOutcome } from './autosave';

interface Pending {
  readonly value: number;
  readonly answer: (outcome: SaveOutcome) => void;
}

describe('autosave', () => {
  let value = 0;
  let pending: Pending[] = [];
  let states: AutosaveState[] = [];
  let autosave: Autosave;

  beforeEach(() => {
    vi.useFakeTimers();
    value = 0;
    pending = [];
    states = [];
    autosave = createAutosave(
      () =>
        new Promise((answer) => {
          pending.push({ value, answer });
        }),
      (state) => states.push(state),
    );
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const type = (next: number): void => {
    value = next;
    autosave.changed();
  };
  const answer = async (index: number, outcome: SaveOutcome): Promise<void> => {
    pending[index]?.answer(outcome);
    await vi.advanceTimersByTimeAsync(0);
  };
  const full: SaveOutcome = { ok: false, error: { code: 'store.unavailable' }, retry: true };

  it('saves once for many changes, within a second of the first', async () => {
    for (let key = 1; key <= 9; key += 1) {
      type(key);
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(pending).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS - 450);
    expect(SAVE_AFTER_MS).toBeLessThan(1_000);
    expect(pending.map((save) => save.value)).toEqual([9]);
  });

  it('keeps one save in flight and sends what came in meanwhile afterwards', async () => {
    type(1);
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    type(2);
    type(3);
    await vi.advanceTimersByTimeAsync(10 * SAVE_AFTER_MS);
    expect(pending.map((save) => save.value)).toEqual([1]);
    await answer(0, { ok: true, atMs: 100 });
    expect(states.at(-1)?.phase).toBe('changed');
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    expect(pending.map((save) => save.value)).toEqual([1, 3]);
    await answer(1, { ok: true, atMs: 200 });
    expect(states.at(-1)).toEqual({ phase: 'clean', savedAtMs: 200, error: null });
    expect(autosave.isClean()).toBe(true);
  });

  it('tries again by itself after a failure and says so until it succeeds', async () => {
    type(1);
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    await answer(0, full);
    expect(states.at(-1)).toEqual({ phase: 'failed', savedAtMs: null, error: { code: 'store.unavailable' } });
    type(2);
    expect(states.at(-1)?.phase).toBe('failed');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(pending.map((save) => save.value)).toEqual([1, 2]);
    await answer(1, full);
    await vi.advanceTimersByTimeAsync(4_000);
    await answer(2, { ok: true, atMs: 300 });
    expect(states.at(-1)).toEqual({ phase: 'clean', savedAtMs: 300, error: null });
  });

  it('does not repeat what can not succeed', async () => {
    type(1);
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    await answer(0, { ok: false, error: { code: 'draft.ownedByOther' }, retry: false });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(pending).toHaveLength(1);
  });

  it('flushes the last keystrokes at once, also those typed while a save is in flight', async () => {
    type(1);
    const first = autosave.flush();
    type(2);
    const done = vi.fn();
    void autosave.flush().then(done);
    await answer(0, { ok: true, atMs: 1 });
    expect(pending.map((save) => save.value)).toEqual([1, 2]);
    expect(done).not.toHaveBeenCalled();
    await answer(1, { ok: true, atMs: 2 });
    await first;
    expect(done).toHaveBeenCalledOnce();
    expect(autosave.isClean()).toBe(true);
  });

  it('waits for the save in flight when paused, and starts none after stop', async () => {
    type(1);
    void autosave.flush();
    const paused = vi.fn();
    void autosave.pause().then(paused);
    await vi.advanceTimersByTimeAsync(0);
    expect(paused).not.toHaveBeenCalled();
    await answer(0, { ok: true, atMs: 1 });
    expect(paused).toHaveBeenCalledOnce();
    type(2);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(pending).toHaveLength(1);
    autosave.resume();
    autosave.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(pending).toHaveLength(1);
  });
});
