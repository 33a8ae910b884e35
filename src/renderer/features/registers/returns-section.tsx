/** 统计报表: choose a period, count, look, and make the file once every case can be counted. */
import AssessmentOutlined from '@mui/icons-material/AssessmentOutlined';
import DownloadOutlined from '@mui/icons-material/DownloadOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useState } from 'react';
import { addDays } from '../../../domain/deadlines/local-date';
import { localDateOf } from '../../../domain/deadlines/time-zone';
import {
  returnDimensions,
  returnPeriods,
  type ReturnDimension,
  type ReturnPeriod,
} from '../../../domain/registers/returns';
import type { ReturnView } from '../../../shared/contract/registers';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useText } from '../../app/i18n/use-text';
import type { SignedIn } from '../../app/use-signed-in';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ChoiceChips } from '../../components/choice-chips';
import { ErrorNotice } from '../../components/error-notice';
import { ExportDialog } from '../../components/export-dialog';
import { JobProgress } from '../../components/job-progress';
import { ProblemCases } from '../../components/problem-cases';
import { SectionCard } from '../../components/section-card';
import { useNow } from '../../components/use-now';
import { lastQuarter } from './period';
import { ReturnTable } from './return-table';
import { keepReturn, useKeptReturn } from './kept-return';

const yearsOffered = 5;

export function ReturnsSection({ signedIn: { session, branch, timeZone } }: { readonly signedIn: SignedIn }) {
  const { t } = useText();
  const format = useFormat();
  const today = localDateOf(useNow(), timeZone);
  const kept = useKeptReturn(session.userId);
  const [period, setPeriod] = useState<ReturnPeriod>(() => kept?.period ?? lastQuarter(today));
  const [dimension, setDimension] = useState<ReturnDimension>('channel');
  const [jobId, setJobId] = useState<string | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [exporting, setExporting] = useState(false);
  const thisYear = Number(today.slice(0, 4));
  const view = kept !== null && sameReturn(kept.period, period) ? kept.view : null;

  // Leaving the page is no longer waiting for it.
  useEffect(
    () => () => {
      if (jobId !== null) void api['register.cancel']({ jobId });
    },
    [jobId],
  );

  const count = async (): Promise<void> => {
    const id = newId();
    setJobId(id);
    setError(null);
    const reply = await api['register.return']({ jobId: id, period });
    setJobId(null);
    if (!reply.ok) setError(reply.error);
    else if (reply.value.view !== null) keepReturn({ userId: session.userId, period, view: reply.value.view });
  };
  const change = (changes: Partial<ReturnPeriod>): void => setPeriod((before) => ({ ...before, ...changes }));

  return (
    <SectionCard title={t('registers:returns.title')} icon={<AssessmentOutlined />}>
      <Box sx={{ mb: 1.5 }}>{t('registers:returns.explain')}</Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 4, rowGap: 2, alignItems: 'flex-end' }}>
        <ChoiceChips
          label={t('registers:returns.kind')}
          options={returnPeriods.map((value) => ({ value, label: t(`registers:returns.kinds.${value}`) }))}
          value={period.kind}
          onChange={(kind) => change({ kind })}
        />
        <ChoiceChips
          label={t('registers:returns.year')}
          options={Array.from({ length: yearsOffered }, (_, back) => String(thisYear - yearsOffered + 1 + back)).map(
            (value) => ({ value, label: value }),
          )}
          value={String(period.year)}
          onChange={(year) => change({ year: Number(year) })}
        />
        {period.kind === 'quarter' && (
          <ChoiceChips
            label={t('registers:returns.quarter')}
            options={['1', '2', '3', '4'].map((value) => ({
              value,
              label: t('registers:returns.quarterNo', { no: value }),
            }))}
            value={String(period.quarter)}
            onChange={(quarter) => change({ quarter: Number(quarter) })}
          />
        )}
        <Button variant="contained" disabled={jobId !== null} onClick={() => void count()}>
          {t('registers:returns.count')}
        </Button>
      </Box>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2, mt: 2 }}>
        {jobId !== null && <JobProgress jobId={jobId} />}
        <ErrorNotice error={error} />
        {view !== null && (
          <>
            <Box role="status">
              {t('registers:returns.counted', {
                from: format.localDate(view.result.span.from),
                to: format.localDate(addDays(view.result.span.until, -1)),
                received: view.result.total.received,
                closed: view.result.total.closed,
              })}
              {view.result.notComplaints > 0 &&
                ` ${t('registers:returns.notComplaints', { count: view.result.notComplaints })}`}
              {view.result.merged > 0 && ` ${t('registers:returns.merged', { count: view.result.merged })}`}
              {view.result.moved > 0 && ` ${t('registers:returns.moved', { count: view.result.moved })}`}
            </Box>
            <Problems view={view} />
            <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'flex-end' }}>
              <ChoiceChips
                label={t('registers:returns.by')}
                options={returnDimensions.map((value) => ({
                  value,
                  label: t(`registers:returns.dimension.${value}`),
                }))}
                value={dimension}
                onChange={setDimension}
              />
              <Button startIcon={<DownloadOutlined />} onClick={() => setExporting(true)}>
                {t('registers:returns.export')}
              </Button>
            </Box>
            <ReturnTable
              result={view.result}
              dimension={dimension}
              institutionType={branch?.institutionType ?? 'bank'}
            />
            <Box sx={{ color: 'text.secondary' }}>{t('registers:returns.notes')}</Box>
          </>
        )}
      </Box>
      {exporting && (
        <ExportDialog
          title={t('registers:export.returnTitle')}
          explain={t('registers:export.returnExplain')}
          mayReveal={null}
          doneText={(_rows, fileName) => t('registers:export.returnDone', { fileName })}
          onClose={() => setExporting(false)}
          run={({ commandId, reason }) => api['register.exportReturn']({ commandId, reason, period })}
        />
      )}
    </SectionCard>
  );
}

function Problems({ view: { problems, problemCount } }: { readonly view: ReturnView }) {
  const { t } = useText();
  if (problemCount === 0) return <Alert severity="success">{t('registers:problems.none')}</Alert>;
  return (
    <>
      <Alert severity="warning">
        {t('registers:problems.some', { count: problemCount })}
        {problems.length < problemCount && ` ${t('registers:problems.first', { count: problems.length })}`}
      </Alert>
      <ProblemCases problems={problems} />
    </>
  );
}

function sameReturn(a: ReturnPeriod, b: ReturnPeriod): boolean {
  return a.kind === b.kind && a.year === b.year && (a.kind === 'year' || a.quarter === b.quarter);
}
