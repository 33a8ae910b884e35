/** What is derived follows the records once more: after the store was away, or lost some of it. */
import type { Log } from '../log/log';
import type { Session } from '../session/session';

export function createCatchUp(deps: {
  readonly currentSession: () => Session | undefined;
  readonly publish: (topic: 'cases.changed', payload: { readonly caseIds: readonly string[] }) => void;
  readonly log: Log;
}): () => void {
  return () => {
    deps
      .currentSession()
      ?.records.catchUp(() => undefined)
      .then(
        () => {
          deps.publish('cases.changed', { caseIds: [] });
        },
        // Whoever signs in next brings it up to date.
        (cause: unknown) => {
          deps.log.error('derived.catchUp', cause);
        },
      );
  };
}
