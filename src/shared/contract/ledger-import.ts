/** Import of an Excel or CSV ledger (投诉台账). */
import { z } from 'zod';
import { CommandId, Done, noError, operation, refusal, view } from './define';

/** Ledger field → column index of the file, -1 where the file has none. */
export const ColumnMapping = z.record(z.string(), z.int().min(-1).max(500));
export type ColumnMapping = z.infer<typeof ColumnMapping>;

export interface ImportSource {
  readonly importId: string;
  readonly fileName: string;
  readonly columns: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly rowCount: number;
  /** Suggested, or remembered from the last file with the same header. */
  readonly mapping: ColumnMapping;
  readonly remembered: boolean;
}

export interface ImportPreview {
  readonly ready: number;
  readonly duplicates: number;
  readonly empty: number;
  /** Rows that can't be imported, all of them; `errors` quotes the first ones. */
  readonly failed: number;
  readonly errors: readonly ImportRowError[];
  /** Rows that are imported, but deserve a look. */
  readonly warnings: readonly ImportRowError[];
  readonly rows: readonly { readonly rowNo: number; readonly cells: readonly string[] }[];
}

export interface ImportRowError {
  readonly rowNo: number;
  readonly column: string;
  /** Text key in the `ledger` namespace. */
  readonly code: string;
  readonly value: string;
}

export interface ImportProgress {
  readonly importId: string;
  readonly phase: 'reading' | 'checking' | 'writing' | 'done' | 'cancelled' | 'failed';
  readonly done: number;
  readonly total: number;
  readonly imported: number;
  readonly duplicates: number;
  readonly failed: number;
  readonly errorCode: string | null;
}

const ImportRefusal = z.discriminatedUnion('code', [
  refusal('import.unreadable'),
  refusal('import.passwordProtected'),
  refusal('import.oldExcel'),
  refusal('import.webPage'),
  refusal('import.tooLarge'),
  refusal('import.noHeader'),
  refusal('import.notFound'),
  z.object({ code: z.literal('import.columnMissing'), field: z.string() }),
]);

export const ledgerImportContract = {
  'import.pick': operation({
    kind: 'command',
    input: z.strictObject({}),
    output: z.object({ cancelled: z.boolean(), source: z.custom<ImportSource>().nullable() }),
    error: ImportRefusal,
  }),
  'import.preview': operation({
    kind: 'query',
    input: z.strictObject({ importId: z.string(), mapping: ColumnMapping }),
    output: view<ImportPreview>(),
    error: ImportRefusal,
  }),
  /** Starts writing; progress comes by the topic `import.progress` and `import.status`. */
  'import.run': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, importId: z.string(), mapping: ColumnMapping }),
    output: Done,
    error: ImportRefusal,
  }),
  'import.status': operation({
    kind: 'query',
    input: z.strictObject({ importId: z.string() }),
    output: view<ImportProgress>(),
    error: refusal('import.notFound'),
  }),
  'import.cancel': operation({
    kind: 'command',
    input: z.strictObject({ importId: z.string() }),
    output: Done,
    error: noError,
  }),
} as const;
