/** How the anger went, as a line small enough for the strip; in words for those who don't see it. */
import Box from '@mui/material/Box';
import { useText } from '../../app/i18n/use-text';
import { c, emotionColours } from '../../app/theme/css-vars';
import { usePlayerEnvironment } from './player-context';

const width = 96;
const height = 32;
const edge = 5;

export function EmotionCurve({ large = false }: { readonly large?: boolean }) {
  const { curve } = usePlayerEnvironment().view;
  return <Curve curve={curve} large={large} />;
}

export interface CurveProps {
  readonly curve: readonly { readonly atMs: number; readonly level: number }[];
  readonly large?: boolean;
}

export function Curve({ curve, large = false }: CurveProps) {
  const { t } = useText();
  const first = curve[0];
  const last = curve.at(-1);
  if (first === undefined || last === undefined) return null;
  const spanMs = Math.max(last.atMs - first.atMs, 1);
  const points = curve.map(({ atMs, level }) => ({
    x: curve.length === 1 ? width / 2 : edge + ((atMs - first.atMs) / spanMs) * (width - 2 * edge),
    y: height - edge - (level / 3) * (height - 2 * edge),
    level: toLevel(level),
  }));
  // A level holds until the next rating: steps, not slopes.
  const path = points.map(({ x, y }, at) => (at === 0 ? `M${x} ${y}` : `H${x}V${y}`)).join('');
  const words = curve.map(({ level }) => t(`common:emotion.level.${toLevel(level)}`)).join(' → ');
  return (
    <Box
      component="svg"
      role="img"
      aria-label={t('conversation:emotion.curve', { words })}
      viewBox={`0 0 ${width} ${height}`}
      sx={{
        flex: 'none',
        width: large ? '100%' : '5rem',
        maxWidth: large ? '20rem' : undefined,
        height: large ? '4.5rem' : '2rem',
      }}
    >
      <path d={path} fill="none" stroke={c.lineStrong} strokeWidth="1.5" />
      {points.map(({ x, y, level }, at) => (
        <circle
          key={curve[at]?.atMs ?? at}
          cx={x}
          cy={y}
          r={at === points.length - 1 ? 4 : 2.5}
          fill={emotionColours(level).fill}
        />
      ))}
    </Box>
  );
}

const toLevel = (level: number): 0 | 1 | 2 | 3 => (level >= 3 ? 3 : level === 2 ? 2 : level === 1 ? 1 : 0);
