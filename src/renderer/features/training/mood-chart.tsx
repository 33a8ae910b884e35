/** Anger as it was, as steps, trust below it, and what was rated, as rings: where both part, the rating was late or off. */
import Box from '@mui/material/Box';
import type { Debrief } from '../../../domain/training/debrief';
import { useText } from '../../app/i18n/use-text';
import { c, emotionColours, tone } from '../../app/theme/css-vars';

const width = 600;
const height = 150;
const left = 70;
const edge = 16;

export function MoodChart({ debrief: { curve, rated } }: { readonly debrief: Debrief }) {
  const { t } = useText();
  const end = Math.max(1, curve.at(-1)?.at ?? 1);
  const x = (at: number): number => left + (at / end) * (width - left - edge);
  const y = (level: number): number => height - edge - (level / 3) * (height - 2 * edge);
  const yTrust = (trust: number): number => height - edge - (trust / 5) * (height - 2 * edge);
  const path = curve
    .map(({ at, level }, index) => (index === 0 ? `M${x(at)} ${y(level)}` : `H${x(at)}V${y(level)}`))
    .join('');
  const trustPath = curve
    .map(({ at, trust }, index) => (index === 0 ? `M${x(at)} ${yTrust(trust)}` : `H${x(at)}V${yTrust(trust)}`))
    .join('');
  const names = (list: readonly { readonly level: 0 | 1 | 2 | 3 }[]): string =>
    list
      .filter(({ level }, at) => level !== list[at - 1]?.level)
      .map(({ level }) => t(`common:emotion.level.${level}`))
      .join(' → ');
  return (
    <Box sx={{ display: 'grid', gap: 0.5 }}>
      <Box
        component="svg"
        role="img"
        aria-label={t('training:debrief.curveWords', {
          levels: names(curve),
          rated: names(rated),
          from: curve[0]?.trust ?? 0,
          to: curve.at(-1)?.trust ?? 0,
        })}
        viewBox={`0 0 ${width} ${height}`}
        sx={{ width: '100%', maxWidth: '60rem', height: 'auto' }}
      >
        {([0, 1, 2, 3] as const).map((level) => (
          <g key={level}>
            <line x1={left} x2={width - edge} y1={y(level)} y2={y(level)} stroke={c.line} />
            <text x={left - 8} y={y(level) + 5} textAnchor="end" fontSize="14" fill={c.inkSoft}>
              {t(`common:emotion.level.${level}`)}
            </text>
          </g>
        ))}
        <path d={trustPath} fill="none" stroke={c.inkSoft} strokeWidth="2" strokeDasharray="6 5" />
        <path d={path} fill="none" stroke={tone('primary').fill} strokeWidth="3" />
        {rated.map(({ at, level }, index) => (
          <circle
            key={`${at}.${index}`}
            cx={x(at)}
            cy={y(level)}
            r="6"
            fill={c.surface}
            stroke={emotionColours(level).fill}
            strokeWidth="3"
          />
        ))}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, color: c.inkSoft }}>
        <span>━ {t('training:debrief.anger')}</span>
        <span>○ {t('training:debrief.ratedLine')}</span>
        <span>┅ {t('training:debrief.trustLine')}</span>
      </Box>
    </Box>
  );
}
