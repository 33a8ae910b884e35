import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capGraphemes, graphemeCount, splitGraphemes } from './graphemes';
import { foldDigits, isolateBidi, stripControls, toCode, toNfkc, toSearchText } from './normalise';
import { namePinyin, nameSortKey, readingsOf } from './pinyin';

describe('matching forms', () => {
  it.each([
    ['１２３Ｘ', '123X'],
    ['（张三）', '(张三)'],
    ['阿依古丽•买买提', '阿依古丽·买买提'],
    ['阿依古丽．买买提', '阿依古丽·买买提'],
    ['阿依古丽・买买提', '阿依古丽·买买提'],
    ['阿依古丽‧买买提', '阿依古丽·买买提'],
    ['１．５', '1.5'],
  ])('NFKC of %s is %s', (typed, expected) => {
    expect(toNfkc(typed)).toBe(expected);
  });

  it('removes blanks and invisible characters from codes', () => {
    expect(toCode('\u3000110105 1949\u200b1231 002x\ufeff')).toBe('11010519491231002x');
  });

  it('folds the digits of every script', () => {
    expect(foldDigits('１２٠٩۳०𝟗')).toBe('1209309');
    expect(foldDigits('一二 a')).toBe('一二 a');
  });

  it('gives one search text for names a person would call the same', () => {
    const forms = ['阿依古丽·买买提', ' 阿依古丽•买买提 ', '阿依古丽．买买提', '阿依古丽.买买提', '阿依古丽买买提'];
    expect(new Set(forms.map(toSearchText)).size).toBe(1);
    expect(toSearchText('ＡＢＣ　 Def')).toBe('abc def');
  });

  it('search text is stable under a second pass', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const once = toSearchText(text);
        expect(toSearchText(once)).toBe(once);
      }),
    );
  });
});

describe('control characters', () => {
  it('are taken out and counted; tabs and line feeds stay', () => {
    expect(stripControls('a\u0000b\u0007\tc\r\nd\u202ee\u200bf\ufeff')).toEqual({
      text: 'ab\tc\ndef',
      removed: { control: 2, bidi: 1, hidden: 2, broken: 0 },
    });
    expect(stripControls('x\ud800y').removed.broken).toBe(1);
    expect(stripControls('x\u{e0041}y')).toMatchObject({ text: 'xy', removed: { hidden: 1 } });
  });

  it('leave rare characters and joined emoji alone', () => {
    const text = '\u{2a6d6}𠮷👩‍👩‍👧‍👦';
    expect(stripControls(text).text).toBe(text);
  });

  it('always end in text that any encoder carries', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const clean = stripControls(text);
        expect(clean.text).not.toMatch(/[^\P{Cc}\n\t]|\p{Cs}|[\u202a-\u202e]/u);
        expect(stripControls(clean.text).text).toBe(clean.text);
      }),
    );
  });
});

describe('bidi isolation', () => {
  it('wraps right-to-left values only', () => {
    expect(isolateBidi('张三')).toBe('张三');
    expect(isolateBidi('שלום')).toBe('\u2068שלום\u2069');
    expect(isolateBidi('a\u202eb')).toBe('\u2068ab\u2069');
  });
});

describe('graphemes', () => {
  it.each([
    ['张三', 2],
    ['𠮷野家', 3],
    ['\u{2a6d6}', 1],
    ['👩‍👩‍👧‍👦', 1],
    ['é', 1],
    ['', 0],
  ])('%s counts %i', (text, count) => {
    expect(graphemeCount(text)).toBe(count);
    expect(splitGraphemes(text)).toHaveLength(count);
  });

  it('caps without cutting inside one and stops early', () => {
    expect(capGraphemes('👩‍👩‍👧‍👦张三李四王五赵六孙七', 2)).toEqual({ text: '👩‍👩‍👧‍👦张', cutUnits: 9 });
    expect(capGraphemes('abc', 3)).toEqual({ text: 'abc', cutUnits: 0 });
    expect(graphemeCount('x'.repeat(1_000_000), 10)).toBe(10);
    expect(capGraphemes(`e${'\u0301'.repeat(100_000)}`, 10).text.length).toBeLessThanOrEqual(160);
  });

  it('a capped text is a beginning of the text and fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer({ min: 0, max: 20 }), (text, max) => {
        const capped = capGraphemes(text, max);
        expect(text.startsWith(capped.text)).toBe(true);
        expect(graphemeCount(capped.text)).toBeLessThanOrEqual(max);
        expect(capped.text.length + capped.cutUnits).toBe(text.length);
      }),
    );
  });
});

describe('pinyin of names', () => {
  it.each([
    ['曾志伟', 'zengzhiwei', 'zzw'],
    ['单雄信', 'shanxiongxin', 'sxx'],
    ['查良镛', 'zhaliangyong', 'zly'],
    ['仇英', 'qiuying', 'qy'],
    ['解缙', 'xiejin', 'xj'],
    ['朴树', 'piaoshu', 'ps'],
    ['尉迟恭', 'yuchigong', 'ycg'],
    ['吕布', 'lvbu', 'lb'],
    ['阿依古丽·买买提', 'ayigulimaimaiti', 'ayglmmt'],
    ['Anna 王', 'annawang', 'aw'],
  ])('%s is %s, %s', (name, full, initials) => {
    expect(namePinyin(name).full[0]).toBe(full);
    expect(namePinyin(name).initials[0]).toBe(initials);
  });

  it.each([
    ['曾志伟', 'cengzhiwei', 'czw'],
    ['单雄信', 'danxiongxin', 'dxx'],
    ['查良镛', 'chaliangyong', 'cly'],
    ['仇英', 'chouying', 'cy'],
    ['解缙', 'jiejin', 'jj'],
  ])('%s is also found as %s, %s', (name, full, initials) => {
    expect(namePinyin(name).full).toContain(full);
    expect(namePinyin(name).initials).toContain(initials);
  });

  it('stays small for long names and empty for none', () => {
    expect(namePinyin('单曾查仇解朴区尉'.repeat(3)).full.length).toBeLessThanOrEqual(24);
    expect(namePinyin('… 123')).toEqual({ full: [], initials: [] });
  });

  it('reads words in context', () => {
    expect(readingsOf('银行', 'words').map((readings) => readings[0])).toEqual(['yin', 'hang']);
    expect(readingsOf('A限额', 'words')).toHaveLength(2);
  });

  it('sorts by pinyin', () => {
    const sorted = ['赵一', '曾二', '安三'].sort((a, b) => (nameSortKey(a) < nameSortKey(b) ? -1 : 1));
    expect(sorted).toEqual(['安三', '曾二', '赵一']);
  });
});
