/** For tests in which nothing has to be brought to another schema. */
import type { StoreUpgrade } from './store-upgrade';

export const noUpgrade: StoreUpgrade = {
  before: () => Promise.resolve({ asItIs: false }),
  answered: () => undefined,
  failed: () => Promise.resolve(),
  opened: () => undefined,
  refilling: () => undefined,
  unverified: () => false,
  verified: () => Promise.resolve(),
  held: () => undefined,
  nextStart: () => Promise.resolve(),
};
