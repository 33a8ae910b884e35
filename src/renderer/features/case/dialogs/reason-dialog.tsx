/** Actions that need a reason and nothing else: restore, reopen, recall. */
import { currentProposal } from '../../../../domain/complaint/state';
import { useText } from '../../../app/i18n/use-text';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { useAct } from './use-act';

interface Props {
  readonly onClose: () => void;
}
const OWN = ['case.reasonMissing'];

export function RestoreDialog({ onClose }: Props) {
  const { t } = useText();
  const act = useAct('case.restoreAsComplaint', { reason: '' }, t('case:done.restoreAsComplaint'), onClose, OWN);
  return <ReasonDialog act={act} title={t('case:act.restoreAsComplaint')} onClose={onClose} />;
}

export function ReopenDialog({ onClose }: Props) {
  const { t } = useText();
  const act = useAct('case.reopen', { reason: '' }, t('case:done.reopen'), onClose, OWN);
  return <ReasonDialog act={act} title={t('case:act.reopen')} onClose={onClose} />;
}

interface ReasonAct {
  readonly form: { readonly reason: string };
  readonly change: (changes: { readonly reason: string }) => void;
  readonly busy: boolean;
  readonly error: ReturnType<typeof useAct<'case.reopen', { reason: string }>>['error'];
  readonly problem: ReturnType<typeof useAct<'case.reopen', { reason: string }>>['problem'];
  readonly submit: (complete: boolean, fields: { readonly reason: string }) => Promise<void>;
}

function ReasonDialog({ act, title, onClose }: Props & { readonly act: ReasonAct; readonly title: string }) {
  const { t } = useText();
  const { reason } = act.form;
  const submit = (): void => void act.submit(reason.trim() !== '', { reason });
  return (
    <ActDialog title={title} confirmLabel={title} busy={act.busy} error={act.error} onSubmit={submit} onClose={onClose}>
      <TextField
        label={t('case:dialog.reason')}
        required
        autoFocus
        rows={3}
        maxCharacters={2_000}
        value={reason}
        onChange={(text) => act.change({ reason: text })}
        problem={act.problem(reason.trim() === '', t('case:dialog.reasonMissing'), ...OWN)}
      />
    </ActDialog>
  );
}

export function RecallDialog({ onClose }: Props) {
  const { t } = useText();
  const { state } = useCaseEnvironment();
  const act = useAct('case.recallRemedy', { reason: '' }, t('case:done.recallRemedy'), onClose, OWN);
  const proposalId = currentProposal(state)?.id ?? '';
  const submit = async (complete: boolean, { reason }: { readonly reason: string }): Promise<void> =>
    act.submit(complete, { proposalId, reason });
  return <ReasonDialog act={{ ...act, submit }} title={t('case:remedy.recall')} onClose={onClose} />;
}
