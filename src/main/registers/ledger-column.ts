/** What a column of the ledger is, and what its values are made with. */
import type { CaseState, Proposal } from '../../domain/complaint/state';
import type { Party } from '../../domain/complaint/values';
import type { Deadline } from '../../domain/deadlines/deadlines';
import type { Branch } from '../../domain/directory/directory';
import type { MoneyPart } from '../../domain/registers/case-figures';
import { mask } from '../../domain/identity/mask';
import type exportZh from '../../shared/locales/export.zh-CN.json';
import type { CellKind, ExportCell } from '../export/write-xlsx';

export type ColumnId = keyof typeof exportZh.column;

/** What a line is made with. */
export interface LedgerTools {
  readonly branch: Branch;
  readonly language: 'zh-CN' | 'en';
  readonly identity: 'masked' | 'full';
  readonly personName: (userId: string) => string;
  /** Label of a taxonomy id with what it lies under; empty for none. */
  readonly label: (id: string) => string;
  /** Code of the standard, or our id while it is not confirmed. */
  readonly code: (id: string) => string;
  /** A word of the vocabulary, or of another locale file by its name: `major.levels.major`. */
  readonly word: (key: string) => string;
  /** A deadline with what it rests on. */
  readonly clock: (name: string, dueOn: string, article: string, startOn: string) => string;
  readonly yesNo: (value: boolean | null) => string;
  /** `YYYY-MM-DD` and `YYYY-MM-DDTHH:mm` in the zone of the branch. */
  readonly day: (ms: number) => string;
  readonly time: (ms: number) => string;
}

export interface Line {
  readonly state: CaseState;
  readonly deadlines: readonly Deadline[];
  readonly proposal: Proposal | undefined;
  readonly party: Party | undefined;
}

export interface LedgerColumn {
  readonly id: ColumnId;
  readonly kind: CellKind;
  readonly width: number;
  readonly of: (line: Line, tools: LedgerTools) => ExportCell;
}

export const column = (id: ColumnId, width: number, of: LedgerColumn['of'], kind: CellKind = 'text'): LedgerColumn => ({
  id,
  kind,
  width,
  of,
});
/** One thing per line in a cell; what is empty is left out. */
export const lines = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n');
export const at = (ms: number | null | undefined, { time }: LedgerTools): string => (ms == null ? '' : time(ms));
/** One value of a party, masked unless it was asked for in full. */
export function personal(
  field: 'name' | 'phone' | 'idNumber' | 'card' | 'address',
  value: string,
  tools: LedgerTools,
): string {
  return tools.identity === 'full' ? value : mask(field, value, 'staffList');
}

/** Words side by side; what is empty is left out. */
export const words = (...parts: readonly (string | null | undefined)[]): string =>
  parts.filter((part) => part != null && part !== '').join(' ');

/** A moment as people read it. */
export const moment = (ms: number, { time }: Pick<LedgerTools, 'time'>): string => time(ms).replace('T', ' ');

/** Where what was granted of each kind stands. */
export const columnOfPart: Readonly<Record<MoneyPart, ColumnId>> = {
  refund: 'grantedRefund',
  interest: 'grantedInterest',
  compensation: 'grantedCompensation',
  feeWaiver: 'grantedFeeWaiver',
  goodwill: 'grantedGoodwill',
  unsplit: 'grantedUnsplit',
};
