/** Which file. A broken one is explained here, beside the button that chooses another. */
import UploadFileOutlined from '@mui/icons-material/UploadFileOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import { usePickFile } from './use-pick-file';

export function FileStep() {
  const { t } = useText();
  const { busy, error, cancelled, pick } = usePickFile();
  return (
    <SectionCard title={t('import:file.title')}>
      <Box sx={{ display: 'grid', gap: 1.5, maxWidth: '48em' }}>
        <Box>{t('import:file.intro')}</Box>
        <Box>{t('import:file.needed')}</Box>
        <Box sx={{ color: c.inkSoft }}>{t('import:file.old')}</Box>
        <ErrorNotice error={error} />
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center', mt: 1 }}>
          <Button
            variant="contained"
            autoFocus
            startIcon={<UploadFileOutlined />}
            disabled={busy}
            onClick={() => void pick()}
          >
            {t('import:file.choose')}
          </Button>
          <Box role="status" sx={{ color: c.inkSoft }}>
            {busy && t('import:file.reading')}
            {cancelled && t('import:file.cancelled')}
          </Box>
        </Box>
        {busy && <LinearProgress aria-label={t('import:file.reading')} />}
      </Box>
    </SectionCard>
  );
}
