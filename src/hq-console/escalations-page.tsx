/** 上报待办: what branches can't decide and sent up, the most urgent first. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useFormat, useText } from '../renderer/app/i18n/use-text';
import { DataTable, type Column } from '../renderer/components/data-table';
import { ErrorNotice } from '../renderer/components/error-notice';
import { PageHeader } from '../renderer/components/page-header';
import { SectionCard } from '../renderer/components/section-card';
import { StatusChip } from '../renderer/components/status-chip';
import { useNow } from '../renderer/components/use-now';
import { dayNumber } from '../domain/deadlines/local-date';
import type { EscalationRow } from '../shared/hq-console/escalations';
import type { HqPermission } from '../shared/hq-console/roles';
import { dayInBeijing, noonInBeijing } from './beijing';
import { api } from './client';
import { EscalationDialog } from './escalation-dialog';
import { useAnswer } from './use-answer';

const listHeight = 'max(18rem, calc(100vh - 17rem))';
const soonDays = 3;

export function EscalationsPage({ permissions }: { readonly permissions: readonly HqPermission[] }) {
  const { t } = useText();
  const format = useFormat();
  const list = useAnswer(() => api['escalation.list']({}));
  const [opened, setOpened] = useState<EscalationRow | null>(null);
  const [done, setDone] = useState<'done' | 'waits' | null>(null);
  const decides = permissions.includes('escalation.rule');

  const columns: readonly Column<EscalationRow>[] = [
    {
      id: 'due',
      header: t('above:desk.column.due'),
      width: 'minmax(16rem, 1.2fr)',
      cell: ({ dueOn }) => <Due dueOn={dueOn} />,
    },
    {
      id: 'number',
      header: t('above:desk.column.number'),
      width: 'minmax(13.5rem, 1fr)',
      cell: (row) => <span className="xt-number">{row.number}</span>,
    },
    {
      id: 'branch',
      header: t('above:desk.column.branch'),
      width: 'minmax(9rem, 1.2fr)',
      cell: (row) => `${row.branchCode} ${row.branchName}`,
    },
    {
      id: 'amount',
      header: t('above:desk.column.amount'),
      width: 'minmax(7.5rem, 0.8fr)',
      align: 'end',
      cell: ({ amountFen }) => (amountFen === 0 ? t('above:desk.noMoney') : format.money(amountFen)),
    },
    {
      id: 'why',
      header: t('above:desk.column.why'),
      width: 'minmax(11rem, 1fr)',
      cell: ({ why }) => t(`above:why.${why}`),
    },
    {
      id: 'sent',
      header: t('above:desk.column.sent'),
      width: 'minmax(9.5rem, 0.7fr)',
      cell: ({ sentAtMs }) => format.date(sentAtMs),
    },
    {
      id: 'signed',
      header: t('above:desk.column.signed'),
      width: 'minmax(6rem, 0.6fr)',
      cell: ({ signed }) => (signed === 0 ? t('above:desk.signedNone') : t('above:desk.signedSome', { count: signed })),
    },
  ];

  return (
    <>
      <PageHeader
        title={t('above:desk.title')}
        subtitle={t('above:desk.subtitle')}
        actions={
          <Button disabled={list.loading} onClick={list.reload}>
            {t('above:desk.refresh')}
          </Button>
        }
      />
      <Box sx={{ display: 'grid', gap: 2 }}>
        <ErrorNotice error={list.error} onRetry={list.reload} />
        {done !== null && (
          <Alert severity="success" onClose={() => setDone(null)}>
            {t(`above:sheet.${done}`)}
          </Alert>
        )}
        {list.value !== null && list.value.unreadBranches > 0 && (
          <Alert severity="warning">{t('console:cases.unread', { count: list.value.unreadBranches })}</Alert>
        )}
        {list.value?.more === true && <Alert severity="info">{t('above:desk.more')}</Alert>}
        <SectionCard flush>
          <DataTable
            label={t('above:desk.table')}
            columns={columns}
            rows={list.value?.rows ?? []}
            rowKey={(row) => `${row.branchId}/${row.caseId}`}
            {...(decides
              ? {
                  onOpen: (row: EscalationRow) => {
                    setDone(null);
                    setOpened(row);
                  },
                }
              : {})}
            loading={list.loading && list.value === null}
            empty={t('above:desk.empty')}
            height={listHeight}
          />
        </SectionCard>
      </Box>
      {opened && (
        <EscalationDialog
          row={opened}
          onClose={() => {
            setOpened(null);
            list.reload();
          }}
          onDone={(waits) => {
            setOpened(null);
            setDone(waits ? 'waits' : 'done');
            list.reload();
          }}
        />
      )}
    </>
  );
}

/** The last day, and how far it is; not by colour alone. */
function Due({ dueOn }: { readonly dueOn: string | null }) {
  const { t } = useText();
  const format = useFormat();
  const today = dayInBeijing(useNow());
  if (dueOn === null) return <>{t('above:desk.noDue')}</>;
  const left = dayNumber(dueOn) - dayNumber(today);
  const label =
    left < 0
      ? t('above:desk.overdue', { count: -left })
      : left === 0
        ? t('above:desk.today')
        : t('above:desk.left', { count: left });
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', whiteSpace: 'nowrap' }}>
      <span>{format.date(noonInBeijing(dueOn))}</span>
      <StatusChip label={label} tone={left < 0 ? 'error' : left <= soonDays ? 'warning' : 'neutral'} />
    </Box>
  );
}
