/** 导出: the list leaves the program, so a reason is asked and everything is in the audit trail. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useId, useRef, useState } from 'react';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ErrorNotice } from '../../components/error-notice';
import { TextField } from '../../components/text-field';
import { useHistory } from './history-state';

export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const titleId = useId();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const intent = useRef(newId());
  const missing = reason.trim() === '';

  const run = async (): Promise<void> => {
    setTried(true);
    if (missing || busy) return;
    setBusy(true);
    setError(null);
    const { text, filter, sort } = useHistory.getState();
    const reply = await api['history.export']({ commandId: intent.current, filter, sort, text, reason: reason.trim() });
    setBusy(false);
    intent.current = newId();
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    const { cancelled, rows, fileName } = reply.value;
    if (cancelled) return;
    notify({ severity: 'success', text: t('history:export.done', { count: rows, fileName: fileName ?? '' }) });
    onClose();
  };

  return (
    <Dialog open fullWidth maxWidth="sm" onClose={busy ? () => undefined : onClose} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t('history:export.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2, pt: '8px !important' }}>
        <Box>{t('history:export.explain')}</Box>
        <TextField
          autoFocus
          required
          label={t('history:export.reason')}
          hint={t('history:export.reasonHint')}
          value={reason}
          onChange={setReason}
          onEnter={() => void run()}
          maxCharacters={200}
          problem={tried && missing ? { severity: 'block', text: t('history:export.reasonMissing') } : null}
        />
        <ErrorNotice error={error} />
      </DialogContent>
      <DialogActions>
        <Button disabled={busy} onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button variant="contained" disabled={busy} onClick={() => void run()}>
          {t('history:export.run')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
