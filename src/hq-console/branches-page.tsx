/** Branches and their PCs, the worst trouble first. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useState } from 'react';
import { useFormat, useText } from '../renderer/app/i18n/use-text';
import { DataTable, type Column } from '../renderer/components/data-table';
import { ErrorNotice } from '../renderer/components/error-notice';
import { PageHeader } from '../renderer/components/page-header';
import { SectionCard } from '../renderer/components/section-card';
import type { BranchView } from '../shared/hq-console/branches';
import { branchTrouble, byTrouble, lastContactMs } from '../shared/hq-console/health';
import type { HqPermission } from '../shared/hq-console/roles';
import { BranchDialog } from './branch-dialog';
import { api } from './client';
import { CodeDialog } from './code-dialog';
import { LineField } from './fields';
import { TroubleChip } from './trouble-chip';
import { useAnswer } from './use-answer';

/** The list fills what the bar, the title and the filter leave. */
const listHeight = 'max(20rem, calc(100vh - 19rem))';

interface MadeCode {
  readonly code: string;
  readonly expiresAtMs: number;
  /** Null for a branch that is new. */
  readonly branchName: string | null;
}

export function BranchesPage({ permissions }: { readonly permissions: readonly HqPermission[] }) {
  const { t } = useText();
  const format = useFormat();
  const { value, error, loading, reload } = useAnswer(() => api['branch.list']({}));
  const [filter, setFilter] = useState('');
  const [onlyTrouble, setOnlyTrouble] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const [code, setCode] = useState<MadeCode | null>(null);
  const [codeError, setCodeError] = useState<{ readonly code: string } | null>(null);

  const nowMs = value?.nowMs ?? 0;
  const all = [...(value?.branches ?? [])].sort(byTrouble(nowMs));
  const words = filter.trim().toLowerCase();
  const rows = all.filter(
    (branch) =>
      (words === '' || `${branch.code} ${branch.name}`.toLowerCase().includes(words)) &&
      (!onlyTrouble || branchTrouble(branch, nowMs) !== 'none'),
  );
  const open = all.find(({ id }) => id === openId);

  const makeCode = async (branch: BranchView | null): Promise<void> => {
    const answer = await api['code.make']({ branchId: branch?.id ?? null });
    setCodeError(answer.ok ? null : answer.error);
    if (answer.ok) setCode({ ...answer.value, branchName: branch?.name ?? null });
  };

  const columns: readonly Column<BranchView>[] = [
    {
      id: 'state',
      header: t('console:branches.column.state'),
      width: 'minmax(12rem, 1.2fr)',
      cell: (branch) => <TroubleChip trouble={branchTrouble(branch, nowMs)} />,
    },
    {
      id: 'branch',
      header: t('console:branches.column.branch'),
      width: 'minmax(14rem, 2fr)',
      cell: ({ code: number, name }) => `${number} ${name}`,
    },
    {
      id: 'province',
      header: t('console:branches.column.province'),
      width: 'minmax(7rem, 1fr)',
      cell: ({ province }) => province,
    },
    {
      id: 'devices',
      header: t('console:branches.column.devices'),
      width: '6rem',
      align: 'end',
      cell: ({ devices }) => format.number(devices.filter(({ revoked }) => !revoked).length),
    },
    {
      id: 'contact',
      header: t('console:branches.column.contact'),
      width: 'minmax(9rem, 1fr)',
      cell: (branch) => {
        const at = lastContactMs(branch);
        return at === null ? t('console:branches.never') : format.relative(at, nowMs);
      },
    },
    {
      id: 'rejected',
      header: t('console:branches.column.rejected'),
      width: '7rem',
      align: 'end',
      cell: ({ devices }) => format.number(devices.reduce((sum, { rejected }) => sum + rejected, 0)),
    },
    {
      id: 'records',
      header: t('console:branches.column.records'),
      width: '9rem',
      align: 'end',
      cell: ({ records }) => format.number(records),
    },
  ];

  return (
    <>
      <PageHeader
        title={t('console:branches.title')}
        subtitle={value ? t('console:branches.subtitle', { count: all.length }) : ''}
        actions={
          <>
            <Button onClick={reload}>{t('console:branches.refresh')}</Button>
            {permissions.includes('code.make') && (
              <Button variant="contained" onClick={() => void makeCode(null)}>
                {t('console:branches.newCode')}
              </Button>
            )}
          </>
        }
      />
      <Box sx={{ display: 'grid', gap: 2 }}>
        <ErrorNotice error={error ?? codeError} {...(error ? { onRetry: reload } : {})} />
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'end' }}>
          <Box sx={{ flex: '0 1 22rem' }}>
            <LineField label={t('console:branches.filter')} type="search" value={filter} onChange={setFilter} />
          </Box>
          <FormControlLabel
            control={<Checkbox checked={onlyTrouble} onChange={(_event, checked) => setOnlyTrouble(checked)} />}
            label={t('console:branches.onlyTrouble')}
          />
        </Box>
        <SectionCard flush>
          <DataTable
            label={t('console:branches.table')}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            onOpen={({ id }) => setOpenId(id)}
            loading={loading && value === null}
            empty={t(all.length === 0 ? 'console:branches.empty' : 'console:branches.emptyFiltered')}
            height={listHeight}
          />
        </SectionCard>
      </Box>
      {open && (
        <BranchDialog
          branch={open}
          nowMs={nowMs}
          permissions={permissions}
          onCode={() => void makeCode(open)}
          onChanged={reload}
          onClose={() => setOpenId(null)}
        />
      )}
      {code && (
        <CodeDialog
          title={t('console:code.title')}
          body={
            code.branchName === null ? t('console:code.forNew') : t('console:code.forBranch', { name: code.branchName })
          }
          code={code.code}
          once={t('console:code.once', { until: format.dateTime(code.expiresAtMs) })}
          testId="code"
          onClose={() => setCode(null)}
        />
      )}
    </>
  );
}
