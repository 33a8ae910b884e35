/** Own wordings that are not used now, because the script says something else there since. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ScriptFileView } from '../../../shared/contract/scripts';
import { useText } from '../../app/i18n/use-text';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { SectionCard } from '../../components/section-card';
import { LineWords } from './line-words';
import type { ScriptState } from './use-script';

interface RestingProps {
  readonly file: ScriptFileView;
  readonly mayReword: boolean;
  readonly run: ScriptState['run'];
}

export function RestingWordings({ file: { source, resting }, mayReword, run }: RestingProps) {
  const { t } = useText();
  return (
    <SectionCard title={t('scripts:resting.title')} tone="warning">
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 2 }}>
        {resting.map(({ line, words, reason }) => (
          <li key={line}>
            <Box sx={{ fontWeight: 600 }}>{line}</Box>
            <Box>{t(`scripts:resting.${reason}`)}</Box>
            <LineWords words={words} />
            {mayReword && (
              <Button
                size="small"
                onClick={() =>
                  void run(() => api['scripts.dropWording']({ commandId: newId(), code: source.code, line }))
                }
              >
                {t('scripts:own.drop')}
              </Button>
            )}
          </li>
        ))}
      </Box>
    </SectionCard>
  );
}
