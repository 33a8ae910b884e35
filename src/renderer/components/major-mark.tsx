/** 重大: in a row of a list, with whether somebody above still has to be told. */
import { useText } from '../app/i18n/use-text';
import { StatusChip } from './status-chip';

interface MajorMarkProps {
  readonly row: { readonly major: boolean; readonly reportOwed: boolean };
}

/** Nothing for any other complaint. */
export function MajorMark({ row: { major, reportOwed } }: MajorMarkProps) {
  const { t } = useText();
  if (!major) return null;
  return (
    <StatusChip tone="error" strong={reportOwed} label={t(reportOwed ? 'major:mark.toReport' : 'major:mark.major')} />
  );
}
