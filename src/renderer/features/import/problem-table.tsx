/** Cells of the file that stop a row or deserve a look: where, what is wrong, what stands there. Can be copied to Excel. */
import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { ledgerFields } from '../../../domain/ledger/columns';
import type { ImportRowError } from '../../../shared/contract/ledger-import';
import { useFormat, useMessageOf, useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { c } from '../../app/theme/css-vars';
import type { Tone } from '../../app/theme/tokens';
import { copyText } from '../../components/copy-text';
import { DataTable } from '../../components/data-table';
import { SectionCard } from '../../components/section-card';

export interface ProblemTableProps {
  readonly title: string;
  readonly intro: string;
  readonly tone: Tone;
  readonly problems: readonly ImportRowError[];
  /** There are more than these. */
  readonly more: boolean;
}

interface Row extends ImportRowError {
  readonly key: string;
}

/** Rows in sight before the list scrolls. */
const VISIBLE_ROWS = 6;

export function ProblemTable({ title, intro, tone, problems, more }: ProblemTableProps) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const format = useFormat();
  const columnName = (column: string): string => {
    // A field that no column was chosen for has no heading to quote.
    const field = ledgerFields.find((one) => one === column);
    return field === undefined ? column : t(`ledger:field.${field}`);
  };

  const copy = async (): Promise<void> => {
    const cell = (text: string): string => text.replace(/[\t\r\n]+/g, ' ');
    const lines = [
      [t('import:check.row'), t('import:check.column'), t('import:check.reason'), t('import:check.value')],
      ...problems.map((one) => [String(one.rowNo), columnName(one.column), messageOf(one), one.value]),
    ];
    const copied = await copyText(lines.map((line) => line.map(cell).join('\t')).join('\n'));
    notify(
      copied
        ? { severity: 'success', text: t('import:check.copied', { count: problems.length }) }
        : { severity: 'error', text: t('import:check.copyFailed') },
    );
  };

  const rows = problems.map((one, index): Row => ({ ...one, key: String(index) }));
  return (
    <SectionCard
      title={title}
      tone={tone}
      actions={
        <Button size="small" startIcon={<ContentCopyOutlined />} onClick={() => void copy()}>
          {t('import:check.copy')}
        </Button>
      }
    >
      <Box sx={{ color: c.inkSoft, mb: 1.5 }}>
        {intro}
        {more && ` ${t('import:check.firstOnly', { count: problems.length })}`}
      </Box>
      <DataTable<Row>
        label={title}
        height={`${(Math.min(rows.length, VISIBLE_ROWS) + 1) * 3.3}rem`}
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          { id: 'row', header: t('import:check.row'), width: '5.5rem', cell: (row) => format.number(row.rowNo) },
          {
            id: 'column',
            header: t('import:check.column'),
            width: 'minmax(9.5rem, 1fr)',
            cell: (row) => columnName(row.column),
          },
          {
            id: 'reason',
            header: t('import:check.reason'),
            width: 'minmax(16rem, 4fr)',
            cell: (row) => <span title={messageOf(row)}>{messageOf(row)}</span>,
          },
          {
            id: 'value',
            header: t('import:check.value'),
            width: 'minmax(8rem, 2fr)',
            cell: (row) =>
              row.value === '' ? (
                <Box component="span" sx={{ color: c.inkSoft }}>
                  {t('import:check.blank')}
                </Box>
              ) : (
                <span title={row.value}>{row.value}</span>
              ),
          },
        ]}
      />
    </SectionCard>
  );
}
