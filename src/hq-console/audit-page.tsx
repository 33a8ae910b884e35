/** The audit trail, newest first, and its check from end to end. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useEffect, useEffectEvent, useState } from 'react';
import type { CodedError } from '../renderer/app/i18n/message-of';
import { useFormat, useText } from '../renderer/app/i18n/use-text';
import { DataTable, type Column } from '../renderer/components/data-table';
import { ErrorNotice } from '../renderer/components/error-notice';
import { InfoList } from '../renderer/components/info-list';
import { PageHeader } from '../renderer/components/page-header';
import { SectionCard } from '../renderer/components/section-card';
import { StatusChip } from '../renderer/components/status-chip';
import { auditDetails, type AuditEntry } from '../shared/hq-console/audit';
import { api } from './client';

const listHeight = 'max(18rem, calc(100vh - 17rem))';

interface Checked {
  readonly checked: number;
  readonly faultNo: number | null;
  readonly head: string;
}

export function AuditPage() {
  const { t } = useText();
  const format = useFormat();
  const [entries, setEntries] = useState<readonly AuditEntry[]>([]);
  const [more, setMore] = useState(false);
  const [loading, setLoading] = useState(true);
  const [error, setError] = useState<CodedError | null>(null);
  const [opened, setOpened] = useState<AuditEntry | null>(null);
  const [checked, setChecked] = useState<Checked | null>(null);

  const take = (before: readonly AuditEntry[], answer: Awaited<ReturnType<(typeof api)['audit.list']>>): void => {
    setLoading(false);
    setError(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setEntries([...before, ...answer.value.entries]);
    setMore(answer.value.more);
  };
  const load = async (before: readonly AuditEntry[]): Promise<void> =>
    take(before, await api['audit.list']({ before: before.at(-1)?.no ?? null }));
  const takeFirst = useEffectEvent(take);
  useEffect(() => {
    void api['audit.list']({ before: null }).then((answer) => takeFirst([], answer));
  }, []);

  const verify = async (): Promise<void> => {
    const answer = await api['audit.verify']({});
    setError(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setChecked(answer.value);
    await load([]);
  };

  const detailsOf = ({ detail }: AuditEntry): readonly string[] =>
    auditDetails.flatMap((name) => {
      const value = detail[name];
      return value === undefined || value === null || value === ''
        ? []
        : [t(`console:audit.detail.${name}`, { value: String(value) })];
    });

  const columns: readonly Column<AuditEntry>[] = [
    {
      id: 'no',
      header: t('console:audit.column.no'),
      width: '5rem',
      align: 'end',
      cell: ({ no }) => format.number(no),
    },
    {
      id: 'at',
      header: t('console:audit.column.at'),
      width: '13.5rem',
      cell: ({ atMs }) => format.dateTime(atMs),
    },
    {
      id: 'who',
      header: t('console:audit.column.who'),
      width: 'minmax(8rem, 0.8fr)',
      cell: ({ account, address }) =>
        account ?? t(address === 'console' ? 'console:audit.commandLine' : 'console:audit.nobody'),
    },
    {
      id: 'action',
      header: t('console:audit.column.action'),
      width: 'minmax(10rem, 1fr)',
      cell: ({ action }) => t(`console:audit.action.${action}`),
    },
    {
      id: 'outcome',
      header: t('console:audit.column.outcome'),
      width: '7rem',
      cell: ({ outcome }) => (
        <StatusChip label={t(`console:audit.outcome.${outcome}`)} tone={outcome === 'done' ? 'neutral' : 'warning'} />
      ),
    },
    {
      id: 'address',
      header: t('console:audit.column.address'),
      width: 'minmax(8rem, 0.7fr)',
      cell: ({ address }) => (address === 'console' ? '' : address),
    },
    {
      id: 'detail',
      header: t('console:audit.column.detail'),
      width: 'minmax(16rem, 3fr)',
      cell: (entry) => detailsOf(entry).join('  '),
    },
  ];

  return (
    <>
      <PageHeader
        title={t('console:audit.title')}
        subtitle={t('console:audit.subtitle')}
        actions={
          <Button variant="contained" onClick={() => void verify()}>
            {t('console:audit.verify')}
          </Button>
        }
      />
      <Box sx={{ display: 'grid', gap: 2 }}>
        <ErrorNotice error={error} />
        {checked && (
          <Alert severity={checked.faultNo === null ? 'success' : 'error'} sx={{ overflowWrap: 'anywhere' }}>
            {checked.faultNo === null
              ? t('console:audit.good', { checked: checked.checked, head: checked.head })
              : t('console:audit.bad', { no: checked.faultNo })}
          </Alert>
        )}
        <SectionCard flush>
          <DataTable
            label={t('console:audit.table')}
            columns={columns}
            rows={entries}
            rowKey={({ no }) => String(no)}
            onOpen={setOpened}
            loading={loading}
            empty={t('console:audit.empty')}
            height={listHeight}
          />
        </SectionCard>
        {opened && <EntryDialog entry={opened} details={detailsOf(opened)} onClose={() => setOpened(null)} />}
        {more && <Button onClick={() => void load(entries)}>{t('console:audit.more')}</Button>}
      </Box>
    </>
  );
}

interface EntryDialogProps {
  readonly entry: AuditEntry;
  readonly details: readonly string[];
  readonly onClose: () => void;
}

/** One entry whole: a reason may be longer than a row. */
function EntryDialog({ entry, details, onClose }: EntryDialogProps) {
  const { t } = useText();
  const format = useFormat();
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="entry-title">
      <DialogTitle id="entry-title">{t(`console:audit.action.${entry.action}`)}</DialogTitle>
      <DialogContent>
        <InfoList
          items={[
            { label: t('console:audit.column.no'), value: format.number(entry.no) },
            { label: t('console:audit.column.at'), value: format.dateTime(entry.atMs) },
            { label: t('console:audit.column.who'), value: entry.account ?? t('console:audit.nobody') },
            { label: t('console:audit.column.outcome'), value: t(`console:audit.outcome.${entry.outcome}`) },
            {
              label: t('console:audit.column.detail'),
              value: (
                <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                  {details.length === 0 ? t('console:audit.nobody') : details.join('\n')}
                </Box>
              ),
            },
          ]}
        />
      </DialogContent>
      <DialogActions>
        <Button variant="contained" autoFocus onClick={onClose}>
          {t('console:reveal.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
