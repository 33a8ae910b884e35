import ArrowBackOutlined from '@mui/icons-material/ArrowBackOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useText } from '../app/i18n/use-text';
import { c } from '../app/theme/css-vars';

export interface PageHeaderProps {
  readonly title: string;
  /** One line under the title. */
  readonly subtitle?: ReactNode;
  /** Chips beside the title. */
  readonly badges?: ReactNode;
  /** Buttons at the right; the main one last. */
  readonly actions?: ReactNode;
  readonly onBack?: () => void;
}

/** Top of every page: what this is, where it stands, what can be done. Holds the page's only h1. */
export function PageHeader({ title, subtitle, badges, actions, onBack }: PageHeaderProps) {
  const { t } = useText();
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 2, rowGap: 1, mb: 2 }}>
      {onBack !== undefined && (
        <IconButton aria-label={t('common:action.back')} onClick={onBack} sx={{ ml: -1 }}>
          <ArrowBackOutlined />
        </IconButton>
      )}
      <Box sx={{ flex: '1 1 20rem', minWidth: 0 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.25 }}>
          <Typography variant="h2" component="h1">
            {title}
          </Typography>
          {badges}
        </Box>
        {subtitle !== undefined && <Typography sx={{ color: c.inkSoft }}>{subtitle}</Typography>}
      </Box>
      {actions !== undefined && <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>{actions}</Box>}
    </Box>
  );
}
