/** Risk flags that a script asks about: who it is said differently to, and what its ways depend on. */
import { edgesOf, guardsWithin } from '../../../domain/scripts/graph';
import type { ScriptSource } from '../../../domain/scripts/script';
import type { RiskFlag } from '../../../domain/scripts/vocabulary';
import type { z } from 'zod';

type Flag = z.infer<typeof RiskFlag>;

export function flagsOfVariants(script: ScriptSource): readonly Flag[] {
  const guards = [
    ...Object.values(script.variants ?? {}).map(({ when }) => when),
    ...Object.values(script.nodes).flatMap((node) =>
      edgesOf(node).flatMap(({ when }) => (when === undefined ? [] : [when])),
    ),
  ];
  return [...new Set(guards.flatMap(guardsWithin).flatMap((guard) => ('flag' in guard ? [guard.flag] : [])))];
}
