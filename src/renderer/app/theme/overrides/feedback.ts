/** Alerts, snack bars, progress, chips. */
import type { Components, Theme } from '@mui/material/styles';
import { c, tone } from '../css-vars';
import { radiusPx } from '../tokens';

const severities = ['info', 'success', 'warning', 'error'] as const;

export const feedbackOverrides: Components<Theme> = {
  MuiAlert: {
    styleOverrides: {
      root: {
        borderRadius: radiusPx.field,
        border: '1px solid',
        fontSize: '1rem',
        alignItems: 'center',
        '& .MuiAlert-message': { paddingBlock: 6 },
      },
      standard: ({ ownerState }) => {
        const colours = tone(severities.find((severity) => severity === ownerState.severity) ?? 'info');
        return {
          backgroundColor: colours.soft,
          color: colours.onSoft,
          borderColor: colours.line,
          '& .MuiAlert-icon': { color: colours.fill },
        };
      },
    },
  },
  MuiSnackbarContent: { styleOverrides: { root: { fontSize: '1rem' } } },
  MuiChip: { styleOverrides: { root: { fontSize: '1rem', height: '2rem', borderRadius: radiusPx.field } } },
  MuiLinearProgress: {
    styleOverrides: {
      root: { backgroundColor: c.sunken, borderRadius: 2 },
      bar: { backgroundColor: tone('primary').fill },
    },
  },
  MuiSkeleton: { styleOverrides: { root: { backgroundColor: c.sunken } } },
};
