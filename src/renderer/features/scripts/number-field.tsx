/** A whole number within limits, or nothing where it may be left out. */
import { useState } from 'react';
import { useText } from '../../app/i18n/use-text';
import { TextField } from '../../components/text-field';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly least?: number;
  readonly most: number;
  readonly bad: string;
  readonly disabled: boolean;
  readonly optional?: boolean;
  readonly onChange: (value: number | undefined) => void;
}

export function NumberField(props: NumberFieldProps) {
  const { label, value, least = 1, most, bad, disabled, optional = true, onChange } = props;
  const { t } = useText();
  const [text, setText] = useState(value === undefined ? '' : String(value));
  const number = Number(text);
  const empty = text.trim() === '';
  const whole = !empty && Number.isInteger(number) && number >= least && number <= most;
  return (
    <TextField
      label={label}
      value={text}
      inputMode="numeric"
      disabled={disabled}
      problem={
        whole || (empty && optional) ? null : { severity: 'block', text: empty ? t('scripts:edit.noText') : bad }
      }
      onChange={setText}
      onCommit={() => {
        const next = empty && optional ? undefined : whole ? number : value;
        if (next !== value) onChange(next);
      }}
    />
  );
}
