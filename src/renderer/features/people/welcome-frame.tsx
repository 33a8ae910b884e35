/** The quiet page before anybody is signed in. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { LogoMark } from '../../components/logo';

interface WelcomeFrameProps {
  readonly title: string;
  readonly subtitle: string;
  readonly children: ReactNode;
}

export function WelcomeFrame({ title, subtitle, children }: WelcomeFrameProps) {
  const { t } = useText();
  return (
    <Box
      component="main"
      sx={{ minHeight: '100vh', display: 'grid', placeItems: 'center', p: 3, backgroundColor: c.canvas }}
    >
      <Box
        sx={{
          width: '100%',
          maxWidth: '44rem',
          p: { xs: 3, md: 5 },
          backgroundColor: c.surface,
          border: `1px solid ${c.line}`,
          borderRadius: `${radiusPx.card * 2}px`,
        }}
      >
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, mb: 3 }}>
          <LogoMark size={40} />
          <Box>
            <Typography sx={{ fontWeight: 700, fontSize: '1.25rem', lineHeight: 1.2 }}>
              {t('common:appName')}
            </Typography>
            <Typography sx={{ color: c.inkSoft }}>{t('common:appTagline')}</Typography>
          </Box>
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
