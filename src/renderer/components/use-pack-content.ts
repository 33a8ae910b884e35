/** What stands in a pack, asked for again whenever main says that packs changed. */
import { useEffect, useState } from 'react';
import type { PackContentView } from '../../shared/contract/packs';
import type { CodedError } from '../app/i18n/message-of';
import { api, subscribe } from '../bridge/client';

export interface PackContentState {
  /** Null until it is there. */
  readonly content: PackContentView | null;
  readonly error: CodedError | null;
}

/** `key` of a pack, or `inForce.<kind>`. */
export function usePackContent(key: string): PackContentState {
  const [state, setState] = useState<PackContentState>({ content: null, error: null });
  useEffect(() => {
    let left = false;
    const load = (): void => {
      void api['packs.read']({ key }).then((reply) => {
        if (left) return;
        setState(reply.ok ? { content: reply.value, error: null } : { content: null, error: reply.error });
      });
    };
    load();
    const unsubscribe = subscribe('packs.changed', load);
    return () => {
      left = true;
      unsubscribe();
    };
  }, [key]);
  return state;
}
