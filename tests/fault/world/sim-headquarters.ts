/** Headquarters as it ships, on a real socket in a process of its own, with a clock that is moved by hand. */
import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { CaseSummary } from '../../../server/projection';
import { publicOfSeed, signHash } from '../../../src/main/keys/ed25519';
import { enrol } from '../../../src/main/sync/enrol';
import { nodeNet } from '../../../src/main/sync/node-net';
import type { BranchInfo } from '../../../src/shared/sync-protocol/messages';
import type { Asked, Started } from './headquarters-main';

const branch: BranchInfo = {
  id: 'b-1',
  code: 'BJ01',
  name: 'Branch',
  institutionType: 'bank',
  institutionName: 'Bank',
  province: 'Beijing',
};

export interface SimHeadquarters {
  readonly url: string;
  readonly publicKey: string;
  readonly nowMs: () => number;
  readonly pass: (ms: number) => void;
  readonly enrol: (deviceId: string, deviceSeed: Buffer) => Promise<void>;
  readonly cases: () => Promise<ReadonlyMap<string, CaseSummary>>;
  /** Numbers of the events of a device that it keeps, in order. */
  readonly seqsOf: (deviceId: string) => Promise<readonly number[]>;
  /** Every event that it keeps, in the order in which they came. */
  readonly events: () => Promise<readonly KeptEvent[]>;
}

export interface KeptEvent {
  readonly deviceId: string;
  readonly seq: number;
  readonly position: number;
  /** By the clock of the PC, and by that of headquarters when it came. */
  readonly atMs: number;
  readonly storedAtMs: number;
}

/** A process of plain Node, bundled: its database driver can't be loaded the way the rows are. */
async function startProcess(): Promise<ChildProcess> {
  const { bundle } = (await import('../../../scripts/setup/bundle.mjs')) as {
    bundle: (root: string, entry: string) => Promise<{ file: string; remove: () => void }>;
  };
  const { file, remove } = await bundle(path.resolve(__dirname, '../../..'), 'tests/fault/world/headquarters-main.ts');
  const child = fork(file, { execArgv: [] });
  await answerOf(child);
  remove();
  return child;
}

function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (): void => {
      reject(new Error('headquarters ended'));
    };
    child.once('exit', ended);
    child.once('message', (answer) => {
      child.off('exit', ended);
      resolve(answer);
    });
  });
}

let shared: Promise<ChildProcess> | undefined;

/** A headquarters that has seen nobody yet; the one before is gone with it. */
export async function simHeadquarters(): Promise<SimHeadquarters> {
  const child = await (shared ??= startProcess());
  let now = Date.UTC(2026, 2, 2, 1);
  const ask = (what: Asked['do']): void => {
    child.send({ do: what, nowMs: now } satisfies Asked);
  };
  ask('fresh');
  const hq = (await answerOf(child)) as Started;
  const admin = async (route: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${hq.url}${route}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${hq.adminToken}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return response.json();
  };
  let enrolled = 0;
  const events = async (): Promise<readonly KeptEvent[]> => {
    const all: KeptEvent[] = [];
    for (let after = 0; ;) {
      const page = (await admin(`/admin/events?branchId=${branch.id}&limit=1000&after=${String(after)}`)) as {
        events: readonly KeptEvent[];
      };
      all.push(...page.events);
      const last = page.events.at(-1);
      if (page.events.length < 1000 || !last) return all;
      after = last.position;
    }
  };
  return {
    url: hq.url,
    publicKey: hq.publicKey,
    nowMs: () => now,
    pass: (ms) => {
      now += ms;
      ask('time');
    },
    enrol: async (deviceId, deviceSeed) => {
      const kind = enrolled++ === 0 ? 'new' : 'join';
      const { code } = (await admin('/admin/codes', { kind, branchCode: branch.code })) as { code: string };
      const answer = await enrol(
        {
          net: nodeNet,
          nowMs: () => now,
          deviceId,
          devicePublicKey: publicOfSeed('ed25519', deviceSeed),
          signBytes: (bytes) => signHash(deviceSeed, Buffer.from(bytes).toString('base64url')),
        },
        { hqUrl: hq.url, code, deviceTag: null, branch: kind === 'new' ? branch : null },
      );
      if (!answer.ok) throw new Error(answer.error.code);
    },
    cases: async () => {
      const { cases } = (await admin(`/admin/cases?branchId=${branch.id}`)) as { cases: readonly CaseSummary[] };
      return new Map(cases.map((one) => [one.id, one]));
    },
    events,
    seqsOf: async (deviceId) => (await events()).filter((event) => event.deviceId === deviceId).map(({ seq }) => seq),
  };
}

/** Ends the process that they shared. */
export async function forgetHeadquarters(): Promise<void> {
  const child = await shared;
  shared = undefined;
  if (!child) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.disconnect();
  await ended;
}
