/**
 * What the form beside it and the conversation both ask for is typed once: an answer goes into the form, what is written in the
 * form is the first answer here. Nothing that a person wrote is overwritten.
 */
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { ConversationView } from '../../../shared/contract/conversation';
import { useConversationPlace, type SharedValue } from '../../app/conversation';
import { noInput, type NodeInput } from './next-step';
import type { Player } from './use-player';

/** What is still being written in the form is not sent. */
const settledAfterMs = 1_500;

export interface FormLink {
  /** What stands in the field of a question before anybody touched it. */
  readonly startingInput: NodeInput;
  readonly toForm: (asks: ConversationView['shown']['asks'], value: SharedValue | null) => void;
}

export function useFormLink({ act }: Player, view: ConversationView): FormLink {
  const subject = useConversationPlace((place) => place.subject);
  const isSame =
    subject !== null &&
    ((view.draftId !== null && subject.draftId === view.draftId) ||
      (view.caseId !== null && subject.caseId === view.caseId));
  const known = isSame ? subject.known : null;
  const { asks } = view.shown;
  const field = asks?.declaration.fills;
  const stored = view.facts.find(({ fact }) => fact === asks?.fact)?.value ?? null;
  const first = stored ?? (field === undefined ? null : (known?.[field] ?? null));
  const startingInput = useMemo<NodeInput>(
    () => (first === null ? noInput : { ...noInput, answer: { state: 'value', value: first } }),
    [first],
  );

  const told = useRef<Partial<Record<string, SharedValue>>>({});
  const { facts, mine, paused, outcome } = view;
  const listens = known !== null && mine && !paused && outcome === null;
  useEffect(() => {
    if (!listens || known === null) return undefined;
    const timer = setTimeout(() => {
      for (const { fact, declaration, value } of facts) {
        if (declaration.fills === undefined) continue;
        const written = known[declaration.fills];
        const before = told.current[fact];
        if (written === undefined || written === before) continue;
        told.current[fact] = written;
        // What was answered in the talk stays until the form is changed after it.
        if (written === value || (before === undefined && value !== null)) continue;
        void act({ type: 'factSet', fact, value: written });
      }
    }, settledAfterMs);
    return () => clearTimeout(timer);
  }, [listens, known, facts, act]);

  const toForm = useCallback<FormLink['toForm']>(
    (asked, value) => {
      const to = asked?.declaration.fills;
      if (to === undefined || value === null || !isSame) return;
      useConversationPlace.getState().fill?.(to, value);
    },
    [isSame],
  );
  return { startingInput, toForm };
}
