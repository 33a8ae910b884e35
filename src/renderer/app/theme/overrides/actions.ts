/** Buttons, icon buttons, toggles, menus, tabs, links: everything that is pressed. */
import type { Components, Theme } from '@mui/material/styles';
import { c, tone } from '../css-vars';
import { radiusPx, targetPx } from '../tokens';
import { focusRing, focusRingInside } from './global';

export const actionOverrides: Components<Theme> = {
  MuiButtonBase: {
    defaultProps: { disableRipple: true },
    // A browser gives buttons a small font of its own; what is more than a button brings another one.
    styleOverrides: { root: { font: 'inherit', '&.Mui-focusVisible': focusRing } },
  },
  MuiButton: {
    defaultProps: { disableElevation: true, variant: 'outlined' },
    styleOverrides: {
      root: ({ theme }) => ({
        minHeight: theme.xt.control,
        paddingInline: 18,
        borderRadius: radiusPx.field,
        fontWeight: 500,
        lineHeight: 1.3,
        whiteSpace: 'nowrap',
        '&.Mui-disabled': { color: c.inkSoft, borderColor: c.line, backgroundColor: c.sunken },
      }),
      sizeLarge: { minHeight: `max(${targetPx}px, 3rem)`, paddingInline: 26, fontSize: '1.0625rem', fontWeight: 600 },
      sizeSmall: { minHeight: '2.25rem', paddingInline: 12, fontSize: '1rem' },
      outlined: {
        borderColor: c.lineStrong,
        color: c.ink,
        backgroundColor: c.surface,
        '&:hover': { backgroundColor: c.sunken, borderColor: c.ink },
        '&.MuiButton-colorError': { color: tone('error').fill, borderColor: tone('error').fill },
      },
      text: { color: tone('primary').fill, '&:hover': { backgroundColor: tone('primary').soft } },
      contained: {
        '&.MuiButton-colorPrimary': {
          backgroundColor: tone('primary').fill,
          color: tone('primary').onFill,
          '&:hover': { backgroundColor: c.primaryHover },
          '&:active': { transform: 'translateY(1px)' },
          '&.Mui-disabled': { color: c.inkSoft, backgroundColor: c.sunken },
        },
      },
    },
  },
  MuiIconButton: {
    styleOverrides: {
      root: {
        minWidth: targetPx,
        minHeight: targetPx,
        borderRadius: radiusPx.field,
        color: 'inherit',
        '&:hover': { backgroundColor: 'color-mix(in srgb, currentColor 10%, transparent)' },
      },
    },
  },
  MuiLink: { defaultProps: { underline: 'always' }, styleOverrides: { root: { color: tone('primary').fill } } },
  // At once: what grows moves away under the pointer, and what fades out still hears the keys.
  MuiPopover: { defaultProps: { transitionDuration: 0 } },
  MuiMenu: {
    defaultProps: { transitionDuration: 0 },
    styleOverrides: {
      paper: { backgroundColor: c.raised, border: `1px solid ${c.line}`, boxShadow: c.shadow, minWidth: 220 },
    },
  },
  MuiMenuItem: {
    styleOverrides: {
      root: {
        minHeight: targetPx,
        gap: 10,
        '&.Mui-selected': { backgroundColor: tone('primary').soft, color: tone('primary').onSoft, fontWeight: 600 },
        '&.Mui-selected:hover': { backgroundColor: tone('primary').soft },
        '&:hover': { backgroundColor: c.sunken },
        '&.Mui-focusVisible': { ...focusRingInside, backgroundColor: c.sunken },
      },
    },
  },
  MuiListItemButton: {
    styleOverrides: { root: { minHeight: targetPx, '&.Mui-focusVisible': focusRingInside } },
  },
  MuiTabs: {
    styleOverrides: {
      root: { minHeight: targetPx, borderBottom: `1px solid ${c.line}` },
      indicator: { height: 3, backgroundColor: tone('accent').fill, borderRadius: '3px 3px 0 0' },
    },
  },
  MuiTab: {
    styleOverrides: {
      root: {
        minHeight: targetPx,
        paddingInline: 18,
        color: c.inkSoft,
        '&.Mui-selected': { color: c.ink, fontWeight: 600 },
        '&.Mui-focusVisible': focusRingInside,
      },
    },
  },
  MuiToggleButton: {
    styleOverrides: {
      root: {
        minHeight: targetPx,
        paddingInline: 14,
        borderColor: c.lineStrong,
        color: c.ink,
        '&.Mui-selected': { backgroundColor: tone('primary').fill, color: tone('primary').onFill, fontWeight: 600 },
        '&.Mui-selected:hover': { backgroundColor: c.primaryHover },
        '&.Mui-focusVisible': { ...focusRing, zIndex: 1 },
      },
    },
  },
};
