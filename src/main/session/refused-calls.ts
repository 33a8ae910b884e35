/**
 * Calls that were refused because no page of this program makes them, or because they are not this person's to make: traces
 * of a page that is not itself, or of somebody who tries. Every kind of attempt stands in the audit trail, but a script that
 * tries a thousand times a second must fill neither the trail nor the disk: repeats are counted, and the count stands in
 * the next entry of their kind.
 */
import type { NewAuditEvent } from '../../domain/audit/audit-events';
import type { Log } from '../log/log';
import type { Session } from './session';

/** Equal attempts within this time are one entry. */
const sameAttemptMs = 10 * 60_000;
/** Whatever is tried, an hour adds no more entries than this, and one with the number of the others. */
export const mostAnHour = 60;
const hourMs = 60 * 60_000;
/** Kinds of attempts that are remembered while nobody is signed in. */
const mostRemembered = 40;

export interface RefusedCall {
  readonly operation: string;
  readonly code: string;
  readonly caseId?: string;
}

export interface RefusedCalls {
  readonly refused: (call: RefusedCall) => void;
  /** What was tried while nobody could write it down. */
  readonly signedIn: (session: Session) => void;
}

export interface RefusedCallsDeps {
  readonly currentSession: () => Session | undefined;
  readonly audit: (session: Session, event: NewAuditEvent) => Promise<void>;
  readonly monotonicMs: () => number;
  readonly log: Pick<Log, 'error'>;
}

/** `operation` of the entry that stands for those beyond the limit. */
export const anyOperation = '*';
const beyondLimit: RefusedCall = { operation: anyOperation, code: 'tooMany' };

export function createRefusedCalls({ currentSession, audit, monotonicMs, log }: RefusedCallsDeps): RefusedCalls {
  /** By who tried what: when it was last written, and how often since. */
  const seen = new Map<string, { writtenAtMs: number; since: number }>();
  /** By kind, while nobody is signed in. */
  const waiting = new Map<string, { readonly call: RefusedCall; times: number }>();
  let hourFromMs = monotonicMs();
  let thisHour = 0;
  /** Beyond the limit of this hour, and not yet told. */
  let beyond = 0;
  let toldOfLimit = false;

  const write = (session: Session, { operation, code, caseId }: RefusedCall, times: number): void => {
    const payload = { operation, code, ...(caseId === undefined ? {} : { caseId }), ...(times > 1 ? { times } : {}) };
    audit(session, { type: 'audit.callRefused', payload }).catch((cause: unknown) => {
      // The call was refused all the same, and stands in the log of the PC.
      log.error('refusedCall.trace', cause);
    });
  };

  const startHour = (session: Session, now: number): void => {
    if (now - hourFromMs < hourMs) return;
    hourFromMs = now;
    thisHour = 0;
    for (const [key, { writtenAtMs, since }] of seen) {
      if (now - writtenAtMs > hourMs && since === 0) seen.delete(key);
    }
    if (beyond > 0) write(session, beyondLimit, beyond);
    beyond = 0;
    toldOfLimit = false;
  };

  const take = (session: Session, call: RefusedCall, times: number): void => {
    const now = monotonicMs();
    startHour(session, now);
    const key = [session.user.userId, call.operation, call.code, call.caseId ?? ''].join(' ');
    const before = seen.get(key);
    if (before && now - before.writtenAtMs < sameAttemptMs) {
      before.since += times;
      return;
    }
    if (thisHour >= mostAnHour) {
      // That there are more is told at once; how many there were, when the hour is over.
      if (!toldOfLimit) write(session, beyondLimit, 1);
      else beyond += times;
      toldOfLimit = true;
      return;
    }
    thisHour += 1;
    seen.set(key, { writtenAtMs: now, since: 0 });
    write(session, call, times + (before?.since ?? 0));
  };

  return {
    refused: (call) => {
      const session = currentSession();
      if (session) {
        take(session, call, 1);
        return;
      }
      const key = `${call.operation} ${call.code}`;
      const known = waiting.get(key);
      if (known) known.times += 1;
      else if (waiting.size < mostRemembered) waiting.set(key, { call, times: 1 });
      else beyond += 1;
    },
    signedIn: (session) => {
      for (const { call, times } of waiting.values()) take(session, call, times);
      waiting.clear();
    },
  };
}
