/** 承诺台账: every promise of every case, on screen and as a file. */
import path from 'node:path';
import type { CasePromise } from '../../domain/complaint/promises';
import { err, ok, type Result } from '../../shared/contract/define';
import type { ExportRefusal, PromiseFilter, PromiseRow } from '../../shared/contract/registers';
import vocabularyEn from '../../shared/locales/vocabulary.en.json';
import vocabularyZh from '../../shared/locales/vocabulary.zh-CN.json';
import type { Core } from '../app/core';
import { writeXlsx, type ExportCell } from '../export/write-xlsx';
import type { Session } from '../session/session';
import { fileWords, refusalOf, sheetNameOf, watermarkOf } from './export-file';
import { nothingExported, shownProblems, type ExportedFile } from './export-ledger';
import type { Job } from './jobs';
import { readCases, type Differing } from './read-cases';

/** Mark of a case in which something was promised. */
export const promisedFlag = 'promised';

interface Found {
  readonly row: PromiseRow;
  readonly promise: CasePromise;
}

/** Those that fit, the nearest day first. */
export async function findPromises(
  core: Core,
  session: Session,
  filter: PromiseFilter,
  {
    signal = new AbortController().signal,
    tell = () => undefined,
    onDiffering = () => undefined,
  }: Partial<Job> & { readonly onDiffering?: (one: Differing) => void } = {},
): Promise<readonly Found[]> {
  const today = core.today();
  const caseIds = await session.lists.casesWithFlag(promisedFlag);
  const found: Found[] = [];
  tell(0, caseIds.length);
  const cases = readCases(session, caseIds, { signal, onProgress: (done) => tell(done, caseIds.length), onDiffering });
  for await (const { state, entry } of cases) {
    for (const promise of state.promises ?? []) {
      if (!fits(promise, filter, today)) continue;
      const { promiseId, text, source, madeOn, dueOn, ownerId, result } = promise;
      const row: PromiseRow = {
        promiseId,
        caseId: state.id,
        number: state.number,
        maskedName: entry.maskedName,
        text,
        source,
        madeOn,
        dueOn,
        ownerName: ownerId === null ? '' : core.personName(ownerId),
        outcome: result?.outcome ?? null,
        settledOn: result?.on ?? '',
        overdue: result === null && dueOn < today,
      };
      found.push({ row, promise });
    }
  }
  return found.toSorted((a, b) => a.row.dueOn.localeCompare(b.row.dueOn) || a.row.number.localeCompare(b.row.number));
}

function fits({ result, dueOn, ownerId }: CasePromise, filter: PromiseFilter, today: string): boolean {
  if (filter.ownerId !== null && ownerId !== filter.ownerId) return false;
  switch (filter.show) {
    case 'all':
      return true;
    case 'open':
      return result === null;
    case 'due':
      return result === null && dueOn <= today;
    case 'kept':
    case 'broken':
      return result?.outcome === filter.show;
  }
}

export async function exportPromises(
  core: Core,
  session: Session,
  {
    file,
    copyId,
    reason,
    filter,
  }: { readonly file: string; readonly copyId: string; readonly reason: string; readonly filter: PromiseFilter },
  job: Job,
): Promise<Result<ExportedFile, ExportRefusal>> {
  const differing: Differing[] = [];
  const found = await findPromises(core, session, filter, { ...job, onDiffering: (one) => differing.push(one) });
  if (job.signal.aborted) return ok(nothingExported);
  if (differing.length > 0) {
    const cases = differing.slice(0, shownProblems).map((one) => ({ ...one, code: 'ledgerDiffers' as const }));
    return err({ code: 'register.notReconciled', count: differing.length, cases });
  }
  const words = fileWords(core);
  const { t } = words;
  const word = t.promises;
  const vocabulary = words.language === 'en' ? vocabularyEn : vocabularyZh;
  const line = ({ row, promise }: Found): ExportCell[] => [
    row.number,
    row.maskedName,
    row.text,
    vocabulary.promiseSource[row.source],
    row.madeOn,
    core.personName(promise.madeBy),
    row.ownerName,
    promise.changes[0]?.before.dueOn ?? row.dueOn,
    row.dueOn,
    promise.changes.map(({ agreedOn, agreement, reason: why }) => `${agreedOn} ${agreement} ${why}`).join('\n'),
    row.outcome === null ? word.open : vocabulary.promiseOutcome[row.outcome],
    row.settledOn,
    promise.result?.words ?? '',
    promise.result === null ? '' : core.personName(promise.result.by),
  ];
  const count = (outcome: PromiseRow['outcome']): string =>
    String(found.filter(({ row }) => row.outcome === outcome).length);
  const column = (header: string, width: number, kind: 'text' | 'date' = 'text') => ({ header, width, kind });
  const written = await writeXlsx(
    {
      sheetName: sheetNameOf(core, words, word.sheet),
      columns: [
        column(word.number, 22),
        column(word.name, 14),
        column(word.text, 50),
        column(word.source, 12),
        column(word.madeOn, 12, 'date'),
        column(word.madeBy, 12),
        column(word.owner, 12),
        column(word.firstDueOn, 12, 'date'),
        column(word.dueOn, 12, 'date'),
        column(word.changes, 40),
        column(word.outcome, 12),
        column(word.settledOn, 12, 'date'),
        column(word.words, 40),
        column(word.settledBy, 12),
      ],
      rows: rowsOf(found.map(line)),
      watermark: watermarkOf(core, session, words, reason, copyId),
      closing: () => [
        `${word.total} ${String(found.length)}`,
        `${word.kept} ${count('kept')}`,
        `${word.broken} ${count('broken')}`,
        `${word.open} ${count(null)}`,
        t.identityMasked,
        t.notAboutYou,
      ],
      infoSheetName: t.infoSheet,
      truncationNotice: t.truncated,
    },
    {
      file,
      signal: job.signal,
      onComplete: ({ rowCount }) =>
        core.audit(session, {
          type: 'audit.ledgerExported',
          payload: { copyId, rows: rowCount, identity: 'masked', reason: `${word.sheet}: ${reason}` },
        }),
    },
  );
  if (written.ok) return ok({ cancelled: false, rows: written.value.rowCount, fileName: path.basename(file) });
  const refused = refusalOf(written.error);
  return refused ? err(refused) : ok(nothingExported);
}

async function* rowsOf(rows: readonly ExportCell[][]): AsyncIterable<ExportCell[]> {
  yield* rows;
}
