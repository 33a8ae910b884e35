/** The neutral card: whatever the screen showed, a customer reads only that something is being registered for them. */
import Box from '@mui/material/Box';
import { useText } from '../app/i18n/use-text';
import { c } from '../app/theme/css-vars';
import { LogoMark } from './logo';

/** The bar of a conversation. */
const lowWindow = '@media (max-height: 26rem)';

export function WaitingCard() {
  const { t } = useText();
  return (
    <Box
      sx={{
        display: 'grid',
        justifyItems: 'center',
        gap: 2.5,
        textAlign: 'center',
        px: 3,
        [lowWindow]: { gap: 0.5 },
      }}
    >
      <Box sx={{ display: 'grid', [lowWindow]: { display: 'none' } }}>
        <LogoMark size={72} />
      </Box>
      {/* For the customer, whatever the language of staff. */}
      <Box lang="zh-CN" sx={{ fontSize: '2.5rem', fontWeight: 600, lineHeight: 1.3 }}>
        {t('common:waiting.inChinese')}
      </Box>
      <Box lang="en" sx={{ fontSize: '1.75rem', color: c.inkSoft, lineHeight: 1.4 }}>
        {t('common:waiting.inEnglish')}
      </Box>
    </Box>
  );
}
