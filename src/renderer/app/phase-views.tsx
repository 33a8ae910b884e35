/**
 * What is shown before anybody is signed in, and the frame that comes after. Only the sign-in page comes with the first
 * script; the rest is loaded when it is needed, or when the first view has been painted.
 */
import { lazy } from 'react';
import { api } from '../bridge/client';

export { SignIn } from '../features/people/sign-in';

export const SetupWizard = lazy(async () => ({
  default: (await import('../features/people/setup-wizard')).SetupWizard,
}));
export const DamagedProfile = lazy(async () => ({
  default: (await import('../features/people/damaged-profile')).DamagedProfile,
}));
export const SignedIn = lazy(async () => ({ default: (await import('./signed-in')).SignedIn }));

/** Once, when people can see the first view. */
export function firstViewShown(): void {
  void api['app.shown']({});
  // Somebody is typing a password now; the frame and the first page should be there when they are in.
  requestIdleCallback(() => {
    void Promise.all([
      import('./signed-in'),
      import('../features/workbench/workbench-page'),
      // Where somebody who was interrupted comes back to.
      import('../features/intake/intake-page'),
    ]);
  });
}
