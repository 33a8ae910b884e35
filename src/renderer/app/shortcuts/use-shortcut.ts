import { useEffect, useEffectEvent, useLayoutEffect } from 'react';
import { create } from 'zustand';
import type { ActionId } from '../../../shared/shortcuts/actions';
import { leaveBar } from '../conversation';
import { matchShortcut, type Shortcut } from './keys';
import { useOwnKeys } from './own-keys';

interface ShortcutStore {
  readonly shortcuts: readonly Shortcut[];
  readonly add: (shortcut: Shortcut) => () => void;
}

/** All shortcuts alive now, oldest first. The shortcut map lists them. */
export const useShortcutStore = create<ShortcutStore>()((set) => ({
  shortcuts: [],
  add: (shortcut) => {
    set((state) => ({ shortcuts: [...state.shortcuts, shortcut] }));
    return () => set((state) => ({ shortcuts: state.shortcuts.filter((other) => other !== shortcut) }));
  },
}));

export type UseShortcutOptions = Omit<Shortcut, 'keys'> & {
  /** Default on. Off: neither works nor is listed. */
  readonly enabled?: boolean;
} & (
    | { readonly action: ActionId }
    /** Keys that nobody changes, such as the digits of a list. */
    | { readonly keys: string }
  );

/** Registers a shortcut while the component is mounted. `run` may be a new function each time. */
export function useShortcut(options: UseShortcutOptions): void {
  const { label, group, run, inBar = false, enabled = true } = options;
  const keymap = useOwnKeys((state) => state.keymap);
  const keys = 'action' in options ? keymap[options.action] : options.keys;
  const latest = useEffectEvent(run);
  const add = useShortcutStore((state) => state.add);
  // Before the page is painted: a key that is seen on a button works from the first moment.
  useLayoutEffect(
    () => (enabled ? add({ keys, label, group, inBar, run: () => latest() }) : undefined),
    [add, keys, label, group, inBar, enabled],
  );
}

/** The one key listener of the page. Mounted by the app. */
export function useShortcutListener(): void {
  useEffect(() => {
    const handle = (event: KeyboardEvent): void => {
      // Something nearer took the key already: the quick capture bar rates with the same keys as a conversation.
      if (event.defaultPrevented) return;
      const modal = document.querySelector('[aria-modal="true"]') === null ? 'none' : 'open';
      const shortcut = matchShortcut(event, useShortcutStore.getState().shortcuts, modal);
      if (shortcut === undefined) return;
      event.preventDefault();
      // What belongs to the window needs its room.
      if (shortcut.group !== 'conversation' && shortcut.inBar !== true) leaveBar();
      shortcut.run();
    };
    window.addEventListener('keydown', handle);
    return () => window.removeEventListener('keydown', handle);
  }, []);
}
