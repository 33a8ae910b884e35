import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  branchPart,
  DEVICE_TAG_LETTERS,
  deviceTagOf,
  nextCaseNumber,
  parseCaseNumber,
  type CaseNumber,
} from './case-number';
import { MOD37_36_ALPHABET, mod37Check } from './mod37-36';

const series = { branchCode: 'SH021', date: '2026-03-05', deviceTag: 'A' };
const alphabet = Array.from(MOD37_36_ALPHABET);

const aDate = fc
  .tuple(fc.integer({ min: 2000, max: 2099 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([y, m, d]) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`);
const aNumber = fc
  .record({
    branchCode: fc.stringMatching(/^[0-9A-Z]{2,12}$/),
    date: aDate,
    deviceTag: fc.stringMatching(new RegExp(`^[${DEVICE_TAG_LETTERS}]{1,2}$`)),
    last: fc.integer({ min: 0, max: 5000 }),
  })
  .map(({ last, ...rest }) => nextCaseNumber(rest, last));

describe('ISO 7064 MOD 37,36', () => {
  it('gives the check character of the example of the standard', () => {
    expect(mod37Check('A12425GABC1234002')).toBe('M');
  });

  it('detects every single wrong character', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...alphabet), { minLength: 1, maxLength: 24 }),
        fc.nat(),
        fc.integer({ min: 1, max: 35 }),
        (body, at, shift) => {
          const place = at % body.length;
          const wrong = [...body];
          wrong[place] = MOD37_36_ALPHABET.charAt((MOD37_36_ALPHABET.indexOf(body[place] ?? '') + shift) % 36);
          expect(mod37Check(wrong.join(''))).not.toBe(mod37Check(body.join('')));
        },
      ),
    );
  });

  it('detects all but a handful of swaps of neighbours, counted over every state and pair', () => {
    // Undetected only where the running sum passes a multiple of 36 at both places; counted here so that a change shows.
    const prefixes = new Map<string, string>();
    for (const a of alphabet) for (const b of alphabet) prefixes.set(mod37Check(a + b), a + b);
    expect(prefixes.size).toBe(36);
    let pairs = 0;
    let missed = 0;
    for (const prefix of prefixes.values()) {
      for (const a of alphabet) {
        for (const b of alphabet) {
          if (a === b) continue;
          pairs += 1;
          if (mod37Check(prefix + a + b) === mod37Check(prefix + b + a)) missed += 1;
        }
      }
    }
    expect(missed / pairs).toBeLessThan(0.002);
  });
});

describe('issuing', () => {
  it('writes the parts and counts on', () => {
    const first = nextCaseNumber(series, 0);
    expect(first).toMatchObject({ branchCode: 'SH021', date: '2026-03-05', deviceTag: 'A', sequence: 1 });
    expect(first.number).toMatch(/^SH021-260305-A001-[0-9A-HJ-NP-Z]$/);
    expect(nextCaseNumber(series, first.sequence).sequence).toBeGreaterThan(1);
    expect(nextCaseNumber(series, 999).number).toMatch(/^SH021-260305-A1\d{3}-/);
  });

  it('never has I or O anywhere', () => {
    fc.assert(
      fc.property(aNumber, ({ number }) => {
        expect(number).not.toMatch(/[IO]/);
      }),
    );
    expect(branchPart('ioN1')).toBe('10N1');
  });

  it('is unique over devices, days and sequence', () => {
    const seen = new Set<string>();
    let count = 0;
    for (const deviceTag of ['A', 'B', 'AA']) {
      for (const date of ['2026-03-05', '2026-03-06']) {
        for (let last = 0; last < 1_050;) {
          const next = nextCaseNumber({ ...series, deviceTag, date }, last);
          last = next.sequence;
          seen.add(next.number.replaceAll('-', ''));
          count += 1;
        }
      }
    }
    expect(seen.size).toBe(count);
  });

  it('refuses a series that cannot be written', () => {
    expect(() => nextCaseNumber({ ...series, deviceTag: '1' }, 0)).toThrow();
    expect(() => nextCaseNumber({ ...series, date: '2026-02-29' }, 0)).toThrow();
    expect(() => nextCaseNumber({ ...series, branchCode: 'S' }, 0)).toThrow();
    expect(() => nextCaseNumber(series, 999_999)).toThrow();
  });

  it('gives each PC a tag', () => {
    expect([0, 1, 7, 8, 23, 24, 25, 599].map(deviceTagOf)).toEqual(['A', 'B', 'H', 'J', 'Z', 'AA', 'AB', 'ZZ']);
    expect(new Set(Array.from({ length: 600 }, (_, index) => deviceTagOf(index))).size).toBe(600);
    expect(() => deviceTagOf(600)).toThrow();
  });
});

/** As a person would write it down. */
const sloppy: readonly ((number: string) => string)[] = [
  (n) => n,
  (n) => n.toLowerCase(),
  (n) => n.replaceAll('-', ''),
  (n) => n.replaceAll('-', ' '),
  (n) => n.replaceAll('-', ' — '),
  (n) => ` ${n}　`,
  (n) => n.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
  (n) => n.replaceAll('0', 'O').replaceAll('1', 'i'),
  (n) => n.replaceAll('-', '/'),
];

describe('reading', () => {
  it('understands every sloppy form of every number', () => {
    fc.assert(
      fc.property(aNumber, fc.constantFrom(...sloppy), (issued: CaseNumber, write) => {
        expect(parseCaseNumber(write(issued.number))).toEqual({ ok: true, ...issued });
      }),
    );
  });

  it('detects any single wrong character, hyphens or not', () => {
    fc.assert(
      fc.property(aNumber, fc.nat(), fc.constantFrom(...alphabet), fc.boolean(), ({ number }, at, character, bare) => {
        const text = bare ? number.replaceAll('-', '') : number;
        const place = at % text.length;
        if (text.charAt(place) === '-') return;
        const wrong = text.slice(0, place) + character + text.slice(place + 1);
        const same = (t: string): string => t.replaceAll('O', '0').replaceAll('I', '1');
        expect(parseCaseNumber(wrong).ok).toBe(same(wrong) === same(text));
      }),
      { numRuns: 500 },
    );
  });

  it('a swap of neighbours is never read as another number of the same shape, but for the few the standard misses', () => {
    let missed = 0;
    let tried = 0;
    for (let last = 0; last < 400;) {
      const { number, sequence } = nextCaseNumber(series, last);
      last = sequence;
      const text = number.replaceAll('-', '');
      for (let at = 0; at < text.length - 1; at += 1) {
        if (text[at] === text[at + 1]) continue;
        tried += 1;
        const swapped = text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
        if (parseCaseNumber(swapped).ok) missed += 1;
      }
    }
    expect(tried).toBeGreaterThan(3_000);
    expect(missed / tried).toBeLessThan(0.002);
  });

  it('says which part to look at', () => {
    const { number } = nextCaseNumber(series, 6);
    const [branch = '', day = '', tagged = '', check = ''] = number.split('-');
    const wrongCheck = check === 'A' ? 'B' : 'A';
    const part = (typed: string, known?: string): string => {
      const parsed = parseCaseNumber(typed, known);
      return parsed.ok ? 'ok' : parsed.code;
    };
    expect(part(number, 'SH021')).toBe('ok');
    expect(part(number, 'BJ001')).toBe('ok');
    expect(part(`${branch}-261305-${tagged}-${check}`)).toBe('numbering.date');
    expect(part(`${branch}-2603-${tagged}-${check}`)).toBe('numbering.date');
    expect(part(`${branch}-${day}-A07-${check}`)).toBe('numbering.sequence');
    expect(part(`${branch}-${day}-A000-${check}`)).toBe('numbering.sequence');
    expect(part(`${branch}-${day}-A0007-${check}`)).toBe('numbering.sequence');
    expect(part(`${branch}-${day}-${tagged}-${wrongCheck}`)).toBe('numbering.check');
    expect(part(`SH022-${day}-${tagged}-${check}`, 'SH021')).toBe('numbering.branch');
    expect(part(`?-${day}-${tagged}-${check}`)).toBe('numbering.branch');
    expect(part('')).toBe('numbering.empty');
    expect(part('hello')).toBe('numbering.whole');
    expect(part('A'.repeat(100_000))).toBe('numbering.whole');
  });

  it('survives anything', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (typed) => void parseCaseNumber(typed)));
  });
});
