/** 重大: in a row of a list, with whether somebody above still has to be told. */
import { useText } from '../app/i18n/use-text';
import { StatusChip } from './status-chip';

interface MajorMarkProps {
  readonly row: { readonly major: boolean; readonly reportOwed: boolean };
  /** Where there is little room; the rest is told when it is pointed at. */
  readonly short?: boolean;
}

/** Nothing for any other complaint. */
export function MajorMark({ row: { major, reportOwed }, short = false }: MajorMarkProps) {
  const { t } = useText();
  if (!major) return null;
  const whole = t(reportOwed ? 'major:mark.toReport' : 'major:mark.major');
  return (
    <span title={whole}>
      <StatusChip
        tone="error"
        strong={reportOwed}
        label={short ? t(reportOwed ? 'major:mark.toReportShort' : 'major:mark.major') : whole}
      />
    </span>
  );
}
