/** QR code as inline SVG: sharp on any printer, no image file. */
import { create } from 'qrcode';
import { html, type SafeHtml } from './html';

const QUIET_ZONE = 4;

/** Draws a QR code (error correction M) with its quiet zone; `label` is read by screen readers. */
export function qrSvg(payload: string, label: string): SafeHtml {
  const { data, size } = create(payload, { errorCorrectionLevel: 'M' }).modules;
  let path = '';
  for (let row = 0; row < size; row += 1) {
    let column = 0;
    while (column < size) {
      let run = 0;
      while (column + run < size && data[row * size + column + run] === 1) run += 1;
      if (run > 0) path += `M${column + QUIET_ZONE} ${row + QUIET_ZONE}h${run}v1h-${run}z`;
      column += Math.max(run, 1);
    }
  }
  const side = size + 2 * QUIET_ZONE;
  return html`<svg
    class="qr"
    role="img"
    aria-label="${label}"
    viewBox="0 0 ${side} ${side}"
    shape-rendering="crispEdges"
    xmlns="http://www.w3.org/2000/svg"
  >
    <path fill="#000" d="${path}" />
  </svg>`;
}
