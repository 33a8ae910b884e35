/** Money in fen (分) as text: figures with separators, and capital numerals (大写金额). Pure text work, no locale. */

/** Fen as yuan with thousands separators and two decimals: 123456789 → "1,234,567.89". Throws unless a safe integer ≥ 0. */
export function formatYuan(amountFen: number): string {
  mustBeFen(amountFen);
  const digits = String(amountFen).padStart(3, '0');
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${yuan}.${digits.slice(-2)}`;
}

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'] as const;
const GROUPS = ['', '万', '亿', '万亿'] as const;

/**
 * Fen in capital numerals (大写金额) as cheques and letters carry them: 10050 → "人民币壹佰元零伍角整".
 * Rules of the payment-instrument standard: 零 between non-adjacent digits, 整 when no 分 follows. Throws unless a safe integer ≥ 0.
 */
export function fenToCapitals(amountFen: number): string {
  mustBeFen(amountFen);
  const [yuan, jiao, fen] = [Math.floor(amountFen / 100), Math.floor(amountFen / 10) % 10, amountFen % 10];
  const digit = (n: number): string => DIGITS.charAt(n);
  let text = yuan > 0 ? `${integerToCapitals(yuan)}元` : '';
  if (jiao > 0) {
    const gap = yuan > 0 && yuan % 10 === 0;
    text += `${gap ? '零' : ''}${digit(jiao)}角`;
  }
  if (fen > 0) text += `${jiao === 0 && yuan > 0 ? '零' : ''}${digit(fen)}分`;
  if (text === '') text = '零元';
  return `人民币${text}${fen > 0 ? '' : '整'}`;
}

function integerToCapitals(value: number): string {
  const groups: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 10000)) groups.push(rest % 10000);
  let text = '';
  let gap = false;
  for (let index = groups.length - 1; index >= 0; index -= 1) {
    const group = groups[index] ?? 0;
    if (group === 0) {
      gap = text !== '';
      continue;
    }
    if (text !== '' && (gap || group < 1000)) text += '零';
    gap = group % 10 === 0 && index > 0;
    // 万 after 亿 is written once: 1 0000 0000 0000 is 壹万亿.
    const higherSameFamily = index === 2 && (groups[3] ?? 0) > 0;
    text += `${groupToCapitals(group)}${GROUPS[index] ?? ''}`;
    if (higherSameFamily) text = text.replace('万亿', '万');
  }
  return text;
}

function groupToCapitals(group: number): string {
  let text = '';
  let zero = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(group / 10 ** place) % 10;
    if (digit === 0) {
      zero = text !== '';
      continue;
    }
    text += `${zero ? '零' : ''}${DIGITS.charAt(digit)}${PLACES[place] ?? ''}`;
    zero = false;
  }
  return text;
}

function mustBeFen(amountFen: number): void {
  if (!Number.isSafeInteger(amountFen) || amountFen < 0) throw new Error(`not an amount in fen: ${amountFen}`);
}
