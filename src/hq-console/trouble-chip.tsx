import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import CloudOffOutlined from '@mui/icons-material/CloudOffOutlined';
import ErrorOutlined from '@mui/icons-material/ErrorOutlineOutlined';
import ScheduleOutlined from '@mui/icons-material/ScheduleOutlined';
import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import type { ReactNode } from 'react';
import { useText } from '../renderer/app/i18n/use-text';
import type { Tone } from '../renderer/app/theme/tokens';
import { StatusChip } from '../renderer/components/status-chip';
import type { Trouble } from '../shared/hq-console/health';

const looks: Readonly<Record<Trouble, readonly [Tone, ReactNode]>> = {
  noDevice: ['error', <CloudOffOutlined key="i" aria-hidden />],
  silentLong: ['error', <CloudOffOutlined key="i" aria-hidden />],
  rejected: ['error', <ErrorOutlined key="i" aria-hidden />],
  clock: ['warning', <ScheduleOutlined key="i" aria-hidden />],
  silent: ['warning', <WarningAmberOutlined key="i" aria-hidden />],
  none: ['success', <CheckCircleOutlined key="i" aria-hidden />],
};

/** What is wrong, by word and shape; the colour only helps to find it. */
export function TroubleChip({ trouble }: { readonly trouble: Trouble }) {
  const { t } = useText();
  const [tone, icon] = looks[trouble];
  return <StatusChip label={t(`console:branches.trouble.${trouble}`)} tone={tone} icon={icon} />;
}
