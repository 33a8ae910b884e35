/** Under the amount: who can approve it, how much of their limit remains, or that it must go higher. */
import Box from '@mui/material/Box';
import { useEffect, useState } from 'react';
import type { RemedyKind } from '../../../../domain/complaint/values';
import type { AppContract } from '../../../../shared/contract/contract';
import type { OutputOf } from '../../../../shared/contract/define';
import type { Decider } from '../../../../shared/contract/approval';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c, tone } from '../../../app/theme/css-vars';
import { api } from '../../../bridge/client';
import { useCaseEnvironment } from '../case-context';
import { authorityReach, wouldBeRatified } from './authority-reach';

interface AuthorityHintProps {
  readonly kinds: readonly RemedyKind[];
  readonly amountFen: number | null;
}

export function AuthorityHint({ kinds, amountFen }: AuthorityHintProps) {
  const { t } = useText();
  const format = useFormat();
  const { caseId, state } = useCaseEnvironment();
  const [known, setKnown] = useState<OutputOf<AppContract['approval.reach']> | null>(null);
  const chosen = kinds.join();
  useEffect(() => {
    let current = true;
    void api['approval.reach']({ caseId, kinds: [...kinds] }).then((reply) => {
      if (current && reply.ok) setKnown(reply.value);
    });
    return () => {
      current = false;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the list is made anew at every keystroke; what is in it is not
  }, [caseId, chosen, state.revision]);
  if (known === null) return null;
  const { deciders, bands, contact } = known;

  const reach = authorityReach(deciders, bands, amountFen);
  const nameOf = ({ name, onBehalfOfName }: Decider): string =>
    onBehalfOfName === null ? name : t('authority:mark.nameOnBehalf', { name, holder: onBehalfOfName });
  const text = (): string => {
    if (reach.kind === 'nobody') return t('case:remedy.reach.nobody');
    if (reach.kind === 'several') {
      const steps = reach.steps
        .map(({ level, people }) => {
          const names = people.map(nameOf).join(t('case:list.separator'));
          const role = t(`vocabulary:role.${level}`);
          return names === '' ? role : t('case:remedy.reach.step', { role, names });
        })
        .join(t('case:remedy.reach.and'));
      const values = { count: reach.steps.length, steps };
      return t(reach.enough ? 'case:remedy.reach.several' : 'case:remedy.reach.severalTooFew', values);
    }
    const asked = reach.kind === 'upTo' || reach.kind === 'above' ? reach.most : reach.by;
    const { limitFen } = asked;
    const name = nameOf(asked);
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
        const lower = { lower: nameOf(reach.lower), lowerLimit: format.money(reach.lower.limitFen ?? 0) };
        return limitFen === null
          ? t('case:remedy.reach.higherNoLimit', { name, ...lower })
          : t('case:remedy.reach.higher', { name, limit, ...lower });
      }
      case 'above':
        return t('case:remedy.reach.above', { name, limit });
    }
  };
  const ratified = contact !== null && wouldBeRatified(deciders, amountFen);
  const colour = {
    nobody: 'warning',
    upTo: null,
    within: null,
    higher: 'warning',
    several: 'warning',
    above: 'error',
  } as const;
  const tooFew = reach.kind === 'several' && !reach.enough;
  const toneName = tooFew ? 'error' : colour[reach.kind];
  return (
    <Box role="status" sx={{ mt: -1, color: toneName === null ? c.inkSoft : tone(toneName).fill, lineHeight: 1.5 }}>
      {text()}
      {ratified && <Box sx={{ color: tone('warning').fill }}>{t('case:remedy.reach.ratify')}</Box>}
    </Box>
  );
}
