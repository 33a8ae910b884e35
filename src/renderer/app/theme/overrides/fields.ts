/** Text fields, choices and their helper texts. Labels stand above the field: they stay readable while it is filled. */
import type { Components, Theme } from '@mui/material/styles';
import { c, tone } from '../css-vars';
import { focusRingPx, radiusPx, targetPx } from '../tokens';

export const fieldOverrides: Components<Theme> = {
  MuiOutlinedInput: {
    defaultProps: { notched: false },
    styleOverrides: {
      root: ({ theme }) => ({
        minHeight: theme.xt.control,
        backgroundColor: c.surface,
        borderRadius: radiusPx.field,
        '& .MuiOutlinedInput-notchedOutline': { borderColor: c.lineStrong },
        '&:hover .MuiOutlinedInput-notchedOutline': { borderColor: c.ink },
        '&.Mui-focused .MuiOutlinedInput-notchedOutline': { borderColor: tone('primary').fill, borderWidth: 2 },
        '&:has(input:focus-visible), &:has(textarea:focus-visible)': {
          outline: `${focusRingPx}px solid ${c.focus}`,
          outlineOffset: 1,
        },
        '&.Mui-disabled': { backgroundColor: c.sunken },
      }),
      input: {
        paddingBlock: 0,
        paddingInline: 14,
        height: 'auto',
        lineHeight: 1.6,
        '&:focus-visible': { outline: 'none' },
        '&::placeholder': { color: c.inkSoft, opacity: 1 },
        '&.Mui-disabled': { WebkitTextFillColor: 'currentcolor', color: c.inkSoft },
      },
      multiline: { paddingBlock: 10, paddingInline: 0, alignItems: 'flex-start' },
    },
  },
  MuiInputBase: { styleOverrides: { input: { '&:focus-visible': { outline: 'none' } } } },
  MuiFormLabel: {
    styleOverrides: {
      root: { color: c.ink, fontWeight: 500, '&.Mui-focused': { color: c.ink }, '&.Mui-error': { color: c.ink } },
    },
  },
  MuiFormHelperText: {
    styleOverrides: { root: { marginInline: 0, marginTop: 4, fontSize: '1rem', color: c.inkSoft } },
  },
  MuiCheckbox: { styleOverrides: { root: { minWidth: targetPx, minHeight: targetPx, color: c.lineStrong } } },
  MuiRadio: { styleOverrides: { root: { minWidth: targetPx, minHeight: targetPx, color: c.lineStrong } } },
  MuiFormControlLabel: { styleOverrides: { root: { marginInlineStart: -10, minHeight: targetPx } } },
  MuiAutocomplete: {
    styleOverrides: {
      paper: { backgroundColor: c.raised, border: `1px solid ${c.line}`, boxShadow: c.shadow },
      inputRoot: {
        paddingBlock: '0 !important',
        '& .MuiAutocomplete-input': { padding: '8px 8px 8px 5px !important' },
      },
      option: { minHeight: `${targetPx}px !important` },
    },
  },
};
