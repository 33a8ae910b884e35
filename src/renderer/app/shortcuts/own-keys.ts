/**
 * The keys that hold for whoever is signed in. Every place that listens for a key or shows one asks here, so that what is printed
 * on a button is what works.
 */
import { useMemo } from 'react';
import { create } from 'zustand';
import type { ActionId } from '../../../shared/shortcuts/actions';
import { defaultKeymap, keymapOf, type KeyChoices, type Keymap } from '../../../shared/shortcuts/keymap';
import { keyRange } from '../../../shared/shortcuts/printed-keys';

export const useOwnKeys = create<{ readonly keymap: Keymap }>()(() => ({ keymap: defaultKeymap }));

/** From here on these choices hold; none: the usual keys. */
export function holdKeys(choices: KeyChoices): void {
  useOwnKeys.setState({ keymap: keymapOf(choices) });
}

/** The keys of one action, as a shortcut is written. */
export const useKeys = (action: ActionId): string => useOwnKeys(({ keymap }) => keymap[action]);

/** `keyText('next')` → "F3", `keyText(...rateActions)` → "Alt+1–4": keys in a sentence. */
export function useKeyText(): (...actions: readonly ActionId[]) => string {
  const keymap = useOwnKeys((state) => state.keymap);
  return useMemo(
    () =>
      (...actions) =>
        keyRange(actions.map((action) => keymap[action])),
    [keymap],
  );
}
