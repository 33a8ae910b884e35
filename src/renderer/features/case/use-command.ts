/** One intent, one id: a double click or a repeat after a failure can't do a thing twice. */
import { useCallback, useRef, useState } from 'react';
import type { AppClient, AppContract } from '../../../shared/contract/contract';
import type { CodedError } from '../../app/i18n/message-of';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { useCaseEnvironment } from './case-context';

export type CaseCommandOperation = {
  [N in keyof AppContract]: N extends 'case.get' | 'case.timeline' | 'case.reveal' | 'case.compare'
    ? never
    : N extends `case.${string}`
      ? N
      : never;
}[keyof AppContract];

type Fields<N extends CaseCommandOperation> = Omit<Parameters<AppClient[N]>[0], 'commandId' | 'caseId'>;

export interface RunningCommand<N extends CaseCommandOperation> {
  readonly busy: boolean;
  readonly error: CodedError | null;
  readonly clearError: () => void;
  /** True when it was done. */
  readonly run: (fields: Fields<N>) => Promise<boolean>;
}

/** Refusals that mean that the page shows something out of date. */
const STALE: readonly string[] = [
  'case.changedMeanwhile',
  'case.wrongState',
  'remedy.notFound',
  'remedy.notPending',
  'task.notFound',
  'versions.noneOpen',
  'versions.changedMeanwhile',
  'conflict.notFound',
];

export function useCaseCommand<N extends CaseCommandOperation>(name: N): RunningCommand<N> {
  const { caseId, reload } = useCaseEnvironment();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const intent = useRef<string | null>(null);
  const running = useRef(false);

  const run = useCallback(
    async (fields: Fields<N>): Promise<boolean> => {
      if (running.current) return false;
      running.current = true;
      setBusy(true);
      setError(null);
      intent.current ??= newId();
      // Every case command has this shape: two ids and its own fields (`command` in the contract).
      const call = api[name] as (
        input: unknown,
      ) => Promise<{ readonly ok: true } | { readonly ok: false; readonly error: CodedError }>;
      const reply = await call({ commandId: intent.current, caseId, ...fields });
      running.current = false;
      setBusy(false);
      if (reply.ok) {
        intent.current = null;
        reload();
        return true;
      }
      setError(reply.error);
      if (STALE.includes(reply.error.code)) reload();
      return false;
    },
    [name, caseId, reload],
  );
  const clearError = useCallback(() => setError(null), []);
  return { busy, error, clearError, run };
}
