/** The keys of evidence files, for as long as one piece of work takes. */
import { fileKeysOf, type FileKeys } from '../attachments/file-keys';
import { RecordsClosed } from '../records/records';
import type { Session } from '../session/session';

/**
 * Work on files takes a while: a lock on the way overwrites the session's keys, and must not change those in use. Throws
 * `RecordsClosed` when the session is locked already.
 */
export async function withEvidenceKeys<T>(
  { keys, records }: Pick<Session, 'keys'> & { readonly records: Pick<Session['records'], 'dataKey' | 'knownDataKey'> },
  use: (keys: FileKeys) => Promise<T>,
): Promise<T> {
  if (keys.isWiped()) throw new RecordsClosed();
  const shared = keys.sharedFileKeys.map((key) => Buffer.from(key));
  try {
    return await use(fileKeysOf(records, shared));
  } finally {
    for (const key of shared) key.fill(0);
  }
}
