/** 台账与报表: the ledger as a file, and statistics of a quarter or a year. */
import Box from '@mui/material/Box';
import { useText } from '../../app/i18n/use-text';
import { useSignedIn } from '../../app/use-signed-in';
import { PageHeader } from '../../components/page-header';
import { LedgerSection } from './ledger-section';
import { PromisesSection } from './promises-section';
import { ReturnsSection } from './returns-section';

export function RegistersPage() {
  const { t } = useText();
  const signedIn = useSignedIn();
  if (signedIn === null) return null;
  return (
    <Box key={signedIn.session.userId}>
      <PageHeader title={t('registers:title')} subtitle={t('registers:intro')} />
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        <LedgerSection signedIn={signedIn} />
        <PromisesSection signedIn={signedIn} />
        <ReturnsSection signedIn={signedIn} />
      </Box>
    </Box>
  );
}
