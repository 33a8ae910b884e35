/** 导出台账: which days, then a reason and a place. */
import DownloadOutlined from '@mui/icons-material/DownloadOutlined';
import TableChartOutlined from '@mui/icons-material/TableChartOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { addDays } from '../../../domain/deadlines/local-date';
import { endOfDay, localDateOf, startOfDay } from '../../../domain/deadlines/time-zone';
import { spanOf } from '../../../domain/registers/returns';
import { emptyHistoryFilter } from '../../../shared/contract/history';
import { useText } from '../../app/i18n/use-text';
import type { SignedIn } from '../../app/use-signed-in';
import { api } from '../../bridge/client';
import { DateTimeField } from '../../components/date-time-field';
import { ExportDialog } from '../../components/export-dialog';
import { SectionCard } from '../../components/section-card';
import { useNow } from '../../components/use-now';
import { quarterOf } from './period';

export function LedgerSection({ signedIn: { session, timeZone } }: { readonly signedIn: SignedIn }) {
  const { t } = useText();
  const today = localDateOf(useNow(), timeZone);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [exporting, setExporting] = useState(false);
  const reversed = from !== '' && to !== '' && to < from;
  const span = (kind: 'quarter' | 'year'): void => {
    const { from: first, until } = spanOf({ kind, ...quarterOf(today) });
    setFrom(first);
    setTo(addDays(until, -1));
  };
  return (
    <SectionCard title={t('registers:ledger.title')} icon={<TableChartOutlined />}>
      <Box sx={{ mb: 1.5 }}>{t('registers:ledger.explain')}</Box>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: 'repeat(auto-fit, minmax(min(15rem, 100%), 1fr))',
          maxWidth: '60rem',
        }}
      >
        <DateTimeField
          kind="date"
          label={t('registers:ledger.from')}
          noNowButton
          nowLocal={`${today}T00:00`}
          value={from}
          onChange={setFrom}
        />
        <DateTimeField
          kind="date"
          label={t('registers:ledger.to')}
          noNowButton
          nowLocal={`${today}T00:00`}
          value={to}
          problem={reversed ? { severity: 'block', text: t('registers:ledger.reversed') } : null}
          onChange={setTo}
        />
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 2 }}>
        <Button
          variant="contained"
          startIcon={<DownloadOutlined />}
          disabled={reversed}
          onClick={() => setExporting(true)}
        >
          {t('registers:ledger.export')}
        </Button>
        <Button onClick={() => span('quarter')}>{t('registers:ledger.thisQuarter')}</Button>
        <Button onClick={() => span('year')}>{t('registers:ledger.thisYear')}</Button>
        {(from !== '' || to !== '') && (
          <Button
            onClick={() => {
              setFrom('');
              setTo('');
            }}
          >
            {t('registers:ledger.everything')}
          </Button>
        )}
      </Box>
      {exporting && (
        <ExportDialog
          title={t('registers:export.ledgerTitle')}
          explain={t('registers:export.explain')}
          mayReveal={session.permissions.includes('personalData.reveal')}
          doneText={(rows, fileName) => t('registers:export.done', { count: rows, fileName })}
          onClose={() => setExporting(false)}
          run={(asked) =>
            api['register.exportLedger']({
              ...asked,
              text: '',
              sort: { by: 'received', direction: 'asc' },
              filter: {
                ...emptyHistoryFilter,
                receivedFromMs: from === '' ? null : startOfDay(from, timeZone),
                // The filter is half-open; a person means the whole of the last day.
                receivedToMs: to === '' ? null : endOfDay(to, timeZone) + 1,
              },
            })
          }
        />
      )}
    </SectionCard>
  );
}
