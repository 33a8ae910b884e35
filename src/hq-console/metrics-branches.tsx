/** 分机构: every branch with something to count, sorted by any column; a row leads to its complaints of the period. */
import { useState } from 'react';
import { useFormat, useText } from '../renderer/app/i18n/use-text';
import { DataTable, type Column, type Sort } from '../renderer/components/data-table';
import { SectionCard } from '../renderer/components/section-card';
import type { BranchFigures, Metrics } from '../shared/hq-console/metrics';
import { pageAddress } from './route';
import { shareOf, useShare } from './use-share';

type Key = (row: BranchFigures) => string | number;
const keys: Readonly<Record<string, Key>> = {
  branch: ({ code }) => code,
  province: ({ province }) => province,
  received: ({ figures }) => figures.received,
  before: ({ before }) => before,
  closed: ({ figures }) => figures.closed,
  open: ({ figures }) => figures.openAfter,
  overdue: ({ figures }) => figures.overdue,
  decided: ({ figures }) => shareOf(figures.decided),
  days: ({ figures }) => figures.medianDays ?? -1,
  granted: ({ figures }) => figures.grantedFen,
};

function sorted(rows: readonly BranchFigures[], { columnId, direction }: Sort): readonly BranchFigures[] {
  const key = keys[columnId];
  if (!key) return rows;
  const sign = direction === 'ascending' ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    return left === right ? (a.code < b.code ? -1 : 1) : left < right ? -sign : sign;
  });
}

export function MetricsBranches({ metrics: { branches, period } }: { readonly metrics: Metrics }) {
  const { t } = useText();
  const format = useFormat();
  const share = useShare();
  const [sort, setSort] = useState<Sort>({ columnId: 'received', direction: 'descending' });
  const count = (id: string, cell: (row: BranchFigures) => string, width = '7rem'): Column<BranchFigures> => ({
    id,
    header: t(`console:metrics.column.${id as 'closed'}`),
    width,
    align: 'end',
    sortable: true,
    cell,
  });
  const columns: readonly Column<BranchFigures>[] = [
    {
      id: 'branch',
      header: t('console:metrics.column.branch'),
      width: 'minmax(13rem, 2fr)',
      sortable: true,
      cell: ({ code, name }) => `${code} ${name}`,
    },
    {
      id: 'province',
      header: t('console:metrics.column.province'),
      width: 'minmax(6rem, 1fr)',
      sortable: true,
      cell: ({ province }) => province,
    },
    count('received', ({ figures }) => format.number(figures.received)),
    count('before', ({ before }) => format.number(before)),
    count('closed', ({ figures }) => format.number(figures.closed)),
    count('open', ({ figures }) => format.number(figures.openAfter)),
    count('overdue', ({ figures }) => format.number(figures.overdue)),
    count('decided', ({ figures }) => share(figures.decided), '9rem'),
    count(
      'days',
      ({ figures: { medianDays } }) =>
        medianDays === null
          ? t('console:metrics.none')
          : t('console:metrics.days', { days: format.number(medianDays) }),
      '9rem',
    ),
    count('granted', ({ figures }) => format.money(figures.grantedFen), 'minmax(9rem, 1fr)'),
  ];
  return (
    <SectionCard flush title={t('console:metrics.byBranch', { count: branches.length })}>
      <DataTable
        label={t('console:metrics.branchTable')}
        columns={columns}
        rows={sorted(branches, sort)}
        rowKey={({ branchId }) => branchId}
        sort={sort}
        onSort={setSort}
        onOpen={({ branchId }) => {
          location.hash = pageAddress('cases', { branch: branchId, from: period.from, to: period.to });
        }}
        empty={t('console:metrics.nothing')}
        height={branches.length > 8 ? '26rem' : '16rem'}
      />
    </SectionCard>
  );
}
