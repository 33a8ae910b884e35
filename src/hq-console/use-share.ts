import { useFormat, useText } from '../renderer/app/i18n/use-text';
import { leastForShare, type MetricFigures } from '../shared/hq-console/metrics';

/** A share as text: in percent from twenty on, in numbers below, because three of four is no 75 %. */
export function useShare(): (share: MetricFigures['decided']) => string {
  const { t } = useText();
  const format = useFormat();
  return ({ of, inTime }) =>
    of === 0
      ? t('console:metrics.none')
      : of < leastForShare
        ? t('console:metrics.few', { part: inTime, of })
        : format.percent(inTime / of);
}

/** For sorting: what has nothing to compare comes last. */
export const shareOf = ({ of, inTime }: MetricFigures['decided']): number => (of === 0 ? -1 : inTime / of);
