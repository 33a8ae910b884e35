/** 转出: to whom and why, that they took it, or that it comes back. */
import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { standingTransfer } from '../../../../domain/complaint/transfer';
import { deliveryMethods, type DeliveryMethod } from '../../../../domain/complaint/values';
import { useText } from '../../../app/i18n/use-text';
import { ChoiceChips } from '../../../components/choice-chips';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { dateCodes, Day, Pair, Words } from './act-fields';
import { useAct } from './use-act';

interface Props {
  readonly onClose: () => void;
}

const noticeCodes = ['deadline.noticeDate'];

export function TransferDialog({ onClose }: Props) {
  const { t } = useText();
  const { nowLocal } = useCaseEnvironment();
  const today = nowLocal.slice(0, 10);
  const blank = { institution: '', reason: '', on: today, toldMethod: null as DeliveryMethod | null, toldOn: today };
  const own = [...dateCodes, ...noticeCodes];
  const act = useAct('case.transferOut', blank, t('case:done.transferOut'), onClose, own);
  const { form, change, problem } = act;
  const { toldMethod } = form;
  const named = form.institution.trim() !== '' && form.reason.trim() !== '';
  const complete = named && form.on !== '' && form.toldOn !== '' && toldMethod !== null;
  return (
    <ActDialog
      wide
      title={t('case:act.transferOut')}
      confirmLabel={t('case:act.transferOut')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(complete, { ...form, toldMethod: toldMethod ?? 'handed' })}
      onClose={onClose}
    >
      <Typography>{t('transfer:explain')}</Typography>
      <Alert severity="warning">{t('transfer:ours')}</Alert>
      <Pair>
        <TextField
          label={t('transfer:institution')}
          required
          maxCharacters={200}
          value={form.institution}
          onChange={(institution) => change({ institution })}
          problem={problem(form.institution.trim() === '', t('transfer:institutionMissing'))}
        />
        <Day label={t('transfer:on')} value={form.on} problem={problem} onChange={(on) => change({ on })} />
      </Pair>
      <Words
        label={t('transfer:reason')}
        value={form.reason}
        problem={problem}
        onChange={(reason) => change({ reason })}
      />
      <ChoiceChips
        label={t('transfer:toldMethod')}
        required
        options={deliveryMethods.map((value) => ({ value, label: t(`vocabulary:deliveryMethod.${value}`) }))}
        value={toldMethod}
        onChange={(value) => change({ toldMethod: value })}
        problem={problem(toldMethod === null, t('case:dialog.deliveryMissing'))}
      />
      <Day
        label={t('transfer:toldOn')}
        value={form.toldOn}
        problem={problem}
        codes={noticeCodes}
        onChange={(toldOn) => change({ toldOn })}
      />
    </ActDialog>
  );
}

export function ConfirmTransferDialog({ onClose }: Props) {
  const { t } = useText();
  const { nowLocal, state } = useCaseEnvironment();
  const blank = { on: nowLocal.slice(0, 10), referenceNo: '' };
  const act = useAct('case.confirmTransfer', blank, t('case:done.confirmTransfer'), onClose, dateCodes);
  const { form, change, problem } = act;
  return (
    <ActDialog
      title={t('case:act.confirmTransfer')}
      confirmLabel={t('case:act.confirmTransfer')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(form.on !== '' && form.referenceNo.trim() !== '', form)}
      onClose={onClose}
    >
      <Typography>
        {t('transfer:confirmExplain', { institution: standingTransfer(state)?.institution ?? '' })}
      </Typography>
      <Day label={t('transfer:confirmedOn')} value={form.on} problem={problem} onChange={(on) => change({ on })} />
      <TextField
        label={t('transfer:referenceNo')}
        required
        maxCharacters={100}
        value={form.referenceNo}
        onChange={(referenceNo) => change({ referenceNo })}
        problem={problem(form.referenceNo.trim() === '', t('transfer:referenceMissing'))}
      />
    </ActDialog>
  );
}

export function TakeBackDialog({ onClose }: Props) {
  const { t } = useText();
  const { nowLocal, state } = useCaseEnvironment();
  const blank = { on: nowLocal.slice(0, 10), reason: '' };
  const act = useAct('case.takeBackTransfer', blank, t('case:done.takeBackTransfer'), onClose, dateCodes);
  const { form, change, problem } = act;
  return (
    <ActDialog
      title={t('case:act.takeBackTransfer')}
      confirmLabel={t('case:act.takeBackTransfer')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(form.on !== '' && form.reason.trim() !== '', form)}
      onClose={onClose}
    >
      <Typography>
        {t('transfer:declinedExplain', { institution: standingTransfer(state)?.institution ?? '' })}
      </Typography>
      <Day label={t('transfer:declinedOn')} value={form.on} problem={problem} onChange={(on) => change({ on })} />
      <Words
        label={t('transfer:declinedReason')}
        value={form.reason}
        problem={problem}
        onChange={(reason) => change({ reason })}
      />
    </ActDialog>
  );
}
