/** Every refusal of the console has a text, and every operation an access. */
import { describe, expect, it } from 'vitest';
import { consoleAccessOf, consoleContract, consoleFaults } from '../../../src/shared/hq-console/contract';
import { zhCN } from '../../../src/shared/locales/registry';
import { errorNamespaces } from '../../../src/shared/locales/text-tree';
import { errorCodesOf } from '../locales/error-codes';

describe('the console', () => {
  it('has a text for every code that its server or its page can answer with', () => {
    const known = errorNamespaces(zhCN);
    const codes = [...errorCodesOf(consoleContract), ...consoleFaults];
    expect(codes.length).toBeGreaterThan(12);
    // Each page keeps its words in a file of its own.
    const files: readonly (string | undefined)[] = ['console', 'hqCourier', 'above', 'move', 'packRelease', 'refused'];
    expect(codes.filter((code) => !files.includes(known.get(code)))).toEqual([]);
  });

  it('says for each operation who may call it', () => {
    expect(Object.keys(consoleAccessOf).sort()).toEqual(Object.keys(consoleContract).sort());
  });
});
