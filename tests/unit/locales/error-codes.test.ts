import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '../../../src/shared/contract/contract';
import { noError, operation, refusal } from '../../../src/shared/contract/define';
import { zhCN } from '../../../src/shared/locales/registry';
import { errorNamespaces } from '../../../src/shared/locales/text-tree';
import { errorCodesOf } from './error-codes';

/** Faults of the crossing itself (`TransportError`), which no schema lists. */
const transport = [
  'ipc.badInput',
  'ipc.refused',
  'session.locked',
  'authority.roleForbids',
  'store.unavailable',
  'internal',
];

describe('error codes', () => {
  it('are read from unions and single refusals alike', () => {
    const part = { kind: 'query', input: z.object({}), output: z.object({}) } as const;
    const codes = errorCodesOf({
      'a.b': operation({ ...part, error: refusal('moon.far') }),
      'a.c': operation({ ...part, error: z.discriminatedUnion('code', [refusal('sun.hot'), refusal('moon.far')]) }),
      'a.d': operation({ ...part, error: noError }),
    });
    expect(codes).toEqual(['moon.far', 'sun.hot']);
  });

  it('have a text, each of them', () => {
    const texts = errorNamespaces(zhCN);
    const missing = [...errorCodesOf(contract), ...transport].filter((code) => !texts.has(code));
    expect(missing).toEqual([]);
  });
});
