/** One case and its timeline, asked again whenever main says that it changed. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CaseView, TimelineEntry } from '../../../shared/contract/case';
import type { CodedError } from '../../app/i18n/message-of';
import { api, subscribe } from '../../bridge/client';

export interface LoadedCase {
  /** Null until the first answer. An older answer stays while a newer one is on its way. */
  readonly view: CaseView | null;
  readonly timeline: readonly TimelineEntry[];
  readonly error: CodedError | null;
  readonly reload: () => void;
}

export function useCase(caseId: string): LoadedCase {
  const [view, setView] = useState<CaseView | null>(null);
  const [timeline, setTimeline] = useState<readonly TimelineEntry[]>([]);
  const [error, setError] = useState<CodedError | null>(null);
  // Answers may overtake each other: only that to the newest question counts.
  const asked = useRef(0);

  const reload = useCallback(() => {
    asked.current += 1;
    const mine = asked.current;
    void Promise.all([api['case.get']({ caseId }), api['case.timeline']({ caseId })]).then(([reply, events]) => {
      if (mine !== asked.current) return;
      if (reply.ok) setView(reply.value);
      // Gone, or hidden since: nothing of it may stay on the screen.
      else if (reply.error.code === 'case.notFound') setView(null);
      if (events.ok) setTimeline(events.value.entries);
      setError(reply.ok ? (events.ok ? null : events.error) : reply.error);
    });
  }, [caseId]);

  useEffect(() => {
    reload();
    const stop = subscribe('cases.changed', ({ caseIds }) => {
      if (caseIds.length === 0 || caseIds.includes(caseId)) reload();
    });
    return () => {
      asked.current += 1;
      stop();
    };
  }, [caseId, reload]);

  return { view, timeline, error, reload };
}
