/** Inputs bound to the draft: each stands in a slot that carries its field id. */
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { useCallback, useId, useMemo, type ReactNode } from 'react';
import type { Dimension } from '../../../domain/taxonomy/taxonomy';
import type { IntakeForm } from '../../../shared/contract/intake';
import { useText } from '../../app/i18n/use-text';
import { DateTimeField, type DateTimeFieldProps } from '../../components/date-time-field';
import { FieldFrame, FieldMessage, type FieldProblem, type FieldProps } from '../../components/field-frame';
import { searchTaxonomy, taxonomyItem } from '../../components/taxonomy';
import { TextField, type TextFieldProps } from '../../components/text-field';
import { TreeSelect } from '../../components/tree-select';
import { useDraftEnvironment, useFieldCheck, useForm } from './draft-context';
import type { FieldId } from './fields';

/** The place of a field: focus restore, jumps and error mapping find it by this id. */
export function FieldSlot({ field, children }: { readonly field: FieldId; readonly children: ReactNode }) {
  return (
    <Box data-field={field} sx={{ minWidth: 0 }}>
      {children}
    </Box>
  );
}

type Passed = Omit<TextFieldProps, 'value' | 'onChange' | 'problem' | 'onCommit'>;

export interface DraftTextProps extends Passed {
  readonly field: FieldId;
  readonly get: (form: IntakeForm) => string;
  readonly set: (text: string) => (form: IntakeForm) => IntakeForm;
  /** Puts the text in order when the field is left; must not lose anything. */
  readonly tidy?: (text: string) => string;
}

export function DraftText({ field, get, set, tidy, ...props }: DraftTextProps) {
  const { session } = useDraftEnvironment();
  const value = useForm(get);
  const { problem, commit, touch } = useFieldCheck(field);
  return (
    <FieldSlot field={field}>
      <TextField
        {...props}
        value={value}
        problem={problem}
        onChange={(text) => {
          touch();
          session.change(field, set(text));
        }}
        onCommit={(text) => {
          commit();
          const ordered = tidy?.(text) ?? text;
          if (ordered !== text) session.change(field, set(ordered));
        }}
      />
    </FieldSlot>
  );
}

export interface DraftDateProps extends Omit<DateTimeFieldProps, 'value' | 'onChange' | 'problem'> {
  readonly field: FieldId;
  readonly get: (form: IntakeForm) => string;
  readonly set: (value: string) => (form: IntakeForm) => IntakeForm;
}

/** A date or time of the form. */
export function DraftDate({ field, get, set, ...props }: DraftDateProps) {
  const { session } = useDraftEnvironment();
  const value = useForm(get);
  const { problem } = useFieldCheck(field);
  return (
    <FieldSlot field={field}>
      <DateTimeField
        {...props}
        value={value}
        problem={problem}
        onChange={(read, unreadable) => session.changeDate(field, unreadable, set(read))}
      />
    </FieldSlot>
  );
}

export interface DraftTreeProps extends FieldProps {
  readonly field: FieldId;
  readonly dimension: Dimension;
  readonly get: (form: IntakeForm) => string;
  readonly set: (id: string) => (form: IntakeForm) => IntakeForm;
}

/** A category of one tree of the taxonomy. */
export function DraftTree({ field, dimension, get, set, ...props }: DraftTreeProps) {
  const { session, institutionType } = useDraftEnvironment();
  const { language } = useText();
  const id = useForm(get);
  const { problem } = useFieldCheck(field);
  const value = useMemo(() => taxonomyItem(id, language), [id, language]);
  const search = useCallback(
    (query: string) => searchTaxonomy(dimension, institutionType, language, query),
    [dimension, institutionType, language],
  );
  return (
    <FieldSlot field={field}>
      <TreeSelect
        {...props}
        value={value}
        problem={problem}
        search={search}
        pauseMs={0}
        onChange={(item) => session.change(field, set(item?.id ?? ''))}
      />
    </FieldSlot>
  );
}

export interface SelectFieldProps<T extends string> extends FieldProps {
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** One of a short fixed list that would take too much room as chips. */
export function SelectField<T extends string>({ options, value, onChange, ...field }: SelectFieldProps<T>) {
  return (
    <FieldFrame {...field} kind="group">
      {(attributes) => (
        <Select<T>
          fullWidth
          value={value}
          disabled={field.disabled ?? false}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen) onChange(chosen.value);
          }}
          SelectDisplayProps={{
            'aria-labelledby': attributes.labelId,
            ...(attributes['aria-describedby'] === undefined
              ? {}
              : { 'aria-describedby': attributes['aria-describedby'] }),
          }}
        >
          {options.map((option) => (
            <MenuItem key={option.value} value={option.value}>
              {option.label}
            </MenuItem>
          ))}
        </Select>
      )}
    </FieldFrame>
  );
}

export interface CheckFieldProps {
  readonly field: FieldId;
  readonly label: string;
  readonly hint?: string;
  readonly problem?: FieldProblem | null;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function CheckField({ field, label, hint, problem = null, checked, onChange }: CheckFieldProps) {
  const messageId = useId();
  const hasMessage = problem !== null || hint !== undefined;
  return (
    <FieldSlot field={field}>
      <Box data-problem={problem?.severity}>
        <FormControlLabel
          control={
            <Checkbox
              checked={checked}
              onChange={(event) => onChange(event.target.checked)}
              slotProps={{
                input: {
                  ...(hasMessage ? { 'aria-describedby': messageId } : {}),
                  ...(problem?.severity === 'block' ? { 'aria-invalid': true } : {}),
                },
              }}
            />
          }
          label={label}
          sx={{ mr: 0 }}
        />
        {hasMessage && (
          <Box sx={{ pl: '2.625rem' }}>
            <FieldMessage id={messageId} problem={problem} hint={hint} />
          </Box>
        )}
      </Box>
    </FieldSlot>
  );
}

/** Fields side by side where there is room for each. */
export function FieldRow({
  children,
  min = '15rem',
}: {
  readonly children: ReactNode;
  /** Narrowest useful width of one field. */
  readonly min?: string;
}) {
  return (
    <Box
      sx={{
        display: 'grid',
        columnGap: 2,
        rowGap: 1.75,
        alignItems: 'start',
        gridTemplateColumns: `repeat(auto-fit, minmax(min(100%, ${min}), 1fr))`,
      }}
    >
      {children}
    </Box>
  );
}
