/** Every code a pure check can answer with has its text, and every text its code. */
import { describe, expect, it } from 'vitest';
import { identityCodes } from '../../src/domain/identity/result';
import { ledgerFields } from '../../src/domain/ledger/columns';
import { ledgerCodes } from '../../src/domain/ledger/rows';
import { rateCodes } from '../../src/domain/money/interest';
import { moneyCodes } from '../../src/domain/money/money';
import { numberingCodes } from '../../src/domain/numbering/case-number';
import { zhCN } from '../../src/shared/locales/registry';
import { flatten } from '../../src/shared/locales/text-tree';

describe('texts of codes', () => {
  it.each([
    ['identity', zhCN.identity.errors, identityCodes],
    ['money', zhCN.money.errors, [...moneyCodes, ...rateCodes]],
    ['numbering', zhCN.numbering.errors, numberingCodes],
    ['ledger', zhCN.ledger.errors, ledgerCodes],
  ] as const)('%s', (_namespace, errors, codes) => {
    expect([...flatten(errors).keys()].sort()).toEqual([...codes].sort());
  });

  it('fields of a ledger have labels', () => {
    expect(Object.keys(zhCN.ledger.field)).toEqual([...ledgerFields]);
  });
});
