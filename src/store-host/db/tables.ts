/** Rows as they lie in IndexedDB, beyond what the contract names. */
import type { StoreRefusalCode } from '../../shared/store-contract/calls';
import type { DurableTable } from '../../shared/store-contract/rows';

/** Property that is the primary key of each durable table. */
export const keyProperty: Readonly<Record<DurableTable, string>> = {
  receipts: 'commandId',
  events: 'id',
  caseKeys: 'caseId',
  drafts: 'id',
  kv: 'key',
};

/** Rows that are written once: the same key again is a fault, not an update. */
export const duplicateOf: Partial<Readonly<Record<DurableTable, StoreRefusalCode>>> = {
  receipts: 'store.receiptDuplicate',
  events: 'store.eventDuplicate',
  caseKeys: 'store.caseKeyDuplicate',
};

/** Few rows that change often. */
export const smallTables = ['drafts', 'kv'] as const satisfies readonly DurableTable[];

export type SegmentKind = 'list' | 'search' | 'tail';

export interface SegmentRow {
  /** `<kind>/<number or name>`. */
  readonly id: string;
  readonly kind: SegmentKind;
  /** 12 bytes nonce, then AES-256-GCM over the content with the id as associated data. */
  readonly sealed: Uint8Array;
}
