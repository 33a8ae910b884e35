/** Fields of the console: the frame of the application's fields around one line, several lines or a choice. */
import NativeSelect from '@mui/material/NativeSelect';
import OutlinedInput from '@mui/material/OutlinedInput';
import type { HTMLInputAutoCompleteAttribute } from 'react';
import { FieldFrame, type FieldProps } from '../renderer/components/field-frame';
import { belongsToIme } from '../renderer/components/ime';
import { useImeDraft } from '../renderer/components/use-ime-draft';

interface LineFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onEnter?: () => void;
  /** The cursor went elsewhere: the time to say what is wrong. */
  readonly onLeave?: () => void;
  readonly type?: 'text' | 'password' | 'search';
  readonly rows?: number;
  readonly autoFocus?: boolean;
  readonly autoComplete?: HTMLInputAutoCompleteAttribute;
  readonly inputMode?: 'numeric' | 'text';
  /** Digits and codes: letters of equal width. */
  readonly code?: boolean;
}

export function LineField(props: LineFieldProps) {
  const { inputProps } = useImeDraft(props.value, props.onChange);
  return (
    <FieldFrame {...props}>
      {(attributes) => (
        <OutlinedInput
          fullWidth
          multiline={props.rows !== undefined}
          {...(props.rows === undefined ? {} : { minRows: props.rows, maxRows: props.rows * 3 })}
          type={props.type ?? 'text'}
          disabled={props.disabled ?? false}
          autoFocus={props.autoFocus ?? false}
          error={props.problem?.severity === 'block'}
          value={inputProps.value}
          onChange={inputProps.onChange}
          onBlur={() => props.onLeave?.()}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || props.rows !== undefined || belongsToIme(event.nativeEvent)) return;
            props.onEnter?.();
          }}
          inputProps={{
            onCompositionStart: inputProps.onCompositionStart,
            onCompositionEnd: inputProps.onCompositionEnd,
            id: attributes.id,
            'aria-describedby': attributes['aria-describedby'],
            'aria-invalid': attributes['aria-invalid'],
            'aria-required': attributes['aria-required'],
            autoComplete: props.autoComplete ?? 'off',
            spellCheck: false,
            ...(props.inputMode === undefined ? {} : { inputMode: props.inputMode }),
            ...(props.code === true ? { className: 'xt-number' } : {}),
          }}
        />
      )}
    </FieldFrame>
  );
}

interface SelectFieldProps<V extends string> extends FieldProps {
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly options: readonly { readonly value: V; readonly label: string }[];
}

/** A choice out of a list that may be long; the browser's own, so that every keyboard and reader knows it. */
export function SelectField<V extends string>(props: SelectFieldProps<V>) {
  return (
    <FieldFrame {...props}>
      {(attributes) => (
        <NativeSelect
          fullWidth
          variant="outlined"
          input={<OutlinedInput />}
          value={props.value}
          onChange={(event) => {
            const chosen = props.options.find(({ value }) => value === event.target.value);
            if (chosen) props.onChange(chosen.value);
          }}
          inputProps={{ id: attributes.id, 'aria-describedby': attributes['aria-describedby'] }}
        >
          {props.options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </NativeSelect>
      )}
    </FieldFrame>
  );
}
