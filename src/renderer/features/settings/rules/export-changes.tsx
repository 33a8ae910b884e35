/** The list of changed dates leaves the program, so a reason is asked. */
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useId, useState } from 'react';
import type { CodedError } from '../../../app/i18n/message-of';
import { useText } from '../../../app/i18n/use-text';
import { notify } from '../../../app/notifications';
import { api } from '../../../bridge/client';
import { newId } from '../../../bridge/ids';
import { ErrorNotice } from '../../../components/error-notice';
import { TextField } from '../../../components/text-field';

export function ExportChanges({ packKey, onClose }: { readonly packKey: string; readonly onClose: () => void }) {
  const { t } = useText();
  const titleId = useId();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const missing = reason.trim() === '';

  const run = async (): Promise<void> => {
    setTried(true);
    if (missing || busy) return;
    setBusy(true);
    setError(null);
    const reply = await api['packs.exportPreview']({ commandId: newId(), key: packKey, reason: reason.trim() });
    setBusy(false);
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    const { cancelled, rows, fileName } = reply.value;
    if (cancelled) return;
    notify({ severity: 'success', text: t('rules:change.exported', { count: rows, fileName: fileName ?? '' }) });
    onClose();
  };

  return (
    <Dialog open fullWidth maxWidth="sm" onClose={busy ? () => undefined : onClose} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t('rules:change.export')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2, pt: '8px !important' }}>
        <TextField
          autoFocus
          required
          label={t('rules:change.reason')}
          hint={t('rules:change.reasonHint')}
          value={reason}
          onChange={setReason}
          onEnter={() => void run()}
          maxCharacters={200}
          problem={tried && missing ? { severity: 'block', text: t('rules:change.reasonMissing') } : null}
        />
        <ErrorNotice error={error} />
      </DialogContent>
      <DialogActions>
        <Button disabled={busy} onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button variant="contained" disabled={busy} onClick={() => void run()}>
          {t('rules:change.run')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
