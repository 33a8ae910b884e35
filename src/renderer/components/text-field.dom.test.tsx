import { cleanup, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useState } from 'react';
import { compose, endComposition, fire, IME_KEY, renderInApp, setNative } from '../../../tests/support/render-in-app';
import { watchCompositions } from './ime';
import { characterCount, TextField, type TextFieldProps } from './text-field';

let stopWatching = (): void => undefined;
beforeEach(() => {
  stopWatching = watchCompositions(document);
});
afterEach(() => {
  stopWatching();
  cleanup();
});

const setup = (props: Partial<TextFieldProps> = {}) => {
  const onChange = vi.fn();
  const onEnter = vi.fn();
  function Page() {
    const [value, setValue] = useState('');
    return (
      <TextField
        label="Name"
        value={value}
        onChange={(text) => {
          onChange(text);
          setValue(text);
        }}
        onEnter={onEnter}
        {...props}
      />
    );
  }
  renderInApp(<Page />);
  return { onChange, onEnter, input: screen.getByRole<HTMLInputElement>('textbox', { name: /Name/ }) };
};
const key = (code: string, init: KeyboardEventInit & { keyCode?: number } = {}): KeyboardEvent =>
  new KeyboardEvent('keydown', { key: code, code, bubbles: true, cancelable: true, ...init });

describe('a text field under an input method', () => {
  it('hands the text over once, when the composition ends', () => {
    const { input, onChange } = setup();
    compose(input, ['z', 'zh', 'zhang']);
    expect(input.value).toBe('zhang');
    expect(onChange).not.toHaveBeenCalled();
    setNative(input, '张');
    endComposition(input);
    expect(onChange.mock.calls).toEqual([['张']]);
    expect(input.value).toBe('张');
  });

  it('does not submit on the Enter that commits a candidate, in any of its forms', () => {
    const { input, onEnter } = setup();
    fire(input, key('Enter', IME_KEY));
    compose(input, ['zhang']);
    fire(input, key('Enter', { isComposing: true }));
    fire(input, key('Enter'));
    endComposition(input);
    // WebKit and some IMEs: the same Enter once more, just after the end.
    fire(input, key('Enter', { keyCode: 229 }));
    fire(input, key('Enter'));
    expect(onEnter).not.toHaveBeenCalled();
  });

  it('submits on a plain Enter, and after dictation that brings no composition', () => {
    const { input, onEnter, onChange } = setup();
    setNative(input, '卡被限额');
    fire(input, new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
    expect(onChange).toHaveBeenLastCalledWith('卡被限额');
    fire(input, key('Enter'));
    expect(onEnter.mock.calls).toEqual([['卡被限额']]);
  });

  it('keeps Enter for a new line in long text, and sends on Ctrl+Enter', () => {
    const { input, onEnter } = setup({ rows: 3 });
    fire(input, key('Enter'));
    expect(onEnter).not.toHaveBeenCalled();
    fire(input, key('Enter', { ctrlKey: true }));
    expect(onEnter).toHaveBeenCalledTimes(1);
  });
});

describe('what a field says', () => {
  it('ties a blocking problem to the control', () => {
    const { input } = setup({ problem: { severity: 'block', text: 'Too short' } });
    expect(input.getAttribute('aria-invalid')).toBe('true');
    const message = document.getElementById(input.getAttribute('aria-describedby') ?? '');
    expect(message?.textContent).toContain('Please fix: Too short');
  });

  it('warns without calling the field invalid', () => {
    const { input } = setup({ problem: { severity: 'warn', text: 'One digit short' } });
    expect(input.getAttribute('aria-invalid')).toBeNull();
  });

  it('counts characters as a person does', () => {
    expect(characterCount('𠮷田')).toBe(2);
    expect(characterCount('👨‍👩‍👧')).toBe(1);
  });
});
