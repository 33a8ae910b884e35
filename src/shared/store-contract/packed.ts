/**
 * Many rows as the text that they are kept as anyway. A clone of a thousand small objects is made by the sender, made again by the
 * receiver and is garbage at both; a text goes over as one value.
 */
export type Packed<T> = readonly T[] | PackedText;

export interface PackedText {
  /** JSON of the rows. */
  readonly json: string;
  readonly count: number;
}

/** A few rows are quicker as they are. */
const fewRows = 16;

export function packed<T>(rows: Packed<T>): Packed<T> {
  return 'json' in rows || rows.length <= fewRows ? rows : { json: JSON.stringify(rows), count: rows.length };
}

export function unpacked<T>(rows: Packed<T>): readonly T[] {
  return 'json' in rows ? (JSON.parse(rows.json) as T[]) : rows;
}

export function countOf(rows: Packed<unknown>): number {
  return 'json' in rows ? rows.count : rows.length;
}

export function jsonOf(rows: Packed<unknown>): string {
  return 'json' in rows ? rows.json : JSON.stringify(rows);
}
