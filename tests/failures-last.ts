/**
 * After everything else, why each failed test failed, in a few lines: whoever reads the end of a long log, as one does with a
 * run that happened elsewhere, learns more than a title. The whole story stands above it.
 */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { FullConfig, Reporter, Suite, TestCase } from '@playwright/test/reporter';

const linesOfAnError = 10;
/** What fits the end of a log. */
const mostLines = 24;

/** Where scripts/test.mjs finds them, to say them once more behind its table of times. */
const failuresFile = path.join(__dirname, '..', '.cache', 'failures.txt');

export default class FailuresLast implements Reporter {
  private suite: Suite | null = null;

  onBegin(_config: FullConfig, suite: Suite): void {
    this.suite = suite;
    rmSync(failuresFile, { force: true });
  }

  onEnd(): void {
    const failed = this.suite?.allTests().filter((test) => test.outcome() === 'unexpected') ?? [];
    if (failed.length === 0) return;
    const lines = failed.flatMap(linesOf);
    const rest = lines.length - mostLines;
    const said = ['', 'Why:', ...lines.slice(0, mostLines), ...(rest > 0 ? [`… ${String(rest)} more above`] : [])];
    console.log(said.join('\n'));
    writeFileSync(failuresFile, said.join('\n'));
  }
}

const linesOf = (test: TestCase): readonly string[] => [
  test.titlePath().filter(Boolean).join(' › '),
  ...test.results.flatMap(({ errors }) =>
    errors.flatMap(({ message, stack, location }) => [
      ...(location ? [`    at ${path.basename(location.file)}:${String(location.line)}`] : []),
      ...stripVTControlCharacters(message ?? stack ?? 'no message')
        .split('\n')
        .filter((line) => line.trim() !== '')
        .slice(0, linesOfAnError)
        .map((line) => `    ${line.slice(0, 200)}`),
    ]),
  ),
];
