import { describe, expect, it } from 'vitest';
import { passwordWeakness } from './password-policy';

const known = { name: '李敏', branchCode: 'BJ01' };
const check = (password: string) => passwordWeakness(password, known);

describe('a password', () => {
  it.each([
    'jasmine-tea-71',
    'quiet-river-42',
    '春天的茉莉花很香啊',
    '喝茶要趁热abc哦好',
    'a passphrase of words',
    'Xk7#mQ2p',
    '19880512',
    '李敏 likes jasmine',
    '0 9 8 7 6 5 4 3 2 1 and so on',
  ])('%s may be used', (password) => {
    expect(check(password)).toBeUndefined();
  });

  it.each([
    '12345678',
    '1234567890',
    '87654321',
    '11111111',
    '11223344',
    '12341234',
    '66668888',
    'aaaaaaaa',
    'abababab',
    'abcabcabc',
    'abcd1234',
    'Aa123456',
    'a1234567',
    '1qaz2wsx',
    'qwertyui',
    'qwerty123',
    'asdf1234',
    'zxcvbnm,',
    'password',
    'Password1!',
    'Passw0rd',
    'ＰＡＳＳＷＯＲＤ',
    'admin@2024',
    'woaini1314',
    '5201314520',
    'xianting2026',
    '密码密码密码密码',
  ])('%s is refused as common', (password) => {
    expect(check(password)).toBe('common');
  });

  it('is counted in characters as people see them, after normalisation', () => {
    expect(check('Xk7#mQ2')).toBe('tooShort');
    expect(check('茉莉花很香啊')).toBe('tooShort');
    // Seven families of four code points and joiners each are seven characters.
    expect(check('👨‍👩‍👧‍👦👩‍👩‍👧‍👦👨‍👨‍👦‍👦👨‍👩‍👧👩‍👩‍👦👨‍👨‍👧👩‍👧')).toBe('tooShort');
    expect(check('Xk7#mQ2p'.repeat(17))).toBe('tooLong');
    expect(check(`${'Xk7#mQ2p'.repeat(15)}Zt4!vB9w`)).toBeUndefined();
  });

  it('must hold eight characters beside the name or the branch code', () => {
    expect(check('李敏jasmin!')).toBe('containsName');
    expect(check('bj01-tea71')).toBe('containsBranchCode');
    expect(check('bj01-jasmine-tea')).toBeUndefined();
    expect(passwordWeakness('bj01-tea71', { name: '', branchCode: '' })).toBeUndefined();
  });
});
