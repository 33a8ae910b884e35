/** 到期销毁: why, who else answers for it, and both passwords. What it does can't be undone, and the dialog says so. */
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useEffect, useRef, useState } from 'react';
import { may } from '../../../domain/authority/roles';
import type { DueCase } from '../../../shared/contract/protection';
import type { UserView } from '../../../shared/contract/session';
import type { CodedError } from '../../app/i18n/message-of';
import { useMessageOf, useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ChoiceChips } from '../../components/choice-chips';
import { ErrorNotice } from '../../components/error-notice';
import type { FieldProblem } from '../../components/field-frame';
import { focusFirstProblem } from '../../components/focus-first';
import { TextField } from '../../components/text-field';

interface DestroyDialogProps {
  readonly cases: readonly DueCase[];
  readonly ownId: string;
  readonly codeNeeded: boolean;
  readonly onClose: () => void;
  /** A case of the list may not be destroyed any more. */
  readonly onStale: () => void;
}

const stale: readonly string[] = ['retention.kept', 'retention.unsent'];

export function DestroyDialog({ cases, ownId, codeNeeded, onClose, onStale }: DestroyDialogProps) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const [people, setPeople] = useState<readonly UserView[] | null>(null);
  const [second, setSecond] = useState<string | null>(null);
  const [typed, setTyped] = useState({ reason: '', own: '', theirs: '', code: '' });
  const [tries, setTries] = useState(0);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<(CodedError & { readonly userId?: string }) | null>(null);
  const intent = useRef<string | null>(null);
  const fields = useRef<HTMLDivElement | null>(null);
  useEffect(() => {
    void api['user.list']({}).then((reply) => {
      if (!reply.ok) setRefused(reply.error);
      else
        setPeople(
          reply.value.users.filter(
            ({ active, role, userId }) => active && userId !== ownId && may(role, 'case.destroy'),
          ),
        );
    });
  }, [ownId]);
  useEffect(() => {
    if (tries > 0 && !busy) focusFirstProblem(fields.current);
  }, [tries, busy]);

  const set = (changes: Partial<typeof typed>): void => {
    setTyped({ ...typed, ...changes });
    setRefused(null);
    intent.current = null;
  };
  const isPassword = refused !== null && ['protection.wrongPassword', 'protection.throttled'].includes(refused.code);
  const isCode = refused !== null && ['protection.codeNeeded', 'protection.codeDiffers'].includes(refused.code);
  const isSecond = refused !== null && ['retention.samePerson', 'retention.signerBarred'].includes(refused.code);
  const problem = (mine: boolean, missing: string | null): FieldProblem | null => {
    if (refused !== null && mine) return { severity: 'block', text: messageOf(refused) };
    return tries > 0 && missing !== null ? { severity: 'block', text: missing } : null;
  };
  const missing = {
    reason: typed.reason.trim() === '' ? messageOf({ code: 'retention.reasonMissing' }) : null,
    second: second === null ? t('protection:destroy.secondMissing') : null,
    own: typed.own === '' ? t('protection:password.missing') : null,
    theirs: typed.theirs === '' ? t('protection:password.missing') : null,
    code: codeNeeded && typed.code.trim() === '' ? messageOf({ code: 'protection.codeNeeded' }) : null,
  };

  const submit = async (): Promise<void> => {
    setTries((count) => count + 1);
    if (busy || second === null || Object.values(missing).some((text) => text !== null)) return;
    setBusy(true);
    intent.current ??= newId();
    const reply = await api['retention.destroy']({
      commandId: intent.current,
      caseIds: cases.map(({ caseId }) => caseId),
      reason: typed.reason.trim(),
      password: typed.own,
      second: { userId: second, password: typed.theirs },
      recoveryCode: codeNeeded ? typed.code : null,
    });
    setBusy(false);
    if (!reply.ok) {
      setRefused(reply.error);
      return;
    }
    notify({ severity: 'success', text: t('protection:destroy.done', { count: reply.value.count }) });
    onClose();
  };

  const atField = isPassword || isCode || isSecond;
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={busy ? () => undefined : onClose} aria-labelledby="destroy-title">
      <DialogTitle id="destroy-title">{t('protection:destroy.title', { count: cases.length })}</DialogTitle>
      <DialogContent ref={fields} sx={{ display: 'grid', gap: 2, pt: '8px !important' }}>
        <Alert severity="warning">{t('protection:destroy.warning')}</Alert>
        <TextField
          required
          rows={2}
          label={t('protection:destroy.reason')}
          value={typed.reason}
          onChange={(reason) => set({ reason })}
          problem={problem(false, missing.reason)}
        />
        <TextField
          required
          type="password"
          autoComplete="off"
          label={t('protection:password.own')}
          value={typed.own}
          onChange={(own) => set({ own })}
          problem={problem(isPassword && refused.userId === ownId, missing.own)}
        />
        {people?.length === 0 ? (
          <Alert severity="info">{t('protection:destroy.nobody')}</Alert>
        ) : (
          <>
            <ChoiceChips
              label={t('protection:destroy.second')}
              required
              options={(people ?? []).map(({ userId, name }) => ({ value: userId, label: name }))}
              value={second}
              onChange={(next) => {
                setSecond(next);
                setRefused(null);
                intent.current = null;
              }}
              problem={problem(isSecond, missing.second)}
            />
            <TextField
              required
              type="password"
              autoComplete="off"
              label={t('protection:password.second')}
              value={typed.theirs}
              onChange={(theirs) => set({ theirs })}
              problem={problem(isPassword && refused.userId !== ownId, missing.theirs)}
            />
          </>
        )}
        {codeNeeded && (
          <TextField
            required
            label={t('protection:code.label')}
            hint={t('protection:code.hint')}
            value={typed.code}
            onChange={(code) => set({ code })}
            problem={problem(isCode, missing.code)}
          />
        )}
        {!atField && <ErrorNotice error={refused} />}
      </DialogContent>
      <DialogActions>
        <Button disabled={busy} onClick={refused !== null && stale.includes(refused.code) ? onStale : onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button
          variant="contained"
          color="error"
          disabled={busy || people === null || people.length === 0}
          onClick={() => void submit()}
        >
          {t('protection:destroy.submit')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
