/** One fictional customer who comes for the third time, as both languages tell it. */
import { emptyParty, type CaseDetails, type RemedyContent } from '../../src/domain/complaint/values';
import type { Language } from './studio';

interface Sample {
  readonly name: string;
  readonly quickMatter: string;
  readonly quickSearch: string;
  readonly reasonSearch: string;
  readonly search: string;
  readonly earlier: readonly CaseDetails[];
  readonly details: CaseDetails;
  readonly remedy: RemedyContent;
  readonly note: string;
}

const phone = '13800138000';

const blank: Omit<CaseDetails, 'facts' | 'matter' | 'parties' | 'wish'> = {
  channelId: 'channel.walkIn',
  transferLetter: { number: '', dueOn: '' },
  businessId: 'biz.debit.limits',
  reasonId: '',
  rightIds: [],
  touchpointId: '',
  want: 'explanation',
  amountFen: null,
  involved: [],
  consentTold: true,
  flags: [],
};

const remedyShape = {
  kinds: ['apology', 'compensation'],
  amountFen: 8_600,
  performBy: '2026-03-20',
  evidenceIds: [],
} as const;

const zh: Sample = {
  name: '周桂芳',
  quickMatter: '来了三次，每次让我找别的窗口',
  quickSearch: 'xk',
  reasonSearch: 'fwtd',
  search: '取现 zgf',
  earlier: [
    {
      ...blank,
      parties: [{ ...emptyParty, name: '周桂芳', phone, accountTail: '6621' }],
      matter: '卡突然不能转账',
      facts: '今天在手机上转账，说额度没了。昨天还好好的，也没人打过电话。',
      wish: '告诉我为什么',
    },
    {
      ...blank,
      businessId: 'biz.debit.fees',
      parties: [{ ...emptyParty, name: '周桂芳', phone, accountTail: '6621' }],
      matter: '短信费没开也扣',
      facts: '每月扣两块钱短信费，我没有开过。',
      wish: '退回来',
      want: 'refund',
      amountFen: 2_400,
    },
  ],
  details: {
    ...blank,
    parties: [{ ...emptyParty, name: '周桂芳', phone, accountTail: '6621' }],
    matter: '取现限额没人讲清楚',
    facts: '我妈的卡一个月前就只能取五百，来了三次，每次换一个人，每次都说让等。',
    wish: '讲清楚原因，赔来回的车费 86 元',
    want: 'compensation',
    amountFen: 8_600,
    flags: ['elderly', 'repeat'],
  },
  remedy: {
    ...remedyShape,
    kinds: [...remedyShape.kinds],
    evidenceIds: [],
    factsFound: '卡片因身份证过期被限额；三次到店，均未说明原因。',
    basis: '本行《网点服务规范》：限制账户功能的，应当当场说明原因和恢复办法。',
    decisionText: '您说得对，我们没有讲清楚。今天已为您恢复限额，并补偿三次往返的车费。',
    internalReason: '老人来了三次，建议当面道歉。',
  },
  note: '已请老人到会客室坐下，倒了水。',
};

const en: Sample = {
  name: 'Helen Marsh',
  quickMatter: 'Third visit, sent to another window each time',
  quickSearch: 'limit',
  reasonSearch: 'service',
  search: 'withdraw',
  earlier: [
    {
      ...blank,
      parties: [{ ...emptyParty, name: 'Helen Marsh', idType: 'passport', phone, accountTail: '6621' }],
      matter: 'Card suddenly refuses transfers',
      facts: 'The app says that my limit is gone. It worked yesterday and nobody called.',
      wish: 'Tell me why',
    },
    {
      ...blank,
      businessId: 'biz.debit.fees',
      parties: [{ ...emptyParty, name: 'Helen Marsh', idType: 'passport', phone, accountTail: '6621' }],
      matter: 'Charged for text messages never ordered',
      facts: 'Two yuan every month for a text message service that I never ordered.',
      wish: 'The money back',
      want: 'refund',
      amountFen: 2_400,
    },
  ],
  details: {
    ...blank,
    parties: [{ ...emptyParty, name: 'Helen Marsh', idType: 'passport', phone, accountTail: '6621' }],
    matter: 'Nobody explains the withdrawal limit',
    facts:
      "My mother's card has given no more than 500 yuan for a month. I came three times, was sent to somebody else each time, and was always told to wait.",
    wish: 'Explain why, and pay the 86 yuan for the bus',
    want: 'compensation',
    amountFen: 8_600,
    flags: ['elderly', 'repeat'],
  },
  remedy: {
    ...remedyShape,
    kinds: [...remedyShape.kinds],
    evidenceIds: [],
    factsFound:
      'The card was limited because the identity document had expired. On none of three visits was this explained.',
    basis: 'Branch service standard: whoever limits an account explains on the spot why, and how the limit ends.',
    decisionText:
      'You are right: we did not explain it. The limit was lifted today, and we pay the fares of your three visits.',
    internalReason: 'Third visit of an elderly customer. An apology in person is advised.',
  },
  note: 'Offered a seat in the meeting room and a glass of water.',
};

export const sampleOf = (language: Language): Sample => (language === 'en' ? en : zh);
