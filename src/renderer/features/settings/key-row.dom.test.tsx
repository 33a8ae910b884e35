import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IME_KEY, renderInApp } from '../../../../tests/support/render-in-app';
import type { KeyChoices } from '../../../shared/shortcuts/keymap';
import { holdKeys } from '../../app/shortcuts/own-keys';
import { useShortcut, useShortcutListener } from '../../app/shortcuts/use-shortcut';
import { KeyHint } from '../../components/key-hint';
import { KeyRow } from './key-row';

const keep = vi.fn<(choices: KeyChoices, said: string) => void>();
const next = vi.fn();
beforeEach(() => {
  keep.mockClear();
  next.mockClear();
});
afterEach(() => {
  cleanup();
  act(() => holdKeys({}));
});

/** The row of "next step" beside what listens for it. */
function Page({ choices = {} }: { readonly choices?: KeyChoices }) {
  useShortcutListener();
  useShortcut({ action: 'next', label: 'Next', group: 'page', run: next });
  return (
    <>
      <ul>
        <KeyRow action="next" choices={choices} onKeep={keep} />
      </ul>
      <p data-testid="cap">
        <KeyHint action="next" />
      </p>
    </>
  );
}
const record = (): HTMLElement => {
  fireEvent.click(screen.getByRole('button', { name: /^Change the key of/ }));
  return screen.getByRole('button', { name: /^Press the new key/ });
};

describe('recording a key', () => {
  it('keeps the physical key that is pressed, and nothing else happens by it', () => {
    renderInApp(<Page />);
    const field = record();
    expect(document.activeElement).toBe(field);
    // The key that has been its own until now starts nothing while it is recorded.
    expect(fireEvent.keyDown(field, { key: 'F3', code: 'F3' })).toBe(false);
    expect(next).not.toHaveBeenCalled();
    fireEvent.keyDown(record(), { key: 'Control', code: 'ControlLeft', ctrlKey: true });
    expect(keep).not.toHaveBeenCalled();
    fireEvent.keyDown(screen.getByRole('button', { name: /^Press/ }), { key: 'p', code: 'KeyP', ctrlKey: true });
    expect(keep).toHaveBeenCalledWith({ next: 'Ctrl+KeyP' }, expect.stringContaining('Ctrl+P'));
    expect(document.activeElement?.textContent).toBe('Change');
  });

  it('takes a foot pedal', () => {
    renderInApp(<Page />);
    fireEvent.keyDown(record(), { key: 'F13', code: 'F13' });
    expect(keep).toHaveBeenCalledWith({ next: 'F13' }, expect.anything());
  });

  it('leaves to the input method what belongs to it', () => {
    renderInApp(<Page />);
    const field = record();
    expect(fireEvent.keyDown(field, { ...IME_KEY, code: 'F13' })).toBe(true);
    expect(keep).not.toHaveBeenCalled();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('is cancelled by Esc and left by Tab', () => {
    renderInApp(<Page />);
    expect(fireEvent.keyDown(record(), { key: 'Tab', code: 'Tab' })).toBe(true);
    fireEvent.keyDown(screen.getByRole('button', { name: /^Press/ }), { key: 'Escape', code: 'Escape' });
    expect(screen.queryByRole('button', { name: /^Press/ })).toBeNull();
    expect(keep).not.toHaveBeenCalled();
  });

  it('says why a key is refused, and waits for another', () => {
    renderInApp(<Page />);
    const field = record();
    fireEvent.keyDown(field, { key: 'a', code: 'KeyA' });
    expect(screen.getByRole('status').textContent).toContain('needed for typing');
    fireEvent.keyDown(field, { key: 'c', code: 'KeyC', ctrlKey: true });
    expect(screen.getByRole('status').textContent).toContain('Ctrl+C copies');
    fireEvent.keyDown(field, { key: 'F14', code: 'F14' });
    expect(keep).toHaveBeenCalledWith({ next: 'F14' }, expect.anything());
    expect(screen.getByRole('status').textContent).toBe('');
  });

  it('names the action that has the key, and swaps when told to', () => {
    renderInApp(<Page />);
    fireEvent.keyDown(record(), { key: 'F6', code: 'F6' });
    expect(screen.getByRole('status').textContent).toContain('F6 is used for “To the options” already.');
    expect(keep).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole('button', { name: 'Swap' }));
    expect(keep).toHaveBeenCalledWith({ next: 'F6', options: 'F3' }, expect.stringContaining('To the options'));
  });

  it('goes back to the usual key', () => {
    renderInApp(<Page choices={{ next: 'F13' }} />);
    fireEvent.click(screen.getByRole('button', { name: 'Restore F3 for “Next step”' }));
    expect(keep).toHaveBeenCalledWith({}, expect.stringContaining('F3'));
  });
});

describe('own keys on a page', () => {
  it('work and are shown from the moment they hold', () => {
    renderInApp(<Page />);
    act(() => holdKeys({ next: 'F13' }));
    fireEvent.keyDown(document.body, { key: 'F3', code: 'F3' });
    expect(next).not.toHaveBeenCalled();
    fireEvent.keyDown(document.body, { key: 'F13', code: 'F13' });
    expect(next).toHaveBeenCalledTimes(1);
    expect(screen.getByTestId('cap').textContent).toBe('F13');
  });
});
