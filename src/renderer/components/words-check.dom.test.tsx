import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WordsHint } from '../../domain/scripts/words-hint';
import { compose, endComposition, renderInApp, setNative } from '../../../tests/support/render-in-app';
import { TextField, type TextFieldProps } from './text-field';
import { WordsCheckProvider } from './words-check';

const promise: WordsHint = { rule: 'P1', words: '保证赔' };

function setup(props: Partial<TextFieldProps> = {}, answer: (text: string) => readonly WordsHint[] = () => [promise]) {
  const check = vi.fn((text: string) => Promise.resolve(answer(text)));
  const onChange = vi.fn();
  function Page() {
    const [value, setValue] = useState('');
    return (
      <WordsCheckProvider value={check}>
        <TextField
          label="Note"
          rows={2}
          value={value}
          onChange={(text) => {
            onChange(text);
            setValue(text);
          }}
          {...props}
        />
      </WordsCheckProvider>
    );
  }
  renderInApp(<Page />);
  const input = screen.getByRole<HTMLTextAreaElement>('textbox', { name: /Note/ });
  const type = (text: string): void => {
    fireEvent.change(input, { target: { value: text } });
  };
  return { check, onChange, input, type };
}

const hint = (): Element | null => document.querySelector('[data-words-hint]');

const shownHint = (): Element => {
  const shown = hint();
  if (shown === null) throw new Error('no place for hints');
  return shown;
};

const pass = (ms: number): Promise<void> =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('words to mind in a long field', () => {
  it('are named politely after a pause, and nothing typed is touched', async () => {
    const { check, onChange, input, type } = setup();
    const status = shownHint();
    expect(status.getAttribute('aria-live')).toBe('polite');
    type('我行保证赔');
    type('我行保证赔付');
    await pass(500);
    expect(check).not.toHaveBeenCalled();
    await pass(300);
    expect(check.mock.calls).toEqual([['我行保证赔付']]);
    expect(status.textContent).toContain('“保证赔”');
    expect(status.textContent).toContain('The outcome is open');
    expect(input.value).toBe('我行保证赔付');
    expect(input.getAttribute('aria-invalid')).toBeNull();
    expect(onChange.mock.calls).toEqual([['我行保证赔'], ['我行保证赔付']]);
  });

  it('are not looked for while an input method composes', async () => {
    const { check, input, type } = setup();
    type('我行保证');
    act(() => compose(input, ['p', 'pei']));
    await pass(5_000);
    expect(check).not.toHaveBeenCalled();
    act(() => {
      setNative(input, '我行保证赔');
      endComposition(input);
    });
    await pass(800);
    expect(check.mock.calls).toEqual([['我行保证赔']]);
  });

  it('go when the words go, and the answer to an older text is passed over', async () => {
    const { type } = setup({}, (text) => (text.includes('保证') ? [promise] : []));
    type('我行保证赔付');
    await pass(800);
    expect(shownHint().textContent).not.toBe('');
    type('我行登记了');
    await pass(800);
    expect(shownHint().textContent).toBe('');
  });

  it('are of a single line too where staff say something of their own in it', async () => {
    const { check, type } = setup({ rows: undefined, ownWords: true } as unknown as Partial<TextFieldProps>);
    type('我行保证赔付');
    await pass(800);
    expect(check.mock.calls).toEqual([['我行保证赔付']]);
  });

  it('are none of a single line, of what somebody else said, or outside of a page that asks for them', async () => {
    const { check, type } = setup({ othersWords: true });
    type('我行保证赔付');
    await pass(800);
    expect(check).not.toHaveBeenCalled();
    expect(hint()).toBeNull();
    cleanup();
    renderInApp(<TextField label="Note" rows={2} value="我行保证赔付" onChange={() => undefined} />);
    expect(hint()).toBeNull();
  });
});
