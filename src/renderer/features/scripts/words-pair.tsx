/** A text in both languages: both are needed, or neither where it may be left out. */
import Box from '@mui/material/Box';
import type { Words } from '../../../domain/scripts/words';
import { useText } from '../../app/i18n/use-text';
import { TextField } from '../../components/text-field';
import { languages } from './places';

interface WordsPairProps {
  readonly label: Readonly<Record<'zh' | 'en', string>>;
  readonly value: Words;
  readonly disabled: boolean;
  readonly optional?: boolean;
  readonly rows?: number;
  readonly onType: (value: Words) => void;
  readonly onCommit: () => void;
}

export const noWords: Words = { zh: '', en: '' };
export const isBlank = ({ zh, en }: Words): boolean => zh.trim() === '' && en.trim() === '';

export function WordsPair({ label, value, disabled, optional = false, rows, onType, onCommit }: WordsPairProps) {
  const { t } = useText();
  const problem = (text: string) =>
    text.trim() !== '' || (optional && isBlank(value))
      ? null
      : { severity: 'block' as const, text: t(isBlank(value) ? 'scripts:edit.noText' : 'scripts:edit.half') };
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 1.5,
        alignItems: 'start',
        gridTemplateColumns: 'repeat(auto-fit, minmax(min(16rem, 100%), 1fr))',
      }}
    >
      {languages.map((key) => (
        <TextField
          key={key}
          label={label[key]}
          value={value[key]}
          disabled={disabled}
          problem={disabled ? null : problem(value[key])}
          {...(rows === undefined ? {} : { rows })}
          onChange={(text) => onType({ ...value, [key]: text })}
          onCommit={onCommit}
        />
      ))}
    </Box>
  );
}
