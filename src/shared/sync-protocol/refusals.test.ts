import { describe, expect, it } from 'vitest';
import { pushRejectCodes } from './messages';
import { RefusalsReply, RefusalsRequest, repeatable } from './refusals';

const answer = { state: 'settled', reason: '已核对', name: '李某', atMs: 5 };
const refusal = { seq: 1, code: 'push.payloadHash', answer };
const read = (...refusals: readonly object[]) => RefusalsReply.safeParse({ refusals }).success;

describe('what headquarters says of records that it did not take', () => {
  it('is asked in the version of today, and nothing is asked beside it', () => {
    expect(RefusalsRequest.safeParse({ protocol: 2 }).success).toBe(true);
    expect(RefusalsRequest.safeParse({ protocol: 1 }).success).toBe(false);
    expect(RefusalsRequest.safeParse({ protocol: 2, all: true }).success).toBe(false);
  });

  it('is read with an answer and before there is one', () => {
    expect(read(refusal, { ...refusal, seq: 2, answer: null })).toBe(true);
    expect(read()).toBe(true);
  });

  it.each([
    ['a place before the first', { ...refusal, seq: 0 }],
    ['a code that nobody knows', { ...refusal, code: 'push.unknown' }],
    ['a state that nobody knows', { ...refusal, answer: { ...answer, state: 'lost' } }],
    ['an endless reason', { ...refusal, answer: { ...answer, reason: 'x'.repeat(501) } }],
    ['an endless name', { ...refusal, answer: { ...answer, name: 'x'.repeat(201) } }],
    ['a field more', { ...refusal, more: 1 }],
  ])('is not believed with %s', (_, wrong) => {
    expect(read(wrong)).toBe(false);
  });

  it('is no more than a person can go through', () => {
    expect(read(...Array.from({ length: 200 }, () => refusal))).toBe(true);
    expect(read(...Array.from({ length: 201 }, () => refusal))).toBe(false);
  });

  it('can turn out otherwise only where the content was in question, never where the header proves it', () => {
    expect(pushRejectCodes.filter((code) => repeatable.includes(code))).toEqual([
      'push.badShape',
      'push.payloadHash',
      'push.duplicateId',
    ]);
  });
});
