/** How it goes on with the customer: not a complaint, withdrawn, performed. */
import Alert from '@mui/material/Alert';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { isPetition } from '../../../../domain/complaint/petition';
import { fromRegulator } from '../../../../domain/complaint/regulator';
import { currentProposal } from '../../../../domain/complaint/state';
import { notComplaintKinds, type NotComplaintKind } from '../../../../domain/complaint/values';
import { useText } from '../../../app/i18n/use-text';
import { ChoiceChips } from '../../../components/choice-chips';
import { DateTimeField } from '../../../components/date-time-field';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { ClockPreview } from './clock-preview';
import { useAct } from './use-act';

interface Props {
  readonly onClose: () => void;
}

export function NotComplaintDialog({ onClose }: Props) {
  const { t } = useText();
  const { details } = useCaseEnvironment().state;
  const initial = { kind: null as NotComplaintKind | null, reason: '' };
  const act = useAct('case.markNotComplaint', initial, t('case:done.markNotComplaint'), onClose);
  const { kind, reason } = act.form;
  const submit = (): void => void act.submit(kind !== null && reason.trim() !== '', { kind: kind ?? 'other', reason });
  return (
    <ActDialog
      title={t('case:act.markNotComplaint')}
      confirmLabel={t('case:act.markNotComplaint')}
      busy={act.busy}
      error={act.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <ChoiceChips
        label={t('case:dialog.notComplaintKind')}
        required
        options={notComplaintKinds.map((value) => ({ value, label: t(`vocabulary:notComplaintKind.${value}`) }))}
        value={kind}
        onChange={(value) => act.change({ kind: value })}
        problem={act.problem(kind === null, t('case:dialog.notComplaintMissing'))}
      />
      <TextField
        label={t('case:dialog.reason')}
        required
        {...(fromRegulator(details) || isPetition(details) ? { hint: t('petition:reasonInAnswer') } : {})}
        rows={2}
        maxCharacters={2_000}
        value={reason}
        onChange={(text) => act.change({ reason: text })}
        problem={act.problem(reason.trim() === '', t('case:dialog.reasonMissing'))}
      />
    </ActDialog>
  );
}

export function WithdrawDialog({ onClose }: Props) {
  const { t } = useText();
  const { state, nowLocal } = useCaseEnvironment();
  const act = useAct('case.withdraw', { reason: '', signedNoteHeld: false }, t('case:done.withdraw'), onClose);
  const waiting = ['pending', 'approved'].includes(currentProposal(state)?.status ?? '');
  return (
    <ActDialog
      title={t('case:act.withdraw')}
      confirmLabel={t('case:act.withdraw')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(true, act.form)}
      onClose={onClose}
    >
      {waiting && <Alert severity="warning">{t('case:dialog.voidsApproval')}</Alert>}
      <TextField
        label={t('case:dialog.reasonOptional')}
        rows={2}
        maxCharacters={2_000}
        value={act.form.reason}
        onChange={(text) => act.change({ reason: text })}
      />
      <FormControlLabel
        control={
          <Checkbox
            checked={act.form.signedNoteHeld}
            onChange={(event) => act.change({ signedNoteHeld: event.target.checked })}
          />
        }
        label={t('case:dialog.signedNote')}
      />
      <ClockPreview step={{ kind: 'withdraw', on: nowLocal.slice(0, 10) }} />
    </ActDialog>
  );
}

export function PerformanceDialog({ onClose }: Props) {
  const { t } = useText();
  const { nowLocal } = useCaseEnvironment();
  const own = ['case.dateInFuture'];
  const initial = { performedOn: nowLocal.slice(0, 10), note: '' };
  const act = useAct('case.recordPerformance', initial, t('case:done.recordPerformance'), onClose, own);
  const { performedOn, note } = act.form;
  return (
    <ActDialog
      title={t('case:act.recordPerformance')}
      confirmLabel={t('case:act.recordPerformance')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(performedOn !== '' && note.trim() !== '', act.form)}
      onClose={onClose}
    >
      <DateTimeField
        kind="date"
        required
        label={t('case:dialog.performedOn')}
        value={performedOn}
        nowLocal={nowLocal}
        onChange={(value) => act.change({ performedOn: value })}
        problem={act.problem(performedOn === '', t('case:dialog.dateMissing'), ...own)}
      />
      <TextField
        label={t('case:dialog.performNote')}
        required
        rows={2}
        maxCharacters={2_000}
        value={note}
        onChange={(text) => act.change({ note: text })}
        problem={act.problem(note.trim() === '', t('case:dialog.reasonMissing'))}
      />
    </ActDialog>
  );
}
