import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Tooltip from '@mui/material/Tooltip';
import type { ComponentType } from 'react';
import { useText } from '../i18n/use-text';
import type { RouteName } from '../route';
import { c, tone } from '../theme/css-vars';
import { LogoMark } from '../../components/logo';

export interface NavEntry {
  readonly name: RouteName;
  readonly icon: ComponentType;
  /** Number waiting there; 0 shows nothing. */
  readonly count: number;
}

export interface NavRailProps {
  readonly entries: readonly NavEntry[];
  readonly current: RouteName;
  readonly narrow: boolean;
  readonly onGo: (name: RouteName) => void;
}

/** Of the rail with words; notes stand at its foot. */
export const railWidth = '13rem';

/** The way around: few entries, always the same order, the present one as a slip of paper with a vermilion mark. */
export function NavRail({ entries, current, narrow, onGo }: NavRailProps) {
  const { t } = useText();
  return (
    <Box
      component="nav"
      aria-label={t('shell:nav.label')}
      sx={{
        width: narrow ? 'max(76px, 4.25rem)' : railWidth,
        flex: 'none',
        display: 'flex',
        flexDirection: 'column',
        backgroundColor: c.rail,
        color: c.railInk,
        borderRight: `1px solid ${c.line}`,
        overflowY: 'auto',
        overflowX: 'hidden',
        ':focus-visible, .Mui-focusVisible': {
          outlineColor: `${c.railFocus} !important`,
          outlineOffset: '-3px !important',
        },
      }}
    >
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1.5,
          px: narrow ? 0 : 2.25,
          height: 72,
          flex: 'none',
          justifyContent: narrow ? 'center' : 'flex-start',
        }}
      >
        <LogoMark size={38} />
        {!narrow && (
          <Box component="span" sx={{ fontSize: '1.375rem', fontWeight: 600, letterSpacing: '0.12em' }}>
            {t('common:appName')}
          </Box>
        )}
      </Box>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, py: 1, pl: narrow ? 1 : 1.5 }}>
        {entries.map(({ name, icon: Icon, count }) => {
          const active = name === current;
          const label = t(`shell:nav.${name}`);
          return (
            <Box component="li" key={name} sx={{ mb: 0.5 }}>
              <Tooltip title={narrow ? label : ''} placement="right">
                <ButtonBase
                  aria-current={active ? 'page' : undefined}
                  aria-label={narrow ? label : undefined}
                  onClick={() => onGo(name)}
                  sx={{
                    width: '100%',
                    minHeight: 48,
                    gap: 1.5,
                    px: narrow ? 0 : 1.5,
                    pr: narrow ? 1 : 1.5,
                    justifyContent: narrow ? 'center' : 'flex-start',
                    position: 'relative',
                    font: 'inherit',
                    fontWeight: active ? 600 : 400,
                    borderRadius: '8px 0 0 8px',
                    color: active ? c.railActiveInk : c.railInkSoft,
                    backgroundColor: active ? c.railActive : 'transparent',
                    '&:hover': active ? {} : { color: c.railInk, backgroundColor: 'rgb(255 255 255 / 8%)' },
                    '&::before': active
                      ? {
                          content: '""',
                          position: 'absolute',
                          left: 0,
                          top: 12,
                          bottom: 12,
                          width: 4,
                          borderRadius: 2,
                          backgroundColor: tone('accent').fill,
                        }
                      : {},
                  }}
                >
                  <Icon />
                  {!narrow && (
                    <Box component="span" sx={{ flex: 1, textAlign: 'left' }}>
                      {label}
                    </Box>
                  )}
                  {count > 0 && (
                    <Box
                      component="span"
                      className="xt-number"
                      sx={{
                        minWidth: '1.625rem',
                        px: 0.5,
                        borderRadius: 999,
                        lineHeight: '1.625rem',
                        fontWeight: 600,
                        textAlign: 'center',
                        backgroundColor: tone('accent').soft,
                        color: tone('accent').onSoft,
                        ...(narrow
                          ? { position: 'absolute', top: 0, right: 8, minWidth: '1.25rem', lineHeight: '1.25rem' }
                          : {}),
                      }}
                    >
                      {count > 99 ? '99+' : count}
                    </Box>
                  )}
                </ButtonBase>
              </Tooltip>
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}
