import Alert from '@mui/material/Alert';
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
import { api } from './client';
import { CodeField } from './code-field';
import { LineField } from './fields';

const atFields = ['console.passwordWrong', 'console.passwordSame', 'console.weakPassword', 'console.codeWrong'];

/** 修改密码: the old one, a new one twice, and a code. */
export function PasswordDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const titleId = useId();
  const [password, setPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const [again, setAgain] = useState('');
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const differs = newPassword !== again;

  const block = (text: string | null): FieldProblem | null => (text === null ? null : { severity: 'block', text });
  const ofServer = (codes: readonly string[]): string | null =>
    error !== null && codes.includes(error.code) ? messageOf(error) : null;
  const missing = (value: string): string | null => (tried && value === '' ? t('console:password.missing') : null);

  const submit = async (): Promise<void> => {
    setTried(true);
    if (busy || password === '' || newPassword === '' || differs || code.trim() === '') return;
    setBusy(true);
    setError(null);
    const answer = await api['session.changePassword']({ password, newPassword, code });
    setBusy(false);
    if (answer.ok) setDone(true);
    else {
      setError(answer.error);
      setCode('');
    }
  };

  return (
    <Dialog open {...(busy ? {} : { onClose })} maxWidth="xs" fullWidth aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t('console:password.title')}</DialogTitle>
      {done ? (
        <DialogContent>
          <Alert severity="success">{t('console:password.done')}</Alert>
        </DialogContent>
      ) : (
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          <Typography>{t('console:password.body')}</Typography>
          <ErrorNotice error={error !== null && atFields.includes(error.code) ? null : error} />
          <LineField
            label={t('console:password.old')}
            type="password"
            value={password}
            onChange={setPassword}
            problem={block(ofServer(['console.passwordWrong']) ?? missing(password))}
            autoComplete="current-password"
            required
            autoFocus
          />
          <LineField
            label={t('console:password.new')}
            hint={t('console:setup.passwordHint')}
            type="password"
            value={newPassword}
            onChange={setNewPassword}
            problem={block(ofServer(['console.weakPassword', 'console.passwordSame']) ?? missing(newPassword))}
            autoComplete="new-password"
            required
          />
          <LineField
            label={t('console:password.again')}
            type="password"
            value={again}
            onChange={setAgain}
            problem={block(tried && differs ? t('console:password.differs') : null)}
            autoComplete="new-password"
            required
          />
          <CodeField value={code} onChange={setCode} onEnter={() => void submit()} missing={tried} error={error} />
        </DialogContent>
      )}
      <DialogActions>
        {done ? (
          <Button variant="contained" autoFocus onClick={onClose}>
            {t('console:branches.close')}
          </Button>
        ) : (
          <>
            <Button disabled={busy} onClick={onClose}>
              {t('console:people.cancel')}
            </Button>
            <Button variant="contained" disabled={busy} onClick={() => void submit()}>
              {t('console:password.confirm')}
            </Button>
          </>
        )}
      </DialogActions>
    </Dialog>
  );
}
