import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import type { Result } from '../shared/contract/define';
import type { CodedError } from '../renderer/app/i18n/message-of';

export interface Answer<T> {
  /** The last good answer; stays in sight while a newer one is on its way. */
  readonly value: T | null;
  readonly error: CodedError | null;
  readonly loading: boolean;
  readonly reload: () => void;
}

/** Asks once when the page opens, and again on `reload`. */
export function useAnswer<T>(ask: () => Promise<Result<T, CodedError>>): Answer<T> {
  const [value, setValue] = useState<T | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [turn, setTurn] = useState(0);
  const [answered, setAnswered] = useState(-1);
  const askNow = useEffectEvent(ask);
  useEffect(() => {
    let gone = false;
    void askNow().then((answer) => {
      if (gone) return;
      if (answer.ok) setValue(answer.value);
      setError(answer.ok ? null : answer.error);
      setAnswered(turn);
    });
    return () => {
      gone = true;
    };
  }, [turn]);
  const reload = useCallback(() => setTurn((last) => last + 1), []);
  return { value, error, loading: answered !== turn, reload };
}
