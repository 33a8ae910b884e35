import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { customerText, graphemes, oneLine, staffText, type CustomerText, type StaffText } from './audience-text';
import { buildLetter, buildSlip, type CustomerDocument, type LetterData, type SlipData } from './customer-documents';
import { aLetter, aSlip } from './examples.test-support';

/** Names every path in a document whose text is not `CustomerText` (unions of literals, numbers and null are no free text). */
type StrayText<T, P extends string = ''> = T extends CustomerText
  ? never
  : T extends string
    ? string extends T
      ? P
      : never
    : T extends number | null
      ? never
      : T extends readonly (infer E)[]
        ? StrayText<E, `${P}[]`>
        : { [K in keyof T & string]: StrayText<T[K], `${P}.${K}`> }[keyof T & string];

describe('text has one audience', () => {
  it('does not let staff text into a customer document (checked by the compiler)', () => {
    const note: StaffText = staffText('情绪四级，主管另有安排');
    // @ts-expect-error staff text is not customer text
    const wrong: CustomerText = note;
    // @ts-expect-error the way from plain text refuses staff text
    customerText(note);
    // @ts-expect-error shortening refuses it as well
    oneLine(note, 60);
    // @ts-expect-error a builder refuses staff text in a field
    buildSlip({ ...aSlip(), matter: note });
    // @ts-expect-error also deep inside
    buildSlip({ ...aSlip(), handedIn: [note] });
    // @ts-expect-error letters too
    buildLetter({ ...aLetter(), basis: note });
    // @ts-expect-error plain text must be marked before it is part of a document
    const field: SlipData['matter'] = 'plain';
    // @ts-expect-error a slip has no room for flags
    buildSlip({ ...aSlip(), flags: ['扬言'] });
    // @ts-expect-error nor for the identity number
    const id = buildSlip(aSlip()).idNumber as unknown;
    expect([wrong, field, id]).toHaveLength(3);
  });

  it('has no field of a customer document that holds unmarked text', () => {
    expectTypeOf<StrayText<CustomerDocument>>().toEqualTypeOf<never>();
    // The check itself can fail:
    expectTypeOf<StrayText<LetterData & { note: string }>>().toEqualTypeOf<'.note'>();
  });
});

describe('customer text', () => {
  it('removes what could disturb the paper and keeps the words', () => {
    expect(customerText(' 张\u202E三\u0000 \r\n第二行\u2066x\uD800 ')).toBe('张三 \n第二行x');
    expect(customerText('𪛖·买买提 👨‍👩‍👧')).toBe('𪛖·买买提 👨‍👩‍👧');
  });

  it('leaves no control character and is stable when repeated', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const clean = customerText(raw);
        expect(customerText(clean)).toBe(clean);
        expect(/[\p{Cc}\p{Surrogate}]/u.test(clean.replaceAll('\n', ''))).toBe(false);
      }),
    );
  });

  it('cuts one line by what a reader counts as characters', () => {
    expect(oneLine('一二\n三  四', 10)).toBe('一二 三 四');
    expect(oneLine('一二三四五', 4)).toBe('一二三…');
    expect(oneLine('👨‍👩‍👧𪛖é一', 4)).toBe('👨‍👩‍👧𪛖é一');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 60 }), (raw, limit) => {
        expect(graphemes(oneLine(raw, limit)).length).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
