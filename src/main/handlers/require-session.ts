import type { CallContext } from '../ipc/answer';
import type { Session } from '../session/session';

/** The gate lets nobody without a session through to operations that need one, so its absence here is a bug. */
export function requireSession({ session }: CallContext): Session {
  if (!session) throw new Error('an operation that needs a session was reached without one');
  return session;
}
