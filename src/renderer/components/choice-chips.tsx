import CheckOutlined from '@mui/icons-material/CheckOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { ReactNode } from 'react';
import { c, tone } from '../app/theme/css-vars';
import { radiusPx, targetPx } from '../app/theme/tokens';
import { FieldFrame, type FieldProps } from './field-frame';
import { useRoving } from './use-roving';

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly icon?: ReactNode;
  /** It can't be chosen, and in a few words why. */
  readonly blockedBy?: string;
}

const chipSx = {
  minHeight: targetPx,
  px: 1.75,
  gap: 0.75,
  borderRadius: `${radiusPx.field}px`,
  border: `1px solid ${c.lineStrong}`,
  backgroundColor: c.surface,
  color: c.ink,
  fontSize: '1rem',
  fontFamily: 'inherit',
  lineHeight: 1.4,
  '&:hover': { backgroundColor: c.sunken },
  '&[aria-checked="true"], &[aria-pressed="true"]': {
    backgroundColor: tone('primary').soft,
    color: tone('primary').onSoft,
    borderColor: tone('primary').fill,
    boxShadow: `inset 0 0 0 1px ${tone('primary').fill}`,
    fontWeight: 600,
  },
  '&.Mui-disabled': { color: c.inkSoft, backgroundColor: c.sunken, borderColor: c.line },
  '& svg': { fontSize: '1.25rem' },
} as const;

export interface ChoiceChipsProps<T extends string> extends FieldProps {
  readonly options: readonly Choice<T>[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
}

/** One of a few, all in sight. Arrow keys move, digits choose (never while typing), one stop for Tab. */
export function ChoiceChips<T extends string>({ options, value, onChange, ...field }: ChoiceChipsProps<T>) {
  const open = options.filter((option) => option.blockedBy === undefined);
  const chosen = open.findIndex((option) => option.value === value);
  const choose = (index: number): void => {
    const option = open[index];
    if (option !== undefined) onChange(option.value);
  };
  const roving = useRoving(open.length, chosen, choose, true);
  return (
    <FieldFrame {...field} kind="group">
      {(attributes) => (
        <Box
          role="radiogroup"
          aria-labelledby={attributes.labelId}
          aria-describedby={attributes['aria-describedby']}
          aria-required={attributes['aria-required']}
          aria-invalid={attributes['aria-invalid']}
          sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}
        >
          {open.map((option, index) => (
            <ButtonBase
              key={option.value}
              ref={roving.itemRef(index)}
              role="radio"
              aria-checked={index === chosen}
              disabled={field.disabled ?? false}
              tabIndex={index === Math.max(chosen, 0) ? 0 : -1}
              onClick={() => choose(index)}
              onKeyDown={roving.onKeyDown}
              sx={chipSx}
            >
              {option.icon}
              {option.label}
            </ButtonBase>
          ))}
          {options.map(
            (option) =>
              option.blockedBy !== undefined && (
                <ButtonBase key={option.value} role="radio" aria-checked={false} disabled sx={chipSx}>
                  {option.icon}
                  {`${option.label} · ${option.blockedBy}`}
                </ButtonBase>
              ),
          )}
        </Box>
      )}
    </FieldFrame>
  );
}

export interface ToggleChipsProps<T extends string> extends FieldProps {
  readonly options: readonly Choice<T>[];
  readonly values: readonly T[];
  readonly onChange: (values: readonly T[]) => void;
}

/** Any of a few: flags, rights, kinds of remedy. The order of `values` follows the order of `options`. */
export function ToggleChips<T extends string>({ options, values, onChange, ...field }: ToggleChipsProps<T>) {
  const toggle = (value: T): void => {
    const on = new Set(values);
    if (!on.delete(value)) on.add(value);
    onChange(options.map((option) => option.value).filter((option) => on.has(option)));
  };
  return (
    <FieldFrame {...field} kind="group">
      {(attributes) => (
        <Box
          role="group"
          aria-labelledby={attributes.labelId}
          aria-describedby={attributes['aria-describedby']}
          sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}
        >
          {options.map((option) => {
            const on = values.includes(option.value);
            return (
              <ButtonBase
                key={option.value}
                aria-pressed={on}
                disabled={field.disabled ?? false}
                onClick={() => toggle(option.value)}
                sx={chipSx}
              >
                {on ? <CheckOutlined aria-hidden /> : option.icon}
                {option.label}
              </ButtonBase>
            );
          })}
        </Box>
      )}
    </FieldFrame>
  );
}
