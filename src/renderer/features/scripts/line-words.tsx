/** A line in all its wordings. */
import Box from '@mui/material/Box';
import { wordingKeys } from '../../../domain/scripts/disclosures';
import type { Line } from '../../../domain/scripts/words';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';

export function LineWords({ words }: { readonly words: Line }) {
  const { t } = useText();
  return (
    <Box
      component="dl"
      sx={{ m: 0, display: 'grid', gridTemplateColumns: 'max-content minmax(0, 1fr)', columnGap: 1.5, rowGap: 0.25 }}
    >
      {wordingKeys.map((key) => {
        const text = words[key];
        return text === undefined ? null : (
          <Box key={key} sx={{ display: 'contents' }}>
            <Box component="dt" sx={{ color: c.inkSoft }}>
              {t(`conversation:wordingShort.${key}`)}
            </Box>
            <Box component="dd" lang={key === 'en' ? 'en' : 'zh-CN'} sx={{ m: 0, overflowWrap: 'anywhere' }}>
              {text}
            </Box>
          </Box>
        );
      })}
    </Box>
  );
}
