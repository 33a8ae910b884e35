import AlarmOutlined from '@mui/icons-material/AlarmOutlined';
import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import PhoneInTalkOutlined from '@mui/icons-material/PhoneInTalkOutlined';
import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useLayoutEffect, useState } from 'react';
import { useFormat, useText } from '../app/i18n/use-text';
import { confirm } from '../app/confirm';
import { notify } from '../app/notifications';
import { routes, type RouteTable } from '../app/routes';
import { AppFrame } from '../app/shell/app-frame';
import { useSyncStatus } from '../app/sync-status';
import type { Appearance } from '../app/theme/appearance';
import { CaseNumber } from '../components/case-number';
import { DataTable, type Column, type Sort } from '../components/data-table';
import { DeadlineChip } from '../components/deadline-chip';
import { EmotionBadge } from '../components/emotion';
import { KeyHint } from '../components/key-hint';
import { PageHeader } from '../components/page-header';
import { SectionCard } from '../components/section-card';
import { StatTile } from '../components/stat-tile';
import { CaseStatusChip } from '../components/status-chip';
import { rows, session, status, sync, users, words, type SampleRow } from './samples';

function SampleWorkbench() {
  const { t } = useText();
  const format = useFormat();
  const [sort, setSort] = useState<Sort | null>({ columnId: 'due', direction: 'ascending' });
  const columns: readonly Column<SampleRow>[] = [
    {
      id: 'number',
      header: words.number,
      width: '12.5rem',
      cell: (row) => <CaseNumber number={row.number} />,
      sortable: true,
    },
    { id: 'name', header: words.person, width: '7rem', cell: (row) => row.name },
    { id: 'matter', header: words.matter, width: 'minmax(8rem, 1fr)', cell: (row) => row.matter },
    { id: 'mood', header: words.mood, width: '8.5rem', cell: (row) => <EmotionBadge level={row.emotion} /> },
    { id: 'status', header: words.status, width: '10rem', cell: (row) => <CaseStatusChip status={row.status} /> },
    {
      id: 'due',
      header: words.due,
      width: '12.5rem',
      cell: (row) => <DeadlineChip {...row.deadline} />,
      sortable: true,
    },
    {
      id: 'amount',
      header: words.amount,
      width: '8rem',
      align: 'end',
      cell: (row) => <span className="xt-number">{format.money(row.amountFen)}</span>,
      sortable: true,
    },
  ];
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', gap: 2 }}>
      <PageHeader
        title={words.today}
        subtitle={format.localDate('2026-03-18')}
        actions={
          <>
            <Button
              onClick={() => {
                notify({ severity: 'success', text: words.caseTitle });
                void confirm({ title: words.caseTitle, confirmLabel: t('common:action.delete'), tone: 'danger' });
              }}
            >
              {t('common:action.export')}
            </Button>
            <Button variant="contained" size="large" endIcon={<KeyHint action="quickCapture" />}>
              {words.register}
            </Button>
          </>
        }
      />
      <Box
        sx={{
          display: 'grid',
          gap: 1.5,
          gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 13rem), 1fr))',
          flex: 'none',
        }}
      >
        <StatTile
          label={t('vocabulary:deadlineState.overdue')}
          value="2"
          tone="error"
          icon={<WarningAmberOutlined />}
          onClick={() => undefined}
        />
        <StatTile
          label={t('vocabulary:deadlineState.soon')}
          value="5"
          tone="warning"
          icon={<AlarmOutlined />}
          onClick={() => undefined}
        />
        <StatTile
          label={t('vocabulary:status.remedyPending')}
          value="3"
          tone="primary"
          icon={<FactCheckOutlined />}
          onClick={() => undefined}
        />
        <StatTile
          label={t('vocabulary:status.informed')}
          value="11"
          icon={<PhoneInTalkOutlined />}
          onClick={() => undefined}
        />
      </Box>
      <Box sx={{ flex: '1 0 20rem', minHeight: 0 }}>
        <SectionCard flush>
          <DataTable
            label={words.table}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            selectedKey="c2"
            sort={sort}
            onSort={setSort}
            onOpen={() => undefined}
            height="26rem"
          />
        </SectionCard>
      </Box>
    </Box>
  );
}

const table: RouteTable = { ...routes, workbench: { ...routes.workbench, view: SampleWorkbench } };

export interface ShellSampleProps {
  readonly appearance: Appearance;
  readonly onAppearance: (appearance: Appearance) => void;
}

/** The whole frame with sample data, as a supervisor of a demo branch sees it. */
export function ShellSample({ appearance, onAppearance }: ShellSampleProps) {
  useLayoutEffect(() => useSyncStatus.setState(sync, true), []);
  return (
    <AppFrame
      status={status}
      session={session}
      users={users}
      appearance={appearance}
      routes={table}
      counts={{ approvals: 3 }}
      search={null}
      onAppearance={onAppearance}
      onLock={() => undefined}
      onSwitchUser={() => undefined}
      onDismissNotice={() => undefined}
    />
  );
}
