/** What is to be done now, asked again when cases change and when time has passed. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { WorkbenchView } from '../../../shared/contract/history';
import type { CodedError } from '../../app/i18n/message-of';
import { setNavCount } from '../../app/nav-counts';
import { api, subscribe } from '../../bridge/client';
import { kept } from '../../bridge/kept';

/** Deadlines pass without anything being written. */
const ASK_AGAIN_MS = 60_000;

export interface Workbench {
  /** Null until main has answered. */
  readonly view: WorkbenchView | null;
  readonly error: CodedError | null;
  readonly reload: () => void;
}

export function useWorkbench(): Workbench {
  const [view, setView] = useState<WorkbenchView | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const asked = useRef(0);

  const reload = useCallback(() => {
    asked.current += 1;
    const mine = asked.current;
    void api['workbench.today']({}).then((reply) => {
      if (mine !== asked.current) return;
      setError(reply.ok ? null : reply.error);
      if (reply.ok) setView((shown) => kept(shown, reply.value));
    });
  }, []);
  useEffect(() => {
    reload();
    const stop = subscribe('cases.changed', reload);
    const timer = setInterval(reload, ASK_AGAIN_MS);
    return () => {
      asked.current += 1;
      stop();
      clearInterval(timer);
    };
  }, [reload]);
  return { view, error, reload };
}

/** The number beside approvals on the rail, before that page was ever opened: proposals this person can decide. */
export function useApprovalCount(mayDecide: boolean): void {
  useEffect(() => {
    if (!mayDecide) return undefined;
    let current = true;
    const load = (): void => {
      void api['approval.inbox']({}).then((reply) => {
        if (!current || !reply.ok) return;
        setNavCount('approvals', reply.value.items.filter(({ refusal }) => refusal === null).length);
      });
    };
    load();
    const stop = subscribe('cases.changed', load);
    return () => {
      current = false;
      stop();
    };
  }, [mayDecide]);
}
