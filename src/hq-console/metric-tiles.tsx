/** The numbers of a period in one glance, each with how many stand behind it and what it was before. */
import Box from '@mui/material/Box';
import { useFormat, useText } from '../renderer/app/i18n/use-text';
import { c, tone as toneColours } from '../renderer/app/theme/css-vars';
import { fonts, radiusPx } from '../renderer/app/theme/tokens';
import { leastForShare, type Metrics, type MetricFigures } from '../shared/hq-console/metrics';
import { useShare } from './use-share';

interface Tile {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly notes: readonly string[];
  readonly warns?: boolean;
}

export function MetricTiles({ metrics: { total, before } }: { readonly metrics: Metrics }) {
  const tiles = useTiles(total, before);
  return (
    <Box
      component="dl"
      sx={{
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: 'repeat(auto-fit, minmax(12.5rem, 1fr))',
        m: 0,
      }}
    >
      {tiles.map(({ id, label, value, notes, warns = false }) => (
        <Box
          key={id}
          sx={{
            p: 1.75,
            backgroundColor: c.surface,
            border: `1px solid ${c.line}`,
            borderRadius: `${radiusPx.card}px`,
            ...(warns ? { boxShadow: `inset 4px 0 0 ${toneColours('error').fill}` } : {}),
          }}
        >
          <Box component="dt" sx={{ color: c.inkSoft, lineHeight: 1.4 }}>
            {label}
          </Box>
          <Box
            component="dd"
            sx={{
              m: 0,
              fontFamily: fonts.number,
              fontSize: '1.625rem',
              fontWeight: 600,
              lineHeight: 1.3,
              color: warns ? toneColours('error').fill : c.ink,
              overflowWrap: 'anywhere',
            }}
          >
            {value}
          </Box>
          {notes.map((note) => (
            <Box key={note} component="dd" sx={{ m: 0, color: c.inkSoft, fontSize: '0.875rem', lineHeight: 1.5 }}>
              {note}
            </Box>
          ))}
        </Box>
      ))}
    </Box>
  );
}

function useTiles(total: MetricFigures, before: MetricFigures): readonly Tile[] {
  const { t } = useText();
  const format = useFormat();
  const share = useShare();
  /** The change in percent only where enough stands behind it. */
  const then = (now: number, earlier: number): string => {
    if (earlier < leastForShare) return t('console:metrics.before', { value: format.number(earlier) });
    const change = (now - earlier) / earlier;
    return t('console:metrics.beforeChange', {
      value: format.number(earlier),
      change: `${change > 0 ? '+' : ''}${format.percent(change)}`,
    });
  };
  const counted = (id: string, label: string, now: number, earlier: number, more: readonly string[] = []): Tile => ({
    id,
    label,
    value: format.number(now),
    notes: [...more, then(now, earlier)],
  });
  const timely = (
    id: string,
    label: string,
    now: MetricFigures['decided'],
    earlier: MetricFigures['decided'],
  ): Tile => ({
    id,
    label,
    value: share(now),
    notes: [
      now.of === 0 ? t('console:metrics.noneDue') : t('console:metrics.ofN', { part: now.inTime, of: now.of }),
      t('console:metrics.before', { value: share(earlier) }),
    ],
  });
  const days = (value: number | null): string =>
    value === null ? t('console:metrics.none') : t('console:metrics.days', { days: format.number(value) });
  const ofReceived = (id: 'extended' | 'reopened' | 'repeat'): Tile => ({
    id,
    label: t(`console:metrics.tile.${id}`),
    value: format.number(total[id]),
    notes: [
      total.received < leastForShare
        ? t('console:metrics.ofReceivedFew', { of: total.received })
        : t('console:metrics.ofReceived', { share: format.percent(total[id] / total.received), of: total.received }),
      then(total[id], before[id]),
    ],
  });
  return [
    counted('received', t('console:metrics.tile.received'), total.received, before.received, [
      t('console:metrics.notCounted', { other: total.notComplaints, merged: total.merged, moved: total.moved }),
    ]),
    counted('closed', t('console:metrics.tile.closed'), total.closed, before.closed),
    counted('openAfter', t('console:metrics.tile.openAfter'), total.openAfter, before.openAfter),
    {
      ...counted('overdue', t('console:metrics.tile.overdue'), total.overdue, before.overdue),
      warns: total.overdue > 0,
    },
    timely('accepted', t('console:metrics.tile.accepted'), total.accepted, before.accepted),
    timely('decided', t('console:metrics.tile.decided'), total.decided, before.decided),
    {
      id: 'days',
      label: t('console:metrics.tile.days'),
      value: total.medianDays === null ? t('console:metrics.none') : format.number(total.medianDays),
      notes: [
        t('console:metrics.ninety', { days: days(total.ninetyDays), of: total.answered }),
        t('console:metrics.before', { value: days(before.medianDays) }),
      ],
    },
    ofReceived('extended'),
    ofReceived('reopened'),
    ofReceived('repeat'),
    {
      id: 'granted',
      label: t('console:metrics.tile.granted'),
      value: format.money(total.grantedFen),
      notes: [
        t('console:metrics.claimed', { value: format.money(total.claimedFen) }),
        t('console:metrics.before', { value: format.money(before.grantedFen) }),
      ],
    },
  ];
}
