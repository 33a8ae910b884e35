/** The day by which a decision is to be performed (履行期限), which opens where it comes from. */
import { ownDateId } from '../../../domain/investigation/own-date-id';
import { performanceAhead } from '../../../domain/investigation/due-dates';
import { useFormat } from '../../app/i18n/use-text';
import { WhyDay } from './why-chip';

interface PerformByDayProps {
  readonly caseId: string;
  readonly performBy: string;
  /** The task that was made when the complainant was told; undefined before that. */
  readonly taskId?: string | undefined;
}

export function PerformByDay({ caseId, performBy, taskId }: PerformByDayProps) {
  const day = useFormat().localDate(performBy);
  if (taskId !== undefined) return <WhyDay caseId={caseId} deadlineId={ownDateId(taskId)} text={day} />;
  const outlook = performanceAhead(performBy);
  return <WhyDay caseId={caseId} deadlineId={outlook.id} outlook={outlook} text={day} />;
}
