/** The statements that look across branches: of the console, of operators, and what a process does from time to time. */

/** With rows for each record, not for each branch: across branches they are read by an index alone. */
export const largeTables: readonly string[] = [
  'events',
  'receipts',
  'forks',
  'files',
  'file_pieces',
  'nonces',
  'console_cases',
];

export interface AcrossRule {
  readonly statement: RegExp;
  readonly why: string;
  /** Large tables that it may read whole all the same. */
  readonly readsWhole?: readonly string[];
}

export const acrossBranches: readonly AcrossRule[] = [];
