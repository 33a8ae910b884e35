/** Entries of the audit trail that fit a filter, newest first, more on request. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AuditEntryView, AuditFilter } from '../../../shared/contract/audit';
import type { UserView } from '../../../shared/contract/session';
import type { CodedError } from '../../app/i18n/message-of';
import { api } from '../../bridge/client';

const PAGE = 100;

export interface AuditTrail {
  /** Null until the first page is there. */
  readonly entries: readonly AuditEntryView[] | null;
  readonly more: boolean;
  /** Since when everything was looked through; null before the first page and for an empty trail. */
  readonly backToMs: number | null;
  readonly loading: boolean;
  readonly error: CodedError | null;
  readonly loadMore: () => void;
  readonly users: readonly UserView[];
  /** Names of people by id, for acts that mention somebody else. */
  readonly names: ReadonlyMap<string, string>;
}

interface Loaded {
  readonly entries: readonly AuditEntryView[];
  readonly more: boolean;
  readonly before: string | null;
  readonly backToMs: number | null;
}

const noNames: ReadonlyMap<string, string> = new Map();

export function useAudit(filter: AuditFilter): AuditTrail {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [loading, setLoading] = useState(true);
  const [error, setError] = useState<CodedError | null>(null);
  const [users, setUsers] = useState<readonly UserView[]>([]);
  const [names, setNames] = useState(noNames);
  /** Answers to a filter that was changed meanwhile are of no use. */
  const asked = useRef(0);

  const load = useCallback(
    (known: Loaded | null): void => {
      asked.current += 1;
      const turn = asked.current;
      void api['audit.page']({ filter, beforeEventId: known?.before ?? null, limit: PAGE }).then((reply) => {
        if (turn !== asked.current) return;
        setLoading(false);
        setError(reply.ok ? null : reply.error);
        if (!reply.ok) return;
        const { entries, more, before, backToMs } = reply.value;
        setLoaded({
          entries: [...(known?.entries ?? []), ...entries],
          more,
          before,
          backToMs: backToMs ?? known?.backToMs ?? null,
        });
      });
    },
    [filter],
  );

  useEffect(() => {
    load(null);
  }, [load]);
  useEffect(() => {
    void api['user.list']({}).then((reply) => {
      if (!reply.ok) return;
      setUsers(reply.value.users);
      setNames(new Map(reply.value.users.map(({ userId, name }) => [userId, name])));
    });
  }, []);

  return {
    entries: loaded?.entries ?? null,
    more: loaded?.more === true,
    backToMs: loaded?.backToMs ?? null,
    loading,
    error,
    users,
    names,
    loadMore: () => {
      if (loading) return;
      setLoading(true);
      load(loaded);
    },
  };
}
