/** Fields that the dialogs of a case have in common. */
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { ChoiceChips, ToggleChips } from '../../../components/choice-chips';
import { DateTimeField } from '../../../components/date-time-field';
import type { FieldProblem } from '../../../components/field-frame';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';

/** Refusals of a day that can't be. */
export const dateCodes = ['case.dateInFuture', 'deadline.tooEarly', 'deadline.over'];

export interface DayProps {
  readonly label: string;
  readonly value: string;
  readonly problem: (missing: boolean, text: string, ...codes: readonly string[]) => FieldProblem | null;
  /** Refusals that stand at this date. */
  readonly codes?: readonly string[];
  readonly onChange: (value: string) => void;
}

/** A day that must be named. */
export function Day({ label, value, problem, codes = dateCodes, onChange }: DayProps) {
  const { t } = useText();
  const { nowLocal } = useCaseEnvironment();
  return (
    <DateTimeField
      kind="date"
      required
      label={label}
      value={value}
      nowLocal={nowLocal}
      onChange={onChange}
      problem={problem(value === '', t('case:dialog.dateMissing'), ...codes)}
    />
  );
}

interface WordsProps extends Pick<DayProps, 'label' | 'value' | 'problem' | 'onChange'> {
  readonly rows?: number;
  readonly maxCharacters?: number;
  readonly hint?: string;
  /** Refusals that stand at these words. */
  readonly codes?: readonly string[];
  /** Said when it is empty; by default that a reason is missing. */
  readonly missing?: string;
  /** See `TextField`. */
  readonly othersWords?: boolean;
}

/** What must be said in words. */
export function Words({
  label,
  value,
  problem,
  onChange,
  rows = 2,
  maxCharacters = 2_000,
  missing,
  codes = [],
  hint,
  othersWords = false,
}: WordsProps) {
  const { t } = useText();
  return (
    <TextField
      label={label}
      {...(hint === undefined ? {} : { hint })}
      required
      othersWords={othersWords}
      rows={rows}
      maxCharacters={maxCharacters}
      value={value}
      onChange={onChange}
      problem={problem(value.trim() === '', missing ?? t('case:dialog.reasonMissing'), ...codes)}
    />
  );
}

interface EvidencePickProps {
  readonly label: string;
  readonly hint?: string;
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}

/** Files of the case that belong to it; nothing where there are none. */
export function EvidencePick({ label, hint, values, onChange }: EvidencePickProps) {
  const { state } = useCaseEnvironment();
  if (state.evidence.length === 0) return null;
  return (
    <ToggleChips
      label={label}
      {...(hint === undefined ? {} : { hint })}
      options={state.evidence.map(({ id, name }) => ({ value: id, label: name }))}
      values={values}
      onChange={onChange}
    />
  );
}

const usualDays = [1, 3, 5, 7, 10, 15] as const;

interface WithinProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (days: number) => void;
}

/** A limit in working days, each with the day it would end on. */
export function Within({ label, value, onChange }: WithinProps) {
  const { t } = useText();
  const format = useFormat();
  const { view } = useCaseEnvironment();
  return (
    <ChoiceChips
      label={label}
      hint={t('investigation:material.withinHint')}
      options={usualDays.map((days) => ({
        value: String(days),
        label: t('investigation:material.days', { days, date: format.localDate(view.workingDays[days - 1] ?? '') }),
      }))}
      value={String(value)}
      onChange={(days) => onChange(Number(days))}
    />
  );
}

/** Two short fields side by side, where there is room. */
export function Pair({ children }: { readonly children: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        alignItems: 'start',
        gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 16rem), 1fr))',
      }}
    >
      {children}
    </Box>
  );
}
