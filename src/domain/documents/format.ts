/** How dates, times and money are written on paper. Pure text work: no clock, no time zone, no locale of the machine. */

/** The language of one document; independent of the language of the screen. */
export type DocumentLanguage = 'zh-CN' | 'en';

/** `YYYY-MM-DD`. */
export type LocalDate = string;
/** `YYYY-MM-DDTHH:mm`, the wall clock of the outlet. */
export type LocalDateTime = string;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})$/;

/** Whether the text is a day that exists in the calendar, as `YYYY-MM-DD`. */
export function isLocalDate(text: string): boolean {
  const match = DATE.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

/** Whether the text is `YYYY-MM-DDTHH:mm` with a day and a time that exist. */
export function isLocalDateTime(text: string): boolean {
  const match = DATE_TIME.exec(text);
  if (!match) return false;
  const [hour, minute] = (match[2] ?? '').split(':').map(Number);
  return isLocalDate(match[1] ?? '') && (hour ?? 99) < 24 && (minute ?? 99) < 60;
}

/** "2026年3月2日" or "2 March 2026". Throws on a day that does not exist: that is a bug of the caller. */
export function formatDate(date: LocalDate, language: DocumentLanguage): string {
  if (!isLocalDate(date)) throw new Error(`not a local date: ${date}`);
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return language === 'zh-CN' ? `${year}年${month}月${day}日` : `${day} ${MONTHS[month - 1] ?? ''} ${year}`;
}

/** "2026年3月2日 10:15" or "2 March 2026, 10:15". Throws on a time that does not exist. */
export function formatDateTime(at: LocalDateTime, language: DocumentLanguage): string {
  if (!isLocalDateTime(at)) throw new Error(`not a local date-time: ${at}`);
  const [date, time] = at.split('T') as [string, string];
  return language === 'zh-CN' ? `${formatDate(date, language)} ${time}` : `${formatDate(date, language)}, ${time}`;
}

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
