/** The evidence files of this PC, as long as one person is signed in. */
import type { AttachmentStore } from '../attachments/attachment-store';
import { withEvidenceKeys } from '../handlers/evidence-key';
import type { EvidenceHere } from '../hub/hub-files';
import type { Session } from '../session/session';

export function evidenceOf(
  files: Pick<AttachmentStore, 'kept' | 'readAttachment' | 'takeAttachment'>,
  session: Session,
): EvidenceHere {
  return {
    kept: files.kept,
    read: async (sha256) => {
      const read = await withEvidenceKeys(session, (keys) => files.readAttachment(sha256, keys));
      return read.ok ? read.value : undefined;
    },
    take: async (file) => (await withEvidenceKeys(session, (keys) => files.takeAttachment(file, keys))).ok,
  };
}
