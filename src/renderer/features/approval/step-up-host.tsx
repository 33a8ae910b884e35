/** 现场审批 on the counter's PC: who approves, exactly the same view, their password, one decision. Mounted by the app. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Approver } from '../../../shared/contract/approval';
import type { CodedError } from '../../app/i18n/message-of';
import { useMessageOf, useText } from '../../app/i18n/use-text';
import { keysOf } from '../../app/shortcuts/keys';
import { useOwnKeys } from '../../app/shortcuts/own-keys';
import { askForEmergency, useStepUp } from '../../app/step-up';
import { api } from '../../bridge/client';
import { c } from '../../app/theme/css-vars';
import { ChoiceChips } from '../../components/choice-chips';
import { EmptyState } from '../../components/empty-state';
import { ErrorNotice } from '../../components/error-notice';
import { focusFirstIn } from '../../components/focus-first';
import { belongsToIme } from '../../components/ime';
import { TextField } from '../../components/text-field';
import { ApprovalSheet } from './approval-sheet';
import { DecideBar, decideActions } from './decide-bar';
import { EmergencyDialog } from './emergency-dialog';
import { ReviewDialog } from './review-dialog';
import { outcomes, type Outcome } from './use-approval';
import { useRefusalOf } from './refusal-text';
import { useDecision } from './use-decision';

export function StepUpHost({ sessionName }: { readonly sessionName: string }) {
  const asked = useStepUp((state) => state.asked);
  const close = (): void => useStepUp.setState({ asked: null });
  // Whoever signs in next must not find somebody else's request.
  useEffect(() => close, []);
  if (asked === null) return null;
  const { caseId } = asked;
  switch (asked.kind) {
    case 'approval':
      return <StepUpDialog key={caseId} caseId={caseId} sessionName={sessionName} onClose={close} />;
    case 'emergency':
      return <EmergencyDialog key={caseId} caseId={caseId} onClose={close} />;
    case 'review':
      return <ReviewDialog key={asked.taskId} caseId={caseId} taskId={asked.taskId} onClose={close} />;
  }
}

interface StepUpDialogProps {
  readonly caseId: string;
  readonly sessionName: string;
  readonly onClose: () => void;
}

function StepUpDialog({ caseId, sessionName, onClose }: StepUpDialogProps) {
  const { t } = useText();
  const refusalOf = useRefusalOf();
  const [approvers, setApprovers] = useState<readonly Approver[] | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chooser = useRef<HTMLElement | null>(null);
  const eligible = approvers?.filter(mayDecideSomething) ?? [];
  const barred = approvers?.filter((approver) => !mayDecideSomething(approver)) ?? [];
  const chosen = eligible.find(({ userId }) => userId === chosenId) ?? null;

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
      const able = users.filter(mayDecideSomething);
      if (able.length === 1) setChosenId(able[0]?.userId ?? null);
    });
    return () => {
      current = false;
    };
  }, [caseId]);
  useEffect(() => {
    if (approvers !== null) focusFirstIn(chooser.current);
  }, [approvers]);

  const leave = (
    <>
      <Button color="error" onClick={() => askForEmergency(caseId)}>
        {t('authority:emergency.open')}
      </Button>
      <Button onClick={onClose}>{t('approval:stepUp.cancel')}</Button>
    </>
  );
  return (
    <Dialog
      open
      fullWidth
      maxWidth="xl"
      onClose={onClose}
      aria-labelledby="step-up-title"
      slotProps={{ paper: { sx: { m: 2, maxHeight: 'calc(100% - 32px)', width: 'calc(100% - 32px)' } } }}
    >
      <DialogTitle
        id="step-up-title"
        sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, alignItems: 'baseline', pb: 1 }}
      >
        <span>{chosen === null ? t('approval:stepUp.title') : t('approval:stepUp.view', { name: chosen.name })}</span>
        <Box component="span" sx={{ fontSize: '1rem', fontWeight: 400, color: c.inkSoft }}>
          {t('approval:stepUp.explain', { name: sessionName })}
        </Box>
      </DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 1.5, alignContent: 'start', pb: chosen === null ? 2 : 0 }}>
        <ErrorNotice error={error} />
        {approvers !== null && eligible.length === 0 && (
          <EmptyState title={t('approval:stepUp.none')} body={t('approval:stepUp.noneBody')} />
        )}
        <Box ref={chooser} sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}>
          {eligible.length > 1 && (
            <ChoiceChips
              label={t('approval:stepUp.choose')}
              options={eligible.map(({ userId, name, role, refusal }) => ({
                value: userId,
                label: [
                  name,
                  t(`vocabulary:role.${role}`),
                  refusal?.code === 'approval.aboveAuthority' ? t('approval:stepUp.aboveLimit') : '',
                ]
                  .filter((text) => text !== '')
                  .join(' · '),
              }))}
              value={chosenId}
              onChange={setChosenId}
            />
          )}
          {barred.length > 0 && (
            <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', color: c.inkSoft }}>
              {barred.map(({ userId, name, refusal }) => (
                <li key={userId}>{refusal === null ? name : refusalOf(refusal, name)}</li>
              ))}
            </Box>
          )}
        </Box>
        {chosen === null ? (
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, justifyContent: 'flex-end' }}>{leave}</Box>
        ) : (
          <StepUpDesk key={chosen.userId} caseId={caseId} approver={chosen} onDecided={onClose} leave={leave} />
        )}
      </DialogContent>
    </Dialog>
  );
}

/** Approve, or at least return: everybody but those whom the case or their role keeps away. */
function mayDecideSomething({ refusal }: Approver): boolean {
  return refusal === null || refusal.code === 'approval.aboveAuthority';
}

interface StepUpDeskProps {
  readonly caseId: string;
  readonly approver: Approver;
  readonly onDecided: () => void;
  readonly leave: ReactNode;
}

/** The password lives in this component only, and is gone after every try and when it goes away. */
function StepUpDesk({ caseId, approver, onDecided, leave }: StepUpDeskProps) {
  const { t } = useText();
  const keymap = useOwnKeys((state) => state.keymap);
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
      sx={{ display: 'grid', gap: 1.5 }}
      onKeyDown={(event) => {
        if (belongsToIme(event.nativeEvent)) return;
        const keys = keysOf(event.nativeEvent);
        const outcome = outcomes.find((one) => keymap[decideActions[one]] === keys);
        if (outcome === undefined) return;
        event.preventDefault();
        void decide(outcome);
      }}
    >
      <ApprovalSheet view={view} files={desk.files} approverName={approver.name} />
      <DecideBar
        view={view}
        approverName={approver.name}
        edge="dialog"
        leave={leave}
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
