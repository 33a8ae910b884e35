/** 总行已批准延期: signed by headquarters and not told to the complainant yet, so that no date has moved. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { decisionOwed } from '../../../domain/complaint/clock';
import { useFormat, useText } from '../../app/i18n/use-text';
import { availability } from './case-actions';
import { useCaseEnvironment } from './case-context';

export function GrantBanner() {
  const { t } = useText();
  const format = useFormat();
  const { state, person, act } = useCaseEnvironment();
  const grant = state.clock?.grant;
  if (!grant || state.clock.extension || !decisionOwed.includes(state.status)) return null;
  const { officer, grantedOn, days, reason } = grant;
  return (
    <Alert
      severity="warning"
      action={
        availability('extendDeadline', state, person).kind === 'open' ? (
          <Button size="small" onClick={() => act('extendDeadline')}>
            {t('case:act.extendDeadline')}
          </Button>
        ) : undefined
      }
    >
      <Box>{t('case:clock.granted', { officer, date: format.localDate(grantedOn), days, reason })}</Box>
      <Box>{t('case:clock.explainGranted')}</Box>
    </Alert>
  );
}
