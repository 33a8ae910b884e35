import { describe, expect, it, vi } from 'vitest';
import type { Fetched } from '../sync/evidence-lane';
import { fetchFromEither } from './create-hub-files';

const file = { sha256: 'a'.repeat(64), sizeBytes: 3 };
const content = Uint8Array.from([1, 2, 3]);
const here: Fetched = { ok: true, content };
const no = (why: 'line' | 'elsewhere' | 'damaged'): Fetched => ({ ok: false, why });

describe('a file that is not on this PC', () => {
  it('comes from the hub, and headquarters is not asked', async () => {
    const headquarters = vi.fn(async () => here);
    expect(await fetchFromEither(file, headquarters, async () => here)).toBe(here);
    expect(headquarters).not.toHaveBeenCalled();
  });

  it.each([null, no('elsewhere'), no('damaged')])('comes from headquarters where the hub says %o', async (said) => {
    expect(
      await fetchFromEither(
        file,
        async () => here,
        async () => said,
      ),
    ).toBe(here);
  });

  it.each([null, no('elsewhere'), no('damaged')])('is what headquarters said where the hub says %o', async (said) => {
    expect(
      await fetchFromEither(
        file,
        async () => no('line'),
        async () => said,
      ),
    ).toEqual(no('line'));
  });
});
