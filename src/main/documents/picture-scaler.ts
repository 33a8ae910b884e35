/**
 * Pictures of evidence made small enough for paper, one after the other, so that memory holds one of them however many there are.
 * They come from outside, so they are decoded in a sandboxed page; one that hangs or kills it costs that picture and no other.
 */
import { within } from '../platform/time-limit';

/** Stands before the name of a picture in `src`, until the page has an address of its own. Nothing typed can write an attribute. */
export const pictureScheme = 'picture:';

/** Kinds the browser can draw. HEIC is none of them. */
export const drawableTypes: readonly string[] = ['image/jpeg', 'image/png', 'image/webp'];

export interface ScaledPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly jpeg: Uint8Array;
}

/** A hidden page that decodes pictures; no network, no preload. */
export interface PictureWindow {
  /** Rejects for what is no picture, and when the page is gone. Never makes a picture larger. */
  readonly scale: (
    picture: { readonly bytes: Uint8Array; readonly mime: string },
    longestPx: number,
    quality: number,
  ) => Promise<ScaledPicture>;
  readonly destroy: () => void;
}

export interface PictureScaler {
  /** Null for a picture that can't be drawn. */
  readonly scale: (bytes: Uint8Array, mime: string) => Promise<ScaledPicture | null>;
  /** Closes the page; a later picture would open another. */
  readonly close: () => void;
}

/** About 220 dots per inch on a full page: small print of a photographed contract stays readable. */
const LONGEST_PX = 2_000;
const QUALITY = 0.78;

/** Creates a scaler; close it when the job ends. `onFault` is told what went wrong, without anything of the picture. */
export function createPictureScaler({
  openWindow,
  onFault,
  limitMs = 30_000,
}: {
  readonly openWindow: () => PictureWindow;
  readonly onFault: (step: string, cause: unknown) => void;
  readonly limitMs?: number;
}): PictureScaler {
  let window: PictureWindow | undefined;
  const close = (): void => {
    window?.destroy();
    window = undefined;
  };
  return {
    scale: async (bytes, mime) => {
      try {
        window ??= openWindow();
        return await within(limitMs, window.scale({ bytes, mime }, LONGEST_PX, QUALITY));
      } catch (cause) {
        onFault('picture', cause);
        // Whatever state the page is in: the next picture gets a new one.
        close();
        return null;
      }
    },
    close,
  };
}
