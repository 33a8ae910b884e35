/** Proposals that wait for a decision, and who must sign them now and under another matrix. */
import type { ChangedApprovers } from '../../../../../shared/contract/packs';
import { useFormat, useText } from '../../../../app/i18n/use-text';
import { CaseNumber } from '../../../../components/case-number';
import { DataTable } from '../../../../components/data-table';
import { matrixWords } from '../content/matrix-words';
import { tableHeight } from './table-height';

export function ApproverChanges({ changes }: { readonly changes: readonly ChangedApprovers[] }) {
  const text = useText();
  const { t } = text;
  const words = matrixWords(text, useFormat());
  const signers = (levels: ChangedApprovers['before']): string =>
    levels === null ? t('rules:change.approvers.beyond') : words.approvers(levels);
  return (
    <DataTable<ChangedApprovers>
      label={t('rules:change.approvers.table')}
      height={tableHeight(changes.length)}
      rows={changes}
      rowKey={({ caseId }) => caseId}
      columns={[
        {
          id: 'number',
          header: t('rules:change.column.number'),
          width: '15rem',
          cell: ({ number }) => <CaseNumber number={number} />,
        },
        {
          id: 'remedy',
          header: t('rules:change.approvers.remedy'),
          width: 'minmax(8rem, 2fr)',
          cell: ({ kinds }) => words.kinds(kinds),
        },
        {
          id: 'amount',
          header: t('rules:change.approvers.amount'),
          width: '9rem',
          align: 'end',
          cell: ({ amountFen, kinds }) => words.amount(amountFen, kinds[0] ?? 'other'),
        },
        {
          id: 'before',
          header: t('rules:change.column.before'),
          width: 'minmax(10rem, 2fr)',
          cell: ({ before }) => <span title={signers(before)}>{signers(before)}</span>,
        },
        {
          id: 'after',
          header: t('rules:change.column.after'),
          width: 'minmax(10rem, 2fr)',
          cell: ({ after }) => <span title={signers(after)}>{signers(after)}</span>,
        },
      ]}
    />
  );
}
