/** One entry of a pack that is new, changed or gone. */
import Box from '@mui/material/Box';
import { orderName } from '../../domain/packs/sections';
import { useFormat, useText } from '../../renderer/app/i18n/use-text';
import { c } from '../../renderer/app/theme/css-vars';
import type { Tone } from '../../renderer/app/theme/tokens';
import { StatusChip } from '../../renderer/components/status-chip';
import type { PackComparisonView } from '../../shared/hq-console/packs';
import { entryName, fieldWords, type FieldWords } from './field-words';
import { MarkedWords, useWordParts } from './word-diff';

export type ShownEntry = PackComparisonView['entries'][number];

export const changeTones: { readonly [C in ShownEntry['change']]: Tone } = {
  added: 'success',
  changed: 'info',
  removed: 'warning',
};

export function ChangedEntryView({ entry }: { readonly entry: ShownEntry }) {
  const text = useText();
  const { t } = text;
  const format = useFormat();
  const words = fieldWords(text, format);
  const name = entryName(entry, text);
  const section = t(`packChange:section.${entry.section}`);
  return (
    <Box component="li" aria-label={name} sx={{ borderTop: `1px solid ${c.line}`, py: 1.25, minWidth: 0 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1, rowGap: 0.5, mb: 0.75 }}>
        <StatusChip label={t(`packChange:change.${entry.change}`)} tone={changeTones[entry.change]} />
        <Box component="h3" sx={{ m: 0, fontSize: '1rem', fontWeight: 600, overflowWrap: 'anywhere' }}>
          {name}
        </Box>
        <Box sx={{ color: c.inkSoft }}>
          {[entry.section === 'head' ? '' : section, entry.key === name ? '' : entry.key]
            .filter((part) => part !== '')
            .join(' · ')}
        </Box>
      </Box>
      {entry.change === 'changed' ? (
        <Fields entry={entry} words={words} name={name} />
      ) : (
        <OneSide entry={entry} words={words} />
      )}
    </Box>
  );
}

const table = {
  width: '100%',
  tableLayout: 'fixed',
  borderCollapse: 'collapse',
  '& th, & td': { px: 1, py: 0.5, textAlign: 'left', verticalAlign: 'top' },
  '& thead th': { color: c.inkSoft, fontWeight: 500 },
  '& tbody th': { fontWeight: 500, color: c.inkSoft },
  '& td': { whiteSpace: 'pre-wrap' },
  '& td, & tbody th': { overflowWrap: 'anywhere', borderTop: `1px solid ${c.line}` },
} as const;

interface FieldsProps {
  readonly entry: ShownEntry;
  readonly words: FieldWords;
  readonly name?: string;
}

/** Both versions side by side. */
function Fields({ entry, words, name }: FieldsProps) {
  const { t } = useText();
  return (
    <Box component="table" aria-label={name} sx={table}>
      <thead>
        <tr>
          <Box component="th" scope="col" sx={{ width: '20%' }}>
            {t('packChange:column.what')}
          </Box>
          <Box component="th" scope="col" sx={{ width: '40%' }}>
            {t('packChange:column.before')}
          </Box>
          <th scope="col">{t('packChange:column.after')}</th>
        </tr>
      </thead>
      <tbody>
        {entry.fields.map(({ path, before, after }) => (
          <tr key={path.join('\n')}>
            <th scope="row">{words.label(path, entry.section)}</th>
            <BothSides
              whole={path.at(-1) === orderName}
              before={words.value(before, path, entry.section, entry.key)}
              after={words.value(after, path, entry.section, entry.key)}
            />
          </tr>
        ))}
      </tbody>
    </Box>
  );
}

interface BothSidesProps {
  readonly before: string;
  readonly after: string;
  /** The same words in another order: marks among them would say nothing. */
  readonly whole: boolean;
}

function BothSides({ before, after, whole }: BothSidesProps) {
  const parts = useWordParts(before, after);
  if (whole)
    return (
      <>
        <td>{before}</td>
        <td>{after}</td>
      </>
    );
  return (
    <>
      <td>
        <MarkedWords parts={parts.before} as="del" />
      </td>
      <td>
        <MarkedWords parts={parts.after} as="ins" />
      </td>
    </>
  );
}

/** More of them than this are folded away, until somebody wants to read them. */
const mostOpen = 12;

/** What is new or gone as a whole, with all that stands in it. */
function OneSide({ entry, words }: FieldsProps) {
  const { t } = useText();
  const rows = (
    <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: 'minmax(7rem, 20%) minmax(0, 1fr)' }}>
      {entry.fields.map(({ path, before, after }) => (
        <Box key={path.join('\n')} sx={{ display: 'contents', '& dt, & dd': { px: 1, py: 0.25, m: 0 } }}>
          <Box component="dt" sx={{ color: c.inkSoft, overflowWrap: 'anywhere' }}>
            {words.label(path, entry.section)}
          </Box>
          <Box component="dd" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {words.value(entry.change === 'added' ? after : before, path, entry.section, entry.key)}
          </Box>
        </Box>
      ))}
    </Box>
  );
  if (entry.fields.length <= mostOpen) return rows;
  return (
    <details>
      <Box component="summary" sx={{ cursor: 'pointer', px: 1, py: 0.5 }}>
        {t('packChange:fields', { count: entry.fields.length })}
      </Box>
      {rows}
    </details>
  );
}
