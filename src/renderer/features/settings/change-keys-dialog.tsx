/** 更换密钥: why, the own password, and the printed code where an older version made it. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useEffect, useRef, useState } from 'react';
import type { KeyChangeReason } from '../../../domain/audit/audit-events';
import type { CodedError } from '../../app/i18n/message-of';
import { useMessageOf, useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { api } from '../../bridge/client';
import { ChoiceChips } from '../../components/choice-chips';
import { ErrorNotice } from '../../components/error-notice';
import type { FieldProblem } from '../../components/field-frame';
import { focusFirstProblem } from '../../components/focus-first';
import { TextField } from '../../components/text-field';

const reasons = ['yearly', 'personLeft', 'deviceLost', 'suspicion'] as const satisfies readonly KeyChangeReason[];
const passwordCodes: readonly string[] = ['protection.wrongPassword', 'protection.throttled'];
const codeCodes: readonly string[] = ['protection.codeNeeded', 'protection.codeDiffers'];

interface ChangeKeysDialogProps {
  readonly codeNeeded: boolean;
  readonly onClose: () => void;
}

export function ChangeKeysDialog({ codeNeeded, onClose }: ChangeKeysDialogProps) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const [reason, setReason] = useState<(typeof reasons)[number]>('yearly');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [tries, setTries] = useState(0);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<CodedError | null>(null);
  const fields = useRef<HTMLDivElement | null>(null);
  useEffect(() => {
    if (tries > 0 && !busy) focusFirstProblem(fields.current);
  }, [tries, busy]);

  const problem = (codes: readonly string[], missing: string | null): FieldProblem | null => {
    if (refused !== null && codes.includes(refused.code)) return { severity: 'block', text: messageOf(refused) };
    return tries > 0 && missing !== null ? { severity: 'block', text: missing } : null;
  };
  const passwordMissing = password === '' ? t('protection:password.missing') : null;
  const codeMissing = codeNeeded && code.trim() === '' ? messageOf({ code: 'protection.codeNeeded' }) : null;
  const atField = refused !== null && [...passwordCodes, ...codeCodes].includes(refused.code);

  const submit = async (): Promise<void> => {
    setTries((count) => count + 1);
    if (busy || passwordMissing !== null || codeMissing !== null) return;
    setBusy(true);
    const reply = await api['protection.changeKeys']({
      reason,
      password,
      recoveryCode: codeNeeded ? code : null,
    });
    setBusy(false);
    if (!reply.ok) {
      setRefused(reply.error);
      return;
    }
    notify({ severity: 'success', text: t('protection:keys.begun') });
    onClose();
  };

  return (
    <Dialog open fullWidth maxWidth="sm" onClose={busy ? () => undefined : onClose} aria-labelledby="change-keys-title">
      <DialogTitle id="change-keys-title">{t('protection:keys.change')}</DialogTitle>
      <DialogContent ref={fields} sx={{ display: 'grid', gap: 2, pt: '8px !important' }}>
        <Box>{t('protection:keys.explain')}</Box>
        <ChoiceChips
          label={t('protection:keys.reason')}
          required
          options={reasons.map((id) => ({ value: id, label: t(`protection:keys.reasons.${id}`) }))}
          value={reason}
          onChange={setReason}
        />
        <TextField
          required
          type="password"
          autoComplete="current-password"
          label={t('protection:password.own')}
          value={password}
          onChange={(next) => {
            setPassword(next);
            setRefused(null);
          }}
          problem={problem(passwordCodes, passwordMissing)}
        />
        {codeNeeded && (
          <TextField
            required
            label={t('protection:code.label')}
            hint={t('protection:code.hint')}
            value={code}
            onChange={(next) => {
              setCode(next);
              setRefused(null);
            }}
            problem={problem(codeCodes, codeMissing)}
          />
        )}
        {!atField && <ErrorNotice error={refused} />}
      </DialogContent>
      <DialogActions>
        <Button disabled={busy} onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button variant="contained" disabled={busy} onClick={() => void submit()}>
          {t('protection:keys.change')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
