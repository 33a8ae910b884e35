/** Rating with one key: the level together with the signs of distress that are seen. */
import type { Level } from '../../../domain/scripts/vocabulary';
import type { ConversationView } from '../../../shared/contract/conversation';
import { useSteady } from '../../components/use-steady';
import { usePlayerEnvironment } from './player-context';

export type DistressSign = ConversationView['distress'][number];

export interface Rating {
  readonly rate: (level: Level) => void;
  readonly setDistress: (signs: readonly DistressSign[]) => void;
}

export function useRating(): Rating {
  const { view, send } = usePlayerEnvironment();
  return {
    rate: useSteady((level) => void send({ type: 'rated', level, distress: [...view.distress] })),
    // Signs without a new level: what was rated last stays, also a calmer rating that waits for its second.
    setDistress: useSteady(
      (signs) =>
        void send({ type: 'rated', level: view.shown.lowering?.level ?? view.level ?? 0, distress: [...signs] }),
    ),
  };
}
