import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCanonicalBase64Url } from './base64url';

describe('one way of writing bytes', () => {
  it('is that of the encoder, for bytes of any length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        expect(isCanonicalBase64Url(Buffer.from(bytes).toString('base64url'))).toBe(true);
      }),
    );
  });

  it('is no other text that a reader takes for these bytes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('ABCDabcdwxyz0189-_+/= \n')), maxLength: 24 }),
        (text) => {
          expect(isCanonicalBase64Url(text)).toBe(Buffer.from(text, 'base64url').toString('base64url') === text);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
