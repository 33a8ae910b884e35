/** Under the amount: who can approve it, how much of their limit remains, or that it must go higher. */
import Box from '@mui/material/Box';
import { useEffect, useState } from 'react';
import type { RemedyKind } from '../../../../domain/complaint/values';
import type { Decider } from '../../../../shared/contract/approval';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c, tone } from '../../../app/theme/css-vars';
import { api } from '../../../bridge/client';
import { useCaseEnvironment } from '../case-context';
import { authorityReach } from './authority-reach';

interface AuthorityHintProps {
  readonly kinds: readonly RemedyKind[];
  readonly amountFen: number | null;
}

export function AuthorityHint({ kinds, amountFen }: AuthorityHintProps) {
  const { t } = useText();
  const format = useFormat();
  const { caseId, state } = useCaseEnvironment();
  const [deciders, setDeciders] = useState<readonly Decider[] | null>(null);
  const chosen = kinds.join();
  useEffect(() => {
    let current = true;
    void api['approval.reach']({ caseId, kinds: [...kinds] }).then((reply) => {
      if (current && reply.ok) setDeciders(reply.value.deciders);
    });
    return () => {
      current = false;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the list is made anew at every keystroke; what is in it is not
  }, [caseId, chosen, state.revision]);
  if (deciders === null) return null;

  const reach = authorityReach(deciders, amountFen);
  const text = (): string => {
    if (reach.kind === 'nobody') return t('case:remedy.reach.nobody');
    const asked = reach.kind === 'upTo' || reach.kind === 'above' ? reach.most : reach.by;
    const { name, limitFen } = asked;
    const limit = limitFen === null ? '' : format.money(limitFen);
    switch (reach.kind) {
      case 'upTo':
        return limitFen === null
          ? t('case:remedy.reach.noLimit', { name })
          : t('case:remedy.reach.upTo', { name, limit });
      case 'within':
        return limitFen === null
          ? t('case:remedy.reach.noLimit', { name })
          : t('case:remedy.reach.within', { name, limit, left: format.money(limitFen - (amountFen ?? 0)) });
      case 'higher': {
        const lower = { lower: reach.lower.name, lowerLimit: format.money(reach.lower.limitFen ?? 0) };
        return limitFen === null
          ? t('case:remedy.reach.higherNoLimit', { name, ...lower })
          : t('case:remedy.reach.higher', { name, limit, ...lower });
      }
      case 'above':
        return t('case:remedy.reach.above', { name, limit });
    }
  };
  const colour = { nobody: 'warning', upTo: null, within: null, higher: 'warning', above: 'error' } as const;
  const toneName = colour[reach.kind];
  return (
    <Box role="status" sx={{ mt: -1, color: toneName === null ? c.inkSoft : tone(toneName).fill, lineHeight: 1.5 }}>
      {text()}
    </Box>
  );
}
