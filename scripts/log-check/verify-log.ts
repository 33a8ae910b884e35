/**
 * Checks a log that the program exported: `npm run verify-log -- FILE [--lang zh|en]`.
 *
 * Exit code 0: sound. 1: damaged. 2: not a log, not readable, or wrongly called.
 */
import { existsSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkLog } from './check-log';
import { linesOf } from './log-file';
import { wordsOf, type Language } from './words';

/** Runs the command line; `say` gets one line at a time. Gives the exit code. */
export async function verifyLog(
  args: readonly string[],
  say: (line: string) => void,
  systemLanguage: string,
): Promise<number> {
  const asked = readArgs(args);
  const words = wordsOf[asked?.language ?? (systemLanguage.startsWith('zh') ? 'zh' : 'en')];
  if (!asked?.file) {
    say(words.usage);
    return 2;
  }
  if (!existsSync(asked.file) || !statSync(asked.file).isFile()) {
    say(words.cannotRead(asked.file));
    return 2;
  }
  const report = await checkLog(linesOf(asked.file));
  switch (report.kind) {
    case 'sound':
      words.sound(report.summary).forEach(say);
      return 0;
    case 'damaged':
      words.damaged(report.damage, report.readLines).forEach(say);
      return 1;
    case 'notALog':
      say(words.notALog);
      return 2;
  }
}

function readArgs(
  args: readonly string[],
): { readonly file: string | undefined; readonly language: Language | undefined } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { lang: { type: 'string' } },
    });
    if (positionals.length > 1) return undefined;
    const language = values.lang?.slice(0, 2);
    if (language !== undefined && language !== 'zh' && language !== 'en') return undefined;
    return { file: positionals[0], language };
  } catch {
    return undefined;
  }
}
