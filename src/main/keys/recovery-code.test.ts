import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRecoveryCode, normaliseRecoveryCode, recoveryKey } from './recovery-code';

const code = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((random) => makeRecoveryCode({ bytes: () => Buffer.from(random) }));

describe('a recovery code', () => {
  it('is 128 bits and a check character in groups of four, without letters that look like digits', () => {
    fc.assert(
      fc.property(code, (made) => {
        expect(made).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{2}[0-9A-HJKMNP-TV-Z*~$=U]$/);
        expect(normaliseRecoveryCode(made)).toBe(made);
      }),
    );
  });

  it('may be typed in any usual way', () => {
    fc.assert(
      fc.property(code, (made) => {
        for (const typed of [
          made.toLowerCase(),
          made.replaceAll('-', ''),
          made.replaceAll('-', ' '),
          ` ${made.replaceAll('-', ' – ')} `,
          made.replaceAll('0', 'o').replaceAll('1', 'l'),
          made.replace(/[0-9A-Z]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)),
        ]) {
          expect(normaliseRecoveryCode(typed)).toBe(made);
        }
      }),
    );
  });

  it('is refused with any one wrong character and any two neighbours exchanged', () => {
    fc.assert(
      fc.property(
        code,
        fc.nat({ max: 25 }),
        fc.constantFrom(...Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ')),
        (made, at, char) => {
          const plain = made.replaceAll('-', '');
          const wrong = plain.slice(0, at) + char + plain.slice(at + 1);
          if (wrong !== plain) expect(normaliseRecoveryCode(wrong)).toBeUndefined();
          const swapped =
            plain.slice(0, at) + plain.slice(at + 1, at + 2) + plain.slice(at, at + 1) + plain.slice(at + 2);
          if (at < 25 && swapped !== plain) expect(normaliseRecoveryCode(swapped)).toBeUndefined();
          expect(normaliseRecoveryCode(plain.slice(1))).toBeUndefined();
        },
      ),
    );
  });

  it('gives one key for one code', () => {
    const [a, b] = ['A', 'B'].map((seed) => makeRecoveryCode({ bytes: (n) => Buffer.alloc(n, seed) }));
    expect(recoveryKey(a ?? '')).toEqual(recoveryKey(a ?? ''));
    expect(recoveryKey(a ?? '')).not.toEqual(recoveryKey(b ?? ''));
  });
});
