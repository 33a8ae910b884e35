/** A day, typed: written the same in every browser, and told once more in the language of the page. */
import { useState } from 'react';
import { useFormat, useText } from '../renderer/app/i18n/use-text';
import type { FieldProps } from '../renderer/components/field-frame';
import { parseLocalDate } from '../renderer/components/parse-local-time';
import { useNow } from '../renderer/components/use-now';
import { dayInBeijing } from './beijing';
import { LineField } from './fields';

interface DayFieldProps extends FieldProps {
  /** `YYYY-MM-DD`, or empty. */
  readonly value: string;
  /** Empty while what is typed is no day (`unreadable`); the typed text stays visible. */
  readonly onChange: (value: string, unreadable: boolean) => void;
  readonly onEnter?: () => void;
}

export function DayField({ value, onChange, onEnter, ...field }: DayFieldProps) {
  const { t } = useText();
  const format = useFormat();
  const today = dayInBeijing(useNow());
  const [typed, setTyped] = useState<string | null>(null);
  const [left, setLeft] = useState(false);
  const shown = typed ?? value;
  const read = shown.trim() === '' ? '' : parseLocalDate(shown, today);
  const leave = (): void => {
    setLeft(true);
    // What could be read is written out; what could not stays as it was typed.
    if (read !== null) setTyped(null);
  };
  return (
    <LineField
      {...field}
      value={shown}
      hint={value === '' ? t('console:dayHint') : format.localDate(value)}
      problem={left && read === null ? { severity: 'block', text: t('common:field.dateBad') } : (field.problem ?? null)}
      onChange={(text) => {
        setTyped(text);
        setLeft(false);
        const day = text.trim() === '' ? '' : parseLocalDate(text, today);
        onChange(day ?? '', day === null);
      }}
      onLeave={leave}
      onEnter={() => {
        leave();
        onEnter?.();
      }}
      code
    />
  );
}
