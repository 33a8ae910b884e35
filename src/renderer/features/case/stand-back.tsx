/** 回避 on the page of a case: who can't be chosen and why, and what the case needs because of it. */
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import type { Part } from '../../../domain/complaint/recusal';
import type { PersonName } from '../../../shared/contract/case';
import { useText } from '../../app/i18n/use-text';
import type { Choice } from '../../components/choice-chips';
import { availability, barOf } from './case-actions';
import { useCaseEnvironment } from './case-context';

/** Colleagues as choices for a part of the case; whoever must stand back from it is there with the reason. */
export function useColleagueChoices(part: Part): (people: readonly PersonName[]) => Choice<string>[] {
  const { t } = useText();
  const { person } = useCaseEnvironment();
  return (people) =>
    people.map(({ userId, name }) => {
      const bar = barOf(person, userId, part);
      return {
        value: userId,
        label: name,
        ...(bar === undefined ? {} : { blockedBy: t(`case:standBack.short.${bar.why}`) }),
      };
    });
}

/** Nobody here may decide the case, or its handler may not handle it any more. */
export function RecusalBanner() {
  const { t } = useText();
  const { view, state, person, nameOf, act } = useCaseEnvironment();
  const { ownerId } = state;
  const isOver = state.status === 'closed' || state.status === 'withdrawn';
  if (isOver) return null;
  const ownerBarred = ownerId !== null && barOf(person, ownerId, 'own') !== undefined;
  const canAssign = availability('assign', state, person).kind === 'open';
  return (
    <>
      {view.needsAbove && <Alert severity="warning">{t('case:standBack.needsAbove')}</Alert>}
      {ownerBarred && (
        <Alert
          severity="warning"
          action={
            canAssign ? (
              <Button size="small" onClick={() => act('assign')}>
                {t('case:act.assign')}
              </Button>
            ) : undefined
          }
        >
          {t('case:standBack.owner', { name: nameOf(ownerId) })}
        </Alert>
      )}
    </>
  );
}
