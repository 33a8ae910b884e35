/** Everybody forgot: the printed code sets a new password. */
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { UserTile } from '../../../shared/contract/session';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { useNotifications } from '../../app/notifications';
import { api } from '../../bridge/client';
import { ChoiceChips } from '../../components/choice-chips';
import { ErrorNotice } from '../../components/error-notice';
import { TextField } from '../../components/text-field';

interface RecoverDialogProps {
  readonly tiles: readonly UserTile[];
  readonly onClose: () => void;
}

export function RecoverDialog({ tiles, onClose }: RecoverDialogProps) {
  const { t } = useText();
  const notify = useNotifications((store) => store.notify);
  const [userId, setUserId] = useState<string | null>(tiles.find((tile) => tile.role === 'supervisor')?.userId ?? null);
  const [code, setCode] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const [error, setError] = useState<CodedError | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (): Promise<void> => {
    if (userId === null || busy) return;
    setBusy(true);
    const reply = await api['setup.recover']({ recoveryCode: code, userId, newPassword });
    setBusy(false);
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    notify({ severity: 'success', text: t('people:recover.done') });
    onClose();
  };

  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="recover-title">
      <DialogTitle id="recover-title">{t('people:recover.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Typography>{t('people:recover.explain')}</Typography>
        <ChoiceChips
          label={t('people:recover.who')}
          options={tiles.map((tile) => ({ value: tile.userId, label: tile.name }))}
          value={userId}
          onChange={setUserId}
        />
        <TextField label={t('people:recover.code')} value={code} onChange={setCode} numeric autoComplete="off" />
        <TextField
          type="password"
          autoComplete="new-password"
          label={t('people:recover.newPassword')}
          hint={t('people:setup.person.passwordHint')}
          value={newPassword}
          onChange={setNewPassword}
        />
        <ErrorNotice error={error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common:action.cancel')}</Button>
        <Button
          variant="contained"
          disabled={busy || code.trim() === '' || newPassword === ''}
          onClick={() => void submit()}
        >
          {t('people:recover.submit')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
