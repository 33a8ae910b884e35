/** Every date that other rules or another calendar change, old and new, with rule and article. */
import { useMemo, useState, type ReactNode } from 'react';
import type { ChangedDate, ChangedEnd } from '../../../../../shared/contract/packs';
import { useFormat, useText, type Text } from '../../../../app/i18n/use-text';
import { CaseNumber } from '../../../../components/case-number';
import { DataTable, type Sort } from '../../../../components/data-table';
import { deadlineName } from '../../../../components/why-date/derivation-text';
import { WhyInRow } from '../../../../components/why-date/why-chip';
import type { AskedDate } from '../../../../components/why-date/why-date-store';
import { tableHeight } from './table-height';

interface Row {
  readonly change: ChangedDate;
  readonly deadline: string;
  readonly before: string;
  readonly after: string;
  readonly why: string;
}

const columnIds = ['number', 'deadline', 'before', 'after', 'why'] as const;
type ColumnId = (typeof columnIds)[number];

const widths: Readonly<Record<ColumnId, string>> = {
  number: '15rem',
  deadline: 'minmax(7rem, 1fr)',
  before: '13rem',
  after: '13rem',
  why: 'minmax(14rem, 3fr)',
};

/** What a column is sorted by: dates by time, where no date comes first. */
function sortValue({ change, deadline, why }: Row, column: ColumnId): string | number {
  switch (column) {
    case 'number':
      return change.number;
    case 'deadline':
      return deadline;
    case 'before':
      return change.before?.dueAtMs ?? 0;
    case 'after':
      return change.after?.dueAtMs ?? 0;
    case 'why':
      return why;
  }
}

/** The pack by which the new dates are derived. */
type DatedBy = NonNullable<AskedDate['underPack']>;

export function DateChanges({ changes, pack }: { readonly changes: readonly ChangedDate[]; readonly pack: DatedBy }) {
  const text = useText();
  const { t } = text;
  const format = useFormat();
  const [sort, setSort] = useState<Sort>({ columnId: 'after', direction: 'ascending' });
  const rows = useMemo(
    () =>
      changes.map((change): Row => {
        const dateOf = (end: ChangedEnd | null): string =>
          end === null ? t('rules:change.noDate') : format.localDate(end.dueOn);
        return {
          change,
          deadline: deadlineName({ ...change, id: change.deadlineId }, text),
          before: dateOf(change.before),
          after: dateOf(change.after),
          why: whyOf(change, text),
        };
      }),
    [changes, text, t, format],
  );
  const sorted = useMemo(() => {
    const column = columnIds.find((id) => id === sort.columnId) ?? 'number';
    const sign = sort.direction === 'ascending' ? 1 : -1;
    return [...rows].sort((a, b) => {
      const [left, right] = [sortValue(a, column), sortValue(b, column)];
      return sign * (left < right ? -1 : left > right ? 1 : 0);
    });
  }, [rows, sort]);
  return (
    <DataTable<Row>
      label={t('rules:change.table')}
      height={tableHeight(sorted.length)}
      rows={sorted}
      rowKey={({ change }) => `${change.caseId} ${change.deadlineId}`}
      sort={sort}
      onSort={setSort}
      columns={columnIds.map((id) => ({
        id,
        header: t(`rules:change.column.${id}`),
        width: widths[id],
        sortable: true,
        cell: (row: Row) => cellOf(row, id, pack),
      }))}
    />
  );
}

function cellOf(row: Row, id: ColumnId, pack: DatedBy): ReactNode {
  const { caseId, number, deadlineId, [id === 'before' ? 'before' : 'after']: end } = row.change;
  const column = id === 'number' ? 'deadline' : id;
  const words = <span title={row[column]}>{row[column]}</span>;
  switch (id) {
    case 'number':
      return <CaseNumber number={number} />;
    case 'before':
    case 'after':
      return end === null ? (
        words
      ) : (
        <WhyInRow caseId={caseId} deadlineId={deadlineId} {...(id === 'after' ? { underPack: pack } : {})}>
          {row[id]}
        </WhyInRow>
      );
    case 'deadline':
    case 'why':
      return words;
  }
}

/** The rules before and after, and the article of what will hold. */
function whyOf({ before, after }: ChangedDate, { t, language }: Text): string {
  const last = after ?? before;
  const article = (language === 'en' ? last?.articleEn : last?.article) ?? '';
  const none = t('rules:change.noDate');
  const [from, to] = [before?.ruleId ?? none, after?.ruleId ?? none];
  return from === to
    ? t('rules:change.same', { rule: to, article })
    : t('rules:change.why', { before: from, after: to, article });
}
