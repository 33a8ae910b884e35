/** 话术效果: after which lines customers were calmer, as far as the talks of one branch can tell. Every figure with what limits it. */
import Box from '@mui/material/Box';
import { useEffect, useState } from 'react';
import { effectKinds, leastTalks, startLevels, type EffectKind, type StartLevel } from '../../../domain/insight/effect';
import { severities } from '../../../domain/insight/talk-facts';
import type { EffectReportView, EffectView as Figure } from '../../../shared/contract/scripts';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { c, tone } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { ChoiceChips } from '../../components/choice-chips';
import { EmptyState } from '../../components/empty-state';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import { StatusChip } from '../../components/status-chip';
import { useWords } from './use-words';

type Start = 'all' | `${StartLevel}`;
const starts: readonly Start[] = ['all', ...startLevels.map((level) => `${level}` as const)];
const biases = ['indication', 'self', 'missing', 'cluster', 'many'] as const;

export function EffectPanel() {
  const { t } = useText();
  const [report, setReport] = useState<EffectReportView | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [asked, setAsked] = useState(0);
  const [kind, setKind] = useState<EffectKind>('script');
  const [start, setStart] = useState<Start>('all');
  useEffect(() => {
    let current = true;
    void api['scripts.effect']({}).then((reply) => {
      if (!current) return;
      setError(reply.ok ? null : reply.error);
      if (reply.ok) setReport(reply.value);
    });
    return () => {
      current = false;
    };
  }, [asked]);
  if (report === null)
    return error === null ? (
      <Box role="status">{t('common:state.loading')}</Box>
    ) : (
      <ErrorNotice error={error} onRetry={() => setAsked((count) => count + 1)} />
    );
  const shown = report.effects.filter((one) => one.kind === kind && String(one.start ?? 'all') === start);
  const { talks, unrated, calmFromStart, tooFew } = report;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box sx={{ maxWidth: '60rem' }}>{t('scripts:effect.intro')}</Box>
      <SectionCard title={t('scripts:effect.limits')} tone="warning">
        <Box component="ul" sx={{ m: 0, pl: 2.5, display: 'grid', gap: 0.5 }}>
          {biases.map((bias) => (
            <li key={bias}>{t(`scripts:effect.bias.${bias}`)}</li>
          ))}
        </Box>
      </SectionCard>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 4, rowGap: 2 }}>
        <ChoiceChips
          label={t('scripts:effect.kindLabel')}
          options={effectKinds.map((value) => ({ value, label: t(`scripts:effect.kind.${value}`) }))}
          value={kind}
          onChange={setKind}
        />
        <ChoiceChips
          label={t('scripts:effect.startLabel')}
          options={starts.map((value) => ({
            value,
            label: value === 'all' ? t('scripts:effect.startAll') : t(`common:emotion.level.${value}`),
          }))}
          value={start}
          onChange={setStart}
        />
      </Box>
      <Box role="status" sx={{ color: c.inkSoft }}>
        {t('scripts:effect.counted', { talks, calmFromStart, unrated, tooFew, least: leastTalks })}
      </Box>
      {shown.length === 0 ? (
        <EmptyState title={t('scripts:effect.none', { least: leastTalks })} body={t('scripts:effect.noneHint')} />
      ) : (
        <Figures figures={shown} />
      )}
    </Box>
  );
}

const percent = (share: number): string => `${String(Math.round(share * 100))}%`;

function Figures({ figures }: { readonly figures: readonly Figure[] }) {
  const { t } = useText();
  const words = useWords();
  const head = ['what', 'talks', 'share', 'chart', 'adjusted', 'mix', 'severity'] as const;
  return (
    <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={t('scripts:effect.table')}>
      <Box
        component="table"
        sx={{
          width: '100%',
          minWidth: '60rem',
          borderCollapse: 'collapse',
          '& th, & td': { p: 1, textAlign: 'start', verticalAlign: 'top', borderBottom: `1px solid ${c.line}` },
          '& th': { fontWeight: 600 },
        }}
      >
        <caption className="xt-visually-hidden">{t('scripts:effect.table')}</caption>
        <thead>
          <tr>
            {head.map((one) => (
              <th key={one} scope="col">
                {t(`scripts:effect.column.${one}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.map((one) => (
            <tr key={`${one.script} ${one.id}`}>
              <Box component="th" scope="row" sx={{ width: '34%', fontWeight: '400 !important' }}>
                {one.text === null ? one.id : words(one.text)}
                <Box sx={{ color: c.inkSoft }}>
                  {[one.script, words(one.title), t(`scripts:family.${one.family}`)].join(' · ')}
                </Box>
              </Box>
              <td>
                <Box className="xt-number">{one.n}</Box>
                <StatusChip
                  tone={one.strength === 'steady' ? 'success' : 'neutral'}
                  label={t(`scripts:effect.strength.${one.strength}`)}
                />
              </td>
              <td>
                <Box className="xt-number">{percent(one.share)}</Box>
                <Box sx={{ color: c.inkSoft, whiteSpace: 'nowrap' }}>
                  {t('scripts:effect.interval', { low: percent(one.low), high: percent(one.high) })}
                </Box>
              </td>
              <td>
                <Whisker {...one} />
              </td>
              <td className="xt-number">{one.adjusted === null ? '—' : percent(one.adjusted)}</td>
              <td>
                {startLevels.map((level) => (
                  <Box
                    key={level}
                    sx={{ whiteSpace: 'nowrap' }}
                  >{`${t(`common:emotion.level.${level}`)} ${String(one.starts[level])}`}</Box>
                ))}
              </td>
              <td>
                {severities.map((severity) => (
                  <Box key={severity} sx={{ whiteSpace: 'nowrap' }}>
                    {t(`scripts:effect.severity.${severity}`)} {one.severities[severity]}
                  </Box>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </Box>
    </Box>
  );
}

/** The share as a point, its interval as a line, from 0 to 100 %. The figures stand beside it. */
function Whisker({ low, high, share }: Pick<Figure, 'low' | 'high' | 'share'>) {
  const width = 160;
  const x = (part: number): number => 4 + part * (width - 8);
  return (
    <Box
      component="svg"
      aria-hidden
      viewBox={`0 0 ${width} 24`}
      sx={{ width: '10rem', height: '1.5rem', display: 'block' }}
    >
      <path d={`M${x(0)} 20H${x(1)}M${x(0)} 16V20M${x(0.5)} 17V20M${x(1)} 16V20`} stroke={c.lineStrong} fill="none" />
      <path
        d={`M${x(low)} 9H${x(high)}M${x(low)} 5V13M${x(high)} 5V13`}
        stroke={tone('primary').fill}
        strokeWidth="2"
        fill="none"
      />
      <circle cx={x(share)} cy="9" r="4.5" fill={tone('primary').fill} />
    </Box>
  );
}
