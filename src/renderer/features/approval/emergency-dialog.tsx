/** 紧急处置: why nobody can be asked, what waiting would do, and two persons who sign the same text with their passwords. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useEffect, useRef, useState } from 'react';
import { emergencyReviewAhead } from '../../../domain/investigation/due-dates';
import type { EmergencyView } from '../../../shared/contract/approval';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useMessageOf, useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ErrorNotice } from '../../components/error-notice';
import type { FieldProblem } from '../../components/field-frame';
import { focusFirstIn, focusFirstProblem } from '../../components/focus-first';
import { WhyDay } from '../../components/why-date/why-chip';
import { TextField } from '../../components/text-field';
import { ApprovalSheet } from './approval-sheet';
import { SignerFields, type TypedSigner } from './signer-fields';
import { useApproval } from './use-approval';
import { useEmergencyDraft } from './emergency-draft';

interface EmergencyDialogProps {
  readonly caseId: string;
  readonly onClose: () => void;
}

/** Two side by side where there is room. */
const pair = {
  display: 'grid',
  gap: 2,
  alignItems: 'start',
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 30rem), 1fr))',
} as const;
const nobody: TypedSigner = { userId: null, password: '' };
/** Refusals that stand at a field, and at which. */
const atWords: readonly string[] = ['emergency.reasonMissing', 'emergency.harmMissing'];
const atPeople: readonly string[] = [
  'emergency.samePerson',
  'emergency.signerBarred',
  'emergency.noSupervisor',
  'emergency.notNeeded',
  'emergency.wrongPassword',
  'emergency.throttled',
];
const stale: readonly string[] = ['approval.changedMeanwhile', 'remedy.notPending', 'remedy.notFound'];

export function EmergencyDialog({ caseId, onClose }: EmergencyDialogProps) {
  const { t } = useText();
  const format = useFormat();
  const messageOf = useMessageOf();
  const { view, files, error: loadError, changed, reload } = useApproval(caseId);
  const [choices, setChoices] = useState<EmergencyView | null>(null);
  const [choicesError, setChoicesError] = useState<CodedError | null>(null);
  const { reason, harm, keep, drop } = useEmergencyDraft(caseId);
  const [first, setFirst] = useState(nobody);
  const [second, setSecond] = useState(nobody);
  const [tries, setTries] = useState(0);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<CodedError | null>(null);
  const fields = useRef<HTMLElement | null>(null);
  const intent = useRef<string | null>(null);
  const digest = view?.digest;
  const review = choices && emergencyReviewAhead(choices.today, choices.reviewWithinDays);

  useEffect(() => {
    let current = true;
    void api['approval.emergency']({ caseId }).then((reply) => {
      if (!current) return;
      if (reply.ok) setChoices(reply.value);
      else setChoicesError(reply.error);
    });
    return () => {
      current = false;
    };
  }, [caseId, digest]);
  const ready = view !== null && choices !== null;
  useEffect(() => {
    if (ready) focusFirstIn(fields.current);
  }, [ready]);
  useEffect(() => {
    if (tries > 0 && !busy) focusFirstProblem(fields.current);
  }, [tries, busy]);

  const typed = (change: () => void): void => {
    intent.current = null;
    setRefused(null);
    change();
  };
  const block = (text: string): FieldProblem => ({ severity: 'block', text });
  const people = choices?.people ?? [];
  const supervised = people.some(
    ({ userId, supervises }) => supervises && (userId === first.userId || userId === second.userId),
  );
  const able = people.find(
    ({ userId, couldDecide }) => couldDecide && (userId === first.userId || userId === second.userId),
  );
  const ownRefusal =
    first.userId !== null && first.userId === second.userId
      ? { code: 'emergency.samePerson' }
      : able
        ? { code: 'emergency.notNeeded', person: able.name }
        : first.userId !== null && second.userId !== null && !supervised
          ? { code: 'emergency.noSupervisor' }
          : null;
  const complete =
    reason.trim() !== '' &&
    harm.trim() !== '' &&
    [first, second].every(({ userId, password }) => userId !== null && password !== '') &&
    ownRefusal === null;
  const wordsProblem = (text: string, code: string): FieldProblem | null =>
    refused?.code === code || (tries > 0 && text.trim() === '') ? block(messageOf({ code })) : null;
  const peopleRefusal = refused !== null && atPeople.includes(refused.code) ? refused : null;
  const refusedUser = peopleRefusal !== null && 'userId' in peopleRefusal ? peopleRefusal.userId : null;

  const submit = async (): Promise<void> => {
    setTries((count) => count + 1);
    if (!complete || busy || view === null) return;
    setBusy(true);
    intent.current ??= newId();
    const { proposalId, number } = view.shown;
    const reply = await api['approval.decideInEmergency']({
      commandId: intent.current,
      caseId,
      proposalId,
      digest: view.digest,
      reason: reason.trim(),
      harm: harm.trim(),
      first: { userId: first.userId ?? '', password: first.password },
      second: { userId: second.userId ?? '', password: second.password },
    });
    // Whatever the answer is: passwords are typed for one try.
    setFirst({ ...first, password: '' });
    setSecond({ ...second, password: '' });
    setBusy(false);
    if (reply.ok) {
      drop();
      notify({ severity: 'success', text: t('authority:emergency.done', { number }) });
      onClose();
      return;
    }
    intent.current = null;
    setRefused(reply.error);
    if (stale.includes(reply.error.code)) reload();
  };
  const problemOf = (signer: TypedSigner, place: 'first' | 'second') => ({
    person:
      peopleRefusal !== null && !isPassword(peopleRefusal.code)
        ? refusedUser === signer.userId || (refusedUser === null && place === 'second')
          ? block(messageOf(peopleRefusal))
          : null
        : place === 'second' && ownRefusal !== null
          ? block(messageOf(ownRefusal))
          : tries > 0 && signer.userId === null
            ? block(t('authority:emergency.chooseMissing'))
            : null,
    password:
      peopleRefusal !== null && refusedUser === signer.userId && isPassword(peopleRefusal.code)
        ? block(messageOf(peopleRefusal))
        : tries > 0 && refused === null && signer.userId !== null && signer.password === ''
          ? block(t('approval:stepUp.passwordMissing'))
          : null,
  });

  return (
    <Dialog
      open
      fullWidth
      maxWidth="xl"
      onClose={busy ? () => undefined : onClose}
      aria-labelledby="emergency-title"
      slotProps={{ paper: { sx: { m: 2, maxHeight: 'calc(100% - 32px)', width: 'calc(100% - 32px)' } } }}
    >
      <DialogTitle id="emergency-title">{t('authority:emergency.title')}</DialogTitle>
      <DialogContent ref={fields} sx={{ position: 'relative', display: 'grid', gap: 2, alignContent: 'start' }}>
        <ErrorNotice error={loadError ?? choicesError} onRetry={reload} />
        {changed && <Alert severity="warning">{t('approval:decide.reloaded')}</Alert>}
        {choices?.block != null && <Alert severity="error">{messageOf(choices.block)}</Alert>}
        {view !== null && choices !== null && choices.block === null && review !== null && (
          <>
            <Alert severity="warning">
              {t('authority:emergency.explain', { count: choices.reviewWithinDays })}
              <Box sx={{ mt: 0.5 }}>
                <WhyDay
                  caseId={caseId}
                  deadlineId={review.id}
                  outlook={review}
                  text={t('authority:emergency.reviewBy', { date: format.localDate(review.dueOn) })}
                />
              </Box>
            </Alert>
            <Box sx={pair}>
              <TextField
                label={t('authority:emergency.reason')}
                hint={t('authority:emergency.reasonHint')}
                required
                rows={2}
                maxCharacters={2_000}
                value={reason}
                onChange={(text) => typed(() => keep({ reason: text }))}
                problem={wordsProblem(reason, 'emergency.reasonMissing')}
              />
              <TextField
                label={t('authority:emergency.harm')}
                hint={t('authority:emergency.harmHint')}
                required
                rows={2}
                maxCharacters={2_000}
                value={harm}
                onChange={(text) => typed(() => keep({ harm: text }))}
                problem={wordsProblem(harm, 'emergency.harmMissing')}
              />
            </Box>
            <ApprovalSheet view={view} files={files} approverName={null} plain />
            <Box sx={pair}>
              <SignerFields
                label={t('authority:emergency.first')}
                people={people}
                other={second.userId}
                signer={first}
                onChange={(signer) => typed(() => setFirst(signer))}
                problems={problemOf(first, 'first')}
              />
              <SignerFields
                label={t('authority:emergency.second')}
                people={people}
                other={first.userId}
                signer={second}
                onChange={(signer) => typed(() => setSecond(signer))}
                problems={problemOf(second, 'second')}
              />
            </Box>
          </>
        )}
      </DialogContent>
      <DialogActions sx={{ flexWrap: 'wrap', gap: 1 }}>
        <ErrorNotice
          error={
            refused !== null && !atPeople.includes(refused.code) && !atWords.includes(refused.code) ? refused : null
          }
        />
        <Button onClick={onClose} disabled={busy}>
          {t('common:action.cancel')}
        </Button>
        <Button
          variant="contained"
          color="error"
          disabled={busy || view === null || choices === null || choices.block !== null}
          onClick={() => void submit()}
        >
          {t('authority:emergency.sign')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

const isPassword = (code: string): boolean => code === 'emergency.wrongPassword' || code === 'emergency.throttled';
