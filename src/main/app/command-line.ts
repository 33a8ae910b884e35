/** Flags of the program (DESIGN §7). Chromium reads its own from the same line. */
export interface CommandLine {
  readonly userDataDir: string | undefined;
  readonly language: 'zh-CN' | 'en' | undefined;
  readonly demo: boolean;
}

export function parseCommandLine(argv: readonly string[]): CommandLine {
  const value = (name: string): string | undefined => {
    const at = argv.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
    const arg = argv[at];
    if (arg === undefined) return undefined;
    return arg.includes('=') ? arg.slice(arg.indexOf('=') + 1) : argv[at + 1];
  };
  // `--app-lang`, because Chromium takes `--lang` for its own; both are understood.
  const language = value('app-lang') ?? value('lang');
  return {
    userDataDir: value('user-data-dir'),
    language: language === 'en' || language === 'zh-CN' ? language : language?.startsWith('en') ? 'en' : undefined,
    demo: argv.includes('--demo'),
  };
}
