/** What a row asks of a running headquarters as the people who run it do: codes for PCs, and what it holds. */
import type { CaseSummary } from '../../../server/projection';
import { publicOfSeed, signHash } from '../../../src/main/keys/ed25519';
import { enrol } from '../../../src/main/sync/enrol';
import { nodeNet } from '../../../src/main/sync/node-net';
import type { BranchInfo } from '../../../src/shared/sync-protocol/messages';
import type { Started } from './headquarters-main';

interface KeptEvent {
  readonly deviceId: string;
  readonly seq: number;
  readonly position: number;
  readonly hash: string;
  /** By the clock of the PC, and by that of headquarters when it came. */
  readonly atMs: number;
  readonly storedAtMs: number;
}

export interface HeadquartersDesk {
  /** As a further PC of the branch, or as its first; headquarters' public key. */
  readonly enrol: (deviceId: string, deviceSeed: Buffer, branchId?: string) => Promise<string>;
  /** For the first PC of a branch. */
  readonly newCode: () => Promise<string>;
  /** For a further PC of a branch that is known. */
  readonly code: (branchId: string) => Promise<string>;
  readonly cases: (branchId?: string) => Promise<ReadonlyMap<string, CaseSummary>>;
  /** Numbers of the events of a device that it keeps, in order. */
  readonly seqsOf: (deviceId: string, branchId?: string) => Promise<readonly number[]>;
  /** Every event that it keeps, in the order in which they came. */
  readonly events: (branchId?: string) => Promise<readonly KeptEvent[]>;
}

export const onlyBranch = 'b-1';

const infoOf = (id: string, no: number): BranchInfo => ({
  ...{ id, code: `BJ${String(no).padStart(2, '0')}`, name: `Branch ${id}`, institutionType: 'bank' },
  ...{ institutionName: 'Bank', province: 'Beijing' },
});

export function headquartersDesk(hq: () => Pick<Started, 'url' | 'adminToken'>, nowMs: () => number): HeadquartersDesk {
  const admin = async (route: string, body?: object): Promise<unknown> => {
    const { url, adminToken } = hq();
    const response = await fetch(`${url}${route}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return response.json();
  };
  const branches = new Map<string, BranchInfo>();
  const codeFor = async (kind: 'new' | 'join', branchCode: string): Promise<string> =>
    ((await admin('/admin/codes', { kind, branchCode })) as { code: string }).code;
  const events: HeadquartersDesk['events'] = async (branchId = onlyBranch) => {
    const all: KeptEvent[] = [];
    for (let after = 0; ;) {
      const page = (await admin(`/admin/events?branchId=${branchId}&limit=1000&after=${String(after)}`)) as {
        events: readonly KeptEvent[];
      };
      all.push(...page.events);
      const last = page.events.at(-1);
      if (page.events.length < 1000 || !last) return all;
      after = last.position;
    }
  };
  return {
    enrol: async (deviceId, deviceSeed, branchId = onlyBranch) => {
      const known = branches.get(branchId);
      const info = known ?? infoOf(branchId, branches.size + 1);
      branches.set(branchId, info);
      const code = await codeFor(known ? 'join' : 'new', info.code);
      const answer = await enrol(
        {
          ...{ net: nodeNet, nowMs, deviceId, devicePublicKey: publicOfSeed('ed25519', deviceSeed) },
          signBytes: (bytes) => signHash(deviceSeed, Buffer.from(bytes).toString('base64url')),
        },
        { hqUrl: hq().url, code, deviceTag: null, branch: known ? null : info },
      );
      if (!answer.ok) throw new Error(answer.error.code);
      return answer.value.hqPublicKey;
    },
    newCode: () => codeFor('new', ''),
    code: (branchId) => codeFor('join', branches.get(branchId)?.code ?? ''),
    cases: async (branchId = onlyBranch) => {
      const { cases } = (await admin(`/admin/cases?branchId=${branchId}`)) as { cases: readonly CaseSummary[] };
      return new Map(cases.map((one) => [one.id, one]));
    },
    events,
    seqsOf: async (deviceId, branchId) =>
      (await events(branchId)).filter((event) => event.deviceId === deviceId).map(({ seq }) => seq),
  };
}
