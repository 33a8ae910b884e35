import InputAdornment from '@mui/material/InputAdornment';
import { useState } from 'react';
import { useText } from '../app/i18n/use-text';
import type { FieldProps } from './field-frame';
import { parseYuan, yuanText } from './parse-yuan';
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
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (valueFen === null ? '' : yuanText(valueFen));
  const bad = shown.trim() !== '' && parseYuan(shown) === null;
  return (
    <TextField
      {...field}
      value={shown}
      numeric
      inputMode="decimal"
      hint={words !== undefined && words !== '' && !bad ? t('common:field.amountInWords', { words }) : field.hint}
      problem={bad ? { severity: 'block', text: t('common:field.amountBad') } : (field.problem ?? null)}
      start={<InputAdornment position="start">{'¥'}</InputAdornment>}
      end={<InputAdornment position="end">{t('common:field.amountUnit')}</InputAdornment>}
      onChange={(text) => {
        setTyped(text);
        onChange(text.trim() === '' ? null : parseYuan(text));
      }}
      onCommit={(text) => {
        // Text that is no amount stays as typed, so that nothing is lost.
        if (text.trim() === '' || parseYuan(text) !== null) setTyped(null);
      }}
    />
  );
}
