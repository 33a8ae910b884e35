/** The sentence for what is wrong with a wording. */
import { useCallback } from 'react';
import { disclosurePoints, type DisclosurePoint } from '../../../domain/scripts/disclosures';
import type { OverlayFault } from '../../../domain/scripts/overlay';
import { useText } from '../../app/i18n/use-text';

const isPoint = (text: string): text is DisclosurePoint => (disclosurePoints as readonly string[]).includes(text);

export function useFaultText(): (fault: OverlayFault) => string {
  const { t } = useText();
  return useCallback(
    ({ kind, detail }) => {
      const blank = `{{${detail}}}`;
      const what = isPoint(detail) ? t(`scripts:point.${detail}`) : detail;
      switch (kind) {
        case 'blankMissing':
        case 'blankAdded':
          return t(`scripts:fault.${kind}`, { blank });
        case 'pointMissing':
        case 'pointDenied':
        case 'numberMissing':
        case 'hedged':
          return t(`scripts:fault.${kind}`, { what });
        case 'fixed':
        case 'same':
        case 'noLine':
          return t(`scripts:fault.${kind}`);
      }
    },
    [t],
  );
}
