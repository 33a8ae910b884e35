import CheckOutlined from '@mui/icons-material/CheckOutlined';
import HourglassBottomOutlined from '@mui/icons-material/HourglassBottomOutlined';
import ScheduleOutlined from '@mui/icons-material/ScheduleOutlined';
import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import { useFormat, useText } from '../app/i18n/use-text';
import type { Tone } from '../app/theme/tokens';
import { StatusChip } from './status-chip';

export interface DeadlineChipProps {
  readonly state: 'ok' | 'soon' | 'overdue' | 'met';
  /** Until it is due; negative when it is over. */
  readonly remainingMs: number;
  /** What is due, when the place does not say it. */
  readonly name?: string;
}

const looks: Readonly<
  Record<DeadlineChipProps['state'], { readonly tone: Tone; readonly icon: typeof CheckOutlined }>
> = {
  ok: { tone: 'neutral', icon: ScheduleOutlined },
  soon: { tone: 'warning', icon: HourglassBottomOutlined },
  overdue: { tone: 'error', icon: WarningAmberOutlined },
  met: { tone: 'success', icon: CheckOutlined },
};

/** A deadline in a word: what is left, with colour, icon and text. */
export function DeadlineChip({ state, remainingMs, name }: DeadlineChipProps) {
  const { t } = useText();
  const format = useFormat();
  const { tone, icon: Icon } = looks[state];
  const text =
    state === 'met' ? t('common:deadline.met') : t(`common:deadline.${state}`, { time: format.duration(remainingMs) });
  return (
    <StatusChip
      tone={tone}
      strong={state === 'overdue'}
      icon={<Icon aria-hidden />}
      label={name === undefined ? text : `${name} · ${text}`}
    />
  );
}
