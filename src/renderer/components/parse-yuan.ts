/** Typed yuan → fen. Accepts full-width digits, thousands separators, ¥ and 元; null when it is not an amount. */
export function parseYuan(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s,，¥￥元]/g, '')
    .replace(/^\./, '0.');
  const match = /^(\d{1,13})(?:\.(\d{0,2}))?$/.exec(plain);
  if (match === null) return null;
  const fen = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return Number.isSafeInteger(fen) ? fen : null;
}

/** Fen → text for the field: `1234500` is `12,345.00`. */
export function yuanText(amountFen: number): string {
  const digits = String(amountFen).padStart(3, '0');
  return `${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')}.${digits.slice(-2)}`;
}
