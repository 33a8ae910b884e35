/** Flags of the program (DESIGN §7). Chromium reads its own from the same line. */
export interface CommandLine {
  readonly userDataDir: string | undefined;
  readonly language: 'zh-CN' | 'en' | undefined;
  /** What was asked for and is no language of the program; it starts in the one it has. */
  readonly unknownLanguage: string | undefined;
  readonly demo: boolean;
  /** Where a checkout reads by how much its clock is wrong (clock/shifted-clock.ts). */
  readonly clockShiftFile: string | undefined;
}

/** Ways to name the languages of the program: as it does, or as the operating system does (`en_US`, `zh-Hans`). */
function languageOf(value: string): CommandLine['language'] {
  const [primary] = value.toLowerCase().split(/[-_.]/);
  return primary === 'en' ? 'en' : primary === 'zh' ? 'zh-CN' : undefined;
}

export function parseCommandLine(argv: readonly string[]): CommandLine {
  const value = (name: string): string | undefined => {
    const at = argv.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
    const arg = argv[at];
    if (arg === undefined) return undefined;
    return arg.includes('=') ? arg.slice(arg.indexOf('=') + 1) : argv[at + 1];
  };
  // `--app-lang`, because Chromium takes `--lang` for its own; both are understood.
  const asked = value('app-lang') ?? value('lang');
  const language = asked === undefined ? undefined : languageOf(asked);
  return {
    userDataDir: value('user-data-dir'),
    language,
    unknownLanguage: language === undefined ? asked : undefined,
    demo: argv.includes('--demo'),
    clockShiftFile: value('clock-shift-file'),
  };
}
