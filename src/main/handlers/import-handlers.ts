/** Import of a ledger (投诉台账): read in a worker, checked row by row, written in frames, never twice. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { nextTurn } from '../platform/slices';
import { startOfDay } from '../../domain/deadlines/time-zone';
import {
  detectLayout,
  layoutOf,
  ledgerFields,
  type LedgerLayout,
  type LedgerMapping,
} from '../../domain/ledger/columns';
import { cellText } from '../../domain/ledger/cells';
import {
  createLedgerContext,
  ledgerDetails,
  ledgerEnd,
  ledgerRowKey,
  normaliseLedgerRow,
  type LedgerProblem,
  type LedgerRecord,
} from '../../domain/ledger/rows';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { err, ok, type Result } from '../../shared/contract/define';
import type { ColumnMapping, ImportPreview, ImportProgress, ImportRowError } from '../../shared/contract/ledger-import';
import type { Core } from '../app/core';
import type { CallContext } from '../ipc/answer';
import { lookupHash } from '../keys/sub-keys';
import type { LedgerFile, LedgerImporter } from '../ledger-import/ledger-importer';
import type { CaseCall } from '../records/calls';
import type { Session } from '../session/session';
import { StoreUnavailable } from '../store/store-unavailable';
import type { Dialogs } from '../windows/dialogs';
import { requireSession } from './require-session';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `import.${string}`>>;

export interface ImportDeps {
  readonly core: Core;
  readonly importer: LedgerImporter;
  readonly dialogs: Dialogs;
}

interface OpenImport {
  readonly file: LedgerFile;
  readonly fileName: string;
  readonly layout: LedgerLayout;
  progress: ImportProgress;
  cancelled: boolean;
}

const rowsPerFrame = 100;
/** Looked up at once. */
const rowsPerPortion = 1_000;
const shownErrors = 500;
const sampleRows = 5;
const noHashes: ReadonlySet<string> = new Set();

/** A row that can be registered. */
interface LedgerRow {
  readonly record: LedgerRecord;
  readonly key: string;
  readonly hash: string;
}
type PortionRow = ({ readonly kind: 'record' } & LedgerRow) | { readonly kind: 'invalid' | 'skipped' };
interface Portion {
  readonly rows: readonly PortionRow[];
  /** Hashes of its rows that the records had when it was read. */
  readonly known: ReadonlySet<string>;
}

/** Lets the source make its next value while the one before is worked on. */
async function* ahead<T>(source: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  let next = source.next();
  try {
    for (;;) {
      const { value, done } = await next;
      if (done === true) return;
      next = source.next();
      // Looked at in its turn.
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    await source.return(undefined);
  }
}

function quote(list: ImportRowError[], problems: readonly LedgerProblem[]): void {
  if (list.length >= shownErrors) return;
  list.push(...problems.map(({ row: rowNo, column, code, value }) => ({ rowNo, column, code, value })));
}

export function importHandlers({ core, importer, dialogs }: ImportDeps): Handlers {
  const imports = new Map<string, OpenImport>();
  /** One after another: the second is to know every row of the first. */
  let running: Promise<void> = Promise.resolve();

  const layoutFor = (
    open: OpenImport,
    mapping: ColumnMapping,
  ): Result<LedgerLayout, { code: 'import.columnMissing'; field: string }> => {
    const complete = Object.fromEntries(ledgerFields.map((field) => [field, mapping[field] ?? -1])) as LedgerMapping;
    if (complete.receivedOn < 0) return err({ code: 'import.columnMissing', field: 'receivedOn' });
    if (complete.business < 0) return err({ code: 'import.columnMissing', field: 'business' });
    return ok(layoutOf(open.layout.headerRowNo, open.layout.columns, complete));
  };

  const branch = () => {
    const known = core.directory().branch;
    if (!known) throw new Error('an import needs a branch');
    return known;
  };

  /** Every data row with what became of it; gives the event loop its turn now and then. */
  async function* rowsOf(open: OpenImport, layout: LedgerLayout) {
    const context = createLedgerContext(core.taxonomy, branch().institutionType, core.today());
    let count = 0;
    for (const row of open.file.rows) {
      if (row.rowNo <= layout.headerRowNo) continue;
      yield { row, result: normaliseLedgerRow(row, layout, context) };
      count += 1;
      if (count % 200 === 0) await nextTurn();
    }
  }

  const hashOf = (session: Session, record: LedgerRecord): { key: string; hash: string } => {
    // The natural key quotes the person; its digest is enough to know the row again.
    const key = createHash('sha256').update(ledgerRowKey(record), 'utf8').digest('hex');
    return { key, hash: lookupHash(session.keys.lookup, 'importKey', key) };
  };

  // Also of cases hidden from who imports: the row is in their file anyway, and twice in the records would help nobody.
  const knownHashes = core.store.knownHashes;

  const publish = (open: OpenImport, changes: Partial<ImportProgress>): void => {
    open.progress = { ...open.progress, ...changes };
    core.publish('import.progress', open.progress);
  };

  /**
   * The rows of the file in portions, each with what the records know of it. Looking that up has to wait for what the store is just
   * writing, so it is asked for many rows at once, and ahead of those that are being written.
   */
  async function* portionsOf(session: Session, open: OpenImport, layout: LedgerLayout): AsyncGenerator<Portion, void> {
    let rows: PortionRow[] = [];
    const looked = async (): Promise<Portion> => {
      const full = rows;
      rows = [];
      const hashes = full.flatMap((row) => (row.kind === 'record' ? [row.hash] : []));
      return { rows: full, known: hashes.length === 0 ? noHashes : await knownHashes(hashes) };
    };
    for await (const { result } of rowsOf(open, layout)) {
      if (result.kind !== 'record') rows.push({ kind: result.kind });
      else rows.push({ kind: 'record', record: result.record, ...hashOf(session, result.record) });
      if (rows.length >= rowsPerPortion) yield await looked();
    }
    if (rows.length > 0) yield await looked();
  }

  const run = async (session: Session, commandId: string, open: OpenImport, layout: LedgerLayout): Promise<void> => {
    const seen = new Set<string>();
    let batch: LedgerRow[] = [];
    let done = 0;
    let duplicates = 0;

    /** The frame that the store still takes while the next one is made. */
    let onTheWay: Promise<void> = Promise.resolve();

    const register = async (calls: readonly CaseCall[], doneThen: number, repeated: number): Promise<void> => {
      await session.records.registerMany(calls);
      publish(open, {
        done: doneThen,
        imported: open.progress.imported + calls.length,
        duplicates: open.progress.duplicates + repeated,
      });
    };

    const flush = async (): Promise<void> => {
      const calls = batch.map(({ record, key }): CaseCall => callOf(session, record, key));
      const registered = register(calls, done, duplicates);
      batch = [];
      duplicates = 0;
      // Looked at below, or by the next.
      registered.catch(() => undefined);
      await onTheWay;
      onTheWay = registered;
    };

    for await (const { rows, known } of ahead(portionsOf(session, open, layout))) {
      for (const row of rows) {
        if (open.cancelled) break;
        done += 1;
        if (row.kind === 'invalid') open.progress = { ...open.progress, failed: open.progress.failed + 1 };
        if (row.kind !== 'record') continue;
        // The file may say a thing twice, also within one batch and the one that is on its way.
        if (known.has(row.hash) || seen.has(row.hash)) duplicates += 1;
        else batch.push(row);
        seen.add(row.hash);
        if (batch.length + duplicates >= rowsPerFrame) await flush();
      }
      if (open.cancelled) break;
    }
    if (!open.cancelled && batch.length + duplicates > 0) await flush();
    await onTheWay;
    const { imported, failed, duplicates: repeated } = open.progress;
    await core.audit(session, {
      type: 'audit.ledgerImported',
      payload: { importId: commandId, rows: imported, duplicates: repeated, failed },
    });
    // Or the first search would have to wait for the rows to be indexed.
    await core.store.warm();
    publish(open, { phase: open.cancelled ? 'cancelled' : 'done', done });
    core.publish('cases.changed', { caseIds: [] });
  };

  const callOf = (session: Session, record: LedgerRecord, key: string): CaseCall => {
    const number = session.numbers.next();
    const { timeZone } = branch();
    const [hours = 0, minutes = 0] = (record.receivedTime ?? '00:00').split(':').map(Number);
    return {
      commandId: core.newId(),
      caseId: core.newId(),
      actor: { userId: session.user.userId, role: session.user.role },
      command: {
        name: 'register',
        input: {
          number: number.text,
          source: 'import',
          receivedAtMs: startOfDay(record.receivedOn, timeZone) + (hours * 60 + minutes) * 60_000,
          emotion: null,
          details: ledgerDetails(record),
          evidence: [],
          draftHands: [],
          importKey: key,
          ...ledgerEnd(record, timeZone),
        },
      },
      ops: [number.op],
    };
  };

  return {
    'import.pick': async (_input, context) => {
      const session = requireSession(context);
      const [file] = await dialogs.open(['xlsx', 'csv'], { many: false });
      if (file === undefined) return ok({ cancelled: true, source: null });
      const read = await importer.readLedger({ source: { path: file } });
      if (!read.ok) {
        const { code } = read.error;
        if (code === 'import.tooLarge' || code === 'import.tooManyRows') return err({ code: 'import.tooLarge' });
        if (code === 'import.passwordProtected' || code === 'import.oldExcel' || code === 'import.webPage')
          return err({ code });
        return err({ code: code === 'import.empty' ? 'import.noHeader' : 'import.unreadable' });
      }
      const layout = detectLayout(read.value.rows);
      if (!layout) return err({ code: 'import.noHeader' });
      const importId = core.newId();
      const remembered = (await session.importMappings.get())?.[layout.columns.join('|')];
      const open: OpenImport = {
        file: read.value,
        fileName: path.basename(file),
        layout,
        cancelled: false,
        progress: {
          importId,
          phase: 'checking',
          done: 0,
          total: read.value.rows.length,
          imported: 0,
          duplicates: 0,
          failed: 0,
          errorCode: null,
        },
      };
      // A file holds many people's data: once it is done with, it goes.
      for (const [id, other] of imports) if (other.progress.phase !== 'writing') imports.delete(id);
      imports.set(importId, open);
      const data = read.value.rows.filter((row) => row.rowNo > layout.headerRowNo);
      return ok({
        cancelled: false,
        source: {
          importId,
          fileName: open.fileName,
          columns: layout.columns,
          sample: data.slice(0, sampleRows).map((row) => row.cells.map(cellText)),
          rowCount: data.length,
          mapping: remembered ?? layout.mapping,
          remembered: remembered !== undefined,
        },
      });
    },
    'import.preview': async ({ importId, mapping }, context) => {
      const session = requireSession(context);
      const open = imports.get(importId);
      if (!open) return err({ code: 'import.notFound' });
      const layout = layoutFor(open, mapping);
      if (!layout.ok) return layout;
      const preview = {
        ready: 0,
        duplicates: 0,
        empty: 0,
        failed: 0,
        errors: [] as ImportRowError[],
        warnings: [] as ImportRowError[],
        rows: [] as { rowNo: number; cells: string[] }[],
      };
      const hashes: string[] = [];
      for await (const { row, result } of rowsOf(open, layout.value)) {
        if (result.kind === 'skipped') preview.empty += 1;
        else if (result.kind === 'record') {
          hashes.push(hashOf(session, result.record).hash);
          if (preview.rows.length < sampleRows) preview.rows.push({ rowNo: row.rowNo, cells: row.cells.map(cellText) });
          quote(preview.warnings, result.warnings);
        } else {
          preview.failed += 1;
          quote(preview.errors, result.errors);
        }
      }
      const known = await knownHashes(hashes);
      const unique = new Set(hashes.filter((hash) => !known.has(hash)));
      preview.ready = unique.size;
      preview.duplicates = hashes.length - unique.size;
      return ok(preview satisfies ImportPreview);
    },
    'import.run': async ({ commandId, importId, mapping }, context) => {
      const session = requireSession(context);
      const open = imports.get(importId);
      if (!open) return err({ code: 'import.notFound' });
      const layout = layoutFor(open, mapping);
      if (!layout.ok) return layout;
      if (open.progress.phase === 'writing') return ok({});
      open.cancelled = false;
      const columns = open.layout.columns.join('|');
      await session.importMappings.change(core.newId(), (others = {}) => ({ ...others, [columns]: mapping }));
      const total = open.file.rows.filter((row) => row.rowNo > layout.value.headerRowNo).length;
      publish(open, { phase: 'writing', total, done: 0, imported: 0, duplicates: 0, failed: 0, errorCode: null });
      running = running
        .then(() => run(session, commandId, open, layout.value))
        .catch((cause: unknown) => {
          core.log.error('import.run', cause);
          publish(open, {
            phase: 'failed',
            errorCode: cause instanceof StoreUnavailable ? 'store.unavailable' : 'internal',
          });
        });
      return ok({});
    },
    'import.status': async ({ importId }) => {
      const open = imports.get(importId);
      return open ? ok(open.progress) : err({ code: 'import.notFound' });
    },
    'import.cancel': async ({ importId }) => {
      const open = imports.get(importId);
      if (open) open.cancelled = true;
      return ok({});
    },
  };
}
