/** 操作留痕: who did what, newest first; and the whole log for an independent check. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMemo, useState } from 'react';
import { anyAudit, type AuditEntryView, type AuditFilter } from '../../../shared/contract/audit';
import { useFormat, useText } from '../../app/i18n/use-text';
import { navigate } from '../../app/router';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { CaseNumber } from '../../components/case-number';
import { DataTable } from '../../components/data-table';
import { ErrorNotice } from '../../components/error-notice';
import { ExportDialog } from '../../components/export-dialog';
import { SectionCard } from '../../components/section-card';
import { TextField } from '../../components/text-field';
import { useNow } from '../../components/use-now';
import { AuditFilterPanel } from './audit-filter';
import { AuditFindings } from './audit-findings';
import { auditSentence } from './audit-sentence';
import { LogExport } from './log-export';
import { useAudit } from './use-audit';

interface Row {
  readonly entry: AuditEntryView;
  readonly at: string;
  readonly who: string;
  readonly what: string;
  /** What a search looks through, in lower case. */
  readonly words: string;
}

export interface AuditSectionProps {
  readonly timeZone: string;
  /** The log holds every case in the clear; not everybody who may look at the trail may have it. */
  readonly mayExport: boolean;
}

export function AuditSection({ mayExport, timeZone }: AuditSectionProps) {
  const { t } = useText();
  const format = useFormat();
  const nowMs = useNow();
  const [filter, setFilter] = useState<AuditFilter>(anyAudit);
  const [exporting, setExporting] = useState(false);
  const { entries, more, backToMs, loading, error, loadMore, names, users } = useAudit(filter);
  const [query, setQuery] = useState('');

  const rows = useMemo(() => {
    const nameOf = (userId: string): string => names.get(userId) ?? userId;
    return (entries ?? []).map((entry): Row => {
      const at = format.dateTime(entry.atMs);
      const who = entry.userName === '' ? t('settings:audit.nobody') : entry.userName;
      const said = auditSentence(entry, { t, format, nameOf });
      const what = entry.doubt === 'doubtful' ? `${said} · ${t('common:timeDoubt')}` : said;
      return { entry, at, who, what, words: [at, who, what, entry.number].join(' ').toLowerCase() };
    });
  }, [entries, names, t, format]);
  const words = query.trim().toLowerCase().split(/\s+/u).filter(Boolean);
  const shown = rows.filter((row) => words.every((word) => row.words.includes(word)));

  return (
    <>
      <SectionCard title={t('settings:section.audit')}>
        <Box sx={{ color: c.inkSoft, mb: 1.5 }}>{t('settings:audit.intro')}</Box>
        <AuditFilterPanel filter={filter} onChange={setFilter} users={users} timeZone={timeZone} nowMs={nowMs} />
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'end', mb: 1.5 }}>
          <Box sx={{ flex: '1 1 18rem', maxWidth: '26rem' }}>
            <TextField
              type="search"
              label={t('settings:audit.search')}
              placeholder={t('settings:audit.searchHint')}
              value={query}
              onChange={setQuery}
            />
          </Box>
          <Box
            role="status"
            sx={{ color: c.inkSoft, flex: 1, minHeight: '2.75rem', display: 'flex', alignItems: 'center' }}
          >
            {words.length > 0
              ? t('settings:audit.found', { count: shown.length })
              : t('settings:audit.shown', { count: rows.length })}
            {more && backToMs !== null && ` · ${t('settings:audit.backTo', { at: format.dateTime(backToMs) })}`}
          </Box>
          {more && (
            <Button disabled={loading} onClick={loadMore}>
              {t('settings:audit.more')}
            </Button>
          )}
          {mayExport && <Button onClick={() => setExporting(true)}>{t('settings:audit.exportTable')}</Button>}
        </Box>
        <ErrorNotice error={error} {...(entries === null ? { onRetry: loadMore } : {})} />
        <DataTable<Row>
          label={t('settings:audit.label')}
          height={`min(${Math.max(shown.length + 1, 3) * 3.4}rem, 32rem, 56vh)`}
          rows={shown}
          rowKey={(row) => row.entry.eventId}
          loading={loading && entries === null}
          empty={t(words.length > 0 ? 'settings:audit.noMatch' : 'settings:audit.empty')}
          onOpen={({ entry }) => {
            const { caseId } = entry.values;
            if (typeof caseId === 'string') navigate({ name: 'case', caseId });
          }}
          columns={[
            { id: 'at', header: t('settings:audit.column.at'), width: '12.5rem', cell: (row) => row.at },
            { id: 'who', header: t('settings:audit.column.who'), width: 'minmax(6rem, 1fr)', cell: (row) => row.who },
            {
              id: 'what',
              header: t('settings:audit.column.what'),
              width: 'minmax(18rem, 5fr)',
              cell: (row) => (
                <span title={row.what}>
                  {row.what} {row.entry.number !== '' && <CaseNumber number={row.entry.number} />}
                </span>
              ),
            },
          ]}
        />
      </SectionCard>
      <AuditFindings nowMs={nowMs} onShow={setFilter} />
      {mayExport && <LogExport />}
      {exporting && (
        <ExportDialog
          title={t('settings:audit.exportTableTitle')}
          explain={t('settings:audit.exportTableExplain')}
          mayReveal={null}
          doneText={(count, fileName) => t('settings:audit.tableExported', { count, file: fileName })}
          onClose={() => setExporting(false)}
          run={({ commandId, reason }) => api['audit.exportTrail']({ commandId, reason, filter })}
        />
      )}
    </>
  );
}
