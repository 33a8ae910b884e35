/** A document in the form in which it is searched: normalised fields, in a fixed order. */
import type { SearchDoc, SearchField } from '../../shared/store-contract/search';
import { compact, FIELD_SEPARATOR, normalise, phoneDigits } from './normalise';

/** Order of the fields inside a stored record; part of the segment format. */
export const FIELD_ORDER = [
  'name',
  'number',
  'phone',
  'idTail',
  'cardTail',
  'business',
  'staff',
  'text',
] as const satisfies readonly SearchField[];

export interface SearchRecord {
  readonly caseId: string;
  readonly receivedAtMs: number;
  /** Fields in FIELD_ORDER, joined by FIELD_SEPARATOR. */
  readonly joined: string;
}

export type RecordFields = Readonly<Record<(typeof FIELD_ORDER)[number], string>>;

/** Normalises a document. */
export function toRecord(doc: SearchDoc): SearchRecord {
  const { fields } = doc;
  return {
    caseId: doc.caseId,
    receivedAtMs: doc.receivedAtMs,
    joined: [
      normalise(fields.name),
      normalise(fields.number),
      phoneDigits(fields.phone),
      compact(normalise(fields.idTail ?? '')),
      compact(normalise(fields.cardTail ?? '')),
      normalise(fields.business),
      normalise(fields.staff ?? ''),
      normalise(fields.text),
    ].join(FIELD_SEPARATOR),
  };
}

/** Splits a stored record into its fields. */
export function splitRecord(joined: string): RecordFields {
  const parts = joined.split(FIELD_SEPARATOR);
  return {
    name: parts[0] ?? '',
    number: parts[1] ?? '',
    phone: parts[2] ?? '',
    idTail: parts[3] ?? '',
    cardTail: parts[4] ?? '',
    business: parts[5] ?? '',
    staff: parts[6] ?? '',
    text: parts[7] ?? '',
  };
}

/** Newest first; equal times by descending id, so that the order never depends on how the index is built. */
export function newerFirst(
  a: { readonly receivedAtMs: number; readonly caseId: string },
  b: { readonly receivedAtMs: number; readonly caseId: string },
): number {
  if (a.receivedAtMs !== b.receivedAtMs) return b.receivedAtMs - a.receivedAtMs;
  if (a.caseId === b.caseId) return 0;
  return a.caseId < b.caseId ? 1 : -1;
}
