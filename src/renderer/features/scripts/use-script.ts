/** One script as main has it, asked again when the desk changed; commands answer with the next state of it. */
import { useCallback, useEffect, useState } from 'react';
import type { ScriptFileView } from '../../../shared/contract/scripts';
import type { CodedError } from '../../app/i18n/message-of';
import { api, subscribe } from '../../bridge/client';

type Answer =
  { readonly ok: true; readonly value: ScriptFileView } | { readonly ok: false; readonly error: CodedError };

export interface ScriptState {
  readonly file: ScriptFileView | null;
  readonly error: CodedError | null;
  readonly reload: () => void;
  /** Runs a command, shows what it led to, and gives the error where it was refused. */
  readonly run: (command: () => Promise<Answer>) => Promise<CodedError | null>;
}

export function useScript(code: string): ScriptState {
  const [file, setFile] = useState<ScriptFileView | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [asked, setAsked] = useState(0);
  const reload = useCallback(() => setAsked((count) => count + 1), []);
  useEffect(() => {
    let current = true;
    const load = (): void => {
      void api['scripts.read']({ code }).then((reply) => {
        if (!current) return;
        setError(reply.ok ? null : reply.error);
        if (reply.ok) setFile(reply.value);
      });
    };
    load();
    const stop = subscribe('scripts.changed', load);
    return () => {
      current = false;
      stop();
    };
  }, [code, asked]);
  const run = useCallback(async (command: () => Promise<Answer>) => {
    const reply = await command();
    if (!reply.ok) return reply.error;
    setFile(reply.value);
    return null;
  }, []);
  return { file, error, reload, run };
}
