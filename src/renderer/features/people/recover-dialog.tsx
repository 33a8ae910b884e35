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
import { useMessageOf, useText } from '../../app/i18n/use-text';
import { useNotifications } from '../../app/notifications';
import { api } from '../../bridge/client';
import { ChoiceChips } from '../../components/choice-chips';
import { ErrorNotice } from '../../components/error-notice';
import type { FieldProblem } from '../../components/field-frame';
import { TextField } from '../../components/text-field';

interface Problem {
  readonly field: 'code' | 'password' | 'again';
  readonly text: string;
}

interface RecoverDialogProps {
  readonly tiles: readonly UserTile[];
  readonly onClose: () => void;
}

export function RecoverDialog({ tiles, onClose }: RecoverDialogProps) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const notify = useNotifications((store) => store.notify);
  const [userId, setUserId] = useState<string | null>(tiles.find((tile) => tile.role === 'supervisor')?.userId ?? null);
  const [code, setCode] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const [again, setAgain] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (): Promise<void> => {
    if (userId === null || busy || code.trim() === '' || newPassword === '') return;
    setError(null);
    if (again !== newPassword) {
      setProblem({ field: 'again', text: t('people:setup.person.passwordDiffers') });
      return;
    }
    setProblem(null);
    setBusy(true);
    const reply = await api['setup.recover']({ recoveryCode: code, userId, newPassword });
    setBusy(false);
    if (!reply.ok) {
      const { error: refused } = reply;
      if (refused.code === 'password.weak') setProblem({ field: 'password', text: t(`people:weak.${refused.reason}`) });
      else if (refused.code === 'setup.recoveryCodeDiffers') setProblem({ field: 'code', text: messageOf(refused) });
      else setError(refused);
      return;
    }
    notify({ severity: 'success', text: t('people:recover.done') });
    onClose();
  };

  const at = (field: Problem['field']): FieldProblem | null =>
    problem?.field === field ? { severity: 'block', text: problem.text } : null;

  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="recover-title">
      <DialogTitle id="recover-title">{t('people:recover.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Typography>{t('people:recover.explain')}</Typography>
        <ChoiceChips
          label={t('people:recover.who')}
          options={tiles.map(({ userId: value, name, staffNo }) => ({ value, label: `${name} ${staffNo}`.trim() }))}
          value={userId}
          onChange={setUserId}
        />
        <TextField
          autoFocus
          numeric
          autoComplete="off"
          label={t('people:recover.code')}
          value={code}
          onChange={setCode}
          problem={at('code')}
        />
        <TextField
          type="password"
          autoComplete="new-password"
          label={t('people:recover.newPassword')}
          hint={t('people:setup.person.passwordHint')}
          value={newPassword}
          onChange={setNewPassword}
          problem={at('password')}
        />
        <TextField
          type="password"
          autoComplete="new-password"
          label={t('people:recover.again')}
          value={again}
          onChange={setAgain}
          onEnter={() => void submit()}
          problem={at('again')}
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
