/** 保全 and lifting it: each with its reason. */
import Typography from '@mui/material/Typography';
import { standingHolds } from '../../../../domain/complaint/hold';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { ChoiceChips } from '../../../components/choice-chips';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { useAct } from './use-act';

interface Props {
  readonly onClose: () => void;
}

export function PlaceHoldDialog({ onClose }: Props) {
  const { t } = useText();
  const act = useAct('case.placeHold', { reason: '' }, t('case:done.placeHold'), onClose);
  const { reason } = act.form;
  const missing = reason.trim() === '';
  return (
    <ActDialog
      title={t('case:act.placeHold')}
      confirmLabel={t('case:act.placeHold')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(!missing, { reason })}
      onClose={onClose}
    >
      <Typography>{t('case:hold.explain')}</Typography>
      <TextField
        label={t('case:dialog.reason')}
        hint={t('case:hold.reasonHint')}
        required
        rows={3}
        maxCharacters={2_000}
        value={reason}
        onChange={(text) => act.change({ reason: text })}
        problem={act.problem(missing, t('case:dialog.reasonMissing'))}
      />
    </ActDialog>
  );
}

export function LiftHoldDialog({ onClose }: Props) {
  const { t } = useText();
  const format = useFormat();
  const { state } = useCaseEnvironment();
  const holds = standingHolds(state);
  const act = useAct('case.liftHold', { holdId: '', reason: '' }, t('case:done.liftHold'), onClose);
  const { reason } = act.form;
  const holdId = holds.some(({ id }) => id === act.form.holdId) ? act.form.holdId : (holds[0]?.id ?? '');
  const missing = reason.trim() === '';
  return (
    <ActDialog
      title={t('case:act.liftHold')}
      confirmLabel={t('case:act.liftHold')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(!missing, { holdId, reason })}
      onClose={onClose}
    >
      <ChoiceChips
        label={t('case:hold.which')}
        options={holds.map(({ id, reason: why, placedAtMs }) => ({
          value: id,
          label: `${format.date(placedAtMs)} · ${why}`,
        }))}
        value={holdId}
        onChange={(value) => act.change({ holdId: value })}
      />
      <TextField
        label={t('case:dialog.reason')}
        required
        rows={3}
        maxCharacters={2_000}
        value={reason}
        onChange={(text) => act.change({ reason: text })}
        problem={act.problem(missing, t('case:dialog.reasonMissing'))}
      />
    </ActDialog>
  );
}
