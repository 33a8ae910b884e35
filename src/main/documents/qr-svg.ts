/** QR code as inline SVG: sharp on any printer, no image file. */
import { create } from 'qrcode';
import { qrPath } from '../../shared/qr-path';
import { html, type SafeHtml } from './html';

/** Draws a QR code (error correction M) with its quiet zone; `label` is read by screen readers. */
export function qrSvg(payload: string, label: string): SafeHtml {
  const { side, path } = qrPath(create(payload, { errorCorrectionLevel: 'M' }).modules);
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
