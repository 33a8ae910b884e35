/** Under the amount: who can approve it, how much of their limit remains, or that it must go higher. */
import Box from '@mui/material/Box';
import { draftFen, subtotals, type LineDraft } from '../../../../domain/complaint/remedy-lines';
import type { Decider } from '../../../../shared/contract/approval';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c, tone } from '../../../app/theme/css-vars';
import { authorityReach, bandOf, wouldBeRatified } from './authority-reach';
import type { KnownReach } from './use-reach';

interface AuthorityHintProps {
  /** Null until it is known. */
  readonly known: KnownReach | null;
  readonly amountFen: number | null;
  /** What the amount consists of. */
  readonly lines: readonly LineDraft[];
}

export function AuthorityHint({ known, amountFen, lines }: AuthorityHintProps) {
  const { t } = useText();
  const format = useFormat();
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
  const parts = subtotals(lines.map((line) => ({ kind: line.kind, amountFen: draftFen(line) ?? 0 })));
  const partText = (part: (typeof parts)[number]): string => {
    const values = { kind: t(`vocabulary:remedyKind.${part.kind}`), amount: format.money(part.amountFen) };
    const own = known.byKind.find(({ kind }) => kind === part.kind)?.bands ?? [];
    const band = bandOf(own, part.amountFen);
    if (band === undefined) return t('money:limits.above', values);
    const roles = band.approvers.map((level) => t(`vocabulary:role.${level}`)).join(t('case:remedy.reach.and'));
    return band.upToFen === null
      ? t('money:limits.noLimit', { ...values, roles })
      : t('money:limits.within', { ...values, roles, limit: format.money(band.upToFen) });
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
      {parts.length > 1 && (
        <Box sx={{ color: c.inkSoft }}>
          {t('money:limits.strictest')}
          <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
            {parts.map((part) => (
              <li key={part.kind}>{partText(part)}</li>
            ))}
          </Box>
        </Box>
      )}
      {ratified && <Box sx={{ color: tone('warning').fill }}>{t('case:remedy.reach.ratify')}</Box>}
    </Box>
  );
}
