/** 从备份恢复: where it is, which one, the code. Nothing on this PC changes before all of it was checked. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useEffect, useState, type ReactNode } from 'react';
import type { RestorableView } from '../../../shared/contract/backup';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useMessageOf, useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { api, subscribe } from '../../bridge/client';
import { ErrorNotice } from '../../components/error-notice';
import { TextField } from '../../components/text-field';
import { BackupList } from './backup-list';
import { WelcomeFrame } from './welcome-frame';

interface Progress {
  readonly done: number;
  readonly total: number;
}

export function RestoreWizard({ onBack }: { readonly onBack: () => void }) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const [found, setFound] = useState<readonly RestorableView[] | null>(null);
  const [key, setKey] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const [choosing, setChoosing] = useState(false);
  const [working, setWorking] = useState(false);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [done, setDone] = useState(false);
  useEffect(() => subscribe('restore.progress', setProgress), []);

  const choose = async (): Promise<void> => {
    if (choosing) return;
    setChoosing(true);
    setError(null);
    const reply = await api['restore.choose']({});
    setChoosing(false);
    if (!reply.ok) setError(reply.error);
    else if (!reply.value.cancelled) {
      setFound(reply.value.found);
      setKey(reply.value.found.find(({ state }) => state === 'whole')?.key ?? null);
    }
  };
  const run = async (): Promise<void> => {
    if (working || key === null || code.trim() === '') return;
    setWorking(true);
    setProgress(null);
    setError(null);
    const reply = await api['restore.run']({ key, recoveryCode: code });
    setWorking(false);
    if (reply.ok) setDone(true);
    else setError(reply.error);
  };

  if (done) {
    return (
      <WelcomeFrame title={t('backup:restore.done')} subtitle={t('backup:restore.doneBody')}>
        <Box sx={{ display: 'grid', gap: 2 }}>
          <Alert severity="info">{t('backup:restore.doneNew')}</Alert>
          <Button autoFocus variant="contained" size="large" onClick={() => void api['restore.restart']({})}>
            {t('backup:restore.restart')}
          </Button>
        </Box>
      </WelcomeFrame>
    );
  }
  const atCode = error?.code === 'restore.codeDiffers';
  return (
    <WelcomeFrame title={t('backup:restore.title')} subtitle={t('backup:restore.intro')}>
      <Box sx={{ display: 'grid', gap: 3 }}>
        <Step title={t('backup:restore.step.folder')}>
          <Box sx={{ color: c.inkSoft }}>{t('backup:restore.chooseHint')}</Box>
          <Box>
            <Button
              autoFocus
              variant={found === null ? 'contained' : 'outlined'}
              disabled={choosing || working}
              onClick={() => void choose()}
            >
              {t(found === null ? 'backup:restore.choose' : 'backup:restore.chooseOther')}
            </Button>
          </Box>
          {found?.length === 0 && <Alert severity="warning">{t('backup:restore.noneFound')}</Alert>}
        </Step>
        {found !== null && found.length > 0 && (
          <Step title={t('backup:restore.step.pick')}>
            <BackupList found={found} value={key} onChange={setKey} disabled={working} />
          </Step>
        )}
        {key !== null && (
          <Step title={t('backup:restore.step.code')}>
            <TextField
              numeric
              autoComplete="off"
              label={t('backup:restore.codeLabel')}
              hint={t('backup:restore.codeHint')}
              value={code}
              onChange={(typed) => {
                setCode(typed);
                if (atCode) setError(null);
              }}
              onEnter={() => void run()}
              problem={atCode ? { severity: 'block', text: messageOf(error) } : null}
            />
          </Step>
        )}
        {!atCode && <ErrorNotice error={error} />}
        {working && <Working progress={progress} />}
        <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 2 }}>
          {working ? (
            <Button onClick={() => void api['restore.stop']({})}>{t('backup:stop')}</Button>
          ) : (
            <Button onClick={onBack}>{t('common:action.back')}</Button>
          )}
          <Button
            variant="contained"
            size="large"
            disabled={working || key === null || code.trim() === ''}
            onClick={() => void run()}
          >
            {t('backup:restore.run')}
          </Button>
        </Box>
      </Box>
    </WelcomeFrame>
  );
}

function Step({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Box component="section" sx={{ display: 'grid', gap: 1.5 }}>
      <Typography variant="h4" component="h2">
        {title}
      </Typography>
      {children}
    </Box>
  );
}

function Working({ progress }: { readonly progress: Progress | null }) {
  const { t } = useText();
  const format = useFormat();
  const { done, total } = progress ?? { done: 0, total: 0 };
  const text = t('backup:restore.working', { done: format.fileSize(done), total: format.fileSize(total) });
  return (
    <Box>
      <Box role="status" sx={{ mb: 0.5 }}>
        {text}
      </Box>
      <LinearProgress
        aria-label={text}
        {...(total === 0 ? {} : { variant: 'determinate' as const, value: (100 * done) / total })}
      />
      <Box sx={{ mt: 1, color: c.inkSoft }}>{t('backup:restore.workingHint')}</Box>
    </Box>
  );
}
