/** The inbox, asked again when cases change; its number stands on the rail. */
import { useCallback, useEffect, useState } from 'react';
import type { ApprovalTile } from '../../../shared/contract/approval';
import type { CodedError } from '../../app/i18n/message-of';
import { setNavCount } from '../../app/nav-counts';
import { asking } from '../../bridge/asking';
import { api, subscribe } from '../../bridge/client';

export interface Inbox {
  /** What the signed-in person can decide comes first; null until main has answered. */
  readonly items: readonly ApprovalTile[] | null;
  readonly error: CodedError | null;
  readonly reload: () => void;
  /** Takes a decided item out at once, before main is asked again. */
  readonly drop: (caseId: string) => void;
}

export function useInbox(): Inbox {
  const [items, setItems] = useState<readonly ApprovalTile[] | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [inbox] = useState(() =>
    asking(
      () => api['approval.inbox']({}),
      (reply) => {
        setError(reply.ok ? null : reply.error);
        if (!reply.ok) return;
        setItems(reply.value.items);
        setNavCount('approvals', decidable(reply.value.items).length);
      },
    ),
  );
  useEffect(() => {
    inbox.again();
    const stop = subscribe('cases.changed', inbox.again);
    return () => {
      inbox.stop();
      stop();
    };
  }, [inbox]);

  const drop = useCallback(
    (caseId: string) => {
      // An answer that is on its way may still hold it.
      inbox.outdated();
      setItems((before) => before?.filter((item) => item.caseId !== caseId) ?? null);
    },
    [inbox],
  );
  return { items, error, reload: inbox.again, drop };
}

export function decidable(items: readonly ApprovalTile[]): readonly ApprovalTile[] {
  return items.filter(({ refusal }) => refusal === null);
}
