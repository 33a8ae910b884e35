/** 先记后补: what a record taken in half a minute still lacks, and the way there. */
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { toldStatuses } from '../../../domain/complaint/states';
import { useText } from '../../app/i18n/use-text';
import { useCaseEnvironment } from './case-context';
import { availability } from './case-actions';

const fields = [
  'party.name',
  'party.phone',
  'party.authorisation',
  'businessId',
  'reasonId',
  'facts',
  'want',
  'consentTold',
] as const;

export function MissingBanner({ onComplete }: { readonly onComplete: () => void }) {
  const { t } = useText();
  const { view, state, person, may } = useCaseEnvironment();
  if (view.missing.length === 0 || ['closed', 'withdrawn', 'merged', 'movedAway'].includes(state.status)) return null;
  const frozen = toldStatuses.includes(state.status);
  const words = view.missing.map((id) => {
    const known = fields.find((field) => field === id);
    return known === undefined ? id : t(`case:missing.field.${known}`);
  });
  const can = !frozen && may('draft.use') && availability('createTask', state, person).kind === 'open';
  return (
    <Alert
      severity="warning"
      action={
        can ? (
          <Button size="small" onClick={onComplete}>
            {t('case:missing.action')}
          </Button>
        ) : undefined
      }
    >
      {t('case:missing.title', { fields: words.join(t('case:list.separator')) })}
    </Alert>
  );
}
