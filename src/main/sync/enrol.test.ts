import { describe, expect, it } from 'vitest';
import { hqUrl, nowMs } from './branch-pc.test-support';
import { enrol, isSecureHqUrl } from './enrol';
import { bodyOf, fault, hqPublicKey, hqTimeMs, json, problem } from './headquarters.test-support';
import type { ProblemCode } from '../../shared/sync-protocol/messages';
import type { NetReply, NetRequest } from './net';

const branch = {
  ...{ id: 'branch-1', code: '0101', name: '城东支行', institutionType: 'bank' as const },
  ...{ institutionName: '某某银行', province: '江苏' },
};
const reply = {
  ...{ branchId: 'branch-1', branchCode: '0101', branchName: '城东支行', institutionType: 'bank' },
  ...{ institutionName: '某某银行', province: '江苏', deviceTag: 'A', hqPublicKey, serverTimeMs: hqTimeMs },
};

async function trying(answers: readonly NetReply[], input: Partial<Parameters<typeof enrol>[1]> = {}) {
  const asked: NetRequest[] = [];
  const result = await enrol(
    {
      net: async (request) => {
        asked.push(request);
        return answers[Math.min(asked.length, answers.length) - 1] ?? fault('unreachable');
      },
      ...{ nowMs: () => nowMs, deviceId: 'pc-1', devicePublicKey: 'p'.repeat(43), signBytes: () => 'A'.repeat(86) },
    },
    { hqUrl, code: ' 12-34 ', deviceTag: null, branch, ...input },
  );
  return { asked, result };
}

describe('enrolment', () => {
  it('brings the code as it was meant, the key of this PC and its branch, and takes the answer', async () => {
    const { asked, result } = await trying([json(reply)]);
    expect(result).toEqual({ ok: true, value: reply });
    expect(asked.map(({ url }) => url)).toEqual([`${hqUrl}/v2/enrol`]);
    expect(bodyOf(asked[0] as NetRequest)).toEqual({
      ...{ protocol: 2, code: '12-34', deviceId: 'pc-1', devicePublicKey: 'p'.repeat(43), deviceTag: null, branch },
    });
  });

  it('puts a wrong clock right and asks again, three times at most', async () => {
    const serverTimeMs = nowMs + 3_600_000;
    const late = problem(401, 'auth.clock', { retry: 'now', serverTimeMs });
    const { asked, result } = await trying([late, json(reply)]);
    expect(result.ok).toBe(true);
    expect(asked.map(({ headers }) => /created=(\d+)/.exec(headers['signature-input'] ?? '')?.[1])).toEqual([
      String(nowMs / 1000),
      String(serverTimeMs / 1000),
    ]);
    const always = await trying([late]);
    expect(always.asked).toHaveLength(3);
    expect(always.result).toMatchObject({ ok: false, error: { code: 'sync.notHq' } });
  });

  it.each<readonly [ProblemCode, string, string]>([
    ['enrol.codeUnknown', 'sync.codeRefused', 'sync.codeRefused'],
    ['enrol.codeUsed', 'sync.codeUsed', 'sync.codeUsed'],
    ['enrol.codeExpired', 'sync.codeExpired', 'sync.codeExpired'],
    ['enrol.codeKind', 'sync.codeForJoining', 'sync.codeForNewBranch'],
    ['enrol.branchKnown', 'sync.branchKnown', 'sync.branchKnown'],
    ['enrol.deviceKnown', 'sync.deviceKnown', 'sync.deviceKnown'],
    ['request.tooMany', 'sync.tooManyTries', 'sync.tooManyTries'],
    ['server.failed', 'sync.hqFailed', 'sync.hqFailed'],
    ['server.closing', 'sync.hqFailed', 'sync.hqFailed'],
    ['protocol.unsupported', 'sync.outdated', 'sync.outdated'],
    ['auth.target', 'sync.wrongAddress', 'sync.wrongAddress'],
    ['auth.signature', 'sync.notHq', 'sync.notHq'],
  ])('refused with %s is told as %s for a new branch and as %s for joining one', async (code, made, joining) => {
    const refusal = problem(400, code, { retry: 'never' });
    const [first, second] = [await trying([refusal]), await trying([refusal], { branch: null })];
    expect(first.result).toMatchObject({ ok: false, error: { code: made } });
    expect(second.result).toMatchObject({ ok: false, error: { code: joining } });
    expect(first.asked).toHaveLength(1);
  });

  it.each([
    ['unreachable', 'sync.unreachable'],
    ['timeout', 'sync.unreachable'],
    ['tls', 'sync.tls'],
    ['trust', 'sync.trust'],
    ['tooLarge', 'sync.notHq'],
  ] as const)('on a line that ends with %s is told as %s', async (name, code) => {
    expect((await trying([fault(name)])).result).toMatchObject({ ok: false, error: { code } });
  });

  it('never goes out in the clear', async () => {
    const { asked, result } = await trying([json(reply)], { hqUrl: 'http://hq.example' });
    expect(result).toMatchObject({ ok: false, error: { code: 'sync.insecureUrl' } });
    expect(asked).toEqual([]);
  });
});

it.each([
  ['https://hq.example', true],
  ['https://hq.example:8443/base', true],
  ['http://127.0.0.1:8080', true],
  ['http://[::1]:8080', true],
  ['http://localhost', true],
  ['http://hq.example', false],
  ['http://127.0.0.1.example', false],
  ['ftp://localhost', false],
  ['https://user@hq.example', false],
  ['https://:secret@hq.example', false],
  ['hq.example', false],
  ['', false],
])('%s may be the address of headquarters: %s', (url, may) => {
  expect(isSecureHqUrl(url)).toBe(may);
});
