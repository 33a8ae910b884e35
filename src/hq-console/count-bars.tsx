/** Bars that are a table: who sees reads lengths, who listens hears name and number. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useFormat, useText } from '../renderer/app/i18n/use-text';
import { c, tone } from '../renderer/app/theme/css-vars';
import { SectionCard } from '../renderer/components/section-card';
import type { ClassCount, Metrics } from '../shared/hq-console/metrics';

const number = { textAlign: 'right', whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' } as const;
const cell = { py: 0.5, px: 0.75, border: 0, verticalAlign: 'middle' } as const;

interface ClassBarsProps {
  readonly title: string;
  readonly rows: readonly ClassCount[];
}

/** 按类: the largest first, and on demand with the classes below. */
export function ClassBars({ title, rows }: ClassBarsProps) {
  const { t, language } = useText();
  const format = useFormat();
  const [whole, setWhole] = useState(false);
  const hasMore = rows.some(({ depth }) => depth > 0);
  const shown = rows.filter(({ depth }) => whole || depth === 0);
  const most = Math.max(1, ...rows.map(({ received, before }) => Math.max(received, before)));
  return (
    <SectionCard
      title={title}
      actions={
        hasMore && (
          <Button size="small" aria-pressed={whole} onClick={() => setWhole(!whole)}>
            {t(whole ? 'console:metrics.lessDetail' : 'console:metrics.moreDetail')}
          </Button>
        )
      }
    >
      {rows.length === 0 ? (
        <Box sx={{ color: c.inkSoft }}>{t('console:metrics.nothing')}</Box>
      ) : (
        <Box
          component="table"
          aria-label={title}
          sx={{ width: '100%', borderCollapse: 'collapse', tableLayout: 'fixed' }}
        >
          <Box component="thead" sx={{ color: c.inkSoft, fontSize: '0.875rem' }}>
            <tr>
              <Box component="th" scope="col" sx={{ ...cell, width: '42%', textAlign: 'left', fontWeight: 500 }}>
                {t('console:metrics.column.class')}
              </Box>
              <Box component="td" sx={cell} />
              <Box component="th" scope="col" sx={{ ...cell, ...number, width: '4.5rem', fontWeight: 500 }}>
                {t('console:metrics.column.received')}
              </Box>
              <Box component="th" scope="col" sx={{ ...cell, ...number, width: '4.5rem', fontWeight: 500 }}>
                {t('console:metrics.column.before')}
              </Box>
            </tr>
          </Box>
          <tbody>
            {shown.map(({ id, zh, en, depth, received, before }) => (
              <tr key={id}>
                <Box
                  component="th"
                  scope="row"
                  sx={{
                    ...cell,
                    pl: 0.75 + depth * 2.5,
                    textAlign: 'left',
                    fontWeight: whole && depth === 0 ? 600 : 400,
                    overflowWrap: 'anywhere',
                  }}
                >
                  {language === 'en' ? en : zh}
                </Box>
                <Box component="td" sx={cell}>
                  <Bar share={received / most} quiet={depth > 0} />
                </Box>
                <Box component="td" sx={{ ...cell, ...number, fontWeight: 600 }}>
                  {format.number(received)}
                </Box>
                <Box component="td" sx={{ ...cell, ...number, color: c.inkSoft }}>
                  {format.number(before)}
                </Box>
              </tr>
            ))}
          </tbody>
        </Box>
      )}
    </SectionCard>
  );
}

function Bar({ share, quiet }: { readonly share: number; readonly quiet: boolean }) {
  return (
    <Box
      aria-hidden
      sx={{
        height: quiet ? '0.5rem' : '0.875rem',
        // One complaint must show, too.
        width: `max(${String(Math.round(share * 1000) / 10)}%, ${share > 0 ? '3px' : '0px'})`,
        borderRadius: '2px',
        backgroundColor: tone(quiet ? 'neutral' : 'primary').fill,
      }}
    />
  );
}

/** For who listens; out of sight, and not out of the page. */
const onlyHeard = {
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} as const;

const columnHeight = '9rem';

/** 月度趋势: received and closed side by side, twelve months. */
export function MonthBars({ title, months }: { readonly title: string; readonly months: Metrics['months'] }) {
  const { t } = useText();
  const format = useFormat();
  const most = Math.max(1, ...months.map(({ received, closed }) => Math.max(received, closed)));
  const series = [
    ['received', tone('primary').fill],
    ['closed', tone('warning').fill],
  ] as const;
  return (
    <SectionCard title={title}>
      <Box aria-hidden sx={{ display: 'flex', gap: 2, mb: 1, color: c.inkSoft, fontSize: '0.875rem' }}>
        {series.map(([name, colour]) => (
          <Box key={name} sx={{ display: 'flex', alignItems: 'center', gap: 0.75 }}>
            <Box sx={{ width: '0.75rem', height: '0.75rem', borderRadius: '2px', backgroundColor: colour }} />
            {t(`console:metrics.column.${name}`)}
          </Box>
        ))}
      </Box>
      <Box aria-hidden sx={{ display: 'flex', gap: 0.5, alignItems: 'end', overflow: 'hidden' }}>
        {months.map((one, index) => (
          <Box key={one.month} sx={{ flex: '1 1 0', minWidth: 0, textAlign: 'center' }}>
            <Box sx={{ fontSize: '0.8125rem', color: c.inkSoft, fontVariantNumeric: 'tabular-nums' }}>
              {format.number(one.received)}
            </Box>
            <Box
              sx={{ display: 'flex', gap: '2px', height: columnHeight, alignItems: 'end', justifyContent: 'center' }}
            >
              {series.map(([name, colour]) => (
                <Box
                  key={name}
                  sx={{
                    flex: '0 1 0.875rem',
                    height: `max(${String(Math.round((one[name] / most) * 1000) / 10)}%, ${one[name] > 0 ? '2px' : '0px'})`,
                    borderRadius: '2px 2px 0 0',
                    backgroundColor: colour,
                  }}
                />
              ))}
            </Box>
            <Box sx={{ borderTop: `1px solid ${c.lineStrong}`, pt: 0.5, fontSize: '0.8125rem', whiteSpace: 'nowrap' }}>
              {t('console:metrics.month', { month: Number(one.month.slice(5)) })}
            </Box>
            <Box sx={{ fontSize: '0.75rem', color: c.inkSoft, minHeight: '1.25rem' }}>
              {index === 0 || one.month.endsWith('-01') ? one.month.slice(0, 4) : ''}
            </Box>
          </Box>
        ))}
      </Box>
      <table style={onlyHeard}>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('console:metrics.column.month')}</th>
            <th scope="col">{t('console:metrics.column.received')}</th>
            <th scope="col">{t('console:metrics.column.closed')}</th>
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, received, closed }) => (
            <tr key={month}>
              <th scope="row">{month}</th>
              <td>{format.number(received)}</td>
              <td>{format.number(closed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </SectionCard>
  );
}
