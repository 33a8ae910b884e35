/** Refusals of the store host: thrown inside, answered as values at the port. */
import type { StoreRefusalCode } from '../shared/store-contract/calls';

export class StoreFault extends Error {
  readonly code: StoreRefusalCode;
  /** Ids, numbers and names of errors; never content. */
  readonly detail: string;
  constructor(code: StoreRefusalCode, detail = '') {
    super(`${code} ${detail}`);
    this.code = code;
    this.detail = detail;
  }
}

/** Which refusal a failed transaction or request stands for. */
export function faultOfDatabase(cause: unknown): StoreFault {
  if (cause instanceof StoreFault) return cause;
  if (!(cause instanceof DOMException)) return new StoreFault('store.failed', placeOf(cause));
  const detail = `${cause.name}: ${cause.message}`;
  if (cause.name === 'QuotaExceededError') return new StoreFault('store.diskFull', detail);
  if (cause.name === 'InvalidStateError') return new StoreFault('store.closed', detail);
  return new StoreFault('store.failed', detail);
}

/** Name and place of a bug, without its message, which could quote a record. */
export function placeOf(cause: unknown): string {
  if (cause instanceof DOMException) return `${cause.name}: ${cause.message}`;
  if (!(cause instanceof Error)) return 'not an error';
  const frames = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [cause.name, ...frames.slice(0, 6).map((line) => line.trim())].join(' | ');
}
