/**
 * Every migration in order; the version of a schema is its position here, counted from 1. Append only.
 */
import type { Transaction } from 'dexie';
import * as initial from './0001-initial';
import * as hiddenCases from './0002-hidden-cases';
import * as openClocks from './0003-open-clocks';
import * as owedArchives from './0004-owed-archives';
import * as outboxRuns from './0005-outbox-runs';
import * as bundles from './0006-bundles';

export interface Migration {
  /** Dexie's notation; only tables that change. `null` drops a table. */
  readonly stores: Readonly<Record<string, string | null>>;
  /** The oldest code that may still open a database of this version without doing damage. */
  readonly minSafeVersion: number;
  /** Changes rows inside the upgrade transaction; may await nothing but that transaction. */
  readonly upgrade?: (transaction: Transaction) => Promise<void>;
}

export const migrations: readonly Migration[] = [initial, hiddenCases, openClocks, owedArchives, outboxRuns, bundles];
