/** A run as the page knows it: what main showed last, and the way to make the next choice. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Choice } from '../../../domain/training/practice';
import type { TrainingRunView } from '../../../shared/contract/training';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { newId } from '../../bridge/ids';
import { api } from '../../bridge/client';

export interface Run {
  readonly view: TrainingRunView | null;
  readonly error: CodedError | null;
  /** A second choice before the answer would skip what nobody read. */
  readonly choose: (choice: Choice) => Promise<void>;
  readonly reload: () => Promise<void>;
}

export function useRun(id: string): Run {
  // Main fills the blanks of lines in the language of the page.
  const { language } = useText();
  const [view, setView] = useState<TrainingRunView | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const choosing = useRef(false);

  const reload = useCallback(async (): Promise<void> => {
    const reply = await api['training.get']({ id });
    if (reply.ok) setView(reply.value);
    else setError(reply.error);
  }, [id]);

  useEffect(() => {
    let current = true;
    void api['training.get']({ id }).then((reply) => {
      if (!current) return;
      if (reply.ok) setView(reply.value);
      else setError(reply.error);
    });
    return () => {
      current = false;
    };
  }, [id, language]);

  const choose = async (choice: Choice): Promise<void> => {
    if (view === null || choosing.current) return;
    choosing.current = true;
    const reply = await api['training.choose']({ commandId: newId(), id, turn: view.turn, choice });
    choosing.current = false;
    if (reply.ok) setView(reply.value);
    else if (reply.error.code === 'training.stale') await reload();
    setError(reply.ok ? null : reply.error);
  };

  return { view, error, choose, reload };
}
