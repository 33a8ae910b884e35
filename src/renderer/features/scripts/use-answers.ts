/** The answers from which one is chosen for a fact: its own list, or yes and no; none where it is typed. */
import { useCallback } from 'react';
import type { FactDeclaration } from '../../../domain/scripts/script';
import { useText } from '../../app/i18n/use-text';
import type { PickOption } from './pick-field';
import { useWords } from './use-words';

export function useAnswers(): (fact: FactDeclaration | undefined) => readonly PickOption[] {
  const { t } = useText();
  const words = useWords();
  return useCallback(
    (fact) =>
      fact?.input === 'yesNo'
        ? (['yes', 'no'] as const).map((id) => ({ id, label: t(`common:state.${id}`) }))
        : (fact?.options ?? []).map((one) => ({ id: one.id, label: words(one) })),
    [t, words],
  );
}
