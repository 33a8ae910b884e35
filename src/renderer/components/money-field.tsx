import InputAdornment from '@mui/material/InputAdornment';
import { useState } from 'react';
import { formatYuan } from '../../domain/money/format-money';
import { parseYuan } from '../../domain/money/money';
import { useMessageOf, useText } from '../app/i18n/use-text';
import type { FieldProps } from './field-frame';
import { TextField } from './text-field';

export interface MoneyFieldProps extends FieldProps {
  /** In fen; null while nothing is filled in. */
  readonly valueFen: number | null;
  readonly onChange: (amountFen: number | null) => void;
  /** The amount in capital numerals (大写), worked out by the caller. */
  readonly words?: string;
}

/** Amount in yuan. Typed freely, put in order when the field is left. What is not an amount stays visible and is marked. */
export function MoneyField({ valueFen, onChange, words, ...field }: MoneyFieldProps) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (valueFen === null ? '' : formatYuan(valueFen));
  const parsed = parseYuan(shown);
  const bad = shown.trim() !== '' && !parsed.ok ? messageOf(parsed) : null;
  return (
    <TextField
      {...field}
      value={shown}
      numeric
      inputMode="decimal"
      hint={
        words !== undefined && words !== '' && bad === null ? t('common:field.amountInWords', { words }) : field.hint
      }
      problem={bad === null ? (field.problem ?? null) : { severity: 'block', text: bad }}
      start={<InputAdornment position="start">{'¥'}</InputAdornment>}
      end={<InputAdornment position="end">{t('common:field.amountUnit')}</InputAdornment>}
      onChange={(text) => {
        setTyped(text);
        const amount = parseYuan(text);
        onChange(amount.ok ? amount.fen : null);
      }}
      onCommit={(text) => {
        // Text that is no amount stays as typed, so that nothing is lost.
        if (text.trim() === '' || parseYuan(text).ok) setTyped(null);
      }}
    />
  );
}
