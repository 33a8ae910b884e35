/**
 * What is shown before anybody is signed in, and the frame that comes after. Only the sign-in page comes with the first
 * script; the rest is loaded when it is needed, or when the first view has been painted.
 */
import { api } from '../bridge/client';
import { withTexts } from './i18n/first-texts';
import { onDemand } from './on-demand';

export { SignIn } from '../features/people/sign-in';

export const SetupWizard = onDemand(
  async () => (await withTexts(import('../features/people/setup-wizard'))).SetupWizard,
);
export const DamagedProfile = onDemand(
  async () => (await withTexts(import('../features/people/damaged-profile'))).DamagedProfile,
);
export const SignedIn = onDemand(async () => (await withTexts(import('./signed-in'))).SignedIn);

/** Once, when people can see the first view. */
export function firstViewShown(): void {
  void api['app.shown']({});
  // Somebody is typing a password now; the frame and the first page should be there when they are in.
  requestIdleCallback(() => {
    void Promise.all([SignedIn.load(), import('./routes').then(({ loadFirstPages }) => loadFirstPages())]);
  });
}
