import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceFilesIn, mostEvidenceBytes, nameOfFileIn } from './evidence-files';

const sha = 'a'.repeat(64);

describe('files that an event names', () => {
  it('are found wherever they stand, each once', () => {
    const file = { sha256: sha, sizeBytes: 5, name: 'x.png' };
    const other = { sha256: 'b'.repeat(64), sizeBytes: 7 };
    const named = evidenceFilesIn({ evidence: [file, { more: { proof: other } }, file] });
    expect(named).toHaveLength(2);
    expect(named).toEqual(expect.arrayContaining([other, { sha256: sha, sizeBytes: 5 }]));
  });

  it.each([
    [{ sha256: sha.toUpperCase(), sizeBytes: 5 }],
    [{ sha256: '../../etc/passwd', sizeBytes: 5 }],
    [{ sha256: sha, sizeBytes: 0 }],
    [{ sha256: sha, sizeBytes: 1.5 }],
    [{ sha256: sha, sizeBytes: mostEvidenceBytes + 1 }],
    [{ sha256: sha, sizeBytes: '5' }],
    [null],
    ['text'],
  ])('are none in %o', (payload) => {
    expect(evidenceFilesIn(payload)).toEqual([]);
  });

  it('have a name and a kind only where size and both are said', () => {
    const file = { sha256: sha, sizeBytes: 5 };
    const payload = { evidence: [file, { ...file, name: '回单.pdf', mime: 'application/pdf' }] };
    expect(nameOfFileIn(payload, file)).toEqual({ name: '回单.pdf', mime: 'application/pdf' });
    expect(nameOfFileIn(payload, { ...file, sizeBytes: 6 })).toBeUndefined();
    expect(nameOfFileIn({ evidence: [file] }, file)).toBeUndefined();
    expect(nameOfFileIn({ ...file, name: 1, mime: 'application/pdf' }, file)).toBeUndefined();
  });

  it('are looked for in any JSON, however deep', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (payload) => {
        expect(evidenceFilesIn(payload)).toEqual([]);
      }),
    );
    const deep = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`) as unknown;
    expect(evidenceFilesIn(deep)).toEqual([]);
  });
});
