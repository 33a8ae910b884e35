/**
 * Local log files: one JSON object a line, rotated by size, never with personal data. Values are codes, ids and numbers;
 * text from outside (an error's message) goes through `redact`, which takes out whatever may name a person.
 */
import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { createRedact, type KnownFolders } from './redact';

export type LogValue = string | number | boolean | null;
export type LogFields = Readonly<Record<string, LogValue>>;

export interface Log {
  readonly info: (event: string, fields?: LogFields) => void;
  readonly warn: (event: string, fields?: LogFields) => void;
  /** `cause` is reduced to its kind, its code, its redacted message and the places in our own code. */
  readonly error: (event: string, cause: unknown, fields?: LogFields) => void;
}

export interface LogOptions {
  readonly dir: string;
  readonly nowMs: () => number;
  /** Paths below these are written as `<name>/…`; all others are taken out. */
  readonly folders?: KnownFolders;
  readonly maxBytes?: number;
}

const megabyte = 1024 * 1024;
/** `xianting.log` and `xianting.log.1` … `.4`: five megabytes at most. */
const keptFiles = 5;
const placesKept = 8;

export function createLog({ dir, nowMs, folders = {}, maxBytes = megabyte }: LogOptions): Log {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = path.join(dir, 'xianting.log');
  const redact = createRedact(folders);
  let size = existsSync(file) ? statSync(file).size : 0;
  let lostLines = 0;

  const rotate = (): void => {
    for (let n = keptFiles - 1; n >= 1; n--) {
      const from = n === 1 ? file : `${file}.${String(n - 1)}`;
      if (existsSync(from)) renameSync(from, `${file}.${String(n)}`);
    }
    size = 0;
  };

  const write = (level: string, event: string, fields: LogFields): void => {
    const redacted = Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? redact(value) : value,
    ]);
    const lost = lostLines > 0 ? { lostLines } : {};
    const entry = { at: new Date(nowMs()).toISOString(), level, event, ...Object.fromEntries(redacted), ...lost };
    const line = Buffer.from(`${JSON.stringify(entry)}\n`, 'utf8');
    try {
      if (size > 0 && size + line.length > maxBytes) rotate();
      appendFileSync(file, line, { mode: 0o600 });
      size += line.length;
      lostLines = 0;
    } catch {
      // A log that can't be written (disk full) must not stop what it describes; the next line tells how many are missing.
      lostLines += 1;
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
  const code = 'code' in cause && typeof cause.code === 'string' ? { causeCode: cause.code } : {};
  const inner = cause.cause instanceof Error ? { inner: cause.cause.name, innerMessage: cause.cause.message } : {};
  return { cause: cause.name, ...code, message: messageOf(cause), ...inner, places: placesOf(cause.stack ?? '') };
}

/** zod prints its issues as JSON, of which redaction would leave nothing; codes and paths tell enough. */
function messageOf(cause: Error): string {
  const issues: unknown = 'issues' in cause ? cause.issues : undefined;
  if (!Array.isArray(issues)) return cause.message;
  return (issues as readonly { readonly code?: unknown; readonly path?: unknown }[])
    .map(({ code, path: at }) => `${String(code)} at ${Array.isArray(at) ? at.join('.') : ''}`)
    .join('; ');
}

/** `function (file:line:column)` of each frame: a whole path would name the person whose folder it is. */
function placesOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, placesKept)
    .map((line) => {
      const [, where = ''] = /([^\\/()\s]+:\d+:\d+)\)?$/.exec(line) ?? [];
      const [, what = ''] = /^\s+at (?:async )?([\w$.<>]+) \(/.exec(line) ?? [];
      return `${what}(${where})`;
    })
    .join(' | ');
}
