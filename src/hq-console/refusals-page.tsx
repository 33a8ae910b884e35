/** 拒收记录: what headquarters did not take of PCs, in plain words, and what can be done about it. */
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useState } from 'react';
import { useFormat, useText } from '../renderer/app/i18n/use-text';
import { DataTable, type Column } from '../renderer/components/data-table';
import { ErrorNotice } from '../renderer/components/error-notice';
import { PageHeader } from '../renderer/components/page-header';
import { recordKind } from '../renderer/components/record-kind';
import { SectionCard } from '../renderer/components/section-card';
import { StatusChip } from '../renderer/components/status-chip';
import type { RefusedRow } from '../shared/hq-console/refusals';
import type { HqPermission } from '../shared/hq-console/roles';
import { api } from './client';
import { RefusalDialog } from './refusal-dialog';
import { refusalLooks, rejectText, stateOf } from './refusal-words';
import { useAnswer } from './use-answer';

/** The list fills what the bar, the title and the filter leave. */
const listHeight = 'max(20rem, calc(100vh - 19rem))';

export function RefusalsPage({ permissions }: { readonly permissions: readonly HqPermission[] }) {
  const { t } = useText();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const { value, error, loading, reload } = useAnswer(() => api['refusal.list']({ all }));
  const [opened, setOpened] = useState<RefusedRow | null>(null);
  const columns: readonly Column<RefusedRow>[] = [
    {
      id: 'state',
      header: t('refused:column.state'),
      width: '10rem',
      cell: (row) => <StatusChip tone={refusalLooks[stateOf(row)]} label={t(`refused:state.${stateOf(row)}`)} />,
    },
    {
      id: 'branch',
      header: t('refused:column.branch'),
      width: 'minmax(11rem, 1.2fr)',
      cell: (row) => `${row.branchCode} ${row.branchName}`,
    },
    {
      id: 'device',
      header: t('refused:column.device'),
      width: '6rem',
      cell: (row) => t('refused:device', { tag: row.deviceTag }),
    },
    { id: 'seq', header: t('refused:column.seq'), width: '7rem', align: 'end', cell: (row) => format.number(row.seq) },
    {
      id: 'what',
      header: t('refused:column.what'),
      width: 'minmax(9rem, 1.2fr)',
      cell: (row) => [recordKind(row.type, t), row.number ?? ''].filter(Boolean).join(' '),
    },
    {
      id: 'why',
      header: t('refused:column.why'),
      width: 'minmax(14rem, 2fr)',
      cell: (row) => <span title={rejectText(row.code, t)}>{rejectText(row.code, t)}</span>,
    },
    {
      id: 'since',
      header: t('refused:column.since'),
      width: '13rem',
      cell: ({ sinceMs }) => format.dateTime(sinceMs),
    },
  ];
  return (
    <>
      <PageHeader
        title={t('refused:title')}
        subtitle={t('refused:subtitle')}
        actions={<Button onClick={reload}>{t('refused:refresh')}</Button>}
      />
      <FormControlLabel
        control={
          <Checkbox
            checked={all}
            onChange={(event) => {
              setAll(event.target.checked);
              reload();
            }}
          />
        }
        label={t('refused:all')}
      />
      <ErrorNotice error={error} onRetry={reload} />
      <SectionCard flush>
        <DataTable
          label={t('refused:table')}
          columns={columns}
          rows={value?.rows ?? []}
          rowKey={(row) => `${row.branchId}/${row.deviceId}/${String(row.seq)}/${String(row.fork)}`}
          onOpen={setOpened}
          loading={loading}
          empty={t('refused:empty')}
          height={listHeight}
        />
      </SectionCard>
      {value?.more === true && <p>{t('refused:more')}</p>}
      {opened && (
        <RefusalDialog
          row={opened}
          mayAnswer={permissions.includes('refusal.answer')}
          onDone={() => {
            setOpened(null);
            reload();
          }}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}
