import SchoolOutlined from '@mui/icons-material/SchoolOutlined';
import Box from '@mui/material/Box';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { StatusChip } from '../../components/status-chip';

/** Stands over everything that is practice, so that nobody takes it for a customer. */
export function PracticeMark({ short = false }: { readonly short?: boolean }) {
  const { t } = useText();
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
      <StatusChip label={t('training:mark')} tone="info" icon={<SchoolOutlined aria-hidden />} strong />
      <Box component="span" className={short ? 'xt-visually-hidden' : ''} sx={{ color: c.inkSoft }}>
        {t('training:markHint')}
      </Box>
    </Box>
  );
}
