/** High enough for a few rows, and never so high that the dialog has to scroll for its buttons. */
export function tableHeight(rows: number): string {
  return `min(${String(Math.max(rows + 1, 3) * 3.4)}rem, 26rem, 46vh)`;
}
