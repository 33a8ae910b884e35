/** 导出台账: line by line from the records to the file, with totals that must be those of the lists. */
import { localDateTimeOf } from '../../domain/deadlines/time-zone';
import path from 'node:path';
import type { CaseState } from '../../domain/complaint/state';
import type { Branch } from '../../domain/directory/directory';
import {
  grantedByKind,
  grantedFen,
  isMerged,
  isMovedAway,
  moneyParts,
  type MoneyPart,
} from '../../domain/registers/case-figures';
import { formatYuan } from '../../domain/money/format-money';
import { err, ok, type Result } from '../../shared/contract/define';
import type { ExportRefusal, ProblemCase } from '../../shared/contract/registers';
import type { Core } from '../app/core';
import { writeXlsx, type ExportCell } from '../export/write-xlsx';
import type { Session } from '../session/session';
import { fileWords, refusalOf, sheetNameOf, watermarkOf, type FileWords } from './export-file';
import type { Job } from './jobs';
import { columnOfPart, type LedgerTools } from './ledger-column';
import { ledgerColumns, ledgerLine } from './ledger-columns';
import { wordsEn, wordsZh } from './ledger-words';
import { readCases } from './read-cases';

export interface LedgerRequest {
  readonly file: string;
  readonly copyId: string;
  readonly caseIds: readonly string[];
  readonly identity: 'masked' | 'full';
  readonly reason: string;
}

export interface ExportedFile {
  readonly cancelled: boolean;
  readonly rows: number;
  readonly fileName: string | null;
}

export const nothingExported: ExportedFile = { cancelled: true, rows: 0, fileName: null };
/** Quoted in a refusal; the first are enough to begin with. */
export const shownProblems = 200;

/** Totals differ: no file may come of it. */
class NotReconciled extends Error {}

export async function exportLedger(
  core: Core,
  session: Session,
  { file, copyId, caseIds, identity, reason }: LedgerRequest,
  { signal, tell }: Job,
): Promise<Result<ExportedFile, ExportRefusal>> {
  const { branch } = core.directory();
  if (!branch) throw new Error('a ledger needs a branch');
  const words = fileWords(core);
  const { t } = words;
  const tools = ledgerTools(core, branch, words, identity);
  const differing: ProblemCase[] = [];
  const totals = { rows: 0, merged: 0, moved: 0, claimedFen: 0, grantedFen: 0 };
  const byKind = new Map<MoneyPart, number>();
  async function* rows(): AsyncIterable<ExportCell[]> {
    const cases = readCases(session, caseIds, {
      signal,
      onProgress: (done) => tell(done, caseIds.length),
      onDiffering: (one) => differing.push({ ...one, code: 'ledgerDiffers' }),
    });
    for await (const { state } of cases) {
      totals.rows += 1;
      // Its line stands in the file, its matter and money are counted with the case that took it in.
      if (isMerged(state)) totals.merged += 1;
      else if (isMovedAway(state)) totals.moved += 1;
      else totals.claimedFen += state.details.amountFen ?? 0;
      if (!isMovedAway(state)) {
        totals.grantedFen += grantedFen(state) ?? 0;
        for (const [part, fen] of partsOf(state)) byKind.set(part, (byKind.get(part) ?? 0) + fen);
      }
      yield ledgerLine(state, core.deadlinesOf(state), tools);
    }
    if (differing.length > 0) throw new NotReconciled();
  }
  tell(0, caseIds.length);
  try {
    const written = await writeXlsx(
      {
        sheetName: sheetNameOf(core, words, t.sheet),
        columns: ledgerColumns.map(({ id, kind, width }) => ({ header: t.column[id], kind, width })),
        rows: rows(),
        watermark: watermarkOf(core, session, words, reason, copyId),
        closing: () => [
          `${t.totalRows} ${String(totals.rows)}`,
          ...(totals.moved > 0 ? [`${t.totalMoved} ${String(totals.moved)}`] : []),
          ...(totals.merged > 0 ? [`${t.totalMerged} ${String(totals.merged)}`] : []),
          `${t.totalClaimed} ${formatYuan(totals.claimedFen)}`,
          `${t.totalGranted} ${formatYuan(totals.grantedFen)}`,
          ...moneyParts.flatMap((part) => {
            const fen = byKind.get(part);
            return fen === undefined ? [] : [`${t.column[columnOfPart[part]]} ${formatYuan(fen)}`];
          }),
          t.reconciled,
          identity === 'full' ? t.identityFull : t.identityMasked,
          t.notAboutYou,
        ],
        infoSheetName: t.infoSheet,
        truncationNotice: t.truncated,
      },
      {
        file,
        signal,
        // The trace comes first: a file without one must not be.
        onComplete: ({ rowCount }) =>
          core.audit(session, { type: 'audit.ledgerExported', payload: { copyId, rows: rowCount, identity, reason } }),
      },
    );
    if (written.ok) return ok({ cancelled: false, rows: written.value.rowCount, fileName: path.basename(file) });
    const refused = refusalOf(written.error);
    return refused ? err(refused) : ok(nothingExported);
  } catch (cause) {
    if (!(cause instanceof NotReconciled)) throw cause;
    return err({
      code: 'register.notReconciled',
      count: differing.length,
      cases: differing.slice(0, shownProblems),
    });
  }
}

function partsOf(state: CaseState): readonly (readonly [MoneyPart, number])[] {
  const parts = grantedByKind(state) ?? {};
  return moneyParts.flatMap((part) => (parts[part] === undefined ? [] : [[part, parts[part]] as const]));
}

/** What lines are made with, in the words of a file. */
export function ledgerTools(
  core: Core,
  branch: Branch,
  words: FileWords,
  identity: LedgerTools['identity'],
): LedgerTools {
  const { t, language } = words;
  const tree = { ...(language === 'en' ? wordsEn : wordsZh), export: t };
  return {
    branch,
    language,
    identity,
    personName: core.personName,
    label: words.label,
    code: words.code,
    word: (key) => textAt(tree, key),
    clock: (name, dueOn, article, startOn) =>
      t.clock.replace('{name}', name).replace('{due}', dueOn).replace('{article}', article).replace('{start}', startOn),
    yesNo: (value) => (value === null ? '' : value ? t.yes : t.no),
    day: core.localDate,
    time: (ms) => localDateTimeOf(ms, branch.timeZone),
  };
}

function textAt(tree: object, key: string): string {
  let node: unknown = tree;
  for (const part of key.split('.')) node = (node as Record<string, unknown> | undefined)?.[part];
  // A rule pack may name what this program has no word for.
  return typeof node === 'string' ? node : key.slice(key.lastIndexOf('.') + 1);
}
