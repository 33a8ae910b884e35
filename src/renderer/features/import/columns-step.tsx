/** Which column of the file is what: proposed by the headings, corrected by the person, with examples to judge by. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { ledgerFields, type LedgerField } from '../../../domain/ledger/columns';
import type { ImportSource } from '../../../shared/contract/ledger-import';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { ErrorNotice } from '../../components/error-notice';
import type { FieldProblem } from '../../components/field-frame';
import { SectionCard } from '../../components/section-card';
import { StatusChip } from '../../components/status-chip';
import { ColumnSelect } from './column-select';
import { goToStep, setColumn, useImport } from './import-store';
import { PlainTable } from './plain-table';
import { usePickFile } from './use-pick-file';
import { WizardBar } from './wizard-bar';

/** Without these no row can become a complaint. */
const needed: readonly LedgerField[] = ['receivedOn', 'business'];
const EXAMPLES = 3;

export function ColumnsStep() {
  const source = useImport((state) => state.source);
  return source === null ? null : <Columns source={source} />;
}

function Columns({ source }: { readonly source: ImportSource }) {
  const { t } = useText();
  const mapping = useImport((state) => state.mapping);
  const [tried, setTried] = useState(false);
  const { busy, error, pick } = usePickFile();
  const columnOf = (field: LedgerField): number => mapping[field] ?? -1;
  const names = source.columns.map((name, index) =>
    name === '' ? t('import:columns.unnamed', { no: index + 1 }) : name,
  );

  const problemOf = (field: LedgerField): FieldProblem | null => {
    const column = columnOf(field);
    if (column < 0) {
      return tried && needed.includes(field) ? { severity: 'block', text: t('import:columns.missing') } : null;
    }
    const other = ledgerFields.find((one) => one !== field && columnOf(one) === column);
    if (other === undefined) return null;
    return { severity: 'warn', text: t('import:columns.twice', { field: t(`ledger:field.${other}`) }) };
  };
  const used = new Set(ledgerFields.map(columnOf));
  const unused = names.filter((_, index) => !used.has(index));

  const next = (): void => {
    setTried(true);
    const missing = needed.find((field) => columnOf(field) < 0);
    if (missing === undefined) goToStep('check');
    else document.querySelector<HTMLElement>(`[data-ledger-field="${missing}"] [role="combobox"]`)?.focus();
  };

  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <SectionCard
        title={t('import:columns.title')}
        actions={source.remembered ? <StatusChip tone="success" label={t('import:columns.remembered')} /> : undefined}
      >
        <Box sx={{ color: c.inkSoft, mb: 1.5 }}>
          {t('import:columns.intro', { file: source.fileName, count: source.rowCount })}
        </Box>
        <Box
          component="ul"
          aria-label={t('import:columns.title')}
          sx={{
            m: 0,
            p: 0,
            listStyle: 'none',
            display: 'grid',
            columnGap: 4,
            gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 26rem), 1fr))',
          }}
        >
          {ledgerFields.map((field) => (
            <Box
              component="li"
              key={field}
              data-ledger-field={field}
              sx={{ py: 1, borderBottom: `1px solid ${c.line}`, minWidth: 0 }}
            >
              <ColumnSelect
                label={t(`ledger:field.${field}`)}
                required={needed.includes(field)}
                columns={names}
                value={columnOf(field)}
                onChange={(column) => setColumn(field, column)}
                problem={problemOf(field)}
                example={exampleOf(source, columnOf(field), t('import:columns.noExample'))}
              />
            </Box>
          ))}
        </Box>
        {unused.length > 0 && (
          <Box sx={{ mt: 1.5, color: c.inkSoft }}>
            {t('import:columns.unused', { count: unused.length, columns: unused.join(' · ') })}
          </Box>
        )}
      </SectionCard>
      <SectionCard title={t('import:columns.sample')}>
        <PlainTable
          label={t('import:columns.sample')}
          head={names}
          rows={source.sample.map((cells) => names.map((_, index) => cells[index] ?? ''))}
        />
      </SectionCard>
      <ErrorNotice error={error} />
      <WizardBar>
        <Button disabled={busy} onClick={() => void pick()}>
          {t('import:columns.other')}
        </Button>
        <Button variant="contained" disabled={busy} onClick={next}>
          {t('import:columns.next')}
        </Button>
      </WizardBar>
    </Box>
  );
}

/** The first different values of a column, for a look. */
function exampleOf(source: ImportSource, column: number, empty: string): string {
  if (column < 0) return '';
  const values = new Set(source.sample.map((cells) => cells[column] ?? '').filter((value) => value !== ''));
  return values.size === 0 ? empty : [...values].slice(0, EXAMPLES).join(' · ');
}
