/** A stored signature, drawn from its strokes; a harder press is a thicker line. */
import type { Signature } from '../../../domain/complaint/agree-card';

const height = 100;

export function SignatureImage({ signature, label }: { readonly signature: Signature; readonly label: string }) {
  const width = height * signature.ratio;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      style={{ width: '100%', maxWidth: 360, background: '#fff', borderRadius: 6 }}
    >
      {signature.strokes.map((stroke, at) => (
        <polyline
          key={at}
          fill="none"
          stroke="#10243a"
          strokeLinecap="round"
          strokeLinejoin="round"
          strokeWidth={1 + 2 * meanPressure(stroke)}
          points={stroke.map(({ x, y }) => `${x * width},${y * height}`).join(' ')}
        />
      ))}
    </svg>
  );
}

const meanPressure = (stroke: Signature['strokes'][number]): number =>
  stroke.reduce((sum, { pressure }) => sum + pressure, 0) / stroke.length;
