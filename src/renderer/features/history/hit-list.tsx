/** Hits of a search, each with the reason why it was found. One stop for Tab, arrows move, Enter opens. */
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useState } from 'react';
import type { SearchHitView } from '../../../shared/contract/history';
import { useFormat, useText } from '../../app/i18n/use-text';
import { c, tone } from '../../app/theme/css-vars';
import { focusRingInside } from '../../app/theme/overrides/global';
import { CaseNumber } from '../../components/case-number';
import { MajorMark } from '../../components/major-mark';
import { PetitionMark } from '../../components/petition-mark';
import { CaseStatusChip } from '../../components/status-chip';
import { taxonomyLabel } from '../../components/taxonomy';
import { useRoving } from '../../components/use-roving';

export interface HitListProps {
  readonly hits: readonly SearchHitView[];
  readonly onOpen: (caseId: string) => void;
}

type Match = SearchHitView['matched'][number];

export function HitList({ hits, onOpen }: HitListProps) {
  const { t } = useText();
  const [current, setCurrent] = useState(0);
  const at = Math.min(current, Math.max(hits.length - 1, 0));
  const { onKeyDown, itemRef } = useRoving(hits.length, at, setCurrent);
  return (
    <Box component="ul" aria-label={t('history:hits')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {hits.map((hit, index) => (
        <li key={hit.row.caseId}>
          <ButtonBase
            ref={itemRef(index)}
            tabIndex={index === at ? 0 : -1}
            onKeyDown={onKeyDown}
            onFocus={() => setCurrent(index)}
            onClick={() => onOpen(hit.row.caseId)}
            sx={{
              width: '100%',
              display: 'block',
              textAlign: 'left',
              font: 'inherit',
              px: 2,
              py: 1.25,
              borderBottom: `1px solid ${c.line}`,
              '&:hover': { backgroundColor: c.sunken },
              '&.Mui-focusVisible': focusRingInside,
            }}
          >
            <Hit hit={hit} />
          </ButtonBase>
        </li>
      ))}
    </Box>
  );
}

function Hit({ hit: { row, matched } }: { readonly hit: SearchHitView }) {
  const { t, language } = useText();
  const format = useFormat();
  const categories = [row.businessId, row.reasonId]
    .filter((id) => id !== '')
    .map((id) => taxonomyLabel(id, language))
    .join(' · ');
  return (
    <Box sx={{ display: 'grid', gap: 0.5 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5, rowGap: 0.5 }}>
        <CaseNumber number={row.number} />
        <span>{row.maskedName === '' ? t('history:nameless') : row.maskedName}</span>
        <Box sx={{ flex: '1 1 10rem', minWidth: 0, color: c.inkSoft }}>
          {row.matter === '' ? taxonomyLabel(row.businessId, language) : row.matter}
        </Box>
        <MajorMark row={row} />
        <PetitionMark row={row} />
        <CaseStatusChip status={row.status} />
        <Box component="span" sx={{ color: c.inkSoft, whiteSpace: 'nowrap' }}>
          {format.date(row.receivedAtMs)}
        </Box>
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, rowGap: 0.25, color: c.inkSoft }}>
        {matched.map((match) => (
          <span key={`${match.field}/${match.kind}`}>
            {t(`history:why.${fieldOf(match)}.${match.kind === 'tail' ? 'tail' : 'whole'}`)}
            {kindNeedsWords(match) && ` (${t(`history:by.${match.kind}`)})`}
            {': '}
            <Marked {...(match.field === 'business' ? inLanguage(match, categories) : match)} />
          </span>
        ))}
      </Box>
    </Box>
  );
}

const fields = ['number', 'name', 'phone', 'idTail', 'cardTail', 'business', 'text', 'staff'] as const;

function fieldOf(match: Match): (typeof fields)[number] {
  return fields.find((field) => field === match.field) ?? 'text';
}

function kindNeedsWords(match: Match): match is Match & { readonly kind: 'pinyin' | 'initials' } {
  return match.kind === 'pinyin' || match.kind === 'initials';
}

/** Categories are found in every language and shown in one; words of another one have nothing in it to be marked. */
function inLanguage({ snippet, ranges }: Match, categories: string): Pick<Match, 'snippet' | 'ranges'> {
  const searched = categories.toLowerCase();
  const found: (readonly [number, number])[] = [];
  let end = 0;
  for (const [from, to] of ranges) {
    const at = searched.indexOf(snippet.slice(from, to).toLowerCase(), end);
    if (at < 0) continue;
    end = at + to - from;
    found.push([at, end]);
  }
  return { snippet: categories, ranges: found };
}

/** The words around the match, with what matched marked. */
function Marked({ snippet, ranges }: Pick<Match, 'snippet' | 'ranges'>) {
  const pieces: { readonly text: string; readonly marked: boolean; readonly from: number }[] = [];
  let end = 0;
  for (const [from, to] of ranges) {
    if (from > end) pieces.push({ text: snippet.slice(end, from), marked: false, from: end });
    pieces.push({ text: snippet.slice(from, to), marked: true, from });
    end = to;
  }
  if (end < snippet.length) pieces.push({ text: snippet.slice(end), marked: false, from: end });
  return (
    <span>
      {pieces.map(({ text, marked, from }) =>
        marked ? (
          <Box
            component="mark"
            key={from}
            sx={{
              backgroundColor: tone('warning').soft,
              color: tone('warning').onSoft,
              fontWeight: 600,
              borderRadius: '3px',
              px: '1px',
            }}
          >
            {text}
          </Box>
        ) : (
          <span key={from}>{text}</span>
        ),
      )}
    </span>
  );
}
