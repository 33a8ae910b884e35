/** Columns of the list of cases. A narrow window drops what the case page tells anyway. */
import Box from '@mui/material/Box';
import { listedDeadline, type CaseStatus } from '../../../domain/complaint/states';
import type { CaseRowView, HistorySort } from '../../../shared/contract/history';
import type { Formatter } from '../../app/i18n/format';
import type { Text } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { CaseNumber } from '../../components/case-number';
import type { Column, Sort } from '../../components/data-table';
import { DeadlineChip } from '../../components/deadline-chip';
import { MajorMark } from '../../components/major-mark';
import { PetitionMark } from '../../components/petition-mark';
import { CaseStatusChip } from '../../components/status-chip';
import { taxonomyLabel } from '../../components/taxonomy';
import { WhyInRow } from '../../components/why-date/why-chip';

const SOON_MS = 3 * 24 * 60 * 60_000;

export interface ColumnDeps {
  readonly text: Text;
  readonly format: Formatter;
  readonly nowMs: number;
  readonly wide: boolean;
}

export function caseColumns({
  text: { t, language },
  format,
  nowMs,
  wide,
}: ColumnDeps): readonly Column<CaseRowView>[] {
  const columns: (Column<CaseRowView> & { readonly wideOnly?: true })[] = [
    {
      id: 'number',
      header: t('history:column.number'),
      width: '13rem',
      cell: (row) => <CaseNumber number={row.number} />,
    },
    {
      id: 'name',
      header: t('history:column.name'),
      width: '6rem',
      cell: (row) => (row.maskedName === '' ? t('history:nameless') : row.maskedName),
    },
    {
      id: 'matter',
      header: t('history:column.matter'),
      width: 'minmax(9rem, 1fr)',
      cell: (row) => (
        <>
          {row.major && (
            <Box component="span" sx={{ mr: 0.75 }}>
              <MajorMark row={row} short={!wide} />
            </Box>
          )}
          {row.petition && (
            <Box component="span" sx={{ mr: 0.75 }}>
              <PetitionMark row={row} />
            </Box>
          )}
          {row.matter === '' ? (
            <Box component="span" sx={{ color: c.inkSoft }}>
              {taxonomyLabel(row.businessId, language)}
            </Box>
          ) : (
            row.matter
          )}
        </>
      ),
    },
    {
      id: 'business',
      header: t('history:column.business'),
      width: '11rem',
      wideOnly: true,
      cell: (row) => taxonomyLabel(row.businessId, language),
    },
    {
      id: 'status',
      header: t('history:column.status'),
      width: '11.5rem',
      cell: (row) => <CaseStatusChip status={row.status} />,
    },
    {
      id: 'received',
      header: t('history:column.received'),
      width: '9.5rem',
      sortable: true,
      cell: (row) => format.date(row.receivedAtMs),
    },
    {
      id: 'due',
      header: t('history:column.due'),
      width: '13.5rem',
      sortable: true,
      cell: (row) => (
        <Due caseId={row.caseId} status={row.status} dueAtMs={row.dueAtMs} nowMs={nowMs} none={t('history:noDue')} />
      ),
    },
    {
      id: 'owner',
      header: t('history:column.owner'),
      width: '6rem',
      wideOnly: true,
      cell: (row) => (row.ownerName === '' ? t('history:noOwner') : row.ownerName),
    },
    {
      id: 'amount',
      header: t('history:column.amount'),
      width: '9rem',
      wideOnly: true,
      sortable: true,
      align: 'end',
      cell: (row) => (row.amountFen === null ? '' : format.money(row.amountFen)),
    },
  ];
  return columns.filter(({ wideOnly }) => wide || wideOnly !== true);
}

function Due({
  caseId,
  status,
  dueAtMs,
  nowMs,
  none,
}: {
  readonly caseId: string;
  readonly status: CaseStatus;
  readonly dueAtMs: number | null;
  readonly nowMs: number;
  readonly none: string;
}) {
  if (dueAtMs === null) {
    return (
      <Box component="span" sx={{ color: c.inkSoft }}>
        {none}
      </Box>
    );
  }
  const leftMs = dueAtMs - nowMs;
  return (
    <WhyInRow caseId={caseId} deadlineId={listedDeadline(status)}>
      <DeadlineChip state={leftMs < 0 ? 'overdue' : leftMs < SOON_MS ? 'soon' : 'ok'} remainingMs={leftMs} />
    </WhyInRow>
  );
}

const sortable: readonly HistorySort['by'][] = ['received', 'due', 'updated', 'amount'];

export const sortOfTable = ({ columnId, direction }: Sort): HistorySort => ({
  by: sortable.find((by) => by === columnId) ?? 'received',
  direction: direction === 'ascending' ? 'asc' : 'desc',
});

export const tableSort = ({ by, direction }: HistorySort): Sort => ({
  columnId: by,
  direction: direction === 'asc' ? 'ascending' : 'descending',
});
