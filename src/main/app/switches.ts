/**
 * Switches of the command line that a package takes. Chromium has hundreds, and some of them open the program to whoever starts it: the
 * developer tools of every page on a port, another proxy, pages without their policy. A checkout takes them all.
 */

/** What a branch or its IT may need; everything else ends a package. */
const harmless: readonly string[] = [
  'user-data-dir',
  'lang',
  'app-lang',
  'demo',
  'disable-gpu',
  'disable-software-rasterizer',
  'force-device-scale-factor',
  'ozone-platform',
  'ozone-platform-hint',
  'password-store',
];

export interface SwitchSurroundings {
  readonly packaged: boolean;
  /** On Linux. Chromium does not start as root unless its sandbox is off. */
  readonly root: boolean;
  /** The package is the twin that the smoke test drives (scripts/package): it alone may be driven from outside. */
  readonly twin: boolean;
}

/**
 * Names of the switches for which this program must not run, without their values; empty where all is well.
 *
 * @param argv without the name of the program
 */
export function refusedSwitches(
  argv: readonly string[],
  { packaged, root, twin }: SwitchSurroundings,
): readonly string[] {
  if (!packaged) return [];
  const allowed = [...harmless, ...(root ? ['no-sandbox'] : []), ...(twin ? ['remote-debugging-port'] : [])];
  return argv
    .filter((word) => word.startsWith('-'))
    .map((word) => word.replace(/^--?/, '').replace(/=.*$/s, '').toLowerCase())
    .filter((name) => !allowed.includes(name));
}

/** Whether the manifest of a package says that it is the twin of the smoke test; false for whatever can't be read. */
export function isTwin(manifest: string): boolean {
  try {
    const parsed: unknown = JSON.parse(manifest);
    return typeof parsed === 'object' && parsed !== null && Reflect.get(parsed, 'remoteDebugging') === true;
  } catch {
    return false;
  }
}
