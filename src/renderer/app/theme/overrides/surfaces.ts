/** Papers, cards, dialogs, tables, tooltips. Hairlines order the page; shadows are for what floats. */
import type { Components, Theme } from '@mui/material/styles';
import { c } from '../css-vars';
import { radiusPx } from '../tokens';

export const surfaceOverrides: Components<Theme> = {
  MuiPaper: {
    defaultProps: { elevation: 0 },
    styleOverrides: { root: { backgroundImage: 'none' } },
  },
  MuiDialog: {
    // While it fades out it would hear the keys that are meant for the page behind it.
    defaultProps: { transitionDuration: { enter: 120, exit: 0 } },
    styleOverrides: {
      paper: {
        backgroundColor: c.raised,
        borderRadius: radiusPx.dialog,
        border: `1px solid ${c.line}`,
        boxShadow: c.shadow,
      },
    },
  },
  MuiDialogTitle: { styleOverrides: { root: { fontSize: '1.25rem', fontWeight: 600, padding: '20px 24px 8px' } } },
  MuiDialogActions: { styleOverrides: { root: { padding: '12px 24px 20px', gap: 8 } } },
  MuiTooltip: {
    defaultProps: { enterDelay: 400, arrow: true },
    styleOverrides: {
      tooltip: { backgroundColor: c.ink, color: c.surface, fontSize: '1rem', lineHeight: 1.5, fontWeight: 400 },
      arrow: { color: c.ink },
    },
  },
  MuiDivider: { styleOverrides: { root: { borderColor: c.line } } },
};
