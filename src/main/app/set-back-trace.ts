/** A clock that was set back (调回) is told at once, and stands in the audit trail as soon as somebody is signed in. */
import type { Log } from '../log/log';
import type { Notices } from '../notices/notices';
import type { Session } from '../session/session';
import type { Core } from './core';

export function createSetBackTrace(deps: {
  readonly log: Log;
  readonly notices: Notices;
  readonly currentSession: () => Session | undefined;
  readonly audit: Core['audit'];
}): { readonly found: (byMs: number) => void; readonly signedIn: (session: Session) => void } {
  /** Found while nobody was signed in. */
  let unseenMs = 0;
  const trace = (session: Session, byMs: number): void => {
    void deps.audit(session, { type: 'audit.clockSetBack', payload: { byMs } });
  };
  return {
    found: (byMs) => {
      deps.log.warn('clock.setBack', { byMs });
      deps.notices.add({ severity: 'warning', code: 'clockSetBack', values: { minutes: Math.round(byMs / 60_000) } });
      const session = deps.currentSession();
      if (session) trace(session, byMs);
      else unseenMs = byMs;
    },
    signedIn: (session) => {
      if (unseenMs > 0) trace(session, unseenMs);
      unseenMs = 0;
    },
  };
}
