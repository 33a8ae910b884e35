/** Makes the sample branch behind the window. Loaded only when it is asked for. */
import type { Log } from '../log/log';
import type { Notices } from '../notices/notices';
import type { DemoDeps } from './create-demo';

export interface StartDemo extends DemoDeps {
  readonly onDone: () => void;
  readonly log: Log;
  readonly notices: Notices;
}

export function startDemo({ onDone, log, notices, ...deps }: StartDemo): void {
  const onFailed = (cause: unknown): void => {
    log.error('demo.failed', cause);
    notices.add({ severity: 'error', code: 'storeFailed', values: {} });
  };
  import('./create-demo').then(({ createDemo }) => createDemo(deps)).then(onDone, onFailed);
}
