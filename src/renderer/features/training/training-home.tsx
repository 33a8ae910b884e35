/** What there is to practise: due reviews, a new run, and what was achieved. Only one's own; no ranking of people. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useCallback, useEffect, useState } from 'react';
import type { PracticeMode } from '../../../domain/training/practice';
import type { TrainingOverview } from '../../../shared/contract/training';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { navigate } from '../../app/router';
import { useSignedIn } from '../../app/use-signed-in';
import { newId } from '../../bridge/ids';
import { ErrorNotice } from '../../components/error-notice';
import { PageHeader } from '../../components/page-header';
import { SectionCard } from '../../components/section-card';
import { api } from '../../bridge/client';
import { Candidates } from './candidates';
import { CertificateList, DueList, RunList } from './home-lists';
import { OwnList } from './own-list';
import { PracticeMark } from './practice-mark';
import { StartForm } from './start-form';
import { useWords } from './words-of';

export type Begin = (script: string, customer: string | null, mode: PracticeMode) => void;

export function TrainingHome() {
  const { t } = useText();
  const signedIn = useSignedIn();
  const { overview, error, setError, reload } = useOverview();
  const mayConfirm = signedIn?.session.permissions.includes('training.confirm') ?? false;
  const mayWrite = signedIn?.session.permissions.includes('scripts.edit') ?? false;
  const begin = (script: string, customer: string | null, mode: PracticeMode): void => {
    void api['training.start']({ commandId: newId(), script, customer, mode }).then((reply) => {
      if (reply.ok) navigate({ name: 'training', runId: reply.value.id });
      else setError(reply.error);
    });
  };
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)', maxWidth: '90rem', mx: 'auto' }}>
      <Box>
        <PageHeader title={t('training:title')} subtitle={t('training:subtitle')} />
        <PracticeMark />
      </Box>
      <ErrorNotice error={error} />
      {overview !== null && (
        <>
          <Unfinished overview={overview} onChanged={reload} />
          <Box
            sx={{
              display: 'grid',
              gap: 2,
              alignItems: 'start',
              gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(22rem, 2fr)' },
            }}
          >
            <SectionCard title={t('training:start.title')}>
              <StartForm overview={overview} onBegin={begin} />
            </SectionCard>
            <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
              <DueList overview={overview} onBegin={begin} />
              <CertificateList overview={overview} />
              <RunList overview={overview} />
              {mayWrite && <OwnList overview={overview} onChanged={reload} />}
            </Box>
          </Box>
        </>
      )}
      {mayConfirm && <Candidates />}
    </Box>
  );
}

function useOverview() {
  const [overview, setOverview] = useState<TrainingOverview | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const reload = useCallback((): void => {
    void api['training.overview']({}).then((reply) => {
      if (reply.ok) setOverview(reply.value);
      else setError(reply.error);
    });
  }, []);
  useEffect(reload, [reload]);
  return { overview, error, setError, reload };
}

interface UnfinishedProps {
  readonly overview: TrainingOverview;
  readonly onChanged: () => void;
}

function Unfinished({ overview: { running, scenes }, onChanged }: UnfinishedProps) {
  const { t } = useText();
  const words = useWords();
  if (running === null) return null;
  const title = scenes.find(({ script }) => script.code === running.script)?.script.title;
  const drop = async (): Promise<void> => {
    await api['training.abandon']({ commandId: newId(), id: running.id });
    onChanged();
  };
  return (
    <Alert
      severity="info"
      action={
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button size="small" onClick={() => void drop()}>
            {t('training:running.drop')}
          </Button>
          <Button size="small" variant="contained" onClick={() => navigate({ name: 'training', runId: running.id })}>
            {t('training:running.resume')}
          </Button>
        </Box>
      }
    >
      <strong>{t('training:running.title')}</strong>{' '}
      {t('training:running.body', {
        script: title === undefined ? t('training:scene.unknown') : words(title),
        count: running.turns,
      })}
    </Alert>
  );
}
