/** Backups of this PC (备份), and putting one back (恢复). Which folder it is only main knows; pages never name a path. */
import { z } from 'zod';
import { Done, noError, operation, refusal, view } from './define';

/** Why the last backup came to nothing, or the chosen place can't be used. Each has a text in the `backup` namespace. */
export const backupFaults = ['folderGone', 'diskFull', 'notWritable', 'notKept', 'journalDamaged', 'io'] as const;
export type BackupFaultName = (typeof backupFaults)[number];

/** Largest share of the folder's disk that backups of this PC may take, in GB; null: no limit. */
export const backupLimits = [5, 20, 100] as const;

export interface BackupView {
  /** The folder as it was chosen; null while there is none. */
  readonly folder: string | null;
  /** It lies on the disk of the records: no help when that disk fails. */
  readonly sameDisk: boolean;
  readonly limitGb: number | null;
  readonly running: { readonly step: 'write' | 'check'; readonly done: number; readonly total: number } | null;
  readonly lastGood: {
    readonly atMs: number;
    readonly cases: number;
    readonly evidence: number;
    readonly kept: number;
    readonly keptBytes: number;
    readonly oldestAtMs: number;
  } | null;
  readonly nextAtMs: number | null;
  /** Why the last try failed; null after one that did not. */
  readonly fault: BackupFaultName | null;
  /** What somebody should look after: no place chosen, or no good backup for days. */
  readonly attention: 'notSetUp' | 'old' | null;
}

export interface RestorableView {
  /** For `restore.run`. */
  readonly key: string;
  /** `whole`: everything it lists is there. `incomplete`: something is missing. The others can't be read. */
  readonly state: 'whole' | 'incomplete' | 'damaged' | 'newer';
  /** What it says of itself; null where it can't be read. */
  readonly about: {
    readonly madeAtMs: number;
    readonly branchName: string;
    readonly deviceTag: string;
    readonly cases: number;
    readonly evidence: number;
    readonly bytes: number;
  } | null;
  readonly fileName: string;
}

export const restoreRefusals = [
  'restore.codeDiffers',
  'restore.damaged',
  'restore.newer',
  'restore.folderGone',
  'restore.diskFull',
  'restore.failed',
  'restore.stopped',
  'restore.notNow',
] as const;

export const backupContract = {
  'backup.status': operation({ kind: 'query', input: z.strictObject({}), output: view<BackupView>(), error: noError }),
  /** Opens the system's dialog. */
  'backup.chooseFolder': operation({
    kind: 'command',
    input: z.strictObject({}),
    output: z.object({ cancelled: z.boolean() }),
    error: z.strictObject({
      code: z.enum(['backup.insideProfile', 'backup.folderUnusable']),
      fault: z.enum(backupFaults),
    }),
  }),
  'backup.setLimit': operation({
    kind: 'command',
    input: z.strictObject({ limitGb: z.int().min(1).max(100_000).nullable() }),
    output: Done,
    error: noError,
  }),
  /** Backs up no more; what is in the folder stays. */
  'backup.turnOff': operation({ kind: 'command', input: z.strictObject({}), output: Done, error: noError }),
  /** Begins one; how it goes is told by the status. */
  'backup.run': operation({
    kind: 'command',
    input: z.strictObject({}),
    output: Done,
    error: refusal('backup.noFolder'),
  }),
  'backup.stop': operation({ kind: 'command', input: z.strictObject({}), output: Done, error: noError }),
  /** Opens the system's dialog and lists the backups in the folder, newest first. */
  'restore.choose': operation({
    kind: 'command',
    input: z.strictObject({}),
    output: z.object({ cancelled: z.boolean(), found: z.array(z.custom<RestorableView>()) }),
    error: z.strictObject({ code: z.enum(['restore.notNow', 'restore.folderGone']) }),
  }),
  /** Puts one together beside what is there; `restore.restart` then takes it into use. */
  'restore.run': operation({
    kind: 'command',
    input: z.strictObject({ key: z.string().max(500), recoveryCode: z.string().max(100) }),
    output: Done,
    error: z.strictObject({ code: z.enum(restoreRefusals) }),
  }),
  'restore.stop': operation({ kind: 'command', input: z.strictObject({}), output: Done, error: noError }),
  /** Ends the program and starts it again. */
  'restore.restart': operation({ kind: 'command', input: z.strictObject({}), output: Done, error: noError }),
} as const;
