/** 信访: in a row of a list, because somebody else waits for an answer too. */
import { useText } from '../app/i18n/use-text';
import { StatusChip } from './status-chip';

/** Nothing for any other complaint. */
export function PetitionMark({ row }: { readonly row: { readonly petition: boolean } }) {
  const { t } = useText();
  return row.petition ? <StatusChip tone="info" label={t('petition:title')} /> : null;
}
