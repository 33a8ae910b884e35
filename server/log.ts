/** One JSON object a line on standard output. Fields are codes, ids and counts; never texts that a person wrote. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export interface Log {
  readonly info: (event: string, fields?: LogFields) => void;
  /** Of an error only its kind, its code and the places in our code are kept: a message may quote data. */
  readonly error: (event: string, cause: unknown, fields?: LogFields) => void;
}

export function createLog(nowMs: () => number, write: (line: string) => void): Log {
  const put = (level: string, event: string, fields: LogFields): void => {
    write(`${JSON.stringify({ at: new Date(nowMs()).toISOString(), level, event, ...fields })}\n`);
  };
  return {
    info: (event, fields = {}) => {
      put('info', event, fields);
    },
    error: (event, cause, fields = {}) => {
      put('error', event, { ...fields, ...describe(cause) });
    },
  };
}

function describe(cause: unknown): LogFields {
  if (!(cause instanceof Error)) return { cause: typeof cause };
  const code = 'code' in cause && typeof cause.code === 'string' ? { causeCode: cause.code } : {};
  const inner = cause.cause instanceof Error ? { inner: cause.cause.name } : {};
  const places = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { cause: cause.name, ...code, ...inner, places: places.slice(0, 6).join(' | ') };
}
