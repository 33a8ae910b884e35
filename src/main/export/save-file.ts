/** A file in a place that a person chose: there as a whole and traced, or not there at all, and then they are told why. */
import path from 'node:path';
import type { SaveFailed } from '../../shared/contract/document';
import { err, ok, type Result } from '../../shared/contract/define';
import type { Core } from '../app/core';
import { codeOf, writeFaultOf, type Disk } from '../platform/disk';

export interface FileToSave {
  /** The path that the person chose. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Read by its owner only unless said otherwise: most of what leaves the records names people. */
  readonly mode?: number;
  /** Records that the file was made. A file without a trace must not be, nor a trace of a file that could not be written. */
  readonly trace?: () => Promise<unknown>;
}

/** Leaving the trace failed: no fault of the chosen place. */
class NotTraced extends Error {}

/** Gives the name of the file. A fault of `trace` is thrown as it is; then too nothing is left behind, and what was there stays. */
export async function saveFile(
  { core, disk }: { readonly core: Pick<Core, 'log'>; readonly disk: Pick<Disk, 'writeAtomic'> },
  { file, bytes, mode = 0o600, trace }: FileToSave,
): Promise<Result<string, SaveFailed>> {
  const beforeNamed = async (): Promise<void> => {
    try {
      await trace?.();
    } catch (cause) {
      throw new NotTraced('trace', { cause });
    }
  };
  try {
    await disk.writeAtomic(file, bytes, mode, beforeNamed);
    return ok(path.basename(file));
  } catch (cause) {
    if (cause instanceof NotTraced) throw cause.cause;
    core.log.error('file.save', cause);
    return err({ code: 'document.saveFailed', reason: writeFaultOf(codeOf(cause)) });
  }
}
