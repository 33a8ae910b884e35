/** Who is signed in, and where: for pages that hide what a person may not do. */
import { useEffect, useState } from 'react';
import type { BranchView, SessionView } from '../../shared/contract/app';
import { api, subscribe } from '../bridge/client';
import { kept } from '../bridge/kept';

export interface SignedIn {
  readonly session: SessionView;
  readonly branch: BranchView | null;
  readonly timeZone: string;
}

/** Null until main has answered, and while nobody is signed in. */
export function useSignedIn(): SignedIn | null {
  const [signedIn, setSignedIn] = useState<SignedIn | null>(null);
  useEffect(() => {
    let current = true;
    const load = (): void => {
      void api['app.status']({}).then((reply) => {
        if (!current || !reply.ok) return;
        const { session, branch, timeZone } = reply.value;
        const now = session === null ? null : { session, branch, timeZone };
        setSignedIn((shown) => kept(shown, now));
      });
    };
    const stop = subscribe('app.changed', load);
    load();
    return () => {
      current = false;
      stop();
    };
  }, []);
  return signedIn;
}
