/** Why a pack was refused: each field with its reason. */
import Box from '@mui/material/Box';
import type { PackProblem } from '../../domain/packs/problems';
import { useText } from '../app/i18n/use-text';
import { fonts } from '../app/theme/tokens';
import { placeInWords } from './pack-place';
import { reasonText } from './pack-reason';

const most = 8;

export function PackProblemList({ problems }: { readonly problems: readonly PackProblem[] }) {
  const { t } = useText();
  const more = problems.length - most;
  return (
    <Box component="ul" sx={{ m: 0, pl: 3, overflowWrap: 'anywhere' }}>
      {problems.slice(0, most).map(({ field, reason, detail }) => (
        <li key={`${field} ${reason} ${detail}`}>
          {placeInWords(field, t) ?? (
            <Box component="span" sx={{ fontFamily: fonts.number }}>
              {field}
            </Box>
          )}
          {t('rules:problem.then')}
          {reasonText({ reason, detail }, t)}
        </li>
      ))}
      {more > 0 && <li>{t('rules:refusals.more', { count: more })}</li>}
    </Box>
  );
}
