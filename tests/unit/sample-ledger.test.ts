/** The sample ledger goes through the pure import: what a person would see in the preview. */
import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { LedgerCell, LedgerRow } from '../../src/domain/ledger/cells';
import { detectLayout } from '../../src/domain/ledger/columns';
import {
  createLedgerContext,
  ledgerRowKey,
  normaliseLedgerRow,
  type LedgerRowResult,
} from '../../src/domain/ledger/rows';
import { parseTaxonomy } from '../../src/domain/taxonomy/taxonomy';

const file = (name: string): URL => new URL(`../../resources/${name}`, import.meta.url);
const parsed = parseTaxonomy(JSON.parse(readFileSync(file('packs/taxonomy/cn.json'), 'utf8')) as unknown);
if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
const context = createLedgerContext(parsed.taxonomy, 'bank', '2026-12-31');

function readAll(rows: readonly LedgerRow[]): { results: LedgerRowResult[]; keys: string[]; codes: Set<string> } {
  const layout = detectLayout(rows);
  if (layout === null) throw new Error('no heading found');
  const results = rows
    .filter((row) => row.rowNo > layout.headerRowNo)
    .map((row) => normaliseLedgerRow(row, layout, context));
  const keys = results.flatMap((result) => (result.kind === 'record' ? [ledgerRowKey(result.record)] : []));
  const codes = new Set(
    results.flatMap((result) => (result.kind === 'invalid' ? result.errors.map((e) => e.code) : [])),
  );
  return { results, keys, codes };
}

describe('the sample ledger', () => {
  it('of 500 rows is read, with its dirt found', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(readFileSync(file('samples/ledger-500.xlsx')).buffer);
    const rows: LedgerRow[] = [];
    book.worksheets[0]?.eachRow({ includeEmpty: true }, (row, rowNo) => {
      const cells = Array.from({ length: row.cellCount }, (_, index) => row.getCell(index + 1).value as LedgerCell);
      rows.push({ rowNo, cells });
    });
    expect(detectLayout(rows)).toMatchObject({
      headerRowNo: 4,
      mapping: { name: 4, idNumber: 5, phone: 6, facts: 9, amount: 11 },
    });
    const { results, keys, codes } = readAll(rows);
    const count = (kind: LedgerRowResult['kind']): number => results.filter((result) => result.kind === kind).length;
    expect(results).toHaveLength(501);
    expect(count('record')).toBeGreaterThan(450);
    expect(count('skipped')).toBeGreaterThan(10);
    expect(count('invalid')).toBeGreaterThan(5);
    expect(keys.length - new Set(keys).size).toBeGreaterThan(5);
    expect([...codes].sort()).toEqual([
      'ledger.amount.unreadable',
      'ledger.business.unknown',
      'ledger.date.ambiguous',
      'ledger.date.missing',
    ]);
    const warned = new Set(
      results.flatMap((result) => (result.kind === 'record' ? result.warnings.map((w) => w.code) : [])),
    );
    expect(warned).toContain('ledger.idNumber.doubtful');
  });

  it('in GB18030 is read', () => {
    const text = iconv.decode(readFileSync(file('samples/ledger-50-gb18030.csv')), 'gb18030');
    const { data } = Papa.parse<string[]>(text, { skipEmptyLines: false });
    const { results, keys } = readAll(data.map((cells, index) => ({ rowNo: index + 1, cells })));
    expect(results.length).toBeGreaterThanOrEqual(50);
    expect(keys.length).toBeGreaterThan(40);
  });
});
