/** Complaints of all branches: found by number, branch, state and day; a person only for a reason. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useEffectEvent, useState } from 'react';
import { caseStatuses } from '../domain/complaint/states';
import type { CodedError } from '../renderer/app/i18n/message-of';
import { useFormat, useText } from '../renderer/app/i18n/use-text';
import { DataTable, type Column } from '../renderer/components/data-table';
import { ErrorNotice } from '../renderer/components/error-notice';
import { PageHeader } from '../renderer/components/page-header';
import { SectionCard } from '../renderer/components/section-card';
import { CaseStatusChip, StatusChip } from '../renderer/components/status-chip';
import type { CaseQuery, CaseRow } from '../shared/hq-console/cases';
import type { HqPermission } from '../shared/hq-console/roles';
import { AssignDialog } from './assign-dialog';
import { api } from './client';
import { DayField } from './day-field';
import { LineField, SelectField } from './fields';
import { RevealDialog } from './reveal-dialog';
import { filledIn } from './route';
import { useAnswer } from './use-answer';

/** The list fills what the bar, the title and the form leave. */
const listHeight = 'max(18rem, calc(100vh - 24rem))';

interface Found {
  readonly query: CaseQuery;
  readonly rows: readonly CaseRow[];
  readonly next: string | null;
  readonly unreadBranches: number;
}

export function CasesPage({ permissions }: { readonly permissions: readonly HqPermission[] }) {
  const { t } = useText();
  const format = useFormat();
  const branches = useAnswer(() => api['branch.list']({}));
  const [number, setNumber] = useState('');
  const [filled] = useState(filledIn);
  const [branchId, setBranchId] = useState(filled.get('branch') ?? '');
  const [status, setStatus] = useState<'' | CaseRow['status']>('');
  const [from, setFrom] = useState(filled.get('from') ?? '');
  const [to, setTo] = useState(filled.get('to') ?? '');
  const [found, setFound] = useState<Found | null>(null);
  const [busy, setBusy] = useState(filled.size > 0);
  const [error, setError] = useState<CodedError | null>(null);
  const [opened, setOpened] = useState<CaseRow | null>(null);
  const [assigning, setAssigning] = useState(false);
  const [assigned, setAssigned] = useState<string | null>(null);
  /** A day that can't be read is no search without it. */
  const [unreadable, setUnreadable] = useState({ from: false, to: false });
  const wrongOrder = from !== '' && to !== '' && to < from;

  const take = (
    query: CaseQuery,
    before: Found | null,
    answer: Awaited<ReturnType<(typeof api)['case.search']>>,
  ): void => {
    setBusy(false);
    setError(answer.ok ? null : answer.error);
    if (answer.ok) setFound({ query, ...answer.value, rows: [...(before?.rows ?? []), ...answer.value.rows] });
  };
  const search = async (query: CaseQuery, before: Found | null): Promise<void> => {
    setBusy(true);
    take(query, before, await api['case.search']({ query, after: before?.next ?? null }));
  };
  const asked = (): CaseQuery => ({
    number,
    branchId: branchId === '' ? null : branchId,
    status: status === '' ? null : status,
    receivedFrom: from === '' ? null : from,
    receivedTo: to === '' ? null : to,
  });
  const submit = (): void => {
    if (!busy && !wrongOrder && !unreadable.from && !unreadable.to) void search(asked(), null);
  };

  // Whoever comes from the figures of a branch wants to see its complaints, not to press a button first.
  const askFirst = useEffectEvent(asked);
  const takeFirst = useEffectEvent(take);
  useEffect(() => {
    if (filled.size === 0) return;
    const query = askFirst();
    void api['case.search']({ query, after: null }).then((answer) => takeFirst(query, null, answer));
  }, [filled]);

  const columns: readonly Column<CaseRow>[] = [
    {
      id: 'number',
      header: t('console:cases.column.number'),
      width: 'minmax(14rem, 1.4fr)',
      cell: (row) => <span className="xt-number">{row.number}</span>,
    },
    {
      id: 'branch',
      header: t('console:cases.column.branch'),
      width: 'minmax(12rem, 1.4fr)',
      cell: (row) => `${row.branchCode} ${row.branchName}`,
    },
    {
      id: 'status',
      header: t('console:cases.column.status'),
      width: 'minmax(12rem, 1.2fr)',
      cell: (row) => (
        <Box sx={{ display: 'flex', gap: 0.5 }}>
          <CaseStatusChip status={row.status} />
          {row.conflicts > 0 && <StatusChip label={t('console:cases.conflict')} tone="warning" />}
        </Box>
      ),
    },
    {
      id: 'who',
      header: t('console:cases.column.who'),
      width: 'minmax(7rem, 0.8fr)',
      cell: ({ complainant }) => complainant,
    },
    {
      id: 'received',
      header: t('console:cases.column.received'),
      width: 'minmax(11rem, 1fr)',
      cell: ({ receivedAtMs }) => format.dateTime(receivedAtMs),
    },
    {
      id: 'updated',
      header: t('console:cases.column.updated'),
      width: 'minmax(11rem, 1fr)',
      cell: ({ updatedAtMs }) => format.dateTime(updatedAtMs),
    },
  ];
  const sorted = [...(branches.value?.branches ?? [])].sort((a, b) => (a.code < b.code ? -1 : 1));

  return (
    <>
      <PageHeader
        title={t('console:cases.title')}
        subtitle={t('console:cases.subtitle')}
        actions={
          permissions.includes('case.assign') && (
            <Button
              onClick={() => {
                setAssigned(null);
                setAssigning(true);
              }}
            >
              {t('above:assign.open')}
            </Button>
          )
        }
      />
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Box
          role="search"
          sx={{
            display: 'grid',
            gap: 2,
            gridTemplateColumns: 'repeat(auto-fit, minmax(11rem, 1fr))',
            alignItems: 'start',
          }}
        >
          <LineField
            label={t('console:cases.number')}
            hint={t('console:cases.numberHint')}
            value={number}
            onChange={setNumber}
            onEnter={submit}
            code
          />
          <SelectField
            label={t('console:cases.branch')}
            value={branchId}
            onChange={setBranchId}
            options={[
              { value: '', label: t('console:cases.anyBranch') },
              ...sorted.map((branch) => ({ value: branch.id, label: `${branch.code} ${branch.name}` })),
            ]}
          />
          <SelectField
            label={t('console:cases.status')}
            value={status}
            onChange={setStatus}
            options={[
              { value: '' as const, label: t('console:cases.anyStatus') },
              ...caseStatuses.map((value) => ({ value, label: t(`vocabulary:status.${value}`) })),
            ]}
          />
          <DayField
            label={t('console:cases.from')}
            value={from}
            onChange={(day, isBad) => {
              setFrom(day);
              setUnreadable({ ...unreadable, from: isBad });
            }}
            onEnter={submit}
          />
          <DayField
            label={t('console:cases.to')}
            value={to}
            onChange={(day, isBad) => {
              setTo(day);
              setUnreadable({ ...unreadable, to: isBad });
            }}
            onEnter={submit}
            problem={wrongOrder ? { severity: 'block', text: t('console:cases.dayOrder') } : null}
          />
          <Button variant="contained" sx={{ mt: '1.75rem' }} disabled={busy || wrongOrder} onClick={submit}>
            {t('console:cases.search')}
          </Button>
        </Box>
        {assigned !== null && (
          <Alert severity="success" onClose={() => setAssigned(null)}>
            {t('above:assign.done', { number: assigned })}
          </Alert>
        )}
        <ErrorNotice error={error ?? branches.error} />
        {found !== null && found.unreadBranches > 0 && (
          <Alert severity="warning">{t('console:cases.unread', { count: found.unreadBranches })}</Alert>
        )}
        <SectionCard
          flush
          {...(found === null ? {} : { title: t('console:cases.found', { count: found.rows.length }) })}
          actions={
            found !== null &&
            found.next !== null && (
              <Button disabled={busy} onClick={() => void search(found.query, found)}>
                {t('console:cases.more')}
              </Button>
            )
          }
        >
          <DataTable
            label={t('console:cases.table')}
            columns={columns}
            rows={found?.rows ?? []}
            rowKey={(row) => `${row.branchId}/${row.caseId}`}
            {...(permissions.includes('case.reveal') ? { onOpen: setOpened } : {})}
            loading={busy && found === null}
            empty={t(found === null ? 'console:cases.start' : 'console:cases.empty')}
            height={listHeight}
          />
        </SectionCard>
      </Box>
      {assigning && (
        <AssignDialog
          branches={sorted}
          onDone={(given) => {
            setAssigning(false);
            setAssigned(given);
          }}
          onClose={() => setAssigning(false)}
        />
      )}
      {opened && (
        <RevealDialog
          row={opened}
          permissions={permissions}
          branches={sorted}
          onClose={(signed) => {
            setOpened(null);
            // What was signed there shows in the list.
            if (signed && found !== null) void search(found.query, null);
          }}
        />
      )}
    </>
  );
}
