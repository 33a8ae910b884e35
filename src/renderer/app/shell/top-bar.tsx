import SearchOutlined from '@mui/icons-material/SearchOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { ReactNode } from 'react';
import { ariaKeys } from '../../../shared/shortcuts/printed-keys';
import { KeyHint } from '../../components/key-hint';
import { StatusChip } from '../../components/status-chip';
import { useNow } from '../../components/use-now';
import { useFormat, useText } from '../i18n/use-text';
import { useKeys } from '../shortcuts/own-keys';
import { c } from '../theme/css-vars';

export interface TopBarProps {
  readonly branchName: string | null;
  readonly demo: boolean;
  readonly narrow: boolean;
  readonly onSearch: () => void;
  /** Sync chip, menus: from left to right. */
  readonly children: ReactNode;
}

/** Where we are, whether it is real, how to find things, who works here. */
export function TopBar({ branchName, demo, narrow, onSearch, children }: TopBarProps) {
  const { t } = useText();
  const paletteKeys = useKeys('palette');
  const format = useFormat();
  const nowMs = useNow();
  const time = format.time(nowMs);
  return (
    <Box
      component="header"
      aria-label={t('shell:topBar.label')}
      sx={{
        flex: 'none',
        minHeight: 72,
        display: 'flex',
        flexWrap: narrow ? 'wrap' : 'nowrap',
        alignItems: 'center',
        columnGap: 1,
        px: 3,
        py: 1,
        backgroundColor: c.surface,
        borderBottom: `1px solid ${c.line}`,
      }}
    >
      {demo && <DemoStripe />}
      <Box
        sx={{
          fontWeight: 600,
          fontSize: '1.0625rem',
          mr: 1,
          whiteSpace: 'nowrap',
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          minWidth: 0,
        }}
      >
        {branchName ?? t('shell:topBar.noBranch')}
      </Box>
      {demo && (
        <span title={t('shell:topBar.demoHint')}>
          <StatusChip tone="accent" strong label={t('shell:topBar.demo')} />
        </span>
      )}
      <Box sx={{ flex: '1 1 0' }} />
      {!narrow && (
        <Box
          component="time"
          className="xt-number"
          title={t('shell:topBar.clock', { time })}
          sx={{ px: 1, color: c.inkSoft, whiteSpace: 'nowrap' }}
        >
          {time}
        </Box>
      )}
      <ButtonBase
        aria-label={t('shell:topBar.search')}
        aria-keyshortcuts={ariaKeys(paletteKeys)}
        onClick={onSearch}
        sx={{
          minHeight: 44,
          minWidth: 44,
          flex: narrow ? 'none' : '0 1 19rem',
          px: 1.5,
          gap: 1,
          justifyContent: 'flex-start',
          font: 'inherit',
          color: c.inkSoft,
          backgroundColor: c.surface,
          border: `1px solid ${c.lineStrong}`,
          borderRadius: '6px',
          '&:hover': { borderColor: c.ink },
        }}
      >
        <SearchOutlined aria-hidden />
        {!narrow && (
          <>
            <Box
              component="span"
              sx={{ flex: 1, textAlign: 'left', whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' }}
            >
              {t('shell:topBar.search')}
            </Box>
            <KeyHint action="palette" />
          </>
        )}
      </ButtonBase>
      {children}
    </Box>
  );
}

/** Over the whole window. An element, not a pseudo-element: contrast below one of those can't be examined. */
function DemoStripe() {
  return (
    <Box
      aria-hidden
      sx={{
        position: 'absolute',
        top: 0,
        left: 0,
        right: 0,
        height: 4,
        zIndex: 1,
        pointerEvents: 'none',
        background: 'repeating-linear-gradient(135deg, var(--xt-accent-fill) 0 10px, transparent 10px 20px)',
      }}
    />
  );
}
