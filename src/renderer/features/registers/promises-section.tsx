/** 承诺台账: what was promised in all cases, filtered, and as a file. */
import DownloadOutlined from '@mui/icons-material/DownloadOutlined';
import HandshakeOutlined from '@mui/icons-material/HandshakeOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useState } from 'react';
import { ownDateId } from '../../../domain/investigation/own-date-id';
import { promiseShows, type PromiseFilter, type PromiseRow } from '../../../shared/contract/registers';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useText } from '../../app/i18n/use-text';
import { navigate } from '../../app/router';
import { c } from '../../app/theme/css-vars';
import type { SignedIn } from '../../app/use-signed-in';
import { api } from '../../bridge/client';
import { ChoiceChips } from '../../components/choice-chips';
import { ErrorNotice } from '../../components/error-notice';
import { ExportDialog } from '../../components/export-dialog';
import { SectionCard } from '../../components/section-card';
import { StatusChip } from '../../components/status-chip';
import { WhyDay } from '../../components/why-date/why-chip';

const columns = ['dueOn', 'text', 'owner', 'case', 'state'] as const;
const EVERYBODY = 'everybody';

interface Answer {
  readonly rows: readonly PromiseRow[];
  readonly total: number;
}

export function PromisesSection({ signedIn: { session } }: { readonly signedIn: SignedIn }) {
  const { t } = useText();
  const [filter, setFilter] = useState<PromiseFilter>({ show: 'open', ownerId: null });
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [exporting, setExporting] = useState(false);
  useEffect(() => {
    let current = true;
    void api['register.promises']({ filter }).then((reply) => {
      if (!current) return;
      setError(reply.ok ? null : reply.error);
      if (reply.ok) setAnswer(reply.value);
    });
    return () => {
      current = false;
    };
  }, [filter]);
  return (
    <SectionCard title={t('promises:register.title')} icon={<HandshakeOutlined />}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Box>{t('promises:register.explain')}</Box>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 4, rowGap: 2 }}>
          <ChoiceChips
            label={t('promises:register.show')}
            options={promiseShows.map((value) => ({ value, label: t(`promises:register.filter.${value}`) }))}
            value={filter.show}
            onChange={(show) => setFilter({ ...filter, show })}
          />
          <ChoiceChips
            label={t('promises:register.owner')}
            options={[
              { value: EVERYBODY, label: t('promises:register.everybody') },
              { value: session.userId, label: session.name },
            ]}
            value={filter.ownerId ?? EVERYBODY}
            onChange={(value) => setFilter({ ...filter, ownerId: value === EVERYBODY ? null : value })}
          />
        </Box>
        <ErrorNotice error={error} onRetry={() => setFilter({ ...filter })} />
        {answer !== null && <Rows answer={answer} />}
        <Box>
          <Button
            startIcon={<DownloadOutlined />}
            disabled={answer === null || answer.total === 0}
            onClick={() => setExporting(true)}
          >
            {t('promises:register.export')}
          </Button>
        </Box>
      </Box>
      {exporting && (
        <ExportDialog
          title={t('promises:register.exportTitle')}
          explain={t('registers:export.explain')}
          mayReveal={false}
          doneText={(rows, fileName) => t('registers:export.done', { count: rows, fileName })}
          onClose={() => setExporting(false)}
          run={({ commandId, reason }) => api['register.exportPromises']({ commandId, reason, filter })}
        />
      )}
    </SectionCard>
  );
}

function Rows({ answer: { rows, total } }: { readonly answer: Answer }) {
  const { t } = useText();
  const format = useFormat();
  if (total === 0) return <Box sx={{ color: c.inkSoft }}>{t('promises:register.none')}</Box>;
  return (
    <Box>
      <Box role="status" sx={{ color: c.inkSoft, mb: 1 }}>
        {t('promises:register.count', { count: total })}
      </Box>
      <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={t('promises:register.title')}>
        <Box
          component="table"
          aria-label={t('promises:register.title')}
          sx={{
            width: '100%',
            minWidth: '40rem',
            borderCollapse: 'collapse',
            '& th, & td': { p: 1, textAlign: 'left', verticalAlign: 'top', borderBottom: `1px solid ${c.line}` },
            '& th': { color: c.inkSoft, fontWeight: 500, whiteSpace: 'nowrap' },
          }}
        >
          <thead>
            <tr>
              {columns.map((name) => (
                <th key={name} scope="col">
                  {t(`promises:register.column.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.promiseId}>
                <Box component="td" sx={{ whiteSpace: 'nowrap' }}>
                  <WhyDay
                    caseId={row.caseId}
                    deadlineId={ownDateId(row.promiseId)}
                    text={format.localDate(row.dueOn)}
                  />
                </Box>
                <Box component="td" sx={{ overflowWrap: 'anywhere' }}>
                  {row.text}
                  <Box sx={{ color: c.inkSoft }}>{t(`vocabulary:promiseSource.${row.source}`)}</Box>
                </Box>
                <td>{row.ownerName === '' ? t('promises:anyone') : row.ownerName}</td>
                <td>
                  <Button size="small" onClick={() => navigate({ name: 'case', caseId: row.caseId })}>
                    {row.number}
                  </Button>
                  <Box sx={{ color: c.inkSoft }}>{row.maskedName}</Box>
                </td>
                <td>
                  <RowState row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </Box>
      </Box>
      {rows.length < total && (
        <Box sx={{ color: c.inkSoft, mt: 1 }}>
          {t('promises:register.more', { shown: format.number(rows.length), total: format.number(total) })}
        </Box>
      )}
    </Box>
  );
}

function RowState({ row: { outcome, overdue, settledOn } }: { readonly row: PromiseRow }) {
  const { t } = useText();
  const format = useFormat();
  if (outcome === null) {
    return overdue ? (
      <StatusChip tone="error" strong label={t('promises:register.overdue')} />
    ) : (
      <StatusChip tone="neutral" label={t('promises:register.open')} />
    );
  }
  return (
    <>
      <StatusChip tone={outcome === 'kept' ? 'success' : 'error'} label={t(`vocabulary:promiseOutcome.${outcome}`)} />
      <Box sx={{ color: c.inkSoft, whiteSpace: 'nowrap' }}>{format.localDate(settledOn)}</Box>
    </>
  );
}
