import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { c } from '../app/theme/css-vars';

export interface EmptyStateProps {
  readonly title: string;
  /** What the person can do about it. */
  readonly body?: string;
  readonly icon?: ReactNode;
  readonly action?: ReactNode;
}

/** Nothing to show, said kindly, with the next step. */
export function EmptyState({ title, body, icon, action }: EmptyStateProps) {
  return (
    <Box
      sx={{
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'center',
        textAlign: 'center',
        gap: 1,
        px: 3,
        py: 5,
        color: c.inkSoft,
        '& > svg': { fontSize: '2.5rem' },
      }}
    >
      {icon}
      <Typography variant="subtitle1" component="p" sx={{ color: c.ink }}>
        {title}
      </Typography>
      {body !== undefined && <Typography sx={{ maxWidth: '32em' }}>{body}</Typography>}
      {action !== undefined && <Box sx={{ mt: 1 }}>{action}</Box>}
    </Box>
  );
}
