/** 现场审批 on the counter's PC: who approves, exactly the same view, their password, one decision. Mounted by the app. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useEffect, useRef, useState } from 'react';
import type { Role } from '../../../domain/authority/roles';
import { roles } from '../../../domain/authority/roles';
import type { OutputOf } from '../../../shared/contract/define';
import type { AppContract } from '../../../shared/contract/contract';
import type { CodedError } from '../../app/i18n/message-of';
import { useMessageOf, useText } from '../../app/i18n/use-text';
import { useStepUp } from '../../app/step-up';
import { api } from '../../bridge/client';
import { ChoiceChips } from '../../components/choice-chips';
import { EmptyState } from '../../components/empty-state';
import { ErrorNotice } from '../../components/error-notice';
import { belongsToIme } from '../../components/ime';
import { TextField } from '../../components/text-field';
import { ApprovalSheet } from './approval-sheet';
import { DecideBar } from './decide-bar';
import type { Outcome } from './use-approval';
import { useDecision } from './use-decision';

type Approver = OutputOf<AppContract['approval.approvers']>['users'][number];

export function StepUpHost({ sessionName }: { readonly sessionName: string }) {
  const caseId = useStepUp((state) => state.caseId);
  const close = (): void => useStepUp.setState({ caseId: null });
  // Whoever signs in next must not find somebody else's request.
  useEffect(() => close, []);
  return caseId === null ? null : (
    <StepUpDialog key={caseId} caseId={caseId} sessionName={sessionName} onClose={close} />
  );
}

interface StepUpDialogProps {
  readonly caseId: string;
  readonly sessionName: string;
  readonly onClose: () => void;
}

function StepUpDialog({ caseId, sessionName, onClose }: StepUpDialogProps) {
  const { t } = useText();
  const [approvers, setApprovers] = useState<readonly Approver[] | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = approvers?.find(({ userId }) => userId === chosenId) ?? null;

  useEffect(() => {
    let current = true;
    void api['approval.approvers']({ caseId }).then((reply) => {
      if (!current) return;
      if (!reply.ok) {
        setError(reply.error);
        return;
      }
      const { users } = reply.value;
      setApprovers(users);
      if (users.length === 1) setChosenId(users[0]?.userId ?? null);
    });
    return () => {
      current = false;
    };
  }, [caseId]);

  const roleText = (role: string): string => {
    const known = roles.find((name): name is Role => name === role);
    return known === undefined ? role : t(`vocabulary:role.${known}`);
  };
  return (
    <Dialog open fullWidth maxWidth="lg" onClose={onClose} aria-labelledby="step-up-title">
      <DialogTitle id="step-up-title">
        {chosen === null ? t('approval:stepUp.title') : t('approval:stepUp.view', { name: chosen.name })}
      </DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2, alignContent: 'start', minHeight: '20rem', pb: 0 }}>
        <Typography>{t('approval:stepUp.explain', { name: sessionName })}</Typography>
        <ErrorNotice error={error} />
        {approvers?.length === 0 && (
          <EmptyState title={t('approval:stepUp.none')} body={t('approval:stepUp.noneBody')} />
        )}
        {approvers !== null && approvers.length > 1 && (
          <ChoiceChips
            label={t('approval:stepUp.choose')}
            options={approvers.map(({ userId, name, role }) => ({
              value: userId,
              label: `${name} · ${roleText(role)}`,
            }))}
            value={chosenId}
            onChange={setChosenId}
          />
        )}
        {chosen !== null && <StepUpDesk key={chosen.userId} caseId={caseId} approver={chosen} onDecided={onClose} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('approval:stepUp.cancel')}</Button>
      </DialogActions>
    </Dialog>
  );
}

interface StepUpDeskProps {
  readonly caseId: string;
  readonly approver: Approver;
  readonly onDecided: () => void;
}

/** The password lives in this component only, and is gone after every try and when it goes away. */
function StepUpDesk({ caseId, approver, onDecided }: StepUpDeskProps) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const desk = useDecision(caseId, approver.userId, onDecided);
  const { view, error, refused } = desk;
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const passwordRef = useRef<HTMLInputElement | HTMLTextAreaElement | null>(null);
  const aboutPassword = refused?.code.startsWith('signIn.') === true;

  const decide = async (outcome: Outcome): Promise<void> => {
    if (outcome !== 'approve' && desk.reason.trim() === '') {
      await desk.decide(outcome, null);
      return;
    }
    if (password === '') {
      setMissing(true);
      passwordRef.current?.focus();
      return;
    }
    // Cleared before the answer: whatever it is, the next try begins with an empty field.
    setPassword('');
    await desk.decide(outcome, { userId: approver.userId, password });
  };

  if (view === null) return <ErrorNotice error={error} />;
  return (
    <Box
      sx={{ display: 'grid', gap: 2 }}
      onKeyDown={(event) => {
        if (belongsToIme(event.nativeEvent)) return;
        const outcome: Outcome | null =
          event.ctrlKey && event.code === 'Enter'
            ? 'approve'
            : event.altKey && event.code === 'KeyR'
              ? 'return'
              : event.altKey && event.code === 'KeyX'
                ? 'reject'
                : null;
        if (outcome === null) return;
        event.preventDefault();
        void decide(outcome);
      }}
    >
      <ApprovalSheet view={view} files={desk.files} approverName={approver.name} />
      <DecideBar
        view={view}
        reason={desk.reason}
        onReason={desk.setReason}
        reasonMissing={desk.reasonMissing}
        reasonRef={desk.reasonRef}
        busy={desk.busy}
        error={aboutPassword ? null : refused}
        changed={desk.changed}
        onDecide={(outcome) => void decide(outcome)}
      >
        <TextField
          type="password"
          autoComplete="off"
          required
          label={t('approval:stepUp.password', { name: approver.name })}
          value={password}
          onChange={(text) => {
            setPassword(text);
            setMissing(false);
            desk.clearRefused();
          }}
          inputRef={passwordRef}
          problem={
            aboutPassword
              ? { severity: 'block', text: messageOf(refused) }
              : missing
                ? { severity: 'block', text: t('approval:stepUp.passwordMissing') }
                : null
          }
        />
      </DecideBar>
    </Box>
  );
}
