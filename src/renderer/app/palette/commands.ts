import { useEffect, useEffectEvent } from 'react';
import { create } from 'zustand';

/** Something that can be done from the command palette. */
export interface Command {
  readonly id: string;
  /** In the language of the page. */
  readonly label: string;
  /** Other words to find it by: English name, pinyin initials. */
  readonly keywords?: string;
  readonly run: () => void;
}

interface CommandStore {
  readonly commands: readonly Command[];
  readonly add: (command: Command) => () => void;
}

export const useCommandStore = create<CommandStore>()((set) => ({
  commands: [],
  add: (command) => {
    set((state) => ({ commands: [...state.commands, command] }));
    return () => set((state) => ({ commands: state.commands.filter((other) => other !== command) }));
  },
}));

/** Offers a command while the component is mounted. */
export function useCommand({ id, label, keywords = '', run }: Command): void {
  const latest = useEffectEvent(run);
  const add = useCommandStore((state) => state.add);
  useEffect(() => add({ id, label, keywords, run: () => latest() }), [add, id, label, keywords]);
}

/** Whether all words of the query occur, whatever their order and case. */
export function matchesQuery(query: string, text: string): boolean {
  const haystack = text.normalize('NFKC').toLowerCase();
  return query
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}
