/** 导出: what leaves the program needs a reason and is in the audit trail. Shows how far it is, and stops on demand. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useId, useRef, useState } from 'react';
import type { Reply } from '../../shared/contract/define';
import type { ExportRefusal, ProblemCase } from '../../shared/contract/registers';
import { useText } from '../app/i18n/use-text';
import { notify } from '../app/notifications';
import { newId } from '../bridge/ids';
import { ChoiceChips } from './choice-chips';
import { ErrorNotice } from './error-notice';
import { JobProgress } from './job-progress';
import { ProblemCases } from './problem-cases';
import { TextField } from './text-field';

export interface ExportAsked {
  readonly commandId: string;
  readonly reason: string;
  readonly identity: 'masked' | 'full';
}

export interface ExportDialogProps {
  readonly title: string;
  readonly explain: string;
  /** Whether identity may be had in full; null where the file has none. */
  readonly mayReveal: boolean | null;
  readonly run: (
    asked: ExportAsked,
  ) => Promise<Reply<{ cancelled: boolean; rows: number; fileName: string | null }, ExportRefusal>>;
  /** What to say when it is done. */
  readonly doneText: (rows: number, fileName: string) => string;
  readonly onClose: () => void;
}

export function ExportDialog({ title, explain, mayReveal, run, doneText, onClose }: ExportDialogProps) {
  const { t } = useText();
  const titleId = useId();
  const [reason, setReason] = useState('');
  const [identity, setIdentity] = useState<'masked' | 'full'>('masked');
  const [tried, setTried] = useState(false);
  const [jobId, setJobId] = useState<string | null>(null);
  const [error, setError] = useState<Extract<Awaited<ReturnType<typeof run>>, { ok: false }>['error'] | null>(null);
  const running = useRef(false);
  const missing = reason.trim() === '';
  const busy = jobId !== null;
  const problems: readonly ProblemCase[] =
    error?.code === 'register.notReconciled' && 'cases' in error ? error.cases : [];

  const start = async (): Promise<void> => {
    setTried(true);
    if (missing || running.current) return;
    running.current = true;
    const commandId = newId();
    setJobId(commandId);
    setError(null);
    const reply = await run({ commandId, reason: reason.trim(), identity });
    running.current = false;
    setJobId(null);
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    const { cancelled, rows, fileName } = reply.value;
    if (cancelled) return;
    notify({ severity: 'success', text: doneText(rows, fileName ?? '') });
    onClose();
  };

  return (
    <Dialog open fullWidth maxWidth="sm" onClose={busy ? () => undefined : onClose} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2, pt: '8px !important' }}>
        <Box>{explain}</Box>
        {mayReveal === true && (
          <ChoiceChips
            label={t('registers:export.identity')}
            hint={t(`registers:export.identityHint.${identity}`)}
            options={(['masked', 'full'] as const).map((value) => ({
              value,
              label: t(`registers:export.identities.${value}`),
            }))}
            value={identity}
            disabled={busy}
            onChange={setIdentity}
          />
        )}
        <TextField
          autoFocus
          required
          disabled={busy}
          label={t('registers:export.reason')}
          hint={t('registers:export.reasonHint')}
          value={reason}
          onChange={setReason}
          onEnter={() => void start()}
          maxCharacters={200}
          problem={tried && missing ? { severity: 'block', text: t('registers:export.reasonMissing') } : null}
        />
        {jobId !== null && <JobProgress jobId={jobId} />}
        <ErrorNotice error={error} />
        <ProblemCases problems={problems} onLeave={onClose} />
      </DialogContent>
      <DialogActions>
        {!busy && <Button onClick={onClose}>{t('common:action.cancel')}</Button>}
        <Button variant="contained" disabled={busy} onClick={() => void start()}>
          {t('registers:export.run')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
