import Button from '@mui/material/Button';
import { useState } from 'react';
import { useText } from '../app/i18n/use-text';
import type { FieldProps } from './field-frame';
import { parseLocalDate, parseLocalDateTime } from './parse-local-time';
import { TextField } from './text-field';

export interface DateTimeFieldProps extends FieldProps {
  readonly kind: 'date' | 'dateTime';
  /** `YYYY-MM-DD`, `YYYY-MM-DDTHH:mm`, or empty. Wall clock of the branch. */
  readonly value: string;
  /** Empty while what is typed is no date (`unreadable`); the typed text stays visible. */
  readonly onChange: (value: string, unreadable: boolean) => void;
  /** Present wall clock of the branch, `YYYY-MM-DDTHH:mm`: for the button and for dates typed without a year. */
  readonly nowLocal: string;
  readonly noNowButton?: boolean;
}

/** Date or time by typing: quick from the keyboard, no calendar pop-up over a conversation. */
export function DateTimeField({ kind, value, onChange, nowLocal, noNowButton = false, ...field }: DateTimeFieldProps) {
  const { t } = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const [left, setLeft] = useState(false);
  const todayOn = nowLocal.slice(0, 10);
  const parse = (text: string): string | null =>
    kind === 'date' ? parseLocalDate(text, todayOn) : parseLocalDateTime(text, todayOn);
  const shown = typed ?? value.replace('T', ' ');
  const bad = left && shown.trim() !== '' && parse(shown) === null;
  return (
    <TextField
      {...field}
      value={shown}
      numeric
      hint={field.hint ?? t(kind === 'date' ? 'common:field.dateHint' : 'common:field.dateTimeHint')}
      problem={
        bad
          ? { severity: 'block', text: t(kind === 'date' ? 'common:field.dateBad' : 'common:field.dateTimeBad') }
          : (field.problem ?? null)
      }
      onChange={(text) => {
        setTyped(text);
        setLeft(false);
        const read = text.trim() === '' ? '' : parse(text);
        onChange(read ?? '', read === null);
      }}
      onCommit={(text) => {
        setLeft(true);
        if (text.trim() === '' || parse(text) !== null) setTyped(null);
      }}
      end={
        noNowButton ? undefined : (
          <Button
            variant="text"
            size="small"
            disabled={field.disabled ?? false}
            onClick={() => {
              setTyped(null);
              onChange(kind === 'date' ? todayOn : nowLocal, false);
            }}
          >
            {t(kind === 'date' ? 'common:field.today' : 'common:field.now')}
          </Button>
        )
      }
    />
  );
}
