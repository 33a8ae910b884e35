/** The sentence for why a step or a way stays where it is. */
import { useCallback } from 'react';
import type { EditRefusal } from '../../../domain/scripts/editing';
import { useText } from '../../app/i18n/use-text';

export function useRefusalText(): (refusal: EditRefusal) => string {
  const { t } = useText();
  return useCallback(
    (refusal) =>
      'nodes' in refusal
        ? t(`scripts:refusal.${refusal.why}`, { nodes: refusal.nodes.join(t('scripts:sentence.list')) })
        : t(`scripts:refusal.${refusal.why}`),
    [t],
  );
}
