/** The way into the import of an earlier ledger. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useText } from '../../app/i18n/use-text';
import { navigate } from '../../app/router';
import { SectionCard } from '../../components/section-card';

const points = ['local', 'check', 'once'] as const;

export function ImportSection() {
  const { t } = useText();
  return (
    <SectionCard title={t('settings:section.import')}>
      <Box sx={{ maxWidth: '40em' }}>{t('settings:import.intro')}</Box>
      <Box component="ul" sx={{ mt: 1.5, mb: 2.5, pl: 3, '& li': { py: 0.25 } }}>
        {points.map((point) => (
          <li key={point}>{t(`settings:import.points.${point}`)}</li>
        ))}
      </Box>
      <Button variant="contained" onClick={() => navigate({ name: 'import' })}>
        {t('settings:import.start')}
      </Button>
    </SectionCard>
  );
}
