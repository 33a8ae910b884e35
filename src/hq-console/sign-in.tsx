import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { CodedError } from '../renderer/app/i18n/message-of';
import { useText } from '../renderer/app/i18n/use-text';
import { ErrorNotice } from '../renderer/components/error-notice';
import type { HqPerson } from '../shared/hq-console/session';
import { api } from './client';
import { LineField } from './fields';
import { Welcome, type WelcomeProps } from './welcome';

interface SignInProps extends WelcomeProps {
  /** The last session was ended by time. */
  readonly ended: boolean;
  readonly onIn: (person: HqPerson, recoveryCodesLeft: number | null) => void;
  readonly onSetUp: () => void;
}

/** Account, password and code in one step: a wrong one of the three is not told apart. */
export function SignIn({ ended, onIn, onSetUp, ...frame }: SignInProps) {
  const { t } = useText();
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const complete = account.trim() !== '' && password !== '' && code.trim() !== '';

  const submit = async (): Promise<void> => {
    if (busy || !complete) return;
    setBusy(true);
    setError(null);
    const answer = await api['session.signIn']({ account, password, code });
    setBusy(false);
    if (answer.ok) {
      onIn(answer.value.person, answer.value.recoveryCodesLeft);
      return;
    }
    setError(answer.error);
    setCode('');
  };

  return (
    <Welcome {...frame} title={t('console:signIn.title')} subtitle={t('console:signIn.subtitle')}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        {ended && error === null && <Alert severity="info">{t('console:signIn.ended')}</Alert>}
        <ErrorNotice error={error} />
        <LineField
          label={t('console:signIn.account')}
          value={account}
          onChange={setAccount}
          onEnter={() => void submit()}
          autoComplete="username"
          autoFocus
        />
        <LineField
          label={t('console:signIn.password')}
          type="password"
          value={password}
          onChange={setPassword}
          onEnter={() => void submit()}
          autoComplete="current-password"
        />
        <LineField
          label={t('console:signIn.code')}
          hint={t('console:signIn.codeHint')}
          value={code}
          onChange={setCode}
          onEnter={() => void submit()}
          autoComplete="one-time-code"
          code
        />
        <Button variant="contained" size="large" disabled={busy || !complete} onClick={() => void submit()}>
          {t(busy ? 'console:signIn.working' : 'console:signIn.submit')}
        </Button>
        <Button onClick={onSetUp}>{t('console:signIn.setup')}</Button>
      </Box>
    </Welcome>
  );
}
