/** The source of a part as JSON, for whoever writes scripts by hand: what has the right form is taken at once, nothing else is. */
import Box from '@mui/material/Box';
import { useState } from 'react';
import { useText } from '../../app/i18n/use-text';
import { TextField } from '../../components/text-field';

export type ReadJson<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly place: string };

interface ExpertFieldProps<T> {
  readonly label: string;
  readonly hint: string;
  readonly value: unknown;
  readonly disabled: boolean;
  readonly read: (json: unknown) => ReadJson<T>;
  readonly onRead: (value: T) => void;
}

/** Empty for what there is none of, for which JSON has no word. */
const jsonOf = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value, null, 1));

export function ExpertField<T>({ label, hint, value, disabled, read, onRead }: ExpertFieldProps<T>) {
  const { t } = useText();
  const source = jsonOf(value);
  const [typed, setTyped] = useState<string | null>(null);
  const result = typed === null ? null : readText(typed, read);
  const commit = (): void => {
    if (result?.ok !== true) return;
    setTyped(null);
    onRead(result.value);
  };
  return (
    <Box component="details">
      <Box component="summary" sx={{ cursor: 'pointer', mb: 1 }}>
        {label}
      </Box>
      <TextField
        label={label}
        hideLabel
        hint={hint}
        rows={6}
        value={typed ?? source}
        disabled={disabled}
        problem={
          result?.ok === false
            ? { severity: 'block', text: t('scripts:edit.expertBad', { place: result.place }) }
            : null
        }
        onChange={setTyped}
        onCommit={commit}
      />
    </Box>
  );
}

function readText<T>(text: string, read: (json: unknown) => ReadJson<T>): ReadJson<T> {
  try {
    return read(JSON.parse(text));
  } catch {
    // Half-written JSON is the usual state of this field.
    return { ok: false, place: 'JSON' };
  }
}
