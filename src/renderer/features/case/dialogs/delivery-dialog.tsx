/** 送达: how and when a letter reached the complainant. */
import Typography from '@mui/material/Typography';
import { deliveryMethods, type DeliveryMethod } from '../../../../domain/complaint/values';
import { useText } from '../../../app/i18n/use-text';
import { ChoiceChips } from '../../../components/choice-chips';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { dateCodes, Day } from './act-fields';
import { useAct } from './use-act';

interface Props {
  /** Of the decision of the branch, or of that of a review. */
  readonly action: 'recordDelivery' | 'recordReviewDelivery';
  readonly onClose: () => void;
}

export function DeliveryDialog({ action, onClose }: Props) {
  const { t } = useText();
  const { nowLocal } = useCaseEnvironment();
  const initial = {
    method: null as DeliveryMethod | null,
    deliveredOn: nowLocal.slice(0, 10),
    receivedBy: '',
    note: '',
  };
  const act = useAct(`case.${action}`, initial, t(`case:done.${action}`), onClose, dateCodes);
  const { method, deliveredOn, receivedBy, note } = act.form;
  const submit = (): void =>
    void act.submit(method !== null && deliveredOn !== '', {
      method: method ?? 'handed',
      deliveredOn,
      receivedBy,
      note,
    });
  return (
    <ActDialog
      title={t(`case:act.${action}`)}
      confirmLabel={t(`case:act.${action}`)}
      busy={act.busy}
      error={act.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {action === 'recordReviewDelivery' && <Typography>{t('case:review.explainDelivery')}</Typography>}
      <ChoiceChips
        label={t('case:dialog.deliveryMethod')}
        required
        options={deliveryMethods.map((value) => ({ value, label: t(`vocabulary:deliveryMethod.${value}`) }))}
        value={method}
        onChange={(value) => act.change({ method: value })}
        problem={act.problem(method === null, t('case:dialog.deliveryMissing'))}
      />
      <Day
        label={t('case:dialog.deliveredOn')}
        value={deliveredOn}
        problem={act.problem}
        onChange={(value) => act.change({ deliveredOn: value })}
      />
      <TextField
        label={t('case:dialog.receivedBy')}
        maxCharacters={200}
        value={receivedBy}
        onChange={(text) => act.change({ receivedBy: text })}
      />
      <TextField
        label={t('case:dialog.note')}
        rows={2}
        maxCharacters={2_000}
        value={note}
        onChange={(text) => act.change({ note: text })}
      />
    </ActDialog>
  );
}
