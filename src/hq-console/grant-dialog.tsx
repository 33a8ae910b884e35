import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import type { CodedError } from '../renderer/app/i18n/message-of';
import { useMessageOf, useText } from '../renderer/app/i18n/use-text';
import { ErrorNotice } from '../renderer/components/error-notice';
import type { FieldProblem } from '../renderer/components/field-frame';
import { Reason } from '../shared/hq-console/branches';
import { mostExtensionDays, type CaseRow } from '../shared/hq-console/cases';
import { api } from './client';
import { LineField } from './fields';

interface GrantDialogProps {
  readonly row: CaseRow;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** 批准延期: days and reason, and the second factor once more, since this signs in the name of headquarters. */
export function GrantDialog({ row, onDone, onClose }: GrantDialogProps) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const titleId = useId();
  const [days, setDays] = useState(String(mostExtensionDays));
  const [reason, setReason] = useState('');
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const count = /^\d{1,2}$/.test(days.trim()) ? Number(days) : 0;
  const daysBad = count < 1 || count > mostExtensionDays;
  const reasonBad = !Reason.safeParse(reason).success;
  const block = (bad: boolean, text: string): FieldProblem | null =>
    tried && bad ? { severity: 'block', text } : null;
  const codeProblem =
    error?.code === 'console.codeWrong'
      ? ({ severity: 'block', text: messageOf(error) } as const)
      : block(code.trim() === '', t('console:grant.codeMissing'));

  const submit = async (): Promise<void> => {
    setTried(true);
    if (busy || daysBad || reasonBad || code.trim() === '') return;
    setBusy(true);
    setError(null);
    const { branchId, caseId } = row;
    const answer = await api['case.grantExtension']({ branchId, caseId, days: count, reason, code });
    setBusy(false);
    if (answer.ok) {
      onDone();
      return;
    }
    setError(answer.error);
    setCode('');
  };

  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t('console:grant.title', { number: row.number })}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Typography>{t('console:grant.body', { branch: row.branchName })}</Typography>
        <ErrorNotice error={error?.code === 'console.codeWrong' ? null : error} />
        <LineField
          label={t('console:grant.days')}
          value={days}
          onChange={setDays}
          problem={block(daysBad, t('console:grant.daysBad', { most: mostExtensionDays }))}
          inputMode="numeric"
          required
        />
        <LineField
          label={t('console:grant.reason')}
          hint={t('console:grant.reasonHint')}
          value={reason}
          onChange={setReason}
          problem={block(reasonBad, t('console:revoke.reasonShort'))}
          rows={2}
          required
          autoFocus
        />
        <LineField
          label={t('console:signIn.code')}
          hint={t('console:grant.codeHint')}
          value={code}
          onChange={setCode}
          onEnter={() => void submit()}
          problem={codeProblem}
          autoComplete="one-time-code"
          required
          code
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('console:grant.cancel')}</Button>
        <Button variant="contained" disabled={busy} onClick={() => void submit()}>
          {t('console:grant.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
