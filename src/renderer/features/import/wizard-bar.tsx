/** The buttons of a step: always in sight, however long the step is. */
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { c } from '../../app/theme/css-vars';
import { footBar, lowPage } from '../../app/theme/page-container';

export function WizardBar({ children }: { readonly children: ReactNode }) {
  return (
    <Box
      {...footBar}
      sx={{
        position: 'sticky',
        [lowPage]: { position: 'static' },
        // Down to the edge of the page, over its padding.
        bottom: { xs: '-16px', md: '-24px' },
        mx: { xs: -2, md: -3 },
        mb: { xs: -2, md: -3 },
        px: { xs: 2, md: 3 },
        py: 1.5,
        zIndex: 2,
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1,
        alignItems: 'center',
        justifyContent: 'flex-end',
        backgroundColor: c.raised,
        borderTop: `1px solid ${c.line}`,
      }}
    >
      {children}
    </Box>
  );
}
