/** The state of the application for settings, asked again when main says that it changed. */
import { useEffect, useState } from 'react';
import type { AppStatus } from '../../../shared/contract/app';
import { api, subscribe } from '../../bridge/client';

/** Null until main has answered. */
export function useStatus(): AppStatus | null {
  const [status, setStatus] = useState<AppStatus | null>(null);
  useEffect(() => {
    let current = true;
    const load = (): void => {
      void api['app.status']({}).then((reply) => {
        if (current && reply.ok) setStatus(reply.value);
      });
    };
    const stop = subscribe('app.changed', load);
    load();
    return () => {
      current = false;
      stop();
    };
  }, []);
  return status;
}
