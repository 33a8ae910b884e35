/** What the parts of the panel share: the conversation, what was entered at this node, and the way on. */
import { createContext, useContext } from 'react';
import type { ConversationView } from '../../../shared/contract/conversation';
import type { Need, NextStep, NodeInput } from './next-step';
import type { Player } from './use-player';

export interface PlayerEnvironment {
  readonly player: Player;
  readonly view: ConversationView;
  readonly input: NodeInput;
  readonly change: (patch: Partial<NodeInput>) => void;
  readonly step: NextStep;
  /** F3 was pressed before this was there; said at its place. */
  readonly needed: Need | null;
  /** Same as F3. */
  readonly goOn: () => void;
  /** Sends an event and, when it leaves the node, puts the focus back where the hands were. */
  readonly send: (act: Parameters<Player['act']>[0]) => Promise<boolean>;
  /** 100 to 200: size of what is read aloud. */
  readonly scale: number;
  readonly nowMs: number;
}

export const PlayerContext = createContext<PlayerEnvironment | null>(null);

export function usePlayerEnvironment(): PlayerEnvironment {
  const environment = useContext(PlayerContext);
  if (environment === null) throw new Error('a part of the conversation stands outside of it');
  return environment;
}

/** Attributes that F3, F6 and F7 look for. */
export const marks = {
  /** What F6 leads to. */
  options: { 'data-conversation-options': true },
  /** What F3 leads to when something is still needed. */
  needs: { 'data-conversation-needs': true },
} as const;
