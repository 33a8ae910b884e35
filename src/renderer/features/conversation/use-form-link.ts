/**
 * What the form beside it and the conversation both ask for is typed once: what is written in the form is the first answer here, and
 * an answer goes into the open form. Main carries the rest: it learns from the kept draft with each step.
 */
import { useCallback, useMemo } from 'react';
import type { ConversationView } from '../../../shared/contract/conversation';
import { useConversationPlace, type SharedValue } from '../../app/conversation';
import { noInput, type NodeInput } from './next-step';

export interface FormLink {
  /** What stands in the field of a question before anybody touched it. */
  readonly startingInput: NodeInput;
  readonly toForm: (asks: ConversationView['shown']['asks'], value: SharedValue | null) => void;
}

export function useFormLink(view: ConversationView): FormLink {
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
