/** Of which complaints another ladder reminds differently at this moment. */
import type { ChangedReminder } from '../../../../../shared/contract/packs';
import { useText } from '../../../../app/i18n/use-text';
import { CaseNumber } from '../../../../components/case-number';
import { DataTable } from '../../../../components/data-table';
import { tableHeight } from './table-height';

export function ReminderChanges({ changes }: { readonly changes: readonly ChangedReminder[] }) {
  const { t } = useText();
  const words = (reminder: ChangedReminder['before']): string =>
    reminder === null
      ? t('rules:change.reminders.nothing')
      : t(reminder.escalated ? 'rules:change.reminders.escalated' : 'rules:change.reminders.standing', {
          step: t(`vocabulary:reminder.${reminder.step}`),
          to: t(`rules:ladder.to.${reminder.to}`),
        });
  const what = ({ promise, clock, task }: ChangedReminder): string => {
    if (promise !== null) return t('rules:change.reminders.promise', { text: promise });
    if (clock !== null) return t(`rules:ladder.clock.${clock}`);
    if (task === null) return t('rules:change.reminders.deadline');
    const kind = t(`case:tasks.kind.${task.kind}`);
    return task.title === '' ? kind : t('rules:change.reminders.task', { kind, title: task.title });
  };
  const columns = [
    { id: 'what', header: t('rules:change.reminders.what'), width: 'minmax(9rem, 2fr)', text: what },
    {
      id: 'before',
      header: t('rules:change.column.before'),
      width: 'minmax(12rem, 2fr)',
      text: ({ before }: ChangedReminder) => words(before),
    },
    {
      id: 'after',
      header: t('rules:change.column.after'),
      width: 'minmax(12rem, 2fr)',
      text: ({ after }: ChangedReminder) => words(after),
    },
  ];
  return (
    <DataTable<ChangedReminder>
      label={t('rules:change.reminders.table')}
      height={tableHeight(changes.length)}
      rows={changes}
      rowKey={(row) => `${row.caseId} ${row.clock ?? ''} ${what(row)}`}
      columns={[
        {
          id: 'number',
          header: t('rules:change.column.number'),
          width: '15rem',
          cell: ({ number }) => <CaseNumber number={number} />,
        },
        ...columns.map(({ text, ...column }) => ({
          ...column,
          cell: (row: ChangedReminder) => <span title={text(row)}>{text(row)}</span>,
        })),
      ]}
    />
  );
}
