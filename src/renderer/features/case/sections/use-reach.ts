/** Who could approve these kinds of remedy, up to how much, and what is plausible at all. */
import { useEffect, useState } from 'react';
import type { RemedyKind } from '../../../../domain/complaint/values';
import type { AppContract } from '../../../../shared/contract/contract';
import type { OutputOf } from '../../../../shared/contract/define';
import { api } from '../../../bridge/client';
import { useCaseEnvironment } from '../case-context';

export type KnownReach = OutputOf<AppContract['approval.reach']>;

/** Null until it is known. */
export function useReach(kinds: readonly RemedyKind[]): KnownReach | null {
  const { caseId, state } = useCaseEnvironment();
  const [known, setKnown] = useState<KnownReach | null>(null);
  const chosen = kinds.join();
  useEffect(() => {
    let current = true;
    void api['approval.reach']({ caseId, kinds: [...kinds] }).then((reply) => {
      if (current && reply.ok) setKnown(reply.value);
    });
    return () => {
      current = false;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the list is made anew at every keystroke; what is in it is not
  }, [caseId, chosen, state.revision]);
  return known;
}
