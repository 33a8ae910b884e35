/** The evidence files of one session as a hub, or a PC that goes to one, reads and keeps them. */
import type { EvidenceFile } from '../../domain/evidence/evidence-files';
import type { AttachmentStore } from '../attachments/attachment-store';
import { withEvidenceKeys } from '../handlers/evidence-key';
import type { HubFiles } from '../hub/hub-file-desk';
import type { Session } from '../session/session';
import type { Fetched } from '../sync/evidence-lane';

export type HubFileStore = Pick<AttachmentStore, 'kept' | 'readAttachment' | 'takeAttachment'>;

/** @param hasRoom false where the room that is left on the disk is for text */
export function hubFilesFor(store: HubFileStore, session: Session, hasRoom: () => Promise<boolean>): HubFiles {
  return {
    kept: store.kept,
    read: async (sha256) => {
      const read = await withEvidenceKeys(session, (keys) => store.readAttachment(sha256, keys));
      return read.ok ? read.value : undefined;
    },
    take: async (file) => {
      if (!(await hasRoom())) return 'noRoom';
      const taken = await withEvidenceKeys(session, (keys) => store.takeAttachment(file, keys));
      if (taken.ok) return 'kept';
      return taken.error.code === 'attachment.damaged' ? 'damaged' : 'noRoom';
    },
  };
}

/** From the hub of the branch, where that is reached: it is near, and a dead line to headquarters may take minutes to show. Else from there. */
export async function fetchFromEither(
  file: EvidenceFile,
  headquarters: (file: EvidenceFile) => Promise<Fetched>,
  hub: (file: EvidenceFile) => Promise<Fetched | null>,
): Promise<Fetched> {
  const near = await hub(file);
  return near?.ok === true ? near : headquarters(file);
}
