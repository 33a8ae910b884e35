/** What leaves traces by itself (留痕): repeated looks, refused calls, wrong passwords, a clock that was set back. */
import path from 'node:path';
import type { Clock } from '../clock/clock';
import type { Log } from '../log/log';
import type { Notices } from '../notices/notices';
import type { Disk } from '../platform/disk';
import { createFailedTries, type FailedTries } from '../session/failed-tries';
import { createRefusedCalls, type RefusedCalls } from '../session/refused-calls';
import { createRepeatedViews } from '../session/repeated-views';
import type { Session } from '../session/session';
import type { Core } from './core';
import { createSetBackTrace } from './set-back-trace';

export interface Traces {
  readonly trail: Pick<Core, 'audit' | 'auditOnce'>;
  readonly failedTries: FailedTries;
  readonly refusedCalls: RefusedCalls;
  readonly setBack: ReturnType<typeof createSetBackTrace>;
}

export function createTraces(deps: {
  readonly dir: string;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly log: Log;
  readonly notices: Notices;
  readonly currentSession: () => Session | undefined;
  readonly audit: Core['audit'];
}): Traces {
  const { dir, disk, clock, log, notices, currentSession, audit } = deps;
  const views = createRepeatedViews(clock.monotonicMs);
  return {
    trail: {
      audit,
      auditOnce: (session, key, event) => views.once(session, key, () => audit(session, event)),
    },
    failedTries: createFailedTries({ disk, file: path.join(dir, 'failed-tries.json'), nowMs: clock.wallMs, log }),
    refusedCalls: createRefusedCalls({ currentSession, audit, monotonicMs: clock.monotonicMs, log }),
    setBack: createSetBackTrace({ log, notices, currentSession, audit }),
  };
}
