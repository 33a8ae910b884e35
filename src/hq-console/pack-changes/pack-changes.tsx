/** 改了什么: what a reviewer answers for, in words, against the version whose place the new one takes. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useDeferredValue, useId, useMemo, useState } from 'react';
import { useFormat, useText, type Text } from '../../renderer/app/i18n/use-text';
import { c } from '../../renderer/app/theme/css-vars';
import type { PackComparisonView } from '../../shared/hq-console/packs';
import { LineField, SelectField } from '../fields';
import { ChangedEntryView, type ShownEntry } from './changed-entry';
import { entryName } from './field-words';

/** As many as are drawn at once; of thousands the rest comes on demand. */
const shownAtOnce = 30;
/** From so many on there is something to search in. */
const worthSearching = 8;

const changes = ['added', 'changed', 'removed'] as const;
type Only = (typeof changes)[number] | 'all';

export function PackChanges({ comparison }: { readonly comparison: PackComparisonView }) {
  const text = useText();
  const { t } = text;
  const format = useFormat();
  const titleId = useId();
  const [only, setOnly] = useState<Only>('all');
  const [typed, setTyped] = useState('');
  const [shown, setShown] = useState(shownAtOnce);
  const query = useDeferredValue(typed);
  const { entries, against } = comparison;
  const found = useMemo(() => search(entries, only, query, text), [entries, only, query, text]);
  const listed = found.slice(0, shown);
  const counts = {
    added: format.number(comparison.added),
    changed: format.number(comparison.changed),
    removed: format.number(comparison.removed),
    unchanged: format.number(comparison.unchanged),
  };
  const basis =
    against === null
      ? t('packChange:againstNothing')
      : against.effectiveFrom === null
        ? t('packChange:againstProgram', { version: against.version })
        : t('packChange:against', { version: against.version, date: format.localDate(against.effectiveFrom) });
  return (
    <Box component="section" aria-labelledby={titleId} sx={{ display: 'grid', gap: 1.5, minWidth: 0 }}>
      <Box>
        <Box component="h2" id={titleId} sx={{ m: 0, fontSize: '1.125rem', fontWeight: 600 }}>
          {t('packChange:title')}
        </Box>
        <Box sx={{ color: c.inkSoft }}>{basis}</Box>
      </Box>
      <Alert severity={entries.length === 0 ? 'success' : 'info'}>
        {entries.length === 0 ? t('packChange:none') : t('packChange:counts', counts)}
      </Alert>
      {entries.length >= worthSearching && (
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 14rem) minmax(0, 22rem)' }}>
          <SelectField
            label={t('packChange:show')}
            value={only}
            onChange={(next) => {
              setOnly(next);
              setShown(shownAtOnce);
            }}
            options={[
              { value: 'all' as const, label: t('packChange:all', { count: entries.length }) },
              ...changes
                .filter((change) => comparison[change] > 0)
                .map((change) => ({
                  value: change,
                  label: t(`packChange:only.${change}`, { count: comparison[change] }),
                })),
            ]}
          />
          <LineField
            type="search"
            label={t('packChange:search')}
            hint={t('packChange:searchHint')}
            value={typed}
            onChange={(next) => {
              setTyped(next);
              setShown(shownAtOnce);
            }}
          />
        </Box>
      )}
      {entries.length > 0 && (
        <>
          <Box role="status" sx={{ color: c.inkSoft, '&:empty': { display: 'none' } }}>
            {found.length === 0
              ? t('packChange:notFound')
              : listed.length < entries.length
                ? t('packChange:shown', { shown: listed.length, found: found.length })
                : ''}
          </Box>
          <Box component="ul" aria-label={t('packChange:list')} sx={{ m: 0, p: 0, listStyle: 'none', minWidth: 0 }}>
            {listed.map((entry) => (
              <ChangedEntryView key={`${entry.section} ${entry.key}`} entry={entry} />
            ))}
          </Box>
          {found.length > listed.length && (
            <Button sx={{ justifySelf: 'start' }} onClick={() => setShown(shown + shownAtOnce)}>
              {t('packChange:more', { count: Math.min(shownAtOnce, found.length - listed.length) })}
            </Button>
          )}
        </>
      )}
    </Box>
  );
}

/** By every word that was typed, in the name, the code, and both versions of what changed. */
function search(entries: readonly ShownEntry[], only: Only, query: string, text: Text): readonly ShownEntry[] {
  const words = query.normalize('NFKC').trim().toLowerCase().split(/\s+/u).filter(Boolean);
  const kept = only === 'all' ? entries : entries.filter(({ change }) => change === only);
  if (words.length === 0) return kept;
  return kept.filter((entry) => {
    const all = [entryName(entry, text), entry.key, JSON.stringify(entry.fields)].join(' ').toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
