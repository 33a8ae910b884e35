import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fenToCapitals, formatYuan } from './format-money';
import { LARGEST_FEN, parseYuan } from './money';

const answer = (typed: string): number | string => {
  const parsed = parseYuan(typed);
  return parsed.ok ? parsed.fen : parsed.code;
};

describe('typed amounts', () => {
  it.each<[string, number | string]>([
    ['0', 0],
    ['100', 10_000],
    ['１００', 10_000],
    ['1,000.50', 100_050],
    ['１，０００．５', 100_050],
    ['1,0000', 1_000_000],
    ["1'000", 100_000],
    ['12 345.6', 1_234_560],
    ['0.1', 10],
    ['.5', 50],
    ['5.', 500],
    ['¥ 88', 8_800],
    ['￥88.00元', 8_800],
    ['人民币3万元整', 3_000_000],
    ['RMB 20', 2_000],
    ['1.5万', 1_500_000],
    ['1.23456万', 1_234_560],
    ['2亿', 20_000_000_000],
    ['3千', 300_000],
    ['٣٤', 3_400],
    ['+7', 700],
    ['90,000,000,000,000.00', LARGEST_FEN],
    ['', 'money.empty'],
    ['　', 'money.empty'],
    ['元', 'money.empty'],
    ['-1', 'money.negative'],
    ['−1', 'money.negative'],
    ['(1)', 'money.negative'],
    ['0.1+0.2', 'money.format'],
    ['1e21', 'money.format'],
    ['0x10', 'money.format'],
    ['Infinity', 'money.format'],
    ['NaN', 'money.format'],
    ['三', 'money.format'],
    ['万', 'money.format'],
    ['$5', 'money.format'],
    ['1.2.3', 'money.format'],
    ['.', 'money.format'],
    ['0.005', 'money.decimals'],
    ['1.000', 'money.decimals'],
    ['1,5', 'money.separators'],
    ['1,00,0', 'money.separators'],
    [',100', 'money.format'],
    ['1万2', 'money.ambiguous'],
    ['1万2千', 'money.ambiguous'],
    ['90000000000000.01', 'money.tooLarge'],
    ['9007199254740993', 'money.tooLarge'],
    ['9'.repeat(59), 'money.tooLarge'],
    ['9'.repeat(100_000), 'money.format'],
  ])('%s → %s', (typed, expected) => {
    expect(answer(typed)).toBe(expected);
  });

  it('reads back every amount that is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LARGEST_FEN }), (fen) => {
        expect(answer(formatYuan(fen))).toBe(fen);
        expect(answer(formatYuan(fen).replaceAll(',', ''))).toBe(fen);
      }),
    );
  });

  it('answers anything with a whole number of fen or a code', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+0-9.,万元 ]{0,20}$/)), (typed) => {
        const parsed = parseYuan(typed);
        if (parsed.ok) expect(Number.isSafeInteger(parsed.fen) && parsed.fen >= 0).toBe(true);
        else expect(parsed.code).toMatch(/^money\./);
      }),
    );
  });
});

describe('written amounts', () => {
  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [123_456, '1,234.56'],
    [LARGEST_FEN, '90,000,000,000,000.00'],
  ])('%i fen is %s', (fen, text) => {
    expect(formatYuan(fen)).toBe(text);
  });

  it.each([
    [0, '人民币零元整'],
    [123_456, '人民币壹仟贰佰叁拾肆元伍角陆分'],
    [120_000, '人民币壹仟贰佰元整'],
    [100_000_001, '人民币壹佰万元零壹分'],
    [10_000_000_000_000, '人民币壹仟亿元整'],
  ])('%i fen in capitals is %s', (fen, text) => {
    expect(fenToCapitals(fen)).toBe(text);
  });
});
