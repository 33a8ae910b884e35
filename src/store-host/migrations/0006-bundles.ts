/**
 * A store that is filled again from the journal keeps events, keys and receipts in bundles, as they lie in the journal, instead of row by
 * row (`bundles/bundles.ts`). Rows of before stay as they are.
 */

/** Older code would not find what lies in bundles. */
export const minSafeVersion = 6;

export const stores: Readonly<Record<string, string>> = {
  bundles: 'no',
  bundleHeads: 'no',
};
