/** Seeded chance, names, phone numbers: made up, the same for the same seed, belonging to nobody. */
import type { Party } from '../../domain/complaint/values';
import { emptyParty } from '../../domain/complaint/values';

export interface Chance {
  /** In [0, 1). */
  readonly next: () => number;
  /** Whole, from `least` to `most`. */
  readonly between: (least: number, most: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly hits: (share: number) => boolean;
}

/** Mulberry32. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    pick: (list) => {
      const item = list[Math.floor(next() * list.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    hits: (share) => next() < share,
  };
}

const surnames = Array.from('王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡');
const given = Array.from(
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文斌宇浩凯健俊帆雪萍鑫波辉婷慧莉晨',
);
const englishNames = [
  'Emma Wilson',
  'James Carter',
  'Priya Nair',
  'Thomas Keller',
  'Olivia Brown',
  'Daniel Kim',
  'Sofia Rossi',
  'Ahmed Hassan',
  'Grace Lee',
  'Peter Novak',
  'Maria Santos',
  'Lucas Martin',
];
const streets = ['城东路', '望江街', '学院路', '青年巷', '桂花园', '金沙道'];

const digits = (chance: Chance, count: number): string =>
  Array.from({ length: count }, () => String(chance.between(0, 9))).join('');

/** A made-up customer. Numbers have the right form but no check digit that belongs to anybody. */
export function samplePerson(chance: Chance, language: 'zh-CN' | 'en'): Party {
  const english = language === 'en';
  const name = english
    ? chance.pick(englishNames)
    : `${chance.pick(surnames)}${chance.pick(given)}${chance.hits(0.6) ? chance.pick(given) : ''}`;
  return {
    ...emptyParty,
    name,
    idType: english ? 'passport' : 'residentId',
    idNumber: english && chance.hits(0.7) ? `X${digits(chance, 8)}` : '',
    phone: `1${chance.pick(['38', '39', '50', '59', '86', '77'])}${digits(chance, 8)}`,
    address: chance.hits(0.4) ? `${chance.pick(streets)} ${String(chance.between(1, 260))} 号` : '',
    accountTail: chance.hits(0.7) ? digits(chance, 4) : '',
  };
}

const shops = ['青禾便利店', '望江五金行', '云栖小馆', '金沙道文具店', '学院路打印社'];
const forShops = ['biz.payment.acquiring', 'biz.loan.business'];

/** Who complains in this matter: mostly the person, now and then a proxy; heirs and shops where the matter is theirs. */
export function sampleParty(chance: Chance, language: 'zh-CN' | 'en', businessId: string): Party {
  const person = samplePerson(chance, language);
  if (forShops.includes(businessId) && language === 'zh-CN')
    return { ...person, kind: 'organisation', name: `示范${chance.pick(shops)}`, idType: 'creditCode', idNumber: '' };
  if (businessId === 'biz.savings.heirs')
    return { ...person, kind: 'heir', representedName: samplePerson(chance, language).name };
  if (!chance.hits(0.07)) return person;
  const { name: representedName } = samplePerson(chance, language);
  return { ...person, kind: 'proxy', representedName, authorisationHeld: chance.hits(0.7) };
}

const rightOfReason: Readonly<Record<string, string>> = {
  'reason.disclosure': 'right.know',
  'reason.marketing': 'right.know',
  'reason.choice': 'right.choose',
  'reason.pricing': 'right.fairDealing',
  'reason.contract': 'right.fairDealing',
  'reason.fundSafety': 'right.propertySafety',
  'reason.infoSafety': 'right.infoSecurity',
  'reason.service': 'right.respect',
  'reason.collection': 'right.respect',
};

/** The consumer right that such a matter usually touches. */
export function sampleRights(reasonId: string): string[] {
  const right = rightOfReason[reasonId];
  return right === undefined ? [] : [right];
}
