/** Gives memory back that loading has taken. */

/** Loading leaves as much behind as it has made, and a hidden page that then rests would keep it. Needs `--expose-gc`. */
export function collectGarbage(): void {
  (globalThis as { gc?: () => void }).gc?.();
}
