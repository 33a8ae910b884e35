/** The years of a calendar: published, and estimated. */
import Box from '@mui/material/Box';
import type { CalendarView } from '../../../../../shared/contract/packs';
import { useText } from '../../../../app/i18n/use-text';
import { c } from '../../../../app/theme/css-vars';
import { InfoList } from '../../../../components/info-list';
import { StatusChip } from '../../../../components/status-chip';

/** Years in a row as one: `2027–2050`. */
function spansOf(years: readonly number[]): readonly string[] {
  const firsts = years.filter((year) => !years.includes(year - 1));
  const lasts = years.filter((year) => !years.includes(year + 1));
  return firsts.map((first, at) => (first === lasts[at] ? String(first) : `${String(first)}–${String(lasts[at])}`));
}

export function CalendarContent({ calendar: { published, estimated } }: { readonly calendar: CalendarView }) {
  const { t } = useText();
  return (
    <>
      <Box component="section" aria-label={t('rules:content.published')}>
        <Box component="h3" sx={{ m: 0, mb: 0.5, fontSize: '1rem', fontWeight: 600 }}>
          {t('rules:content.published')}
        </Box>
        <InfoList items={published.map(({ year, source }) => ({ label: String(year), value: source }))} />
      </Box>
      <Box component="section" aria-label={t('rules:content.estimated')} sx={{ display: 'grid', gap: 1 }}>
        <Box component="h3" sx={{ m: 0, fontSize: '1rem', fontWeight: 600 }}>
          {t('rules:content.estimated')}
        </Box>
        <Box sx={{ color: c.inkSoft }}>{t('rules:content.estimatedHint')}</Box>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          {spansOf(estimated).map((span) => (
            <StatusChip key={span} label={span} tone="warning" />
          ))}
        </Box>
      </Box>
    </>
  );
}
