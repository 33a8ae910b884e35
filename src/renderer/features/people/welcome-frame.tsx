/** The quiet page before anybody is signed in. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useText } from '../../app/i18n/use-text';
import { AppearanceMenu } from '../../app/shell/menus';
import { useAppearanceControl } from '../../app/theme/appearance-control';
import { c } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { LogoMark } from '../../components/logo';

interface WelcomeFrameProps {
  readonly title: string;
  readonly subtitle: string;
  readonly children: ReactNode;
}

export function WelcomeFrame({ title, subtitle, children }: WelcomeFrameProps) {
  const { t, language } = useText();
  const control = useAppearanceControl();
  const other = language === 'en' ? 'zh-CN' : 'en';
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
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, mb: { xs: 2, md: 2.5 } }}>
          <LogoMark size={40} />
          <Box>
            <Typography sx={{ fontWeight: 700, fontSize: '1.25rem', lineHeight: 1.2 }}>
              {t('common:appName')}
            </Typography>
            <Typography sx={{ color: c.inkSoft }}>{t('common:appTagline')}</Typography>
          </Box>
          {control && (
            <Box sx={{ ml: 'auto', display: 'flex', alignItems: 'center', gap: 0.5 }}>
              <Button
                variant="text"
                lang={other}
                onClick={() => control.onChange({ ...control.appearance, language: other })}
              >
                {t(`shell:appearance.languageName.${other}`)}
              </Button>
              <AppearanceMenu appearance={control.appearance} onChange={control.onChange} />
            </Box>
          )}
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
