import InputAdornment from '@mui/material/InputAdornment';
import { useState } from 'react';
import { parseRate, rateText } from '../../domain/money/interest';
import { useMessageOf } from '../app/i18n/use-text';
import type { FieldProps } from './field-frame';
import { TextField } from './text-field';

export interface RateFieldProps extends FieldProps {
  /** In ten-thousandths of a per cent a year; null while nothing is filled in. */
  readonly rate: number | null;
  readonly onChange: (rate: number | null) => void;
}

/** A yearly rate in per cent (年利率). What is no rate stays visible and is marked. */
export function RateField({ rate, onChange, ...field }: RateFieldProps) {
  const messageOf = useMessageOf();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (rate === null ? '' : rateText(rate));
  const parsed = parseRate(shown);
  const bad = shown.trim() !== '' && !parsed.ok ? messageOf(parsed) : null;
  return (
    <TextField
      {...field}
      value={shown}
      numeric
      inputMode="decimal"
      problem={bad === null ? (field.problem ?? null) : { severity: 'block', text: bad }}
      end={<InputAdornment position="end">{'%'}</InputAdornment>}
      onChange={(text) => {
        setTyped(text);
        const read = parseRate(text);
        onChange(read.ok ? read.rate : null);
      }}
      onCommit={(text) => {
        if (text.trim() === '' || parseRate(text).ok) setTyped(null);
      }}
    />
  );
}
