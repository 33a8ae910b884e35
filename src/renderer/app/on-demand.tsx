/** Parts of the application that come as scripts of their own. */
import { lazy, type ComponentType, type ReactElement } from 'react';

export type OnDemand<P> = ((props: P) => ReactElement) & {
  /** Loads its script, if it is not there; it is drawn without waiting then. */
  readonly load: () => Promise<unknown>;
};

/**
 * Like `lazy`, but a component whose script is there is drawn at once. A lazy one always lets the nearest Suspense show that
 * it waits, if only for a moment, and React then holds back what was waited for until 300 ms are over.
 */
export function onDemand<P extends object>(load: () => Promise<ComponentType<P>>): OnDemand<P> {
  let loaded: ComponentType<P> | undefined;
  const get = async (): Promise<ComponentType<P>> => (loaded ??= await load());
  const Lazy = lazy(async () => ({ default: await get() }));
  const Loaded = (props: P) => {
    // `loaded` changes without React being told, which the compiler takes for impossible.
    'use no memo';
    const View = loaded ?? Lazy;
    return <View {...props} />;
  };
  return Object.assign(Loaded, { load: get });
}
