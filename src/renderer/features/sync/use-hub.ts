/** What is known of the hub of the branch, asked again when main says that it changed. */
import { useCallback, useEffect, useState } from 'react';
import type { HubStatusView } from '../../../shared/contract/hub';
import { api, subscribe } from '../../bridge/client';

export function useHub(): { readonly status: HubStatusView | null; readonly reload: () => void } {
  const [status, setStatus] = useState<HubStatusView | null>(null);
  const reload = useCallback(() => {
    void api['hub.status']({}).then((reply) => {
      if (reply.ok) setStatus(reply.value);
    });
  }, []);
  useEffect(() => {
    reload();
    return subscribe('sync.changed', reload);
  }, [reload]);
  return { status, reload };
}
