/** Pictures for a 卷宗: read, checked and made smaller one after the other. None of them can keep the file from being made. */
import type { Evidence } from '../../domain/complaint/values';
import type { AttachmentStore } from '../attachments/attachment-store';
import type { ArchivePicture } from '../documents/render-archive-appendix';
import { drawableTypes, type PictureScaler } from '../documents/picture-scaler';
import type { Session } from '../session/session';
import { withEvidenceKeys } from './evidence-key';

/** What one file holds, so that a PC with little memory can make and open it: pictures, and bytes of them made smaller. */
export const archiveLimits = { pictures: 100, bytes: 48 * 1024 * 1024 } as const;

export interface ArchivePictures {
  /** By fingerprint of the evidence. */
  readonly drawn: ReadonlyMap<string, ArchivePicture['drawn']>;
  /** JPEG by name. */
  readonly jpegs: ReadonlyMap<string, Uint8Array>;
}

/** Whether a piece of evidence is a picture, drawable or not. */
export const isPicture = ({ mime }: Pick<Evidence, 'mime'>): boolean => mime.startsWith('image/');

/** The pictures of a case. Rejects only where nothing more can be read at all: the session was locked on the way. */
export async function archivePictures(
  session: Session,
  evidence: readonly Evidence[],
  {
    store,
    scaler,
    limits = archiveLimits,
  }: {
    readonly store: Pick<AttachmentStore, 'readAttachment'>;
    readonly scaler: PictureScaler;
    readonly limits?: { readonly pictures: number; readonly bytes: number };
  },
): Promise<ArchivePictures> {
  const drawn = new Map<string, ArchivePicture['drawn']>();
  const jpegs = new Map<string, Uint8Array>();
  let room = limits.bytes;
  try {
    for (const { sha256, mime } of evidence.filter(isPicture)) {
      if (drawn.has(sha256)) continue;
      if (jpegs.size >= limits.pictures || room <= 0) {
        drawn.set(sha256, 'tooMany');
        continue;
      }
      if (!drawableTypes.includes(mime)) {
        drawn.set(sha256, 'cannotDraw');
        continue;
      }
      const content = await withEvidenceKeys(session, (keys) => store.readAttachment(sha256, keys));
      if (!content.ok) {
        drawn.set(sha256, content.error.code === 'attachment.corrupt' ? 'damaged' : 'missing');
        continue;
      }
      const scaled = await scaler.scale(content.value, mime);
      if (!scaled) {
        drawn.set(sha256, 'cannotDraw');
        continue;
      }
      // The first that does not fit ends it: a small one behind it would only look as if nothing were left out.
      room -= scaled.jpeg.length;
      if (room < 0) {
        drawn.set(sha256, 'tooMany');
        continue;
      }
      jpegs.set(sha256, scaled.jpeg);
      drawn.set(sha256, { name: sha256, widthPx: scaled.widthPx, heightPx: scaled.heightPx });
    }
  } finally {
    scaler.close();
  }
  return { drawn, jpegs };
}
