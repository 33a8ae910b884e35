import { useState, type ChangeEvent, type CompositionEvent } from 'react';

type TextInput = HTMLInputElement | HTMLTextAreaElement;

export interface ImeDraft {
  /** What the input shows: the local draft while an IME composes, else the value. */
  readonly shown: string;
  readonly composing: boolean;
  readonly inputProps: {
    readonly value: string;
    readonly onChange: (event: ChangeEvent<TextInput>) => void;
    readonly onCompositionStart: (event: CompositionEvent<TextInput>) => void;
    readonly onCompositionEnd: (event: CompositionEvent<TextInput>) => void;
  };
}

/**
 * A controlled input that leaves an input method alone: while it composes, typed text stays in a local draft and
 * `onChange` is not called; the whole text is handed over at `compositionend`. Nothing rewrites the value in between.
 */
export function useImeDraft(value: string, onChange: (value: string) => void): ImeDraft {
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? value;
  return {
    shown,
    composing: draft !== null,
    inputProps: {
      value: shown,
      onChange: (event) => {
        const composing = draft !== null || (event.nativeEvent as InputEvent).isComposing;
        if (composing) setDraft(event.target.value);
        else onChange(event.target.value);
      },
      onCompositionStart: (event) => setDraft(event.currentTarget.value),
      onCompositionEnd: (event) => {
        setDraft(null);
        onChange(event.currentTarget.value);
      },
    },
  };
}
