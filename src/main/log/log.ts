/**
 * Local log files: one JSON object a line, rotated by size, never with personal data. Values are codes, ids and numbers;
 * text from outside (an error's message) goes through `scrub`, which takes out whatever looks like a person's number.
 */
import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

export type LogValue = string | number | boolean | null;
export type LogFields = Readonly<Record<string, LogValue>>;

export interface Log {
  readonly info: (event: string, fields?: LogFields) => void;
  readonly warn: (event: string, fields?: LogFields) => void;
  /** `cause` is reduced to its kind, its scrubbed message and the places in our own code. */
  readonly error: (event: string, cause: unknown, fields?: LogFields) => void;
}

const maxBytes = 1024 * 1024;
const keptFiles = 5;

export function createLog(dir: string, nowMs: () => number): Log {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = path.join(dir, 'xianting.log');
  let size = existsSync(file) ? statSync(file).size : 0;

  const rotate = (): void => {
    for (let n = keptFiles - 1; n >= 1; n--) {
      const from = n === 1 ? file : `${file}.${String(n - 1)}`;
      if (existsSync(from)) renameSync(from, `${file}.${String(n)}`);
    }
    rmSync(`${file}.${String(keptFiles)}`, { force: true });
    size = 0;
  };

  const write = (level: string, event: string, fields: LogFields): void => {
    const line = `${JSON.stringify({ at: new Date(nowMs()).toISOString(), level, event, ...scrubbed(fields) })}\n`;
    try {
      if (size + line.length > maxBytes) rotate();
      appendFileSync(file, line, { mode: 0o600 });
      size += line.length;
    } catch {
      // A log that can't be written (disk full) must not stop what it describes.
      size = maxBytes;
    }
  };

  return {
    info: (event, fields = {}) => {
      write('info', event, fields);
    },
    warn: (event, fields = {}) => {
      write('warn', event, fields);
    },
    error: (event, cause, fields = {}) => {
      write('error', event, { ...fields, ...describe(cause) });
    },
  };
}

function describe(cause: unknown): LogFields {
  if (!(cause instanceof Error)) return { cause: typeof cause };
  const places = (cause.stack ?? '')
    .split('\n')
    .slice(1, 8)
    .map((line) => line.trim().replace(/\(?(?:file:\/\/)?\/[^)]*\/(?=[^/]+:\d+:\d+)/, '('))
    .join(' | ');
  return { cause: cause.name, message: cause.message, places };
}

function scrubbed(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? scrub(value) : value]),
  );
}

/** Takes out what may name a person: long digit runs, and any text in Chinese characters. */
export function scrub(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\d[\d\s-]{5,}[\dXx]/g, '<number>')
    .replace(/[\p{Script=Han}·]{2,}/gu, '<text>')
    .slice(0, 2_000);
}
