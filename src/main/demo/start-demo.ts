/** Makes the sample branch behind the window. Loaded only when it is asked for. */
import type { DemoDeps } from './create-demo';

export interface StartDemo extends DemoDeps {
  readonly onDone: () => void;
  readonly onFailed: (cause: unknown) => void;
}

export function startDemo({ onDone, onFailed, ...deps }: StartDemo): void {
  import('./create-demo').then(({ createDemo }) => createDemo(deps)).then(onDone, onFailed);
}
