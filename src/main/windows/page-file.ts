/** Which built file an address of the `app:` scheme names. Pure: it is tried with every trick there is for leaving a folder. */
import path from 'node:path';

/** Longer than any name that the build makes. */
const longestPathname = 200;

/**
 * One part of a path as the build names its files: ASCII, beginning with a letter or digit. So there is no way to write `..`, an escape
 * (`%2e`), a backslash, a drive or stream (`C:`, `index.html::$DATA`), a hidden file or a null byte.
 */
const part = /^[\w-][\w.-]*$/;

/** Windows opens a device of this name in whatever folder, and whatever ending stands behind it. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * The file below `rootDir` that an address names, or undefined where it names none: nothing is decoded, so what the build would never
 * have written is refused, not understood.
 *
 * @param rootDir absolute; nothing above it is ever named
 * @param url an address as the page asked for it
 */
export function pageFile(rootDir: string, url: string): string | undefined {
  const pathname = pathnameOf(url);
  if (pathname === undefined || pathname.length > longestPathname) return undefined;
  const [before, ...parts] = pathname.split('/');
  if (before !== '' || parts.length === 0) return undefined;
  if (!parts.every((name) => part.test(name) && !name.includes('..') && !name.endsWith('.') && !device.test(name)))
    return undefined;
  const file = path.join(rootDir, ...parts);
  // Once more and by other means: what stands above may be changed by somebody one day.
  return file.startsWith(rootDir + path.sep) ? file : undefined;
}

function pathnameOf(url: string): string | undefined {
  try {
    return new URL(url).pathname;
  } catch {
    return undefined;
  }
}
