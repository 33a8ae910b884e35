/** The buttons of a step: always in sight, however long the step is. */
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { c } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';

export function WizardBar({ children }: { readonly children: ReactNode }) {
  return (
    <Box
      sx={{
        position: 'sticky',
        bottom: 0,
        zIndex: 2,
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1,
        alignItems: 'center',
        justifyContent: 'flex-end',
        p: 1.5,
        backgroundColor: c.raised,
        border: `1px solid ${c.line}`,
        borderRadius: `${radiusPx.card}px`,
        boxShadow: c.shadow,
      }}
    >
      {children}
    </Box>
  );
}
