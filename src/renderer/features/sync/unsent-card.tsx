/** 代送: what a former PC wrote and headquarters does not have yet, and why it does not take it. */
import Box from '@mui/material/Box';
import type { SyncStatusView } from '../../../shared/contract/sync';
import { useText } from '../../app/i18n/use-text';
import { SectionCard } from '../../components/section-card';

export function UnsentCard({ unsent }: Pick<SyncStatusView, 'unsent'>) {
  const { t } = useText();
  if (unsent.length === 0) return null;
  const whyNot = (code: string | null): string => {
    switch (code) {
      case 'sync.relayStopped':
        return t('sync:unsent.relayStopped');
      case 'sync.relayHole':
        return t('sync:unsent.relayHole');
      case 'sync.relayRefused':
        return t('sync:unsent.relayRefused');
      default:
        return t('sync:unsent.waits');
    }
  };
  return (
    <SectionCard title={t('sync:unsent.title')} tone="warning">
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
          {unsent.map(({ deviceTag, waiting, reasonCode }) => (
            <li key={deviceTag}>
              <Box component="span" sx={{ fontWeight: 500 }}>
                {t('sync:unsent.line', { tag: deviceTag, count: waiting })}
              </Box>
              <Box>{whyNot(reasonCode)}</Box>
            </li>
          ))}
        </Box>
        <Box sx={{ maxWidth: '60rem' }}>{t('sync:unsent.why')}</Box>
      </Box>
    </SectionCard>
  );
}
