/**
 * Keeping the window of staff out of screenshots, recordings and remote meetings (防截屏). The window for the customer is left as it is:
 * what stands on it is the customer's to photograph.
 */

export interface ScreenPrivacy {
  /** The operating system can do it: Windows and macOS. On others nothing of the kind exists. */
  readonly possible: boolean;
  readonly on: boolean;
}

/**
 * @param chosen what the branch chose for this PC; undefined where nobody has chosen: then on in a package, where people work, and off
 *   in a checkout, where people take pictures for the guide
 */
export function screenPrivacy(
  platform: NodeJS.Platform,
  packaged: boolean,
  chosen: boolean | undefined,
): ScreenPrivacy {
  const possible = platform === 'win32' || platform === 'darwin';
  return { possible, on: possible && (chosen ?? packaged) };
}
