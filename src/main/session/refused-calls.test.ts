import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewAuditEvent } from '../../domain/audit/audit-events';
import { anyOperation, createRefusedCalls, mostAnHour } from './refused-calls';
import type { Session } from './session';

const personOf = (userId: string): Session =>
  ({ user: { userId, name: userId, role: 'counter' } }) as unknown as Session;

function gate(session?: Session) {
  const written: { userId: string; payload: NewAuditEvent['payload'] }[] = [];
  const errors: string[] = [];
  const world = { session, nowMs: 0, fails: false };
  const calls = createRefusedCalls({
    currentSession: () => world.session,
    audit: (who, { payload }) => {
      if (world.fails) return Promise.reject(new Error('disk full'));
      written.push({ userId: who.user.userId, payload });
      return Promise.resolve();
    },
    monotonicMs: () => world.nowMs,
    log: { error: (what) => errors.push(what) },
  });
  return { ...calls, written, errors, world };
}

const chen = personOf('u-chen');
const roleForbids = { operation: 'user.add', code: 'authority.roleForbids' };

describe('refused calls', () => {
  it('stand in the trail at once, with who and which case', () => {
    const { refused, written } = gate(chen);
    const caseId = '0195a000-0000-7000-8000-000000000001';
    refused({ operation: 'case.get', code: 'case.notFound', caseId });
    expect(written).toEqual([{ userId: 'u-chen', payload: { operation: 'case.get', code: 'case.notFound', caseId } }]);
  });

  it('are counted while they repeat, and the count stands in the next entry', () => {
    const { refused, written, world } = gate(chen);
    for (let at = 0; at < 1_000; at += 1) refused(roleForbids);
    expect(written).toHaveLength(1);
    world.nowMs = 11 * 60_000;
    refused(roleForbids);
    expect(written.map(({ payload }) => payload)).toEqual([roleForbids, { ...roleForbids, times: 1_000 }]);
  });

  it('of somebody else are entries of their own', () => {
    const { refused, written, world } = gate(chen);
    refused(roleForbids);
    world.session = personOf('u-li');
    refused(roleForbids);
    expect(written.map(({ userId }) => userId)).toEqual(['u-chen', 'u-li']);
  });

  it('while nobody is signed in wait for who signs in next', () => {
    const { refused, written, signedIn } = gate();
    refused({ operation: 'case.get', code: 'ipc.badInput' });
    refused({ operation: 'case.get', code: 'ipc.badInput' });
    expect(written).toEqual([]);
    signedIn(chen);
    expect(written).toEqual([{ userId: 'u-chen', payload: { operation: 'case.get', code: 'ipc.badInput', times: 2 } }]);
    signedIn(chen);
    expect(written).toHaveLength(1);
  });

  it('never fill the disk, whatever a script tries, and none goes uncounted', () => {
    const call = fc.record({
      operation: fc.integer({ min: 0, max: 400 }).map((no) => `op.${String(no)}`),
      code: fc.constantFrom('ipc.badInput', 'case.notFound', 'authority.roleForbids'),
      waitMs: fc.integer({ min: 0, max: 200_000 }),
    });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 800 }), (calls) => {
        const { refused, written, world } = gate(chen);
        for (const { waitMs, ...one } of calls) {
          world.nowMs += waitMs;
          refused(one);
        }
        const hours = Math.floor(world.nowMs / 3_600_000) + 1;
        // Per hour: the entries, one that says that there are more, and one with how many.
        expect(written.length).toBeLessThanOrEqual(hours * (mostAnHour + 2));
        const told = written.reduce((sum, { payload }) => sum + ((payload as { times?: number }).times ?? 1), 0);
        expect(told).toBeLessThanOrEqual(calls.length);
        if (calls.length > 0) expect(written.length).toBeGreaterThan(0);
      }),
    );
  });

  it('beyond the limit are told in one entry, with their number when the hour is over', () => {
    const { refused, written, world } = gate(chen);
    for (let at = 0; at < mostAnHour + 40; at += 1) refused({ operation: `op.${String(at)}`, code: 'ipc.badInput' });
    expect(written).toHaveLength(mostAnHour + 1);
    expect(written.at(-1)?.payload).toEqual({ operation: anyOperation, code: 'tooMany' });
    world.nowMs = 61 * 60_000;
    refused({ operation: 'op.x', code: 'ipc.badInput' });
    expect(written.at(-2)?.payload).toEqual({ operation: anyOperation, code: 'tooMany', times: 39 });
  });

  it('that can’t be written down are in the log of the PC', async () => {
    const { refused, errors, world } = gate(chen);
    world.fails = true;
    refused(roleForbids);
    await Promise.resolve();
    await Promise.resolve();
    expect(errors).toEqual(['refusedCall.trace']);
  });
});
