/** The key of evidence files, for as long as one piece of work takes. */
import { RecordsClosed } from '../records/records';
import type { Session } from '../session/session';

/**
 * Work on files takes a while: a lock on the way overwrites the session's key, and must not change the one in use. Throws
 * `RecordsClosed` when the session is locked already.
 */
export async function withEvidenceKey<T>({ keys }: Session, use: (key: Buffer) => Promise<T>): Promise<T> {
  if (keys.isWiped()) throw new RecordsClosed();
  const key = Buffer.from(keys.attachments);
  try {
    return await use(key);
  } finally {
    key.fill(0);
  }
}
