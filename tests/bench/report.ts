/** JSON lines on stdout, reports/bench.json, and the table of gates on stderr. */
import { cpus, loadavg } from 'node:os';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { printed, shorten, type BenchLine, type Gate } from './measure';

export interface Report {
  readonly add: (lines: readonly BenchLine[]) => void;
  readonly say: (text: string) => void;
  readonly finish: (size: string, versions: Readonly<Record<string, string>>) => Promise<void>;
}

const mark = (pass: boolean): string => (pass ? 'pass' : 'MISS');

export function createReport(folder: string): Report {
  const lines: BenchLine[] = [];
  const began = performance.now();
  const say = (text: string): void => {
    process.stderr.write(`[bench ${((performance.now() - began) / 1000).toFixed(0)} s] ${text}\n`);
  };
  const rows = (line: BenchLine): string[][] =>
    (line.gates ?? []).map(({ text, pass, value, moonshot }: Gate) => [
      line.name,
      line.baseline?.name ?? '',
      value,
      text,
      mark(pass),
      moonshot?.text ?? '',
      moonshot ? mark(moonshot.pass) : '',
      line.noisy ? `${String(line.noisy)} of ${String(line.rounds)} rounds noisy` : '',
    ]);
  return {
    say,
    add: (more) => {
      for (const line of more) {
        lines.push(line);
        process.stdout.write(`${JSON.stringify(printed(line))}\n`);
      }
    },
    finish: async (size, versions) => {
      await mkdir(folder, { recursive: true });
      const machine = { cpus: cpus().length, model: cpus()[0]?.model ?? '', load: loadavg().map(shorten), ...versions };
      const minutes = shorten((performance.now() - began) / 60_000);
      await writeFile(
        path.join(folder, 'bench.json'),
        `${JSON.stringify({ size, minutes, machine, lines }, null, 2)}\n`,
      );
      say(JSON.stringify(machine));
      process.stderr.write(table([['line', 'against', 'value', 'gate', '', 'aim', '', ''], ...lines.flatMap(rows)]));
      say(`${String(minutes)} min`);
    },
  };
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}
