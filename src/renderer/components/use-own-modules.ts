/** Text modules of the branch, asked for again whenever main says that they changed. */
import { useEffect, useState } from 'react';
import type { OwnModuleView } from '../../shared/contract/text-modules';
import { api, subscribe } from '../bridge/client';

/** Null until they are there. */
export function useOwnModules(): readonly OwnModuleView[] | null {
  const [modules, setModules] = useState<readonly OwnModuleView[] | null>(null);
  useEffect(() => {
    let left = false;
    const load = (): void => {
      void api['text.modules']({}).then((reply) => {
        if (!left && reply.ok) setModules(reply.value.modules);
      });
    };
    load();
    const unsubscribe = subscribe('text.changed', load);
    return () => {
      left = true;
      unsubscribe();
    };
  }, []);
  return modules;
}
