/** A further PC of a branch that headquarters knows: one address, one code. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { useEffect, useState } from 'react';
import type { Topics } from '../../../shared/contract/topics';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { api, subscribe } from '../../bridge/client';
import { ErrorNotice } from '../../components/error-notice';
import { LineCertificates } from '../../components/line-certificates';
import { TextField } from '../../components/text-field';
import { WelcomeFrame } from './welcome-frame';

type Progress = Topics['join.progress'];

interface JoinBranchProps {
  readonly onBack: () => void;
  readonly onJoined: (recoveryCode: string) => void;
}

export function JoinBranch({ onBack, onJoined }: JoinBranchProps) {
  const { t } = useText();
  const [hqUrl, setHqUrl] = useState('');
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  useEffect(() => subscribe('join.progress', setProgress), []);
  const [showsCertificates, setShowsCertificates] = useState(false);

  const join = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError(null);
    const reply = await api['setup.joinBranch']({ hqUrl: hqUrl.trim(), code: code.trim() });
    setBusy(false);
    setProgress(null);
    if (reply.ok) onJoined(reply.value.recoveryCode);
    else setError(reply.error);
  };

  return (
    <WelcomeFrame title={t('people:setup.join.title')} subtitle={t('people:setup.choose.joinHint')}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <TextField
          autoFocus
          label={t('people:setup.join.hqUrl')}
          hint={t('people:setup.join.hqUrlHint')}
          inputMode="url"
          value={hqUrl}
          onChange={setHqUrl}
        />
        <TextField
          numeric
          label={t('people:setup.join.code')}
          hint={t('people:setup.join.codeHint')}
          value={code}
          onChange={setCode}
          onEnter={() => void join()}
        />
        {showsCertificates ? (
          <LineCertificates />
        ) : (
          <Box>
            <Button size="small" onClick={() => setShowsCertificates(true)}>
              {t('sync:certificate.open')}
            </Button>
          </Box>
        )}
        <ErrorNotice error={error} />
        {busy && progress && <Working progress={progress} />}
        <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 2 }}>
          <Button onClick={onBack}>{t('common:action.back')}</Button>
          <Button
            variant="contained"
            size="large"
            disabled={busy || hqUrl.trim() === '' || code.trim() === ''}
            onClick={() => void join()}
          >
            {busy ? t('people:setup.join.working') : t('people:setup.join.submit')}
          </Button>
        </Box>
      </Box>
    </WelcomeFrame>
  );
}

function Working({ progress: { step, done, total } }: { readonly progress: Progress }) {
  const { t } = useText();
  const { number } = useFormat();
  const text =
    total === 0
      ? t('people:setup.join.recordsSoFar', { done: number(done) })
      : t(`people:setup.join.${step}`, { done: number(done), total: number(total) });
  return (
    <Box>
      <Box role="status" sx={{ mb: 0.5 }}>
        {text}
      </Box>
      {total === 0 ? (
        <LinearProgress aria-label={text} />
      ) : (
        <LinearProgress aria-label={text} variant="determinate" value={(100 * done) / total} />
      )}
      <Box sx={{ mt: 1, color: c.inkSoft }}>{t('people:setup.join.progressHint')}</Box>
    </Box>
  );
}
