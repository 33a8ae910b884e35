/** Modules of a QR code, row by row; 1 is dark. */
export interface QrModules {
  readonly size: number;
  readonly data: ArrayLike<number>;
}

const QUIET_ZONE = 4;

/** The dark modules as one SVG path, one unit each, and the side of the picture with its quiet zone. */
export function qrPath({ data, size }: QrModules): { readonly side: number; readonly path: string } {
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
  return { side: size + 2 * QUIET_ZONE, path };
}
