/** 投诉分析: where complaints come from and how they are handled, over all branches and a period. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useEffect, useEffectEvent, useState } from 'react';
import { localDateOf } from '../domain/deadlines/time-zone';
import type { CodedError } from '../renderer/app/i18n/message-of';
import { useText } from '../renderer/app/i18n/use-text';
import { c } from '../renderer/app/theme/css-vars';
import { EmptyState } from '../renderer/components/empty-state';
import { ErrorNotice } from '../renderer/components/error-notice';
import { PageHeader } from '../renderer/components/page-header';
import { useNow } from '../renderer/components/use-now';
import { leastForShare, type Metrics } from '../shared/hq-console/metrics';
import type { HqPermission } from '../shared/hq-console/roles';
import { api } from './client';
import { ClassBars, MonthBars } from './count-bars';
import { MetricTiles } from './metric-tiles';
import { MetricsBranches } from './metrics-branches';
import { chosenPeriod, PeriodField, type PeriodChoice } from './period-field';
import { ReportDialog } from './report-dialog';

export function MetricsPage({ permissions }: { readonly permissions: readonly HqPermission[] }) {
  const { t } = useText();
  // The clock of this PC only proposes; what is counted is said by the server.
  const today = localDateOf(useNow(60_000));
  const [choice, setChoice] = useState<PeriodChoice>({ kind: 'month', from: '', to: '' });
  const [metrics, setMetrics] = useState<Metrics | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [turn, setTurn] = useState(0);
  const [exporting, setExporting] = useState(false);
  const period = chosenPeriod(choice, today);
  const wanted = period === null ? null : `${period.from} ${period.to} ${String(turn)}`;
  const [answered, setAnswered] = useState<string | null>(null);

  const ask = useEffectEvent(async () => (period === null ? null : api['metrics.show']({ period })));
  useEffect(() => {
    if (wanted === null) return undefined;
    let gone = false;
    void ask().then((answer) => {
      if (gone || answer === null) return;
      setAnswered(wanted);
      setError(answer.ok ? null : answer.error);
      if (answer.ok) setMetrics(answer.value);
    });
    return () => {
      gone = true;
    };
  }, [wanted]);
  const loading = wanted !== null && answered !== wanted;
  const again = (): void => setTurn((last) => last + 1);

  return (
    <>
      <PageHeader
        title={t('console:metrics.title')}
        subtitle={t('console:metrics.subtitle')}
        actions={
          permissions.includes('report.export') && (
            <Button variant="contained" disabled={period === null} onClick={() => setExporting(true)}>
              {t('console:report.open')}
            </Button>
          )
        }
      />
      <Box sx={{ display: 'grid', gap: 2 }} aria-busy={loading}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 3, rowGap: 1, alignItems: 'end' }}>
          <PeriodField choice={choice} today={today} onChange={setChoice} />
          <Typography role="status" sx={{ flex: '1 1 28rem', color: c.inkSoft, pb: 1 }}>
            {metrics === null || loading || error !== null
              ? (loading || error === null) && t('console:metrics.loading')
              : t('console:metrics.shown', {
                  from: metrics.period.from,
                  to: metrics.period.to,
                  beforeFrom: metrics.comparedWith.from,
                  beforeTo: metrics.comparedWith.to,
                  least: leastForShare,
                })}
          </Typography>
        </Box>
        <ErrorNotice error={error} onRetry={again} />
        {/* Figures of another period than the one asked for would be taken for those. */}
        {metrics !== null && error === null && (
          <>
            {metrics.unreadBranches > 0 && (
              <Alert severity="warning">{t('console:metrics.unread', { count: metrics.unreadBranches })}</Alert>
            )}
            {metrics.doubtful > 0 && (
              <Alert severity="info">{t('console:metrics.doubtful', { count: metrics.doubtful })}</Alert>
            )}
            {metrics.branches.length === 0 ? (
              <EmptyState title={t('console:metrics.empty')} />
            ) : (
              <>
                <MetricTiles metrics={metrics} />
                <Box
                  sx={{
                    display: 'grid',
                    gap: 2,
                    alignItems: 'start',
                    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 30rem), 1fr))',
                  }}
                >
                  <ClassBars title={t('console:metrics.byBusiness')} rows={metrics.business} />
                  <ClassBars title={t('console:metrics.byReason')} rows={metrics.reason} />
                  <ClassBars title={t('console:metrics.byChannel')} rows={metrics.channel} />
                  <MonthBars title={t('console:metrics.byMonth')} months={metrics.months} />
                </Box>
                <MetricsBranches metrics={metrics} />
              </>
            )}
          </>
        )}
      </Box>
      {exporting && period !== null && <ReportDialog period={period} onClose={() => setExporting(false)} />}
    </>
  );
}
