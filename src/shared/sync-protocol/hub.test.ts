import { describe, expect, it } from 'vitest';
import { hubAnswerText, HubProblem, hubRoutes, hubSealInfo } from './hub';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

describe('what binds an exchange with the hub of a branch', () => {
  it('is signed for one PC, one request and one answer', () => {
    const said = { hub: 'hub-1', deviceId: 'd-2', request: 'sha-256=:q:', status: 200, answer: 'sha-256=:a:' };
    expect(hubAnswerText(said)).toBe('xianting-hub-answer/1\nhub-1\nd-2\nsha-256=:q:\n200\nsha-256=:a:');
  });

  it('seals a request to its two PCs and its route', () => {
    const bound = { hub: 'hub-1', deviceId: 'd-2', route: hubRoutes.push } as const;
    expect(text(hubSealInfo({ ...bound, kind: 'request' }))).toBe('xianting-hub-request/1\nhub-1\nd-2\n/hub/v1/push');
  });

  it('seals an answer to its request besides', () => {
    const bound = { hub: 'hub-1', deviceId: 'd-2', route: hubRoutes.pull, request: 'sha-256=:q:' } as const;
    expect(text(hubSealInfo({ ...bound, kind: 'answer' }))).toBe(
      'xianting-hub-answer/1\nhub-1\nd-2\n/hub/v1/pull\nsha-256=:q:',
    );
  });

  it('knows the reasons of headquarters and its own, and no others', () => {
    const problem = { type: 'about:blank', title: 'x', status: 423, retry: 'later' };
    const read = (code: string) => HubProblem.safeParse({ ...problem, code }).success;
    expect([read('hub.locked'), read('auth.replayed'), read('hub.other')]).toEqual([true, true, false]);
  });
});
