import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { CodedError } from '../renderer/app/i18n/message-of';
import { useMessageOf, useText } from '../renderer/app/i18n/use-text';
import { c } from '../renderer/app/theme/css-vars';
import { ErrorNotice } from '../renderer/components/error-notice';
import type { FieldProblem } from '../renderer/components/field-frame';
import type { HqRole } from '../shared/hq-console/roles';
import type { HqPerson } from '../shared/hq-console/session';
import { api } from './client';
import { LineField } from './fields';
import { QrPicture } from './qr-picture';
import { Welcome, type WelcomeProps } from './welcome';

interface SetUpProps extends WelcomeProps {
  readonly onIn: (person: HqPerson) => void;
  readonly onBack: () => void;
}

interface Opened {
  readonly account: string;
  readonly name: string;
  readonly role: HqRole;
  readonly secret: string;
  readonly uri: string;
}

/** First sign-in: code from an administrator, authenticator and password, recovery codes. */
export function SetUp({ onIn, onBack, ...frame }: SetUpProps) {
  const { t } = useText();
  const [code, setCode] = useState('');
  const [opened, setOpened] = useState<Opened | null>(null);
  const [done, setDone] = useState<{ readonly person: HqPerson; readonly recoveryCodes: readonly string[] } | null>(
    null,
  );

  if (done)
    return (
      <Welcome {...frame} title={t('console:setup.codesTitle')} subtitle={t('console:setup.codesBody')}>
        <Box
          component="ol"
          className="xt-number"
          sx={{ columns: { xs: 1, sm: 2 }, m: 0, mb: 3, pl: 4, fontSize: '1.0625rem', lineHeight: 2 }}
        >
          {done.recoveryCodes.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </Box>
        <Button variant="contained" size="large" fullWidth onClick={() => onIn(done.person)}>
          {t('console:setup.codesDone')}
        </Button>
      </Welcome>
    );
  if (opened) return <Choose {...frame} code={code} opened={opened} onDone={setDone} onBack={onBack} />;
  return <AskCode {...frame} code={code} onCode={setCode} onOpened={setOpened} onBack={onBack} />;
}

interface AskCodeProps extends WelcomeProps {
  readonly code: string;
  readonly onCode: (code: string) => void;
  readonly onOpened: (opened: Opened) => void;
  readonly onBack: () => void;
}

function AskCode({ code, onCode, onOpened, onBack, ...frame }: AskCodeProps) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const [error, setError] = useState<CodedError | null>(null);
  const submit = async (): Promise<void> => {
    if (code.trim() === '') return;
    const answer = await api['setup.open']({ code });
    if (answer.ok) onOpened(answer.value);
    else setError(answer.error);
  };
  return (
    <Welcome {...frame} title={t('console:setup.title')} subtitle={t('console:setup.subtitle')}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <LineField
          label={t('console:setup.code')}
          hint={t('console:setup.codeHint')}
          value={code}
          onChange={onCode}
          onEnter={() => void submit()}
          problem={error && { severity: 'block', text: messageOf(error) }}
          autoFocus
          code
        />
        <Button variant="contained" size="large" disabled={code.trim() === ''} onClick={() => void submit()}>
          {t('console:setup.next')}
        </Button>
        <Button onClick={onBack}>{t('console:setup.back')}</Button>
      </Box>
    </Welcome>
  );
}

interface ChooseProps extends WelcomeProps {
  readonly code: string;
  readonly opened: Opened;
  readonly onDone: (done: { readonly person: HqPerson; readonly recoveryCodes: readonly string[] }) => void;
  readonly onBack: () => void;
}

function Choose({ code, opened, onDone, onBack, ...frame }: ChooseProps) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const [password, setPassword] = useState('');
  const [totp, setTotp] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const complete = password !== '' && totp.trim() !== '';
  const problemAt = (codes: readonly string[]): FieldProblem | null =>
    error && codes.includes(error.code) ? { severity: 'block', text: messageOf(error) } : null;
  const atField = ['console.weakPassword', 'console.totpWrong'];

  const submit = async (): Promise<void> => {
    if (busy || !complete) return;
    setBusy(true);
    setError(null);
    const answer = await api['setup.finish']({ code, password, totp });
    setBusy(false);
    if (answer.ok) onDone(answer.value);
    else setError(answer.error);
  };

  const who = t('console:setup.who', { account: opened.account, role: t(`console:role.${opened.role}`) });
  return (
    <Welcome {...frame} title={t('console:setup.hello', { name: opened.name })} subtitle={who}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Typography variant="h4" component="h2">
          {t('console:setup.scan')}
        </Typography>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}>
          <QrPicture text={opened.uri} label={t('console:setup.picture')} />
          <Box sx={{ flex: '1 1 14rem', minWidth: 0 }}>
            <Typography sx={{ color: c.inkSoft }}>{t('console:setup.scanHint')}</Typography>
            <Typography sx={{ mt: 1, fontWeight: 500 }}>{t('console:setup.secret')}</Typography>
            <Box className="xt-number" data-testid="totp-secret" sx={{ overflowWrap: 'anywhere' }}>
              {opened.secret}
            </Box>
          </Box>
        </Box>
        <Typography variant="h4" component="h2" sx={{ mt: 1 }}>
          {t('console:setup.choose')}
        </Typography>
        <ErrorNotice error={error && !atField.includes(error.code) ? error : null} />
        <LineField
          label={t('console:setup.password')}
          hint={t('console:setup.passwordHint')}
          type="password"
          value={password}
          onChange={setPassword}
          problem={problemAt(['console.weakPassword'])}
          autoComplete="new-password"
          autoFocus
        />
        <LineField
          label={t('console:setup.totp')}
          hint={t('console:setup.totpHint')}
          value={totp}
          onChange={setTotp}
          onEnter={() => void submit()}
          problem={problemAt(['console.totpWrong'])}
          inputMode="numeric"
          autoComplete="one-time-code"
          code
        />
        <Button variant="contained" size="large" disabled={busy || !complete} onClick={() => void submit()}>
          {t(busy ? 'console:signIn.working' : 'console:setup.finish')}
        </Button>
        <Button onClick={onBack}>{t('console:setup.back')}</Button>
      </Box>
    </Welcome>
  );
}
