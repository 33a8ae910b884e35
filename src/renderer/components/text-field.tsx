import OutlinedInput from '@mui/material/OutlinedInput';
import type {
  ChangeEvent,
  CompositionEvent,
  HTMLInputAutoCompleteAttribute,
  KeyboardEvent,
  ReactNode,
  Ref,
} from 'react';
import { useText } from '../app/i18n/use-text';
import { FieldFrame, problemColour, type FieldProps } from './field-frame';
import { belongsToIme } from './ime';
import { useTextModules } from './text-modules';
import { useImeDraft } from './use-ime-draft';
import { useWordsHints, WordsHints } from './words-check';

export interface TextFieldProps extends FieldProps {
  readonly value: string;
  /** Every change, but never in the middle of an input method's composition. */
  readonly onChange: (value: string) => void;
  /** Left the field, or pressed Enter in a single line: the time to validate. */
  readonly onCommit?: (value: string) => void;
  /** Enter in a single line, Ctrl+Enter in several. Not called for the Enter that ends a composition. */
  readonly onEnter?: (value: string) => void;
  readonly type?: 'text' | 'password' | 'search' | 'tel';
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'search' | 'url';
  readonly rows?: number;
  /** Shows what is left, by grapheme. Never cuts text off. */
  readonly maxCharacters?: number;
  readonly placeholder?: string;
  readonly readOnly?: boolean;
  readonly autoFocus?: boolean;
  readonly autoComplete?: HTMLInputAutoCompleteAttribute;
  readonly start?: ReactNode;
  readonly end?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement | HTMLTextAreaElement>;
  /** Digits of equal width: numbers, codes. */
  readonly numeric?: boolean;
  /** What is written here was said by somebody else: the words are theirs, and staff need no hint about them. */
  readonly othersWords?: boolean;
  /** A single line of staff's own words, which reach a paper or a record: looked at like a long field. */
  readonly ownWords?: boolean;
  /** What is written here is said in a letter; says which text modules are offered. */
  readonly forLetter?: boolean;
}

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Length as a person counts it: 生僻字 and emoji are one each. */
export function characterCount(text: string): number {
  let count = 0;
  for (const _ of graphemes.segment(text)) count += 1;
  return count;
}

/** Text field, one line or several, safe for every Chinese input method. */
export function TextField(props: TextFieldProps) {
  const { value, onChange, onCommit, onEnter, rows, maxCharacters, problem, disabled = false } = props;
  const { t } = useText();
  const { shown, composing, inputProps } = useImeDraft(value, onChange);
  const modules = useTextModules(
    rows !== undefined && props.readOnly !== true && !disabled,
    props.forLetter === true,
    onChange,
  );
  const isWords = (rows !== undefined && props.othersWords !== true) || props.ownWords === true;
  const isOwn = isWords && props.readOnly !== true && !disabled;
  const hints = useWordsHints(isOwn, value, composing);
  const left = maxCharacters === undefined ? 0 : maxCharacters - characterCount(shown);
  const counter =
    maxCharacters !== undefined && left < maxCharacters / 5
      ? left >= 0
        ? t('common:field.charactersLeft', { count: left })
        : t('common:field.tooLong', { count: -left })
      : undefined;

  const handleKeyDown = (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>): void => {
    if (modules?.takes(event) === true) return;
    if (event.key !== 'Enter' || belongsToIme(event.nativeEvent)) return;
    if (rows !== undefined && !event.ctrlKey) return;
    onCommit?.(event.currentTarget.value);
    onEnter?.(event.currentTarget.value);
  };

  return (
    <FieldFrame {...props} labelEnd={props.labelEnd ?? counter}>
      {(attributes) => (
        <>
          <OutlinedInput
            fullWidth
            multiline={rows !== undefined}
            {...(rows !== undefined ? { minRows: rows, maxRows: rows * 3 } : {})}
            disabled={disabled}
            readOnly={props.readOnly ?? false}
            placeholder={props.placeholder ?? ''}
            // The field a person has just asked for; moving there is what they expect.

            autoFocus={props.autoFocus ?? false}
            type={props.type ?? 'text'}
            startAdornment={props.start}
            endAdornment={props.end}
            inputRef={props.inputRef ?? null}
            onBlur={(event) => {
              modules?.close();
              onCommit?.(event.target.value);
            }}
            onKeyDown={handleKeyDown}
            value={inputProps.value}
            onChange={(event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
              inputProps.onChange(event);
              if ((event.nativeEvent as InputEvent).isComposing) modules?.close();
              else modules?.look(event);
            }}
            inputProps={{
              onCompositionStart: inputProps.onCompositionStart,
              onCompositionEnd: (event: CompositionEvent<HTMLInputElement | HTMLTextAreaElement>) => {
                inputProps.onCompositionEnd(event);
                modules?.look(event);
              },
              ...modules?.attributes,
              id: attributes.id,
              'aria-describedby': attributes['aria-describedby'],
              'aria-invalid': attributes['aria-invalid'],
              'aria-required': attributes['aria-required'],
              autoComplete: props.autoComplete ?? 'off',
              spellCheck: false,
              ...(props.inputMode !== undefined ? { inputMode: props.inputMode } : {}),
              ...(props.numeric === true ? { className: 'xt-number' } : {}),
            }}
            sx={
              problemColour(problem) === undefined
                ? {}
                : {
                    '& .MuiOutlinedInput-notchedOutline': {
                      borderColor: `${problemColour(problem) ?? ''} !important`,
                      borderWidth: 2,
                    },
                  }
            }
          />
          {modules?.list}
          {hints !== null && <WordsHints hints={hints} />}
        </>
      )}
    </FieldFrame>
  );
}
