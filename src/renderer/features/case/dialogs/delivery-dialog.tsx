/** 送达: how and when a letter reached its reader, and what proves it. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { carriedMethods } from '../../../../domain/complaint/letter-delivery';
import { deliveryMethods, type DeliveryMethod, type ToldKind } from '../../../../domain/complaint/values';
import { useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { ChoiceChips, ToggleChips } from '../../../components/choice-chips';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { dateCodes, Day, Pair } from './act-fields';
import { useAct } from './use-act';

interface Props {
  /** Of the decision of the branch, or of that of a review. */
  readonly action: 'recordDelivery' | 'recordReviewDelivery';
  readonly onClose: () => void;
}

const ownCodes = [...dateCodes, 'delivery.receiptMissing', 'delivery.witnessMissing', 'case.noSuchEvidence'];

function useDelivery() {
  const { nowLocal } = useCaseEnvironment();
  return {
    method: null as DeliveryMethod | null,
    deliveredOn: nowLocal.slice(0, 10),
    receivedBy: '',
    note: '',
    receiptNo: '',
    witness: '',
    evidenceIds: [] as readonly string[],
  };
}
type Delivery = ReturnType<typeof useDelivery>;

function sentOf({ method, deliveredOn, receivedBy, note, receiptNo, witness, evidenceIds }: Delivery) {
  const proof = {
    receiptNo: method !== null && carriedMethods.includes(method) ? receiptNo.trim() : '',
    witness: method === 'refusedToTake' ? witness.trim() : '',
    evidenceIds: [...evidenceIds],
  };
  return { method: method ?? ('handed' as const), deliveredOn, receivedBy, note, proof };
}

function isComplete({ method, deliveredOn, receiptNo, witness }: Delivery): boolean {
  if (method === null || deliveredOn === '') return false;
  if (carriedMethods.includes(method) && receiptNo.trim() === '') return false;
  return method !== 'refusedToTake' || witness.trim() !== '';
}

/** Of a decision: moves the case. */
export function DeliveryDialog({ action, onClose }: Props) {
  const { t } = useText();
  const act = useAct(`case.${action}`, useDelivery(), t(`case:done.${action}`), onClose, ownCodes);
  return (
    <ActDialog
      title={t(`case:act.${action}`)}
      confirmLabel={t(`case:act.${action}`)}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(isComplete(act.form), sentOf(act.form))}
      onClose={onClose}
    >
      {action === 'recordReviewDelivery' && <Typography>{t('case:review.explainDelivery')}</Typography>}
      <DeliveryFields {...act} />
    </ActDialog>
  );
}

/** Of any other letter. */
export function LetterDeliveryDialog({ kind, onClose }: { readonly kind: ToldKind; readonly onClose: () => void }) {
  const { t } = useText();
  const done = t('case:done.recordLetterDelivery');
  const act = useAct('case.recordLetterDelivery', useDelivery(), done, onClose, ownCodes);
  return (
    <ActDialog
      title={`${t('case:act.recordLetterDelivery')} · ${t(`letters:kind.${kind}`)}`}
      confirmLabel={t('case:act.recordLetterDelivery')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(isComplete(act.form), { kind, ...sentOf(act.form) })}
      onClose={onClose}
    >
      <DeliveryFields {...act} />
    </ActDialog>
  );
}

type FieldsProps = Pick<ReturnType<typeof useAct<'case.recordDelivery', Delivery>>, 'form' | 'change' | 'problem'>;

function DeliveryFields({ form, change, problem }: FieldsProps) {
  const { t } = useText();
  const { state } = useCaseEnvironment();
  const { method, deliveredOn, receivedBy, note, receiptNo, witness, evidenceIds } = form;
  const carried = method !== null && carriedMethods.includes(method);
  return (
    <>
      <ChoiceChips
        label={t('case:dialog.deliveryMethod')}
        required
        options={deliveryMethods.map((value) => ({ value, label: t(`vocabulary:deliveryMethod.${value}`) }))}
        value={method}
        onChange={(value) => change({ method: value })}
        problem={problem(method === null, t('case:dialog.deliveryMissing'))}
      />
      <Pair>
        <Day
          label={t('case:dialog.deliveredOn')}
          value={deliveredOn}
          problem={problem}
          onChange={(value) => change({ deliveredOn: value })}
        />
        {carried && (
          <TextField
            required
            label={t('case:dialog.receiptNo')}
            maxCharacters={100}
            value={receiptNo}
            onChange={(text) => change({ receiptNo: text })}
            problem={problem(
              receiptNo.trim() === '',
              t('case:errors.delivery.receiptMissing'),
              'delivery.receiptMissing',
            )}
          />
        )}
        {method === 'refusedToTake' ? (
          <TextField
            required
            label={t('case:dialog.witness')}
            hint={t('case:dialog.witnessHint')}
            maxCharacters={200}
            value={witness}
            onChange={(text) => change({ witness: text })}
            problem={problem(
              witness.trim() === '',
              t('case:errors.delivery.witnessMissing'),
              'delivery.witnessMissing',
            )}
          />
        ) : (
          <TextField
            label={t('case:dialog.receivedBy')}
            maxCharacters={200}
            value={receivedBy}
            onChange={(text) => change({ receivedBy: text })}
          />
        )}
      </Pair>
      {state.evidence.length === 0 ? (
        <Box sx={{ color: c.inkSoft }}>{t('case:dialog.noProofFiles')}</Box>
      ) : (
        <ToggleChips
          label={t('case:dialog.proofFiles')}
          hint={t('case:dialog.proofHint')}
          options={state.evidence.map(({ id, name }) => ({ value: id, label: name }))}
          values={evidenceIds}
          onChange={(ids) => change({ evidenceIds: ids })}
          problem={problem(false, '', 'case.noSuchEvidence')}
        />
      )}
      <TextField
        label={t('case:dialog.note')}
        rows={2}
        maxCharacters={2_000}
        value={note}
        onChange={(text) => change({ note: text })}
      />
    </>
  );
}
