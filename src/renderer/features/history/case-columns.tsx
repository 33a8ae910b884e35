/** Columns of the list of cases. A narrow window drops what the case page tells anyway. */
import { listedDeadline } from '../../../domain/complaint/states';
import type { CaseRowView, HistorySort } from '../../../shared/contract/history';
import type { Formatter } from '../../app/i18n/format';
import type { Text } from '../../app/i18n/use-text';
import { CaseNumber } from '../../components/case-number';
import type { Column, Sort } from '../../components/data-table';
import { DeadlineMark, deadlineText } from '../../components/deadline-chip';
import { MajorMark } from '../../components/major-mark';
import { PetitionMark } from '../../components/petition-mark';
import { StatusChip, toneOfStatus } from '../../components/status-chip';
import { taxonomyLabel } from '../../components/taxonomy';
import { WhyMark } from '../../components/why-date/why-chip';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const SOON_MS = 3 * DAY_MS;

export interface ColumnDeps {
  readonly text: Text;
  readonly format: Formatter;
  readonly nowMs: number;
  readonly wide: boolean;
  /** What is told of a date when it is pointed at. */
  readonly whyHint: string;
}

export function caseColumns({
  text: { t, language },
  format,
  nowMs,
  wide,
  whyHint,
}: ColumnDeps): readonly Column<CaseRowView>[] {
  const statusLabel = remembered(
    (status: CaseRowView['status']) => t(`vocabulary:status.${status}`),
    (status) => status,
  );
  // From a day on the words name hours, below it minutes.
  const dueLabel = remembered(
    (leftMs: number) => deadlineText({ t }, format, { state: stateOf(leftMs), remainingMs: leftMs }),
    (leftMs) =>
      `${stateOf(leftMs)} ${Math.abs(leftMs) < DAY_MS ? Math.floor(Math.abs(leftMs) / 60_000) : `${Math.floor(Math.abs(leftMs) / HOUR_MS)} h`}`,
  );
  const noDue = t('history:noDue');
  const columns: (Column<CaseRowView> & { readonly wideOnly?: true })[] = [
    {
      id: 'number',
      header: t('history:column.number'),
      width: '14rem',
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
            <span className="xt-mark">
              <MajorMark row={row} short={!wide} />
            </span>
          )}
          {row.petition && (
            <span className="xt-mark">
              <PetitionMark row={row} />
            </span>
          )}
          {row.matter === '' ? <span className="xt-soft">{taxonomyLabel(row.businessId, language)}</span> : row.matter}
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
      cell: (row) => <StatusChip label={statusLabel(row.status)} tone={toneOfStatus[row.status]} />,
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
      cell: ({ caseId, status, dueAtMs }) => {
        if (dueAtMs === null) return <span className="xt-soft">{noDue}</span>;
        const leftMs = dueAtMs - nowMs;
        return (
          <WhyMark hint={whyHint} caseId={caseId} deadlineId={listedDeadline(status)}>
            <DeadlineMark state={stateOf(leftMs)} label={dueLabel(leftMs)} />
          </WhyMark>
        );
      },
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

const stateOf = (leftMs: number): 'overdue' | 'soon' | 'ok' =>
  leftMs < 0 ? 'overdue' : leftMs < SOON_MS ? 'soon' : 'ok';

/** Remembers what `make` gave for a key: the same few words stand in a hundred rows, and translating them takes longest. */
function remembered<K, A>(make: (about: A) => string, keyOf: (about: A) => K): (about: A) => string {
  const known = new Map<K, string>();
  return (about) => {
    const key = keyOf(about);
    const text = known.get(key) ?? make(about);
    known.set(key, text);
    return text;
  };
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
