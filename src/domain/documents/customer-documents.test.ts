import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphemes } from './audience-text';
import { buildLetter, buildRecoverySheet, buildSlip, MATTER_GRAPHEMES } from './customer-documents';
import { aLetter, aRecoverySheet, aSlip } from './examples.test-support';
import { fenToCapitals, formatYuan } from '../money/format-money';
import { formatDate, formatDateTime, isLocalDate } from './format';
import { LETTER_FIELDS } from './letter-fields';
import { compileLetter, letterTemplateSchema, unknownLetterFields, type LetterTemplate } from './letter-template';
import { maskName, phoneTail } from './person-display';

function shippedTemplate(language: 'zh-CN' | 'en'): LetterTemplate {
  const file = new URL(`../../../resources/packs/letters/decision.${language}.json`, import.meta.url);
  return letterTemplateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

describe('slip', () => {
  it('shows the person by surname and phone tail only', () => {
    const slip = buildSlip(aSlip());
    expect(slip.complainant).toEqual({ maskedName: '王**', phoneTail: '8421' });
    const all = JSON.stringify(slip);
    expect(all).not.toContain('建国');
    expect(all).not.toContain('0013');
  });

  it('holds the matter in one line of at most 60 characters', () => {
    const slip = buildSlip(aSlip({ matter: '很长\n'.repeat(100) }));
    expect(graphemes(slip.matter)).toHaveLength(MATTER_GRAPHEMES);
    expect(slip.matter).not.toContain('\n');
  });

  it('never cuts whom to turn to, nor the article of a deadline', () => {
    const body = 'the local mediation body for banking and insurance disputes of the province';
    const article = 'Measures for Handling Consumer Complaints in Banking and Insurance, Art. 17–18, with its revision';
    const { routes, deadlines } = aSlip();
    const slip = buildSlip(
      aSlip({
        routes: routes.map((route) => ({ ...route, name: body })),
        deadlines: deadlines.map((deadline) => ({ ...deadline, article: article })),
      }),
    );
    expect(slip.routes.map(({ name }) => name)).toEqual(routes.map(() => body));
    expect(slip.deadlines.map((deadline) => deadline.article)).toEqual(deadlines.map(() => article));
  });
  it('drops fields that are no part of a slip even if a caller smuggles them past the compiler', () => {
    const smuggled = {
      ...aSlip(),
      notes: '员工备注',
      flags: ['扬言'],
      emotion: 4,
      routes: [{ ...aSlip().routes[0], note: '内部' }],
    };
    const all = JSON.stringify(buildSlip(smuggled as Parameters<typeof buildSlip>[0]));
    expect(all).not.toMatch(/员工备注|扬言|emotion|内部/);
  });

  it('refuses dates that do not exist and a QR text with a long number', () => {
    expect(() => buildSlip(aSlip({ receivedAt: '2026-02-29T10:00' }))).toThrow('not a local date-time');
    expect(() => buildSlip(aSlip({ qrPayload: 'XT1.BHL-20260302-0007.13800138421' }))).toThrow('personal data');
  });
});

describe('masking', () => {
  it.each([
    ['张三', '张**'],
    ['欧阳锋', '欧阳**'],
    ['单于', '单**'],
    ['𪛖小明', '𪛖**'],
    ['阿依古丽·买买提', '阿**'],
    ['Anna Smith', 'A**'],
    ['', '**'],
  ])('%s → %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  it('reads phone tails through full-width digits and separators, and hides short numbers whole', () => {
    expect(phoneTail('１３８-００１３-８４２１')).toBe('8421');
    expect(phoneTail('+86 027 8888 1234')).toBe('1234');
    expect(phoneTail('12345')).toBe('');
  });

  it('never shows more than two characters of a name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 3 }), (name) => {
        expect(graphemes(maskName(name).replaceAll('*', '')).length).toBeLessThanOrEqual(2);
      }),
    );
  });
});

describe('letter', () => {
  it.each(['zh-CN', 'en'] as const)('compiles the shipped %s template without a gap', (language) => {
    const template = shippedTemplate(language);
    expect(unknownLetterFields(template)).toEqual([]);
    const compiled = compileLetter(template, buildLetter(aLetter({ language })));
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
    const text = compiled.value.paragraphs.map((paragraph) => paragraph.text).join('\n');
    expect(text).toContain('BHL-20260302-0007');
    expect(text).toContain('人民币壹佰贰拾捌元伍角整');
    expect(text).toContain('128.50');
    expect(text).toContain(language === 'zh-CN' ? '2026年3月13日' : '13 March 2026');
    expect(text).not.toMatch(/\{\{|\}\}|仲裁|Arbitration/);
  });

  it.each(['zh-CN', 'en'] as const)('names every duty of the notice in the %s template', (language) => {
    const source = JSON.stringify(shippedTemplate(language));
    const duties = [
      'complaint',
      'factsVerified',
      'basis',
      'decision',
      'reviewInstitution',
      'reviewDays',
      'mediation',
      'arbitration',
      'court',
    ];
    for (const field of duties) expect(source).toContain(`{{${field}}}`);
  });

  it('names every empty field, once, in order, and prints nothing', () => {
    const data = buildLetter(aLetter({ factsVerified: ' \n ', basis: '', reviewer: '' }));
    expect(compileLetter(shippedTemplate('zh-CN'), data)).toEqual({
      ok: false,
      error: {
        code: 'letter.fieldEmpty',
        fields: [
          { field: 'factsVerified', reason: 'empty', place: 'remedy', duties: [] },
          { field: 'basis', reason: 'empty', place: 'remedy', duties: [] },
          { field: 'reviewer', reason: 'empty', place: 'handling', duties: [] },
        ],
      },
    });
  });

  it('blocks a template that uses a field nobody can fill', () => {
    const template = {
      ...shippedTemplate('en'),
      blocks: [{ kind: 'paragraph' as const, text: '{{ emotion }} {{constructor}}' }],
    };
    const result = compileLetter(template, buildLetter(aLetter({ language: 'en' })));
    expect(result.ok ? [] : result.error.fields).toEqual([
      { field: 'emotion', reason: 'unknown', place: null, duties: [] },
      { field: 'constructor', reason: 'unknown', place: null, duties: [] },
    ]);
  });

  it('leaves out what is conditional, and inserts values once', () => {
    const data = buildLetter(
      aLetter({
        amount: null,
        performBy: '',
        arbitration: '江城仲裁委员会',
        complaint: '我写了 {{reviewer}} $& $1',
      }),
    );
    const compiled = compileLetter(shippedTemplate('zh-CN'), data);
    const text = compiled.ok ? compiled.value.paragraphs.map((paragraph) => paragraph.text).join('\n') : '';
    expect(text).toContain('我写了 {{reviewer}} $& $1');
    expect(text).toContain('江城仲裁委员会');
    expect(text).not.toMatch(/大写|办理完毕。$/m);
  });

  it('does not double a full stop that a person typed', () => {
    const compiled = compileLetter(shippedTemplate('zh-CN'), buildLetter(aLetter({ remedy: '退还手续费。' })));
    const texts = compiled.ok ? compiled.value.paragraphs.map((paragraph) => paragraph.text) : [];
    expect(texts).toContain('具体办法：退还手续费。');
  });

  it('splits a value with line breaks into paragraphs', () => {
    const compiled = compileLetter(shippedTemplate('zh-CN'), buildLetter(aLetter({ factsVerified: '一\n\n二\n三' })));
    const texts = compiled.ok ? compiled.value.paragraphs.map((paragraph) => paragraph.text) : [];
    expect(texts).toEqual(expect.arrayContaining(['一', '二', '三']));
  });

  it('fills any text without losing or inventing braces', () => {
    const template: LetterTemplate = {
      ...shippedTemplate('en'),
      title: 'T',
      blocks: [{ kind: 'paragraph', text: '[{{basis}}]' }],
    };
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (raw) => {
        const data = buildLetter(aLetter({ language: 'en', basis: raw }));
        const compiled = compileLetter(template, data);
        expect(compiled.ok).toBe(data.values.basis !== '');
        if (compiled.ok) expect(compiled.value.paragraphs.map((p) => p.text).join('')).toContain('[');
      }),
    );
    expect(new Set(LETTER_FIELDS).size).toBe(LETTER_FIELDS.length);
  });
});

describe('recovery sheet', () => {
  it('shows the code in the groups it is typed in', () => {
    expect(buildRecoverySheet(aRecoverySheet()).groups).toEqual(['K7QM2', 'ZT4XA', '9PWD3', 'HJ6RC', 'VB8N5', 'E2']);
    expect(buildRecoverySheet(aRecoverySheet({ code: 'ABCDEFGHI' })).groups).toEqual(['ABCD', 'EFGH', 'I']);
    expect(() => buildRecoverySheet(aRecoverySheet({ code: ' ' }))).toThrow('needs a code');
  });
});

describe('formats', () => {
  it('writes days and times in both languages and refuses days that do not exist', () => {
    expect(formatDate('2026-03-02', 'zh-CN')).toBe('2026年3月2日');
    expect(formatDateTime('2028-02-29T09:05', 'en')).toBe('29 February 2028, 09:05');
    expect(isLocalDate('2100-02-29')).toBe(false);
    expect(() => formatDate('2026-13-01', 'en')).toThrow();
  });

  it.each([
    [0, '人民币零元整'],
    [5, '人民币伍分'],
    [50, '人民币伍角整'],
    [140950, '人民币壹仟肆佰零玖元伍角整'],
    [600714, '人民币陆仟零柒元壹角肆分'],
    [168032, '人民币壹仟陆佰捌拾元零叁角贰分'],
    [1640902, '人民币壹万陆仟肆佰零玖元零贰分'],
    [32504, '人民币叁佰贰拾伍元零肆分'],
    [1000000, '人民币壹万元整'],
    [10000100, '人民币壹拾万零壹元整'],
    [1000000000000, '人民币壹佰亿元整'],
    [10000000100, '人民币壹亿零壹元整'],
    [120000000000000, '人民币壹万贰仟亿元整'],
  ])('%d fen → %s', (fen, capitals) => {
    expect(fenToCapitals(fen)).toBe(capitals);
  });

  it('reads back from capitals to the same amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (fen) => {
        expect(capitalsToFen(fenToCapitals(fen))).toBe(fen);
        expect(fenToCapitals(fen)).not.toMatch(/零零|[^币]零元|零万|零亿|万万/);
      }),
    );
  });

  it('groups thousands and keeps two decimals', () => {
    expect([0, 7, 100, 123456789].map(formatYuan)).toEqual(['0.00', '0.07', '1.00', '1,234,567.89']);
    expect(() => formatYuan(0.5)).toThrow();
  });
});

/** A second, unrelated implementation: reads capitals by value of digits and units. */
function capitalsToFen(text: string): number {
  const digits = '零壹贰叁肆伍陆柒捌玖';
  const units: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1000 };
  let [total, yi, group, digit, fen] = [0, 0, 0, 0, 0];
  for (const char of text.replace('人民币', '').replace('整', '')) {
    if (digits.includes(char)) digit = digits.indexOf(char);
    else if (char in units) {
      group += digit * (units[char] ?? 0);
      digit = 0;
    } else if (char === '万') {
      total += (group + digit) * 10_000;
      [group, digit] = [0, 0];
    } else if (char === '亿') {
      yi += (total + group + digit) * 100_000_000;
      [total, group, digit] = [0, 0, 0];
    } else if (char === '元') {
      fen += (yi + total + group + digit) * 100;
      digit = 0;
    } else if (char === '角') {
      fen += digit * 10;
      digit = 0;
    } else if (char === '分') {
      fen += digit;
    }
  }
  return fen;
}
