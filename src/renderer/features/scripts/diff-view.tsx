/** What changed between two versions: for each level of anger where the talk goes and what is said, then every text. */
import Box from '@mui/material/Box';
import { useMemo } from 'react';
import { bumpOf, diffScripts, isEmptyDiff, type LineChange, type PathChange } from '../../../domain/scripts/diff';
import type { ScriptSource } from '../../../domain/scripts/script';
import { useText } from '../../app/i18n/use-text';
import { c, tone } from '../../app/theme/css-vars';
import { EmotionBadge } from '../../components/emotion';
import { StatusChip } from '../../components/status-chip';
import { LineWords } from './line-words';

export function DiffView({ before, after }: { readonly before: ScriptSource; readonly after: ScriptSource }) {
  const { t } = useText();
  const diff = useMemo(() => diffScripts(before, after), [before, after]);
  if (isEmptyDiff(diff)) return <Box sx={{ color: c.inkSoft }}>{t('scripts:diff.none')}</Box>;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
        <StatusChip tone="info" label={t(`scripts:diff.bump.${bumpOf(diff)}`)} />
        {diff.legal.map((part) => (
          <StatusChip
            key={part}
            tone="warning"
            label={t('scripts:diff.legal', { part: t(`scripts:diff.part.${part}`) })}
          />
        ))}
        {diff.other.map((part) => (
          <StatusChip key={part} label={t('scripts:diff.other', { part: t(`scripts:diff.part.${part}`) })} />
        ))}
      </Box>
      {diff.paths.map((path) => (
        <Path key={path.level} path={path} />
      ))}
      {diff.nodesChanged.length > 0 && (
        <Box>{t('scripts:diff.nodesChanged', { nodes: diff.nodesChanged.join('、') })}</Box>
      )}
      {diff.lines.length > 0 && (
        <Box component="section" aria-label={t('scripts:diff.lines')}>
          <Box component="h3" sx={{ m: 0, mb: 1, fontSize: '1rem', fontWeight: 600 }}>
            {t('scripts:diff.lines')}
          </Box>
          <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}>
            {diff.lines.map((line) => (
              <li key={line.id}>
                <Change line={line} />
              </li>
            ))}
          </Box>
        </Box>
      )}
    </Box>
  );
}

function Path({ path: { level, nodesAdded, nodesRemoved, ways, lines } }: { readonly path: PathChange }) {
  const { t } = useText();
  return (
    <Box component="section" aria-label={t('scripts:diff.path', { level })}>
      <Box
        component="h3"
        sx={{ m: 0, mb: 0.5, fontSize: '1rem', fontWeight: 600, display: 'flex', gap: 1, alignItems: 'center' }}
      >
        <EmotionBadge level={level} />
        {t('scripts:diff.path', { level })}
      </Box>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {nodesAdded.map((node) => (
          <li key={`+${node}`}>{t('scripts:diff.nodeAdded', { node })}</li>
        ))}
        {nodesRemoved.map((node) => (
          <li key={`-${node}`}>{t('scripts:diff.nodeRemoved', { node })}</li>
        ))}
        {ways.map(({ from, to, change }) => (
          <li key={`${from} ${to} ${change}`}>{t(`scripts:diff.way.${change}`, { from, to })}</li>
        ))}
        {lines.map(({ id }) => (
          <li key={`~${id}`}>{t('scripts:diff.said', { node: id })}</li>
        ))}
      </Box>
    </Box>
  );
}

function Change({ line: { id, before, after } }: { readonly line: LineChange }) {
  const { t } = useText();
  const side = (words: LineChange['before'], kind: 'before' | 'after') => (
    <Box
      sx={{
        p: 1,
        borderInlineStart: `4px solid ${tone(kind === 'before' ? 'warning' : 'success').fill}`,
        backgroundColor: c.sunken,
        minWidth: 0,
      }}
    >
      <Box sx={{ color: c.inkSoft }}>{t(`scripts:diff.${kind}`)}</Box>
      {words === null ? t('scripts:diff.nothing') : <LineWords words={words} />}
    </Box>
  );
  return (
    <>
      <Box sx={{ fontWeight: 600 }}>{id}</Box>
      <Box
        sx={{
          display: 'grid',
          gap: 1,
          gridTemplateColumns: 'minmax(0, 1fr)',
          '@media (min-width: 64rem)': { gridTemplateColumns: '1fr 1fr' },
        }}
      >
        {side(before, 'before')}
        {side(after, 'after')}
      </Box>
    </>
  );
}
