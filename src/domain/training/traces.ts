/**
 * 去标识: what in a text could tell who it is about, by rule: names, numbers, contacts, days, places, exact sums. Rules find what has a shape or
 * is on record with the case; that somebody can still be recognised by their story only a person sees, so a person confirms it.
 */
import { foldDigits } from '../text/normalise';

export const traceKinds = ['name', 'number', 'contact', 'day', 'place', 'sum', 'record'] as const;
export type TraceKind = (typeof traceKinds)[number];

export interface Trace {
  readonly kind: TraceKind;
  readonly text: string;
  /** On record with the case, or of a shape that nothing harmless has. The rest is taken out, but may be written again. */
  readonly sure: boolean;
}

/** What is on record with the case: looked for to the letter. */
export interface KnownTraces {
  readonly names: readonly string[];
  /** Numbers, addresses and anything else that stands in its fields. */
  readonly records: readonly string[];
}

/** What stands there instead, so that the sentence still reads. */
const instead: Readonly<Record<TraceKind, string>> = {
  name: '当事人',
  number: '某号码',
  contact: '某联系方式',
  day: '那天',
  place: '某地',
  sum: '一笔钱',
  record: '某某',
};

const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤';
const cn = '〇零一二三四五六七八九十百千万两';

/** Longer and surer shapes first: a phone number is no sum, a day no number. */
const shapes: readonly (readonly [TraceKind, RegExp])[] = [
  ['contact', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['contact', /https?:\/\/\S+|www\.\S+/gi],
  ['contact', /(?:微信|QQ|抖音|快手)号?[:：]?\s*[A-Za-z0-9_-]{4,}/gi],
  ['contact', /(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}/g],
  ['contact', /0\d{2,3}[- ]\d{7,8}/g],
  ['number', /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·.]?[A-Z0-9]{5,6}/g],
  ['day', new RegExp(`(?:\\d{4}|[${cn}]{4})年(?:[\\d${cn}]{1,3}月(?:[\\d${cn}]{1,3}[日号])?)?`, 'g')],
  ['day', new RegExp(`[\\d${cn}]{1,3}月[\\d${cn}]{1,3}[日号]`, 'g')],
  ['day', /\d{4}[-/.]\d{1,2}[-/.]\d{1,2}/g],
  ['day', /(?<!\d)\d{1,2}[-/]\d{1,2}(?![\d%])/g],
  ['sum', /[¥￥]?\d[\d,]*(?:\.\d+)?\s*(?:万|千|百|亿)?(?:余|多)?(?:元|块钱?|万)/g],
  ['sum', new RegExp(`[${cn}]{2,}(?:余|多)?(?:元|块钱?)`, 'g')],
  ['number', /(?:尾号|末四位|卡号|账号|保单号?|工号|证件号|身份证号?)[:：为是]*\s*[A-Za-z0-9*]{3,}/g],
  ['number', /(?<![A-Za-z0-9])(?=[A-Za-z-]*\d)[A-Za-z0-9-]{5,}(?![A-Za-z0-9])/g],
  [
    'place',
    /(?:(?:(?![我你您他她们去到来在住回从往的了和是有个这那条])[一-龥]){2,4}(?:省|自治区|市(?<!超市|城市|夜市|门市|股市)|县|区|镇|乡|街道|街|路|巷|村|社区|小区|花园|大厦))+(?:[\d一二三四五六七八九十]+(?:号楼?|组|栋|幢|单元|室|弄|楼))*/g,
  ],
  ['place', /(?:[\d一二三四五六七八九十]+(?:号楼|栋|幢|单元|室))+/g],
  [
    'name',
    new RegExp(
      `[${surnames}](?:某+|[一-龥]{0,2})(?:先生|女士|小姐|大爷|大妈|大姐|大哥|老师|师傅|经理|主任|行长|柜员)`,
      'g',
    ),
  ],
  ['name', new RegExp(`(?:叫|姓名[:：]?|名叫|本人|我是)[${surnames}][一-龥]{1,2}(?![一-龥]*[的了])`, 'g')],
];

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** How people of this name are called at a counter. */
const titles = [
  '先生',
  '女士',
  '小姐',
  '大爷',
  '大妈',
  '大姐',
  '大哥',
  '师傅',
  '老师',
  '经理',
  '主任',
  '行长',
] as const;
/** What may be the surname: one sign, or two of a longer name (欧阳). */
const surnamesOf = (name: string): readonly string[] => {
  const signs = [...name.trim()];
  return signs.length > 2 ? [signs[0] ?? '', signs.slice(0, 2).join('')] : signs.slice(0, 1);
};
const nicknames = (names: readonly string[]): readonly string[] =>
  names.flatMap((name) => ['老', '小'].flatMap((prefix) => surnamesOf(name).map((surname) => `${prefix}${surname}`)));

/** What is on record, the longest first: a name inside an address goes with the address. */
function onRecord({ names, records }: KnownTraces): readonly (readonly [TraceKind, string])[] {
  const called = names.flatMap((name) =>
    surnamesOf(name).flatMap((surname) => titles.map((title) => `${surname}${title}`)),
  );
  const all = [
    ...records.map((text) => ['record', text] as const),
    ...[...names, ...called, ...nicknames(names)].map((text) => ['name', text] as const),
  ].map(([kind, text]) => [kind, foldDigits(text).trim()] as const);
  // One sign alone says nobody's name.
  return all.filter(([, text]) => text.length > 1).sort((a, b) => b[1].length - a[1].length);
}

/** Whatever in the text could tell who it is about, in the order of the rules. */
export function tracesIn(text: string, known: KnownTraces): readonly Trace[] {
  const found: Trace[] = [];
  replaced(text, known, (trace) => found.push(trace));
  return found;
}

/** The text without them, and what stood there. */
export function withoutTraces(
  text: string,
  known: KnownTraces,
): { readonly text: string; readonly traces: readonly Trace[] } {
  const traces: Trace[] = [];
  const left = replaced(text, known, (trace) => traces.push(trace));
  return { text: left, traces };
}

/** An invented Mr Li, the supermarket and a few thousand yuan name nobody. */
const unsure: readonly TraceKind[] = ['name', 'place', 'sum'];

function replaced(text: string, known: KnownTraces, onTrace: (trace: Trace) => void): string {
  const put = (kind: TraceKind, sure: boolean) => (match: string) => {
    onTrace({ kind, text: match, sure });
    return instead[kind];
  };
  const without = onRecord(known).reduce(
    (left, [kind, record]) => left.replace(new RegExp(escaped(record), 'gi'), put(kind, true)),
    foldDigits(text),
  );
  return shapes.reduce((left, [kind, shape]) => left.replace(shape, put(kind, !unsure.includes(kind))), without);
}
