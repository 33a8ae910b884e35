import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditCodeCheck, CREDIT_CODE_ALPHABET, mod11Check, passesLuhn } from './check-digits';
import { checkBankCard, checkPhone, checkPolicyNumber } from './contacts';
import {
  checkCreditCode,
  checkForeignPermanentResidence,
  checkHkMacaoPermit,
  checkIdCard,
  checkIdNumber,
  checkPassport,
  checkResidencePermit,
  checkTaiwanPermit,
  guessIdType,
} from './id-documents';
import { defaultMaskTable, mask, maskAccount, maskAddress, maskIdNumber, maskName, maskPhone } from './mask';
import { checkPersonName } from './person-name';
import type { IdentityCheck } from './result';

const verdict = (check: IdentityCheck): string =>
  check.ok ? `ok ${check.normalised}` : `${check.severity} ${check.code}`;

const first17 = fc
  .tuple(
    fc.constantFrom('110105', '440300', '650100'),
    fc.integer({ min: 1900, max: 2019 }),
    fc.integer({ min: 101, max: 999 }),
  )
  .map(([region, year, serial]) => `${region}${year}0229${serial}`.replace('0229', '0228'));

describe('citizen card', () => {
  it.each([
    ['11010519491231002X', 'ok 11010519491231002X'],
    ['１１０１０５１９４９１２３１００２ｘ', 'ok 11010519491231002X'],
    ['110105 19491231 002x', 'ok 11010519491231002X'],
    ['440524188001010014', 'ok 440524188001010014'],
    ['110105491231002', 'ok 110105491231002'],
    ['110105194912310021', 'warn identity.idCard.checksum'],
    ['11010519490231002X', 'warn identity.idCard.birthDate'],
    ['11010520990101002X', 'warn identity.idCard.birthDate'],
    ['99010519491231002X', 'warn identity.idCard.region'],
    ['1101051949123100', 'warn identity.idCard.format'],
    ['X1010519491231002X', 'warn identity.idCard.format'],
  ])('%s → %s', (typed, expected) => {
    expect(verdict(checkIdCard(typed, { today: '2026-03-05' }))).toBe(expected);
  });

  it('blocks only where the form requires a number', () => {
    expect(verdict(checkIdCard('1', { required: true }))).toBe('block identity.idCard.format');
    expect(verdict(checkIdNumber('residentId', ' ', {}))).toBe('ok ');
    expect(verdict(checkIdNumber('residentId', ' ', { required: true }))).toBe('block identity.required');
  });

  it('detects every single wrong digit and every swap of neighbours that differ', () => {
    fc.assert(
      fc.property(first17, fc.nat(16), fc.integer({ min: 1, max: 9 }), (body, at, change) => {
        const number = body + mod11Check(body);
        expect(checkIdCard(number).ok).toBe(true);
        const wrong = String((Number(number.charAt(at)) + change) % 10);
        expect(checkIdCard(number.slice(0, at) + wrong + number.slice(at + 1)).ok).toBe(false);
        const [a, b] = [number.charAt(at), number.charAt(at + 1)];
        if (a !== b) expect(checkIdCard(number.slice(0, at) + b + a + number.slice(at + 2)).ok).toBe(false);
      }),
    );
  });
});

describe('other documents', () => {
  it.each([
    ['810000199408230021', 'ok 810000199408230021'],
    ['83000019810715006X', 'ok 83000019810715006X'],
    ['810000199408230022', 'warn identity.residencePermit.checksum'],
    ['810000199413230021', 'warn identity.residencePermit.birthDate'],
    ['110000199408230021', 'warn identity.residencePermit.format'],
  ])('residence permit %s → %s', (typed, expected) => {
    expect(verdict(checkResidencePermit(typed))).toBe(expected);
  });

  it('foreign permanent residence, both cards', () => {
    const body = '91112419870100011';
    expect(checkForeignPermanentResidence(body + mod11Check(body)).ok).toBe(true);
    expect(verdict(checkForeignPermanentResidence('usa110100012345'))).toBe('ok USA110100012345');
    expect(verdict(checkForeignPermanentResidence('US110100012345'))).toBe('warn identity.foreignPermanent.format');
    const wrong = mod11Check(body) === '1' ? '2' : '1';
    expect(verdict(checkForeignPermanentResidence(body + wrong))).toBe('warn identity.foreignPermanent.checksum');
  });

  it.each([
    [checkPassport, 'e12345678', 'ok E12345678'],
    [checkPassport, 'EA 1234567', 'ok EA1234567'],
    [checkPassport, 'ABCDEF', 'warn identity.passport.format'],
    [checkHkMacaoPermit, 'H12345678', 'ok H12345678'],
    [checkHkMacaoPermit, 'M1234567800', 'ok M1234567800'],
    [checkHkMacaoPermit, 'C12345678', 'ok C12345678'],
    [checkHkMacaoPermit, 'CA1234567', 'ok CA1234567'],
    [checkHkMacaoPermit, 'X12345678', 'warn identity.hkMacaoPermit.format'],
    [checkTaiwanPermit, '12345678', 'ok 12345678'],
    [checkTaiwanPermit, '1234567890（B）', 'ok 1234567890B'],
    [checkTaiwanPermit, '1234567', 'warn identity.taiwanPermit.format'],
  ] as const)('%o %s → %s', (check, typed, expected) => {
    expect(verdict(check(typed))).toBe(expected);
  });

  it.each(['91350100M000100Y43', '91110000600037341L', '91100000100003962T'])('credit code %s is sound', (code) => {
    expect(creditCodeCheck(code.slice(0, 17))).toBe(code.charAt(17));
    expect(checkCreditCode(code.toLowerCase()).ok).toBe(true);
  });

  it('credit codes: every single wrong character is found', () => {
    const good = '91350100M000100Y43';
    for (let at = 0; at < 18; at += 1) {
      for (const character of CREDIT_CODE_ALPHABET) {
        if (character === good.charAt(at)) continue;
        expect(checkCreditCode(good.slice(0, at) + character + good.slice(at + 1)).ok).toBe(false);
      }
    }
    expect(verdict(checkCreditCode('9135O100M000100Y43'))).toBe('warn identity.creditCode.format');
  });

  it.each([
    ['11010519491231002X', 'residentId'],
    ['110105194912310021', 'residentId'],
    ['810000199408230021', 'hkMacaoTaiwanResidence'],
    ['H12345678', 'hkMacaoPermit'],
    ['12345678', 'taiwanPermit'],
    ['91350100M000100Y43', 'creditCode'],
    ['E12345678', 'passport'],
    ['??', 'other'],
  ])('guesses %s to be %s', (number, idType) => {
    expect(guessIdType(number)).toBe(idType);
  });
});

describe('phone', () => {
  it.each([
    ['13800138000', 'ok 13800138000'],
    ['１３８ ００１３ ８０００', 'ok 13800138000'],
    ['+86 138-0013-8000', 'ok 13800138000'],
    ['008613800138000', 'ok 13800138000'],
    ['8613800138000', 'ok 13800138000'],
    ['١٣٨٠٠١٣٨٠٠٠', 'ok 13800138000'],
    ['010-88886666', 'ok 010-88886666'],
    ['(0755) 8888-6666', 'ok 0755-88886666'],
    ['010-88886666转123', 'ok 010-88886666-123'],
    ['0571 8888666-12', 'ok 0571-8888666-12'],
    ['+86 10 88886666', 'ok 010-88886666'],
    ['88886666', 'ok 88886666'],
    ['400-820-8820', 'ok 4008208820'],
    ['95588', 'ok 95588'],
    ['12378', 'ok 12378'],
    ['+852 9876 5432', 'ok +85298765432'],
    ['0044 20 7946 0958', 'ok +442079460958'],
    ['', 'ok '],
    ['00000000000', 'warn identity.phone.format'],
    ['12345678901234567890', 'warn identity.phone.format'],
    ['1380013800', 'warn identity.phone.format'],
    ['十三八', 'warn identity.phone.format'],
  ])('%s → %s', (typed, expected) => {
    expect(verdict(checkPhone(typed))).toBe(expected);
  });

  it('a normalised phone normalises to itself', () => {
    for (const typed of ['+8613800138000', '0755 88886666 转 9', '+85298765432', '4008208820']) {
      const once = checkPhone(typed);
      expect(checkPhone(once.ok ? once.normalised : '')).toEqual(once);
    }
  });
});

describe('bank card and policy', () => {
  it('warns on Luhn and never blocks', () => {
    expect(verdict(checkBankCard('6222 0210 0100 0000 005'))).toMatch(/^(ok|warn identity.bankCard.checksum)/);
    expect(verdict(checkBankCard('4111111111111111'))).toBe('ok 4111111111111111');
    expect(verdict(checkBankCard('4111111111111112'))).toBe('warn identity.bankCard.checksum');
    expect(verdict(checkBankCard('123'))).toBe('warn identity.bankCard.format');
  });

  it('Luhn finds every single wrong digit', () => {
    fc.assert(
      fc.property(fc.nat(15), fc.integer({ min: 1, max: 9 }), (at, change) => {
        const good = '4111111111111111';
        const wrong = String((Number(good.charAt(at)) + change) % 10);
        expect(passesLuhn(good.slice(0, at) + wrong + good.slice(at + 1))).toBe(false);
      }),
    );
  });

  it.each([
    ['p123456789012', 'ok P123456789012'],
    ['京保字2026-000123', 'ok 京保字2026-000123'],
    ['12345', 'warn identity.policyNo.format'],
    ['ABCDEF', 'warn identity.policyNo.format'],
  ])('policy %s → %s', (typed, expected) => {
    expect(verdict(checkPolicyNumber(typed))).toBe(expected);
  });
});

describe('name', () => {
  it.each([
    ['一', 'ok 一'],
    ['\u{2a6d6}', 'ok \u{2a6d6}'],
    ['\u3000张三\u3000', 'ok 张三'],
    ['阿依古丽 • 买买提', 'ok 阿依古丽·买买提'],
    ['Anna  Smith', 'ok Anna Smith'],
    ['NULL', 'ok NULL'],
    ['<img onerror>', 'ok <img onerror>'],
    ['=1+1', 'warn identity.name.noLetter'],
    ['👍', 'warn identity.name.noLetter'],
    ['张'.repeat(101), 'block identity.name.tooLong'],
    ['\u200b', 'ok '],
  ])('%s → %s', (typed, expected) => {
    expect(verdict(checkPersonName(typed))).toBe(expected);
  });

  it('may be required', () => {
    expect(verdict(checkPersonName(' ', { required: true }))).toBe('block identity.required');
  });
});

describe('masks', () => {
  it.each([
    ['name', '张小三', 'staffList', '张*三'],
    ['name', '张三', 'staffList', '张*'],
    ['name', '张', 'staffList', '*'],
    ['name', '阿依古丽·买买提', 'staffList', '阿*提'],
    ['name', '𠮷野家', 'staffList', '𠮷*家'],
    ['name', '张小三', 'customerPrint', '张**'],
    ['phone', '138 0013 8000', 'staffList', '138****8000'],
    ['phone', '13800138000', 'customerPrint', '8000'],
    ['phone', '95588', 'staffList', '955**'],
    ['idNumber', '11010519491231002X', 'staffList', '110*************2X'],
    ['idNumber', '11010519491231002X', 'customerPrint', ''],
    ['card', '6222021001000007894', 'staffList', '****7894'],
    ['card', '78', 'staffList', '****8'],
    ['card', '6222021001000007894', 'customerPrint', '7894'],
    ['name', '张小三', 'log', ''],
    ['name', '', 'staffList', ''],
  ] as const)('%s %s for %s is %s', (field, value, audience, expected) => {
    expect(mask(field, value, audience)).toBe(expected);
  });

  it('never shows more than two thirds of a number', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('phone', 'idNumber', 'card' as const),
        fc.constantFrom('staffList', 'customerPrint', 'log' as const),
        fc.stringMatching(/^\d{1,20}$/),
        (field, audience, value) => {
          const shown = mask(field, value, audience, defaultMaskTable).replaceAll('*', '');
          expect(shown.length).toBeLessThanOrEqual(Math.floor((value.length * 2) / 3));
        },
      ),
    );
  });
});

describe('masks of staff lists', () => {
  it('show the first letters of a Latin name, whatever its words and their length', () => {
    expect(maskName('Harold Whitmore')).toBe('H*** W***');
    expect(maskName("  Anna  Maria O'Neil ")).toBe('A*** O***');
    expect(maskName('Élodie Durand-Petit')).toBe('É*** D***');
    expect(maskName('Ｊ Ｄｏｅ')).toBe('J*** D***');
    expect(maskName('Madonna')).toBe('M*a');
    expect(maskName('A B')).toBe('A*B');
  });

  it('have short names', () => {
    expect(maskName('张小三')).toBe('张*三');
    expect(maskName('阿依古丽·买买提')).toBe('阿*提');
    expect(maskPhone('13800138000')).toBe('138****8000');
    expect(maskIdNumber('11010519491231002X')).toBe('110*************2X');
    expect([maskAccount('6222021001000007894'), maskAccount('7894'), maskAccount('')]).toEqual([
      '****7894',
      '7894',
      '',
    ]);
    expect(maskAddress('样例省虚构市示范区幸福路1号')).toBe('样例省虚构市****');
  });
});
