/** The newest entries of the audit trail, more on request. */
import { useCallback, useEffect, useState } from 'react';
import type { AuditEntryView } from '../../../shared/contract/history';
import type { CodedError } from '../../app/i18n/message-of';
import { api } from '../../bridge/client';

const PAGE = 100;

export interface AuditTrail {
  /** Null until the first page is there. */
  readonly entries: readonly AuditEntryView[] | null;
  readonly more: boolean;
  readonly loading: boolean;
  readonly error: CodedError | null;
  readonly loadMore: () => void;
  /** Names of people by id, for acts that mention somebody else. */
  readonly names: ReadonlyMap<string, string>;
}

export function useAudit(): AuditTrail {
  const [entries, setEntries] = useState<readonly AuditEntryView[] | null>(null);
  const [more, setMore] = useState(false);
  const [loading, setLoading] = useState(true);
  const [error, setError] = useState<CodedError | null>(null);
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());

  const load = useCallback((beforeEventId: string | null): void => {
    void api['audit.page']({ beforeEventId, limit: PAGE }).then((reply) => {
      setLoading(false);
      setError(reply.ok ? null : reply.error);
      if (!reply.ok) return;
      const { entries: page, more: further } = reply.value;
      setMore(further);
      setEntries((known) => (beforeEventId === null ? page : [...(known ?? []), ...page]));
    });
  }, []);

  useEffect(() => {
    load(null);
    void api['user.list']({}).then((reply) => {
      if (reply.ok) setNames(new Map(reply.value.users.map(({ userId, name }) => [userId, name])));
    });
  }, [load]);

  return {
    entries,
    more,
    loading,
    error,
    names,
    loadMore: () => {
      if (loading) return;
      setLoading(true);
      load(entries?.at(-1)?.eventId ?? null);
    },
  };
}
