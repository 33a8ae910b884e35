import CloudDoneOutlined from '@mui/icons-material/CloudDoneOutlined';
import CloudOffOutlined from '@mui/icons-material/CloudOffOutlined';
import CloudSyncOutlined from '@mui/icons-material/CloudSyncOutlined';
import ComputerOutlined from '@mui/icons-material/ComputerOutlined';
import PauseCircleOutlined from '@mui/icons-material/PauseCircleOutlined';
import SyncProblemOutlined from '@mui/icons-material/SyncProblemOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { ComponentType } from 'react';
import type { SyncStatusView } from '../../../shared/contract/sync';
import type { TextFunction } from '../i18n/text';
import { useFormat, useText } from '../i18n/use-text';
import { useSyncStatus } from '../sync-status';
import { c, tone } from '../theme/css-vars';
import type { Tone } from '../theme/tokens';

type State = SyncStatusView['state'];

const looks: Readonly<Record<State, { readonly tone: Tone; readonly icon: ComponentType }>> = {
  notEnrolled: { tone: 'neutral', icon: ComputerOutlined },
  idle: { tone: 'success', icon: CloudDoneOutlined },
  syncing: { tone: 'info', icon: CloudSyncOutlined },
  offline: { tone: 'neutral', icon: CloudOffOutlined },
  attention: { tone: 'warning', icon: SyncProblemOutlined },
  paused: { tone: 'warning', icon: PauseCircleOutlined },
};

/** The one line a person needs about sync. */
export function syncText(sync: SyncStatusView, t: TextFunction): string {
  switch (sync.state) {
    case 'notEnrolled':
    case 'syncing':
    case 'paused':
      return t(`shell:sync.${sync.state}`);
    case 'idle':
      return sync.waiting === 0 ? t('shell:sync.idle') : t('shell:sync.waiting', { count: sync.waiting });
    case 'offline':
      return sync.waiting === 0 ? t('shell:sync.offline') : t('shell:sync.offlineWaiting', { count: sync.waiting });
    case 'attention':
      return sync.quarantined > 0 ? t('shell:sync.attention', { count: sync.quarantined }) : t('shell:sync.stuck');
  }
}

export interface SyncChipProps {
  readonly nowMs: number;
  readonly narrow: boolean;
  readonly onClick: () => void;
}

/** Always in sight: what has reached headquarters, what waits. Opens the sync centre. */
export function SyncChip({ nowMs, narrow, onClick }: SyncChipProps) {
  const sync = useSyncStatus();
  const { t } = useText();
  const format = useFormat();
  const look = looks[sync.state === 'idle' && sync.waiting > 0 ? 'syncing' : sync.state];
  const text = syncText(sync, t);
  const last =
    sync.state === 'notEnrolled'
      ? ''
      : sync.lastSuccessAtMs === null
        ? t('shell:sync.never')
        : t('shell:sync.lastSuccess', { time: format.relative(sync.lastSuccessAtMs, nowMs) });
  const Icon = look.icon;
  return (
    <ButtonBase
      onClick={onClick}
      title={last}
      aria-label={`${t('shell:sync.label', { text })} ${last}`.trim()}
      sx={{
        minHeight: 44,
        px: 1.25,
        gap: 1,
        borderRadius: '6px',
        font: 'inherit',
        color: c.ink,
        whiteSpace: 'nowrap',
        '&:hover': { backgroundColor: c.sunken },
      }}
    >
      <Box component="span" sx={{ display: 'inline-flex', color: tone(look.tone).fill }}>
        <Icon />
      </Box>
      {!narrow && text}
    </ButtonBase>
  );
}
