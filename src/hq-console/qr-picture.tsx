import { create } from 'qrcode';
import { qrPath } from '../shared/qr-path';

/** A QR code as inline SVG: no image file, no request. Black on white in every scheme, or cameras can't read it. */
export function QrPicture({ text, label }: { readonly text: string; readonly label: string }) {
  const { side, path } = qrPath(create(text, { errorCorrectionLevel: 'M' }).modules);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${side} ${side}`}
      width={208}
      height={208}
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} fill="#fff" />
      <path fill="#000" d={path} />
    </svg>
  );
}
