import CheckOutlined from '@mui/icons-material/CheckOutlined';
import HourglassBottomOutlined from '@mui/icons-material/HourglassBottomOutlined';
import ScheduleOutlined from '@mui/icons-material/ScheduleOutlined';
import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import type { ReactElement } from 'react';
import type { Formatter } from '../app/i18n/format';
import { useFormat, useText, type Text } from '../app/i18n/use-text';
import type { Tone } from '../app/theme/tokens';
import { StatusChip } from './status-chip';

export interface DeadlineChipProps {
  readonly state: 'ok' | 'soon' | 'overdue' | 'met';
  /** Until it is due; negative when it is over. */
  readonly remainingMs: number;
  /** What is due, when the place does not say it. */
  readonly name?: string;
}

// One element each for all rows: React leaves it alone where it stands already.
const looks: Readonly<Record<DeadlineChipProps['state'], { readonly tone: Tone; readonly icon: ReactElement }>> = {
  ok: { tone: 'neutral', icon: <ScheduleOutlined aria-hidden /> },
  soon: { tone: 'warning', icon: <HourglassBottomOutlined aria-hidden /> },
  overdue: { tone: 'error', icon: <WarningAmberOutlined aria-hidden /> },
  met: { tone: 'success', icon: <CheckOutlined aria-hidden /> },
};

/** What the chip says, without the name. */
export const deadlineText = (
  { t }: Pick<Text, 't'>,
  format: Formatter,
  { state, remainingMs }: Pick<DeadlineChipProps, 'state' | 'remainingMs'>,
): string =>
  state === 'met' ? t('common:deadline.met') : t(`common:deadline.${state}`, { time: format.duration(remainingMs) });

/** The chip with its words given: for lists, which word dozens in a frame. */
export function DeadlineMark({ state, label }: { readonly state: DeadlineChipProps['state']; readonly label: string }) {
  const { tone, icon } = looks[state];
  return <StatusChip tone={tone} strong={state === 'overdue'} icon={icon} label={label} />;
}

/** A deadline in a word: what is left, with colour, icon and text. */
export function DeadlineChip({ state, remainingMs, name }: DeadlineChipProps) {
  const text = deadlineText(useText(), useFormat(), { state, remainingMs });
  return <DeadlineMark state={state} label={name === undefined ? text : `${name} · ${text}`} />;
}
