/** 补全: a draft over the case, opened in the intake form. Asked twice, it is still one draft. */
import { useCallback, useRef, useState } from 'react';
import type { CodedError } from '../../app/i18n/message-of';
import { navigate } from '../../app/router';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';

export function useCompleteDetails(caseId: string): {
  readonly complete: () => void;
  readonly error: CodedError | null;
} {
  const running = useRef(false);
  const intent = useRef<string | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const complete = useCallback(() => {
    if (running.current) return;
    running.current = true;
    intent.current ??= newId();
    void api['draft.create']({ commandId: intent.current, caseId }).then((reply) => {
      running.current = false;
      if (!reply.ok) {
        setError(reply.error);
        return;
      }
      intent.current = null;
      navigate({ name: 'intake', draftId: reply.value.id });
    });
  }, [caseId]);
  return { complete, error };
}
