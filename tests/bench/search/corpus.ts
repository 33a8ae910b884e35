/**
 * A deterministic corpus of made-up complaint cases for search benchmarks: words drawn by a Zipf law, about 60 % of the
 * narrative characters Chinese, 1.5 KB per document as JSON in UTF-8. The same seed gives the same corpus anywhere.
 */
import type { SearchDoc } from '../../../src/shared/store-contract/search';

export type Random = () => number;

/** Mulberry32: small, good enough for data, the same everywhere. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const COMMON =
  '的一是了我不人在他有这上来个们到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此话常与活正感';
const DOMAIN_WORDS = (
  '投诉 客户 银行 信用卡 借记卡 贷款 利率 手续费 年费 分期 还款 逾期 征信 短信 扣费 理财 产品 保险 退保 理赔 柜台 排队 态度 服务 误导 销售 ' +
  '网点 经理 大堂 转账 冻结 解冻 挂失 密码 身份 验证 手机 银行卡 存款 取款 现金 自助 设备 吞卡 故障 账户 余额 明细 流水 合同 条款 提前 违约金 ' +
  '罚息 催收 电话 骚扰 隐私 信息 泄露 退款 赔偿 道歉 答复 处理 不满 要求 反映 表示 核实 调查 结果 协商 调解 监管 上级 书面 回复 时限 承诺'
).split(' ');
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单解仇查';
const GIVEN =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文斌宇浩凯健俊帆雪萍鑫波辉婷慧莉晨阳佳琪思雨欣怡子涵梓轩浩然嘉诺语嫣';
const ENGLISH_WORDS = (
  'the customer says that account card loan fee charged without notice branch manager refused refund transfer failed twice mobile app login code never arrived ' +
  'statement shows wrong amount interest rate promised insurance policy cancelled agent misled staff rude waiting queue ATM kept cash dispute merchant overseas payment limit frozen ' +
  'documents returned letter complaint apology compensation asked supervisor reply deadline credit report record mortgage early repayment penalty foreign exchange wire'
).split(' ');
const BUSINESS = [
  '信用卡 年费与手续费 Credit card fees',
  '个人贷款 提前还款 Personal loan early repayment',
  '储蓄存款 转账汇款 Savings transfer',
  '代销保险 退保 Bancassurance surrender',
  '理财产品 信息披露 Wealth product disclosure',
  '自助设备 吞卡吞钞 ATM retained cash',
  '个人征信 异议 Credit report dispute',
];

/** A rank in `[0, size)`, small ranks often (exponent 1). */
function zipf(random: Random, size: number): number {
  return Math.min(size - 1, Math.floor(Math.exp(random() * Math.log(size + 1))) - 1);
}

const pick = (random: Random, list: string | readonly string[]): string =>
  list[Math.floor(random() * list.length)] as string;

interface Vocabulary {
  readonly chinese: readonly string[];
  readonly english: readonly string[];
}

function makeVocabulary(): Vocabulary {
  const random = createRandom(7);
  const characters = Array.from(COMMON);
  for (let point = 0x4e00; characters.length < 2800; point += 1 + Math.floor(random() * 12)) {
    characters.push(String.fromCharCode(point));
  }
  const chinese = new Set(DOMAIN_WORDS);
  while (chinese.size < 20_000) {
    const length = random() < 0.8 ? 2 : random() < 0.6 ? 1 : 3;
    let word = '';
    for (let i = 0; i < length; i += 1) word += characters[zipf(random, characters.length)] as string;
    chinese.add(word);
  }
  const english = new Set(ENGLISH_WORDS);
  while (english.size < 8_000) {
    let word = '';
    const syllables = 1 + Math.floor(random() * 4);
    for (let i = 0; i < syllables; i += 1) word += pick(random, 'bcdfghlmnprstvw') + pick(random, 'aeiou');
    english.add(random() < 0.3 ? `${word}s` : word);
  }
  return { chinese: [...chinese], english: [...english] };
}

const vocabulary = makeVocabulary();

function chineseClause(random: Random): string {
  let clause = '';
  const words = 4 + Math.floor(random() * 7);
  for (let i = 0; i < words; i += 1) clause += vocabulary.chinese[zipf(random, vocabulary.chinese.length)] as string;
  return clause;
}

function englishClause(random: Random): string {
  const words: string[] = [];
  const count = 4 + Math.floor(random() * 6);
  for (let i = 0; i < count; i += 1) words.push(vocabulary.english[zipf(random, vocabulary.english.length)] as string);
  return words.join(' ');
}

function narrative(random: Random): string {
  const target = 270 + Math.floor(random() * 480);
  let text = '';
  while (text.length < target) {
    text +=
      random() < 0.84
        ? chineseClause(random) + pick(random, '，，。；')
        : ` ${englishClause(random)}${pick(random, ',. ')} `;
    if (random() < 0.04) text += `${(Math.floor(random() * 900_000) / 100).toFixed(2)}元`;
  }
  return text;
}

const digits = (random: Random, count: number): string =>
  Math.floor(random() * 10 ** count)
    .toString()
    .padStart(count, '0');

function personName(random: Random): string {
  const surname = SURNAMES.charAt(zipf(random, SURNAMES.length));
  return surname + pick(random, GIVEN) + (random() < 0.7 ? pick(random, GIVEN) : '');
}

/** Case `index` of the corpus with this seed; later cases are newer. */
export function makeCase(index: number, seed = 1): SearchDoc {
  const random = createRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  const hex = Math.floor(random() * 2 ** 48)
    .toString(16)
    .padStart(12, '0');
  const receivedAtMs = 1_577_836_800_000 + index * 1_900_000 + Math.floor(random() * 900_000);
  const stamp = receivedAtMs.toString(16).padStart(12, '0');
  return {
    caseId: `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex}`,
    receivedAtMs,
    fields: {
      number: `XT-${(2020 + Math.floor(index / 17_000)).toString()}-${(index + 1).toString().padStart(7, '0')}`,
      name: personName(random),
      phone: `1${pick(random, '3578')}${digits(random, 9)}`,
      ...(random() < 0.7 ? { idTail: digits(random, 3) + pick(random, '0123456789X') } : {}),
      ...(random() < 0.6 ? { cardTail: digits(random, 4) } : {}),
      business: pick(random, BUSINESS),
      text: narrative(random),
      ...(random() < 0.4 ? { staff: personName(random) } : {}),
    },
  };
}

/** `count` cases, oldest first. */
export const makeCorpus = (count: number, seed = 1): SearchDoc[] =>
  Array.from({ length: count }, (_, index) => makeCase(index, seed));

export interface CorpusQuery {
  readonly kind: string;
  readonly text: string;
}

const chineseRuns = (text: string): string[] => text.match(/[\u4e00-\u9fff]{6,}/g) ?? [];

/** Queries as people type them, each kind `perKind` times; most are answered by some case. */
export function makeQueries(docs: readonly SearchDoc[], perKind: number, seed = 5): CorpusQuery[] {
  const random = createRandom(seed);
  const any = (): SearchDoc => docs[Math.floor(random() * docs.length)] as SearchDoc;
  const zh = (ranks: number): string => vocabulary.chinese[Math.floor(random() * ranks)] as string;
  const en = (ranks: number): string => vocabulary.english[Math.floor(random() * ranks)] as string;
  const phrase = (length: number): string => {
    const runs = chineseRuns(any().fields.text);
    const run = runs.length > 0 ? pick(random, runs) : '信用卡手续费';
    const at = Math.floor(random() * (run.length - Math.min(run.length, length) + 1));
    return run.slice(at, at + length);
  };
  const kinds: Record<string, () => string> = {
    numberWhole: () => any().fields.number,
    numberFragment: () => any().fields.number.slice(-5),
    phoneTail: () => any().fields.phone.slice(-4),
    phoneWhole: () => any().fields.phone,
    cardTail: () => digits(random, 4),
    name: () => any().fields.name,
    surname: () => SURNAMES.charAt(zipf(random, SURNAMES.length)),
    pinyin: () =>
      pick(random, [
        'zhangwei',
        'lina',
        'wangfang',
        'chenjing',
        'zenghao',
        'shanli',
        'liuyang',
        'zhaomin',
        'huangl',
        'sunx',
      ]),
    pinyinSpaced: () => pick(random, ['zhang wei', 'li na', 'wang fang', 'zhou jie', 'shan yu']),
    initials: () => pick(random, ['zw', 'ln', 'wf', 'cj', 'zh', 'lyx', 'wzh', 'sxm', 'hjg']),
    chineseWordCommon: () => zh(90),
    chineseWordRare: () => zh(18_000),
    chinesePhrase4: () => phrase(4),
    chinesePhrase6: () => phrase(6),
    englishCommon: () => en(60),
    englishRare: () => en(8_000),
    englishPrefix: () => en(90).slice(0, 3),
    chineseAndChinese: () => `${zh(60)} ${zh(400)}`,
    chineseAndEnglish: () => `${zh(80)} ${en(80)}`,
    nameAndWord: () => `${any().fields.name} ${zh(60)}`,
    pinyinAndWord: () => `zhang ${zh(60)}`,
    unseen: () => zh(20_000) + zh(20_000),
  };
  return Object.entries(kinds).flatMap(([kind, make]) =>
    Array.from({ length: perKind }, () => ({ kind, text: make() })),
  );
}
