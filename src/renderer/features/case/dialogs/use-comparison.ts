/** The comparison of this case with another, asked again when either changes. */
import { useEffect, useState } from 'react';
import type { CompareView } from '../../../../shared/contract/case';
import type { CodedError } from '../../../app/i18n/message-of';
import { api } from '../../../bridge/client';
import { useCaseEnvironment } from '../case-context';

/** Null while nothing is chosen or the answer is on its way. */
export function useComparison(otherId: string): CompareView | CodedError | null {
  const { caseId, state } = useCaseEnvironment();
  const [answer, setAnswer] = useState<{ readonly otherId: string; readonly value: CompareView | CodedError } | null>(
    null,
  );
  useEffect(() => {
    if (otherId === '') return undefined;
    let left = false;
    void api['case.compare']({ caseId, otherId }).then((reply) => {
      if (!left) setAnswer({ otherId, value: reply.ok ? reply.value : reply.error });
    });
    return () => {
      left = true;
    };
  }, [caseId, otherId, state.revision]);
  return answer?.otherId === otherId ? answer.value : null;
}
