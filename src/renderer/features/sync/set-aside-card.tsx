/** 搁置: records of other PCs that could not be verified, why, and what to do. */
import Box from '@mui/material/Box';
import type { SyncStatusView } from '../../../shared/contract/sync';
import { useFormat, useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { fonts } from '../../app/theme/tokens';
import { SectionCard } from '../../components/section-card';

export function SetAsideCard({ setAside }: Pick<SyncStatusView, 'setAside'>) {
  const { t } = useText();
  const format = useFormat();
  if (setAside.length === 0) return null;
  return (
    <SectionCard title={t('sync:setAside.title')} tone="warning">
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
          {setAside.map(({ deviceTag, seq, eventId, atMs, held }) => (
            <li key={eventId}>
              <Box component="span" sx={{ fontWeight: 500 }}>
                {t('sync:setAside.line', { tag: deviceTag, seq })}
              </Box>{' '}
              {held > 0 && t('sync:setAside.held', { count: held })}
              <Box sx={{ color: c.inkSoft, overflowWrap: 'anywhere' }}>
                {format.dateTime(atMs)} ·{' '}
                <Box component="span" sx={{ fontFamily: fonts.number }}>
                  {t('sync:setAside.id', { id: eventId })}
                </Box>
              </Box>
            </li>
          ))}
        </Box>
        <Box sx={{ maxWidth: '60rem' }}>{t('sync:setAside.why')}</Box>
        <Box sx={{ maxWidth: '60rem', fontWeight: 500 }}>{t('sync:setAside.todo')}</Box>
      </Box>
    </SectionCard>
  );
}
