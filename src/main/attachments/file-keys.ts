/** Keys of evidence files: each content has one of its own, so that it can be destroyed with the last case that has it. */
import type { Records } from '../records/records';

/** The name under which the key of a file stands among those of streams. */
export const fileStream = (sha256: string): string => `file-${sha256}`;

export const isFileStream = (streamId: string): boolean => streamId.startsWith('file-');

export interface FileKeys {
  /** Those that may open the file, the likeliest first. */
  readonly candidates: (sha256: string) => Promise<readonly Uint8Array[]>;
  /** The file's own key; made and kept first where there is none. */
  readonly own: (sha256: string) => Promise<Uint8Array>;
}

/**
 * Of one session. `shared`: keys that all files had together before each had its own; new files are never sealed under them.
 * @throws RecordsClosed once the session is locked
 */
export function fileKeysOf(
  records: Pick<Records, 'dataKey' | 'knownDataKey'>,
  shared: readonly Uint8Array[],
): FileKeys {
  return {
    candidates: async (sha256) => {
      const own = await records.knownDataKey(fileStream(sha256));
      return [...(own ? [own] : []), ...shared];
    },
    own: (sha256) => records.dataKey(fileStream(sha256)),
  };
}
