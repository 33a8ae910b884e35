/** Where a deadline stands now, in a chip. Limits in minutes are counted while somebody looks. */
import CampaignOutlined from '@mui/icons-material/CampaignOutlined';
import type { DeadlineView } from '../../../../shared/contract/case';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { DeadlineChip } from '../../../components/deadline-chip';
import { StatusChip } from '../../../components/status-chip';
import { useNow } from '../../../components/use-now';
import { limitInTime } from '../../../components/why-date/derivation-text';

interface DeadlineStateProps {
  readonly deadline: DeadlineView;
  /** What is due, where the place does not say it. */
  readonly name?: string;
}

export function DeadlineState({ deadline, name }: DeadlineStateProps) {
  const { t } = useText();
  const nowMs = useNow();
  const { kind, standsSince, dueAtMs } = deadline;
  const named = (label: string): string => (name === undefined ? label : `${name} · ${label}`);
  const chip = name === undefined ? {} : { name };
  if (standsSince !== null) return <StatusChip tone="info" label={named(t('deadlines:why.stands'))} />;
  if (kind !== 'duty' && name === undefined) return <StatusChip tone="info" label={t(`deadlines:why.${kind}`)} />;
  const inTime = limitInTime(deadline);
  if (inTime === 'atOnce' && deadline.state !== 'met')
    return (
      <StatusChip
        tone="error"
        strong
        icon={<CampaignOutlined aria-hidden />}
        label={named(t('deadlines:why.atOnce'))}
      />
    );
  if (inTime === null) return <DeadlineChip state={deadline.state} remainingMs={deadline.remainingMs} {...chip} />;
  const leftMs = dueAtMs - nowMs;
  const state = deadline.state === 'met' ? 'met' : leftMs < 0 ? 'overdue' : 'soon';
  return <DeadlineChip state={state} remainingMs={leftMs} {...chip} />;
}

/** Until when: a day, or, of a limit in minutes or hours, a time. */
export function useUntil(): (deadline: DeadlineView) => string {
  const { t } = useText();
  const format = useFormat();
  return (deadline) => {
    const inTime = limitInTime(deadline);
    if (inTime === 'atOnce') return t('deadlines:why.since', { time: format.dateTime(deadline.dueAtMs) });
    if (inTime === 'later') return t('deadlines:why.untilTime', { time: format.dateTime(deadline.dueAtMs) });
    const day = format.localDate(deadline.dueOn);
    return deadline.kind === 'duty' ? t('case:deadlines.dueOn', { date: day }) : day;
  };
}
