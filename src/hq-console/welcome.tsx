/** The quiet page before anybody is signed in. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useText } from '../renderer/app/i18n/use-text';
import { c } from '../renderer/app/theme/css-vars';
import { radiusPx } from '../renderer/app/theme/tokens';
import { LogoMark } from '../renderer/components/logo';
import type { Look } from '../shared/hq-console/session';
import { LookControl } from './look';

export interface WelcomeProps {
  readonly look: Look;
  readonly onLook: (look: Look) => void;
}

interface WelcomeFrameProps extends WelcomeProps {
  readonly title: string;
  readonly subtitle: string;
  readonly children: ReactNode;
}

export function Welcome({ look, onLook, title, subtitle, children }: WelcomeFrameProps) {
  const { t } = useText();
  return (
    <Box
      component="main"
      sx={{ minHeight: '100vh', display: 'grid', placeItems: 'center', p: 3, backgroundColor: c.canvas }}
    >
      <Box
        sx={{
          width: '100%',
          maxWidth: '40rem',
          p: { xs: 3, md: 5 },
          backgroundColor: c.surface,
          border: `1px solid ${c.line}`,
          borderRadius: `${radiusPx.card * 2}px`,
        }}
      >
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5, mb: 3 }}>
          <LogoMark size={40} />
          <Box sx={{ flex: '1 1 auto' }}>
            <Typography sx={{ fontWeight: 700, fontSize: '1.25rem', lineHeight: 1.2 }}>
              {t('common:appName')}
            </Typography>
            <Typography sx={{ color: c.inkSoft }}>{t('console:title')}</Typography>
          </Box>
          <LookControl look={look} onChange={onLook} />
        </Box>
        <Typography variant="h1" sx={{ mb: 0.5 }}>
          {title}
        </Typography>
        <Typography sx={{ color: c.inkSoft, mb: 3 }}>{subtitle}</Typography>
        {children}
      </Box>
    </Box>
  );
}
