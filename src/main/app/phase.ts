/** How far the application is, for the page that waits for it. */
import type { AppStatus } from '../../shared/contract/app';
import type { SessionManager } from '../session/session-manager';

/** Of this start: nobody has set the branch up yet, the sample branch is being made, or people sign in and out. */
export type StartPhase = 'setup' | 'demo' | 'session';

export function phaseOf(start: StartPhase, manager: Pick<SessionManager, 'opening' | 'current'>): AppStatus['phase'] {
  if (start === 'setup') return 'setup';
  if (start === 'demo' || manager.opening()) return 'opening';
  return manager.current() ? 'ready' : 'signIn';
}
