/** The raw columns of the list: typed arrays that grow together, dictionaries for codes, UTF-8 for texts. */
import type { ListEntry } from '../../shared/store-contract/rows';
import { createDictionary, type Dictionary } from './dictionary';
import { createIdIndex, type IdIndex } from './id-index';
import { createTextStore, type TextStore } from './text-store';

export const codeColumns = ['status', 'businessCode', 'reasonCode', 'channel', 'assigneeId'] as const;
export type CodeColumn = (typeof codeColumns)[number];
export const numberColumns = ['receivedAtMs', 'updatedAtMs', 'dueAtMs', 'amountFen'] as const;
export type NumberColumn = (typeof numberColumns)[number];

export interface Columns {
  readonly ids: IdIndex;
  readonly texts: TextStore;
  readonly dictionaries: Readonly<Record<CodeColumn, Dictionary>>;
  /** Distinct sets of flags; the code is an index, 0 is the empty set. */
  readonly flagSets: TextSets;
  /** Distinct sets of people from whom a case is hidden, the same way. */
  readonly hiddenSets: TextSets;
  /** NaN for null. */
  readonly numbers: Readonly<Record<NumberColumn, Float64Array>>;
  /** Codes of the dictionaries; `assigneeId` 0 is nobody. */
  readonly codes: Readonly<Record<CodeColumn, Uint16Array>>;
  readonly flags: Uint16Array;
  readonly hidden: Uint16Array;
  readonly emotion: Int8Array;
  readonly textBlock: Uint32Array;
  readonly textAt: Uint32Array;
  /** 1 for rows that count; a removed case leaves its row behind until the next unlock. */
  readonly live: Uint8Array;
}

/** Numbers for the few different sets of a column. Code 0 is the empty set. */
export interface TextSets {
  readonly codeOf: (texts: readonly string[]) => number;
  readonly textsOf: (code: number) => readonly string[];
  readonly size: () => number;
}

/** Room for a day of new cases. */
const spareRows = 1024;

/** Stands for null in the emotion column. */
export const noEmotion = -128;

export interface ColumnStore {
  /** The present arrays; they are replaced when they grow. */
  readonly at: () => Columns;
  /** Makes room for rows up to `rows`. */
  readonly reserve: (rows: number) => void;
  /** Leaves room for `rows` and a few more: growing makes half as much again each time. */
  readonly trim: (rows: number) => void;
  readonly write: (row: number, entry: ListEntry) => void;
  readonly read: (row: number) => ListEntry;
  readonly byteLength: () => number;
}

export function createColumnStore(): ColumnStore {
  let columns: Columns = {
    ids: createIdIndex(),
    texts: createTextStore(),
    dictionaries: byName(codeColumns, createDictionary),
    flagSets: createTextSets(),
    hiddenSets: createTextSets(),
    ...arrays(1024),
  };
  let capacity = 1024;

  const resize = (to: number): void => {
    const rows = Math.min(capacity, to);
    capacity = to;
    const resized = arrays(to);
    for (const name of numberColumns) resized.numbers[name].set(columns.numbers[name].subarray(0, rows));
    for (const name of codeColumns) resized.codes[name].set(columns.codes[name].subarray(0, rows));
    for (const name of ['flags', 'hidden', 'emotion', 'textBlock', 'textAt', 'live'] as const) {
      resized[name].set(columns[name].subarray(0, rows));
    }
    columns = { ...columns, ...resized };
  };
  const reserve = (rows: number): void => {
    if (rows > capacity) resize(Math.max(rows, Math.ceil(capacity * 1.5)));
  };

  return {
    at: () => columns,
    reserve,
    trim: (rows) => {
      if (rows + 2 * spareRows < capacity) resize(rows + spareRows);
    },
    write: (row, entry) => {
      reserve(row + 1);
      const { numbers, codes, dictionaries } = columns;
      for (const name of numberColumns) numbers[name][row] = entry[name] ?? NaN;
      for (const name of codeColumns) {
        const value = entry[name];
        codes[name][row] = value === null ? 0 : dictionaries[name].codeOf(value);
      }
      columns.flags[row] = columns.flagSets.codeOf(entry.flags);
      columns.hidden[row] = columns.hiddenSets.codeOf(entry.hiddenFrom);
      columns.emotion[row] = entry.emotion ?? noEmotion;
      const place = columns.texts.add([entry.number, entry.maskedName, entry.summary]);
      columns.textBlock[row] = place.block;
      columns.textAt[row] = place.at;
      columns.live[row] = 1;
    },
    read: (row) => {
      const { numbers, codes, dictionaries, texts } = columns;
      const [number, maskedName, summary] = texts.read({
        block: columns.textBlock[row] ?? 0,
        at: columns.textAt[row] ?? 0,
      });
      const text = (name: CodeColumn): string => dictionaries[name].textOf(codes[name][row] ?? 0);
      const emotion = columns.emotion[row] ?? noEmotion;
      return {
        caseId: columns.ids.idOf(row),
        number,
        maskedName,
        status: text('status'),
        businessCode: text('businessCode'),
        reasonCode: text('reasonCode'),
        channel: text('channel'),
        receivedAtMs: numbers.receivedAtMs[row] ?? 0,
        updatedAtMs: numbers.updatedAtMs[row] ?? 0,
        dueAtMs: nullable(numbers.dueAtMs[row]),
        assigneeId: codes.assigneeId[row] === 0 ? null : text('assigneeId'),
        flags: columns.flagSets.textsOf(columns.flags[row] ?? 0),
        amountFen: nullable(numbers.amountFen[row]),
        summary,
        emotion: emotion === noEmotion ? null : emotion,
        hiddenFrom: columns.hiddenSets.textsOf(columns.hidden[row] ?? 0),
      };
    },
    byteLength: () => capacity * bytesPerRow + columns.ids.byteLength() + columns.texts.byteLength(),
  };
}

const bytesPerRow = numberColumns.length * 8 + codeColumns.length * 2 + 4 + 1 + 8 + 1;

function arrays(capacity: number) {
  return {
    numbers: byName(numberColumns, () => new Float64Array(capacity)),
    codes: byName(codeColumns, () => new Uint16Array(capacity)),
    flags: new Uint16Array(capacity),
    hidden: new Uint16Array(capacity),
    emotion: new Int8Array(capacity),
    textBlock: new Uint32Array(capacity),
    textAt: new Uint32Array(capacity),
    live: new Uint8Array(capacity),
  };
}

function byName<N extends string, T>(names: readonly N[], make: () => T): Record<N, T> {
  return Object.fromEntries(names.map((name) => [name, make()])) as Record<N, T>;
}

function nullable(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

function createTextSets(): TextSets {
  const sets: (readonly string[])[] = [[]];
  const names = createDictionary();
  // Flags and ids of people are made by us and hold no line breaks.
  names.codeOf('\n');
  return {
    codeOf: (texts) => {
      if (texts.length === 0) return 0;
      const code = names.codeOf(`${texts.join('\n')}\n`) - 1;
      if (code === sets.length) sets.push([...texts]);
      return code;
    },
    textsOf: (code) => sets[code] ?? [],
    size: () => sets.length,
  };
}
