import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { useText } from '../app/i18n/use-text';
import { c } from '../app/theme/css-vars';

export interface InfoItem {
  readonly label: string;
  /** Empty text and null are shown as "not known yet". */
  readonly value: ReactNode;
}

/** Names and values side by side: facts of a case, status of a device. */
export function InfoList({ items, columns = 1 }: { readonly items: readonly InfoItem[]; readonly columns?: 1 | 2 }) {
  const { t } = useText();
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        columnGap: 4,
        gridTemplateColumns: columns === 1 ? '1fr' : 'repeat(auto-fit, minmax(min(100%, 20rem), 1fr))',
      }}
    >
      {items.map((item) => (
        <Box
          key={item.label}
          sx={{
            display: 'grid',
            gridTemplateColumns: 'minmax(6em, 9em) minmax(0, 1fr)',
            gap: 1.5,
            py: 0.75,
            borderBottom: `1px solid ${c.line}`,
            '&:last-of-type': columns === 1 ? { borderBottom: 0 } : {},
          }}
        >
          <Box component="dt" sx={{ color: c.inkSoft }}>
            {item.label}
          </Box>
          <Box component="dd" sx={{ m: 0, whiteSpace: 'pre-wrap' }}>
            {item.value === '' || item.value === null ? (
              <Box component="span" sx={{ color: c.inkSoft }}>
                {t('common:state.notYetKnown')}
              </Box>
            ) : (
              item.value
            )}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
