import { cleanup, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchCompositions } from '../../components/ime';
import { compose, endComposition, fire, renderInApp } from '../../../../tests/support/render-in-app';
import { ShortcutMap } from './shortcut-map';
import { useShortcut, useShortcutListener } from './use-shortcut';

let stopWatching = (): void => undefined;
beforeEach(() => {
  stopWatching = watchCompositions(document);
});
afterEach(() => {
  stopWatching();
  cleanup();
});

const save = vi.fn();
const lock = vi.fn();
beforeEach(() => {
  save.mockClear();
  lock.mockClear();
});

function Page({ override }: { readonly override?: () => void }) {
  useShortcutListener();
  useShortcut({ keys: 'Ctrl+KeyS', label: 'Save', group: 'page', run: save });
  useShortcut({ keys: 'Ctrl+KeyL', label: 'Lock', group: 'global', run: lock });
  return (
    <>
      <input aria-label="text" />
      {override !== undefined && <Inner run={override} />}
      <ShortcutMap />
    </>
  );
}
function Inner({ run }: { readonly run: () => void }) {
  useShortcut({ keys: 'Ctrl+KeyS', label: 'Save inner', group: 'page', run });
  return null;
}
const press = (code: string, init: KeyboardEventInit = {}, target: EventTarget = document.body): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', { code, key: code, bubbles: true, cancelable: true, ...init });
  fire(target, event);
  return event;
};

describe('shortcuts', () => {
  it('go by the physical key, even when an input method reports "Process"', () => {
    renderInApp(<Page />);
    const event = press('KeyS', { ctrlKey: true, key: 'Process' });
    expect(save).toHaveBeenCalledTimes(1);
    expect(event.defaultPrevented).toBe(true);
  });

  it('stay quiet during a composition and work again after it', () => {
    renderInApp(<Page />);
    const input = screen.getByRole<HTMLInputElement>('textbox');
    compose(input, ['shou']);
    press('KeyS', { ctrlKey: true }, input);
    endComposition(input);
    expect(save).not.toHaveBeenCalled();
    stopWatching();
    press('KeyS', { ctrlKey: true }, input);
    expect(save).toHaveBeenCalledTimes(1);
  });

  it('leave plain keys to the text that is being typed', () => {
    renderInApp(<Page />);
    press('Slash', { shiftKey: true }, screen.getByRole('textbox'));
    expect(screen.queryByRole('dialog')).toBeNull();
    press('Slash', { shiftKey: true });
    expect(screen.getByRole('dialog')).toBeTruthy();
  });

  it('let the newest registration win, and give way when it is gone', () => {
    const inner = vi.fn();
    const { rerender } = renderInApp(<Page />);
    rerender(<Page override={inner} />);
    press('KeyS', { ctrlKey: true });
    expect([inner.mock.calls.length, save.mock.calls.length]).toEqual([1, 0]);
    rerender(<Page />);
    press('KeyS', { ctrlKey: true });
    expect([inner.mock.calls.length, save.mock.calls.length]).toEqual([1, 1]);
  });

  it('do nothing behind an open dialog, except the global ones', () => {
    renderInApp(<Page />);
    press('F1');
    expect(screen.getByRole('dialog').textContent).toContain('Save');
    press('KeyS', { ctrlKey: true });
    press('KeyL', { ctrlKey: true });
    expect([save.mock.calls.length, lock.mock.calls.length]).toEqual([0, 1]);
  });
});
