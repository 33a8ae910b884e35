/** The packs of the branch, asked for again whenever main says that they changed. */
import { useCallback, useEffect, useState } from 'react';
import type { PackOverview } from '../../../../shared/contract/packs';
import type { CodedError } from '../../../app/i18n/message-of';
import { api, subscribe } from '../../../bridge/client';

export interface PacksState {
  /** Null until it is there. */
  readonly overview: PackOverview | null;
  readonly error: CodedError | null;
  readonly reload: () => void;
}

export function usePacks(): PacksState {
  const [overview, setOverview] = useState<PackOverview | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const reload = useCallback((): void => {
    void api['packs.overview']({}).then((reply) => {
      setError(reply.ok ? null : reply.error);
      if (reply.ok) setOverview(reply.value);
    });
  }, []);
  useEffect(() => {
    reload();
    return subscribe('packs.changed', reload);
  }, [reload]);
  return { overview, error, reload };
}
