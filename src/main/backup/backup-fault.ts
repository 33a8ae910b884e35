/** Why a backup or a restore came to nothing. */
import { codeOf, writeFaultOf } from '../platform/disk';

/** Each has a text in the `backup` namespace. */
export type BackupFaultCode =
  /** The chosen folder is not there: a disk that was unplugged, a share without a network. */
  | 'folderGone'
  | 'diskFull'
  | 'notWritable'
  /** What was written does not come back as it was written. */
  | 'notKept'
  /** This PC's own journal does not read as it was written. */
  | 'journalDamaged'
  | 'io';

export class BackupFault extends Error {
  readonly code: BackupFaultCode;
  constructor(code: BackupFaultCode, cause?: unknown) {
    super(`backup: ${code}`, { cause });
    this.code = code;
  }
}

/** Given up on request. */
export class BackupStopped extends Error {}

/** What a fault of the disk means; faults of another kind are thrown on. */
export function faultOf(cause: unknown): BackupFault {
  if (cause instanceof BackupFault) return cause;
  const code = codeOf(cause);
  if (code === '') throw cause;
  if (code === 'ENOENT' || code === 'ENOTDIR') return new BackupFault('folderGone', cause);
  const fault = writeFaultOf(code);
  return new BackupFault(fault === 'other' ? 'io' : fault, cause);
}
