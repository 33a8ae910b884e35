/** The import itself: how far it is, a way to stop, and what came of it. */
import TaskAltOutlined from '@mui/icons-material/TaskAltOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { useEffect, useState } from 'react';
import type { ImportProgress, ImportSource } from '../../../shared/contract/ledger-import';
import { confirm } from '../../app/confirm';
import { useFormat, useText } from '../../app/i18n/use-text';
import { navigate } from '../../app/router';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import { StatTile } from '../../components/stat-tile';
import { tilesSx } from './check-step';
import { forgetImport, goToStep, runImport, useImport } from './import-store';

const buttonsSx = { display: 'flex', flexWrap: 'wrap', gap: 1, justifyContent: 'flex-end' } as const;

export function ResultStep() {
  const source = useImport((state) => state.source);
  const progress = useImport((state) => state.progress);
  useCatchUp(source);
  if (source === null) return null;
  switch (progress?.phase) {
    case 'done':
    case 'cancelled':
    case 'failed':
      return <Result progress={progress} phase={progress.phase} />;
    default:
      return <Running source={source} progress={progress} />;
  }
}

/** Topics may have passed before the page listened: asks once how far it is. */
function useCatchUp(source: ImportSource | null): void {
  useEffect(() => {
    if (source === null) return;
    void api['import.status']({ importId: source.importId }).then((reply) => {
      // Before the first word of this run, the status may still be that of an earlier one.
      if (!reply.ok || reply.value.phase === 'checking' || useImport.getState().progress === null) return;
      useImport.setState({ progress: reply.value });
    });
  }, [source]);
}

interface RunningProps {
  readonly source: ImportSource;
  readonly progress: ImportProgress | null;
}

function Running({ source, progress }: RunningProps) {
  const { t } = useText();
  const { number } = useFormat();
  const [stopping, setStopping] = useState(false);
  const done = progress?.done ?? 0;
  const total = progress?.total ?? source.rowCount;

  const stop = async (): Promise<void> => {
    const sure = await confirm({
      title: t('import:run.cancelTitle'),
      body: t('import:run.cancelBody'),
      confirmLabel: t('import:run.cancelConfirm'),
    });
    if (!sure) return;
    setStopping(true);
    await api['import.cancel']({ importId: source.importId });
  };

  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <SectionCard title={source.fileName}>
        <Box sx={{ display: 'grid', gap: 1.5 }}>
          <Box role="status">{stopping ? t('import:run.cancelling') : t('import:run.working')}</Box>
          <LinearProgress
            variant="determinate"
            aria-label={t('import:run.working')}
            value={total === 0 ? 0 : Math.min(100, Math.round((done / total) * 100))}
            sx={{ height: 8 }}
          />
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, color: c.inkSoft }}>
            <span>{t('import:run.progress', { done: number(done), total: number(total) })}</span>
            <span>{t('import:run.leave')}</span>
          </Box>
        </Box>
      </SectionCard>
      <Box sx={buttonsSx}>
        <Button disabled={stopping} onClick={() => void stop()}>
          {t('import:run.cancel')}
        </Button>
      </Box>
    </Box>
  );
}

interface ResultProps {
  readonly progress: ImportProgress;
  readonly phase: 'done' | 'cancelled' | 'failed';
}

function Result({ progress, phase }: ResultProps) {
  const { t } = useText();
  const { number } = useFormat();
  const { imported, duplicates, failed, errorCode } = progress;
  const body = {
    done:
      imported > 0
        ? t('import:result.doneBody', { count: imported })
        : t(duplicates > 0 ? 'import:result.nothingNew' : 'import:result.noneImported'),
    cancelled: t('import:result.cancelledBody'),
    failed: t('import:result.failedBody'),
  }[phase];
  const severity = {
    done: imported > 0 || duplicates > 0 ? 'success' : 'info',
    cancelled: 'info',
    failed: 'error',
  } as const;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <SectionCard title={t(`import:result.${phase}`)} icon={<TaskAltOutlined aria-hidden />}>
        <Box role="status" sx={{ display: 'grid', gap: 2 }}>
          <Alert severity={severity[phase]}>{body}</Alert>
          {/* Without an incident number the general text says nothing more than the line above. */}
          {errorCode !== null && errorCode !== 'internal' && <ErrorNotice error={{ code: errorCode }} />}
          <Box sx={tilesSx}>
            <StatTile label={t('import:result.imported')} value={number(imported)} tone="success" />
            <StatTile label={t('import:result.duplicates')} value={number(duplicates)} />
            <StatTile
              label={t('import:result.failedRows')}
              value={number(failed)}
              {...(failed > 0 ? { tone: 'error' as const } : {})}
            />
          </Box>
        </Box>
      </SectionCard>
      <Box sx={buttonsSx}>
        {failed > 0 && <Button onClick={() => goToStep('check')}>{t('import:result.showErrors')}</Button>}
        <Button onClick={forgetImport}>{t('import:result.another')}</Button>
        {phase === 'done' ? (
          <Button variant="contained" autoFocus onClick={() => navigate({ name: 'history' })}>
            {t('import:result.history')}
          </Button>
        ) : (
          <Button variant="contained" autoFocus onClick={() => void runImport()}>
            {t('import:result.again')}
          </Button>
        )}
      </Box>
    </Box>
  );
}
