/** From what the pad gives to what is kept: places as parts of the pad, times from the first touch. */
import type { PointGroup } from 'signature_pad';
import type { Signature } from '../../../domain/complaint/agree-card';

/** As many points as a case keeps of one signature. */
const mostPoints = 4_000;

export function signatureOf(
  groups: readonly Pick<PointGroup, 'points'>[],
  size: { readonly width: number; readonly height: number },
): Signature | null {
  const drawn = groups.filter(({ points }) => points.length > 0);
  const first = drawn[0]?.points[0]?.time;
  if (first === undefined || size.width <= 0 || size.height <= 0) return null;
  const all = drawn.reduce((sum, { points }) => sum + points.length, 0);
  // A pad that gives a point for every pixel: every nth of them draws the same line.
  const every = Math.ceil(all / (mostPoints - 2 * drawn.length));
  const strokes = drawn.map(({ points }) =>
    points
      .filter((_point, at) => at % every === 0 || at === points.length - 1)
      .map(({ x, y, pressure, time }) => ({
        x: part(x / size.width),
        y: part(y / size.height),
        pressure: part(pressure),
        t: Math.max(0, Math.round(time - first)),
      })),
  );
  return { strokes, ratio: Math.min(20, Math.max(0.2, size.width / size.height)) };
}

const part = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000;
