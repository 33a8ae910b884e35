/** One field of a complaint and the column it comes from. */
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { useId } from 'react';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { FieldFrame, type FieldProblem } from '../../components/field-frame';

const NONE = -1;

export interface ColumnSelectProps {
  readonly label: string;
  readonly required: boolean;
  /** Headings of the file. */
  readonly columns: readonly string[];
  /** Index of the column, -1 for none. */
  readonly value: number;
  readonly onChange: (column: number) => void;
  readonly problem: FieldProblem | null;
  /** What stands in the column; empty when there is none. */
  readonly example: string;
}

export function ColumnSelect({ label, required, columns, value, onChange, problem, example }: ColumnSelectProps) {
  const { t } = useText();
  const exampleId = useId();
  return (
    <FieldFrame label={label} required={required} problem={problem} kind="group">
      {(attributes) => (
        <>
          <Select<number>
            fullWidth
            value={value < columns.length ? value : NONE}
            onChange={(event) => onChange(event.target.value)}
            SelectDisplayProps={{
              'aria-labelledby': attributes.labelId,
              'aria-describedby': [exampleId, attributes['aria-describedby']].filter(Boolean).join(' '),
              'aria-invalid': attributes['aria-invalid'],
              'aria-required': attributes['aria-required'],
            }}
            sx={{
              // Never under the bar of buttons when it gets the focus.
              '& [role="combobox"]': { scrollMarginBlock: '6rem' },
              ...(value === NONE ? { color: c.inkSoft } : {}),
            }}
          >
            <MenuItem value={NONE}>{t('import:columns.none')}</MenuItem>
            {columns.map((name, index) => (
              <MenuItem key={index} value={index}>
                {name}
              </MenuItem>
            ))}
          </Select>
          <Box
            id={exampleId}
            title={example}
            sx={{
              mt: 0.5,
              minHeight: '1.6em',
              color: c.inkSoft,
              overflow: 'hidden',
              textOverflow: 'ellipsis',
              whiteSpace: 'nowrap',
            }}
          >
            {example !== '' && (
              <>
                <span className="xt-visually-hidden">{t('import:columns.example')}</span> {example}
              </>
            )}
          </Box>
        </>
      )}
    </FieldFrame>
  );
}
