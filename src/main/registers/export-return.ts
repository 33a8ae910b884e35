/** 统计报表: counted from the records, shown on screen, and written to a file only when every case could be counted. */
import path from 'node:path';
import {
  createReturn,
  figureNames,
  returnDimensions,
  spanOf,
  type Figures,
  type Return,
  type ReturnDimension,
  type ReturnPeriod,
} from '../../domain/registers/returns';
import { addDays } from '../../domain/deadlines/local-date';
import { classRows, isBalanced, type ClassRow } from '../../domain/registers/return-table';
import { startOfDay } from '../../domain/deadlines/time-zone';
import { flattenTree, treeOf, type Dimension } from '../../domain/taxonomy/taxonomy';
import { err, ok, type Result } from '../../shared/contract/define';
import { emptyHistoryFilter } from '../../shared/contract/history';
import type { ExportRefusal, ProblemCase, ReturnView } from '../../shared/contract/registers';
import type { Core } from '../app/core';
import { writeXlsx, type ExportCell, type ExportColumn, type ExportSheet } from '../export/write-xlsx';
import type { Session } from '../session/session';
import { fileWords, refusalOf, sheetNameOf, watermarkOf, type FileWords } from './export-file';
import { nothingExported, shownProblems, type ExportedFile } from './export-ledger';
import type { Job } from './jobs';
import { readCases } from './read-cases';

/** Null when it was stopped. */
export async function computeReturn(
  core: Core,
  session: Session,
  period: ReturnPeriod,
  { signal, tell }: Job,
): Promise<ReturnView | null> {
  const { branch } = core.directory();
  if (!branch) throw new Error('a return needs a branch');
  const idsOf = (dimension: Dimension): ReadonlySet<string> =>
    new Set(flattenTree(treeOf(core.taxonomy, dimension, branch.institutionType)).map(({ id }) => id));
  const known = { channel: idsOf('channel'), business: idsOf('business'), reason: idsOf('reason') };
  const count = createReturn(period, {
    day: core.localDate,
    today: core.today(),
    knows: (dimension, id) => known[dimension].has(id),
    regionOf: (state) => (state.branchId === branch.id ? branch.province : ''),
    deadlinesOf: core.deadlinesOf,
  });
  // What came before and was still open counts too, so only the end of the period is a limit.
  const filter = { ...emptyHistoryFilter, receivedToMs: startOfDay(spanOf(period).until, branch.timeZone) };
  const caseIds = await session.lists.listIds({ filter, sort: { by: 'received', direction: 'asc' } });
  const problems: ProblemCase[] = [];
  let problemCount = 0;
  const note = (problem: ProblemCase): void => {
    problemCount += 1;
    if (problems.length < shownProblems) problems.push(problem);
  };
  tell(0, caseIds.length);
  const cases = readCases(session, caseIds, {
    signal,
    onProgress: (done) => tell(done, caseIds.length),
    onDiffering: (one) => note({ ...one, code: 'ledgerDiffers' }),
  });
  for await (const { state, entry } of cases) {
    const { id: caseId, number } = state;
    for (const code of count.add(state)) note({ caseId, number, maskedName: entry.maskedName, code });
  }
  return signal.aborted ? null : { result: count.result(), problems, problemCount };
}

export interface ReturnRequest {
  readonly file: string;
  readonly copyId: string;
  readonly period: ReturnPeriod;
  readonly reason: string;
}

export async function exportReturn(
  core: Core,
  session: Session,
  { file, copyId, period, reason }: ReturnRequest,
  { result }: ReturnView,
  { signal }: Job,
): Promise<Result<ExportedFile, ExportRefusal>> {
  const words = fileWords(core);
  const { t } = words;
  const classes = classesOf(core, result);
  const tops = Object.values(classes).map((rows) => rows.filter(({ depth }) => depth === 0).map((row) => row.figures));
  if (!isBalanced(result.total, [...tops, Object.values(result.by.region)]))
    throw new Error('a return is not balanced');
  const [first, ...more] = returnDimensions.map((dimension): ExportSheet =>
    sheetOf(core, words, dimension, result, classes),
  );
  if (!first) throw new Error('a return has no table');
  const { total, notComplaints, merged, moved, span } = result;
  const written = await writeXlsx(
    {
      ...first,
      more,
      watermark: watermarkOf(core, session, words, reason, copyId),
      closing: () => [
        `${t.period} ${periodName(period)} (${span.from} – ${addDays(span.until, -1)})`,
        ...figureNames.map((name) => `${t.figure[name]} ${figureText(name, total[name])}`),
        `${t.notComplaints} ${String(notComplaints)}`,
        `${t.merged} ${String(merged)}`,
        `${t.moved} ${String(moved)}`,
        t.returnReconciled,
        t.codesUnconfirmed,
        t.notAboutYou,
      ],
      infoSheetName: t.infoSheet,
      truncationNotice: t.truncated,
    },
    {
      file,
      signal,
      onComplete: () =>
        core.audit(session, {
          type: 'audit.returnExported',
          payload: { copyId, period: periodName(period), received: total.received, closed: total.closed, reason },
        }),
    },
  );
  if (written.ok) return ok({ cancelled: false, rows: written.value.rowCount, fileName: path.basename(file) });
  const refused = refusalOf(written.error);
  return refused ? err(refused) : ok(nothingExported);
}

/** The same in every language: `2026`, `2026Q1`. */
export function periodName({ kind, year, quarter }: ReturnPeriod): string {
  return kind === 'year' ? String(year) : `${String(year)}Q${String(quarter)}`;
}

const isMoney = (name: keyof Figures): boolean => name.endsWith('Fen');

function figureText(name: keyof Figures, value: number): string {
  return isMoney(name) ? (value / 100).toFixed(2) : String(value);
}

type Classes = Readonly<Record<Exclude<ReturnDimension, 'region'>, readonly ClassRow[]>>;

function classesOf({ taxonomy, directory }: Core, { by }: Return): Classes {
  const institution = directory().branch?.institutionType ?? 'bank';
  const rows = (dimension: Exclude<ReturnDimension, 'region'>) =>
    classRows(treeOf(taxonomy, dimension, institution), by[dimension]);
  return { channel: rows('channel'), business: rows('business'), reason: rows('reason') };
}

/** One dimension as a table: classes above with what lies below them, and the total that every dimension has in common. */
function sheetOf(
  core: Core,
  words: FileWords,
  dimension: ReturnDimension,
  { by, total }: Return,
  classes: Classes,
): ExportSheet {
  const { t } = words;
  const cells = (figures: Figures): ExportCell[] => figureNames.map((name) => figures[name]);
  const columns: ExportColumn[] = [
    { header: t.dimension[dimension], width: 40 },
    ...(dimension === 'region' ? [] : [{ header: t.code, width: 24 }]),
    ...figureNames.map((name): ExportColumn => ({
      header: t.figure[name],
      width: 14,
      kind: isMoney(name) ? 'money' : 'count',
    })),
  ];
  const rows =
    dimension === 'region'
      ? Object.entries(by.region).map(([name, figures]) => [name, ...cells(figures)])
      : classes[dimension].map(({ id, depth, figures }) => [
          // Blanks before a name would be lost by some programs; the dash tells what belongs to what.
          `${'— '.repeat(depth)}${ownLabel(core, id, words)}`,
          words.code(id),
          ...cells(figures),
        ]);
  const closing = [t.total, ...(dimension === 'region' ? [] : ['']), ...cells(total)];
  return { sheetName: sheetNameOf(core, words, t.dimension[dimension]), columns, rows: [...rows, closing] };
}

function ownLabel({ taxonomy }: Core, id: string, { language }: FileWords): string {
  const node = taxonomy.nodeById.get(id);
  return node ? (language === 'en' ? node.en : node.zh) : id;
}
