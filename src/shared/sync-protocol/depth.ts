/** True when no array or object of the value lies deeper than so many levels. Not by recursion: a deep one would end the stack. */
export function nestedWithin(value: unknown, levels: number): boolean {
  let layer = inner([value]);
  for (let level = 1; layer.length > 0; level += 1) {
    if (level > levels) return false;
    layer = inner(layer.flatMap((one): unknown[] => Object.values(one)));
  }
  return true;
}

const inner = (values: readonly unknown[]): object[] =>
  values.filter((value): value is object => typeof value === 'object' && value !== null);
