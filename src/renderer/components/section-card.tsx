import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTheme } from '@mui/material/styles';
import { useId, type ReactNode } from 'react';
import { c, tone as toneColours } from '../app/theme/css-vars';
import { radiusPx, type Tone } from '../app/theme/tokens';

export interface SectionCardProps {
  readonly title?: string;
  readonly icon?: ReactNode;
  /** Right end of the title line. */
  readonly actions?: ReactNode;
  /** A coloured edge for a section that asks for attention. */
  readonly tone?: Tone;
  /** Content touches the edges: tables and lists. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** A titled region of a page. */
export function SectionCard({ title, icon, actions, tone, flush = false, children }: SectionCardProps) {
  const titleId = useId();
  const { pad } = useTheme().xt;
  return (
    <Box
      component="section"
      aria-labelledby={title === undefined ? undefined : titleId}
      sx={{
        minWidth: 0,
        backgroundColor: c.surface,
        border: `1px solid ${c.line}`,
        borderRadius: `${radiusPx.card}px`,
        ...(flush ? { overflow: 'hidden' } : {}),
        ...(tone === undefined ? {} : { boxShadow: `inset 4px 0 0 ${toneColours(tone).fill}` }),
      }}
    >
      {title !== undefined && (
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            alignItems: 'center',
            gap: 1,
            px: `${pad}px`,
            pt: `${pad * 0.7}px`,
            pb: flush ? `${pad * 0.5}px` : 0,
            '& > svg': { color: c.inkSoft, fontSize: '1.375rem' },
          }}
        >
          {icon}
          <Typography
            id={titleId}
            variant="h4"
            component="h2"
            sx={{ flex: '1 1 auto', minHeight: '2.25rem', lineHeight: '2.25rem' }}
          >
            {title}
          </Typography>
          {actions}
        </Box>
      )}
      <Box sx={flush ? { minWidth: 0 } : { p: `${pad}px`, pt: title === undefined ? `${pad}px` : `${pad * 0.5}px` }}>
        {children}
      </Box>
    </Box>
  );
}
