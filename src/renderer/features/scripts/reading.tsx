/** Reading a script: its map, all lines of the chosen node in each wording, what the lint says, and what the law demands of it. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useState } from 'react';
import type { ScriptFileView } from '../../../shared/contract/scripts';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { SectionCard } from '../../components/section-card';
import { StatusChip } from '../../components/status-chip';
import { Findings } from './findings';
import { ScriptMap, type MapOrList } from './map';
import { NodeDetail } from './node-detail';
import { RestingWordings } from './resting-wordings';
import type { ScriptState } from './use-script';
import { useWords } from './use-words';

export interface ReadingProps {
  readonly file: ScriptFileView;
  readonly mayReword: boolean;
  readonly run: ScriptState['run'];
}

export function Reading({ file, mayReword, run }: ReadingProps) {
  const { t } = useText();
  const { source, findings, resting } = file;
  const [node, setNode] = useState(source.start);
  const [as, setAs] = useState<MapOrList>('map');
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {resting.length > 0 && <RestingWordings file={file} mayReword={mayReword} run={run} />}
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: 'minmax(0, 1fr)',
          '@media (min-width: 72rem)': { gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)' },
        }}
      >
        <ScriptMap script={source} findings={findings} current={node} as={as} onAs={setAs} onChoose={setNode} />
        <NodeDetail key={node} file={file} id={node} mayReword={mayReword} run={run} onChoose={setNode} />
      </Box>
      <SectionCard title={t('scripts:finding.title')}>
        <Alert severity="info" sx={{ mb: 1.5 }}>
          {t('scripts:finding.notSafe')}
        </Alert>
        <Findings script={source} findings={findings} onChoose={setNode} />
      </SectionCard>
      <Law file={file} />
      <Phrases file={file} />
    </Box>
  );
}

function Law({ file: { source, openPoints } }: { readonly file: ScriptFileView }) {
  const { t } = useText();
  const words = useWords();
  if (source.law.length === 0) return null;
  return (
    <SectionCard title={t('scripts:law.title')}>
      <Box
        component="ul"
        aria-label={t('scripts:law.title')}
        sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}
      >
        {source.law.map(({ id, source: where, says, confidence, confirm }) => (
          <li key={id}>
            <Box sx={{ fontWeight: 600 }}>{words(says)}</Box>
            <Box sx={{ color: c.inkSoft }}>{words(where)}</Box>
            <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, mt: 0.5 }}>
              <StatusChip
                tone={confidence === 'V' ? 'neutral' : 'warning'}
                label={t(`scripts:law.confidence.${confidence}`)}
              />
              <StatusChip
                tone={openPoints.includes(confirm) ? 'warning' : 'success'}
                label={t(openPoints.includes(confirm) ? 'scripts:law.open' : 'scripts:law.confirmed', {
                  who: t(`scripts:signOffAs.${confirm}`),
                })}
              />
            </Box>
          </li>
        ))}
      </Box>
    </SectionCard>
  );
}

function Phrases({ file: { source } }: { readonly file: ScriptFileView }) {
  const { t } = useText();
  const words = useWords();
  const lists = [
    ['avoid', source.avoid],
    ['prefer', source.prefer],
  ] as const;
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        gridTemplateColumns: 'minmax(0, 1fr)',
        '@media (min-width: 64rem)': { gridTemplateColumns: '1fr 1fr' },
      }}
    >
      {lists.map(([name, phrases]) =>
        phrases.length === 0 ? null : (
          <SectionCard key={name} title={t(`scripts:phrases.${name}`)}>
            <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
              {phrases.map((phrase) => (
                <li key={phrase.zh}>{words(phrase)}</li>
              ))}
            </Box>
          </SectionCard>
        ),
      )}
    </Box>
  );
}
