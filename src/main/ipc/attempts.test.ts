import { describe, expect, it } from 'vitest';
import { caseNamedBy, isAttempt } from './attempts';

describe('attempts', () => {
  it('are what no page of ours sends and what is not this person’s, not what people meet in ordinary work', () => {
    for (const code of ['ipc.badInput', 'authority.roleForbids', 'case.notFound', 'approval.ownProposal', 'sender'])
      expect(isAttempt(code), code).toBe(true);
    for (const code of ['session.locked', 'case.wrongState', 'store.unavailable', 'case.dateInFuture', 'undefined'])
      expect(isAttempt(code), code).toBe(false);
  });

  it('name a case by an id and by nothing else that a page may send', () => {
    const caseId = '0195a000-0000-7000-8000-000000000001';
    expect(caseNamedBy({ caseId })).toBe(caseId);
    for (const input of [undefined, null, 7, 'x', {}, { caseId: 7 }, { caseId: 'x'.repeat(1e6) }, { caseId: '张三' }])
      expect(caseNamedBy(input)).toBeUndefined();
  });
});
