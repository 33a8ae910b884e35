/** What is to be done now, asked again when cases change and when time has passed. */
import { useEffect, useState } from 'react';
import type { WorkbenchView } from '../../../shared/contract/history';
import type { CodedError } from '../../app/i18n/message-of';
import { setNavCount } from '../../app/nav-counts';
import { asking } from '../../bridge/asking';
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
  const [today] = useState(() =>
    asking(
      () => api['workbench.today']({}),
      (reply) => {
        setError(reply.ok ? null : reply.error);
        if (reply.ok) setView((shown) => kept(shown, reply.value));
      },
    ),
  );
  useEffect(() => {
    today.again();
    const stop = subscribe('cases.changed', today.again);
    const timer = setInterval(today.again, ASK_AGAIN_MS);
    return () => {
      today.stop();
      stop();
      clearInterval(timer);
    };
  }, [today]);
  return { view, error, reload: today.again };
}

/** The number beside approvals on the rail, before that page was ever opened: proposals this person can decide. */
export function useApprovalCount(mayDecide: boolean): void {
  useEffect(() => {
    if (!mayDecide) return undefined;
    const inbox = asking(
      () => api['approval.inbox']({}),
      (reply) => {
        if (!reply.ok) return;
        setNavCount('approvals', reply.value.items.filter(({ refusal }) => refusal === null).length);
      },
    );
    inbox.again();
    const stop = subscribe('cases.changed', inbox.again);
    return () => {
      inbox.stop();
      stop();
    };
  }, [mayDecide]);
}
