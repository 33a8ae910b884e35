/** 网点中转机: PCs of a branch and their hub over real sockets, with no headquarters anywhere. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nodeNet } from '../sync/node-net';
import {
  goTo,
  headquartersChain,
  makeBranch,
  makePc,
  rewritten,
  startHub,
  type TestBranch,
  type TestHub,
  type TestPc,
} from './hub-branch.test-support';
import type { HubClient } from './hub-client';

let branch: TestBranch;
let hubPc: TestPc;
let a: TestPc;
let b: TestPc;
let hub: TestHub;
const ends: (() => Promise<void>)[] = [];
const going = (
  pc: TestPc,
  ...more: Parameters<typeof goTo> extends [unknown, unknown, unknown, ...infer R] ? R : never
) => {
  const client = goTo(pc, hub.url, hubPc, ...more);
  ends.push(client.stop);
  return client;
};
const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000, interval: 20 });
const connected = (client: HubClient) => eventually(() => expect(client.status().connected).toBe(true));

beforeEach(async () => {
  branch = makeBranch();
  hubPc = makePc(branch, 'A');
  a = makePc(branch, 'B');
  b = makePc(branch, 'C');
  hub = await startHub(hubPc, branch);
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await hub.close();
  expect([hubPc, a, b].flatMap(({ faults }) => faults)).toEqual([]);
});

const stop = (pc: TestPc, seq: number): void => {
  const said = { branchId: 'branch-1', atMs: 1, headHash: '', signature: '' };
  branch.stopped.push({ ...said, deviceId: pc.deviceId, seq, tag: pc.tag });
};

describe('through the hub', () => {
  it('what one PC wrote is on all others, and what the hub wrote too', async () => {
    const written = [...Array.from({ length: 450 }, (_, n) => a.write({ n })), hubPc.write(), b.write()];
    going(a);
    going(b);
    await eventually(() => {
      for (const pc of [hubPc, a, b]) expect(pc.has(written)).toBe(true);
    });
    expect(b.kept.size).toBe(452);
  });

  it('what is written while both wait there comes to the other at once, without asking', async () => {
    const [one, other] = [going(a), going(b)];
    await connected(one);
    await connected(other);
    const asked = a.write({ remedy: '退还年费' });
    await eventually(() => expect(b.has([asked])).toBe(true));
    const answer = b.write({ approved: true });
    await eventually(() => expect(a.has([answer])).toBe(true));
  });

  it('brings what headquarters wrote before it could not be reached, and what PCs wrote that are not here', async () => {
    const gone = makePc(branch, 'D');
    const directives = headquartersChain(branch);
    const heard = [
      directives({ key: branch.hqPublicKey }, 'device.added'),
      directives({ days: 20 }, 'extension.granted'),
    ];
    for (const event of [...heard, gone.write()]) hubPc.put(event);
    going(a);
    await eventually(() => expect(a.has([...heard, ...gone.chain(gone.deviceId)])).toBe(true));
  });

  it('what came by headquarters as well is known, and nothing is there twice', async () => {
    const written = [a.write(), a.write(), a.write()];
    // Headquarters brought the first two to both.
    for (const event of written.slice(0, 2)) {
      hubPc.put(event);
      b.put(event);
    }
    going(a);
    const other = going(b);
    await eventually(() => expect(b.has(written)).toBe(true));
    expect(other.status().reason).toBeNull();
    expect(b.kept.size).toBe(3);
  });

  it('goes on over a place that headquarters left empty', async () => {
    const [first, second, third] = [a.write(), a.write(), a.write()];
    hubPc.put(first);
    hubPc.put(third);
    const later = a.write();
    going(a);
    const other = going(b);
    await eventually(() => expect(b.has([first, third, later])).toBe(true));
    expect([other.status().reason, b.has([second])]).toEqual([null, false]);
  });

  it('says who was there', async () => {
    await connected(going(a));
    expect(new Set(hub.seen)).toEqual(new Set([a.deviceId]));
  });
});

describe('when the hub is away', () => {
  it('is found again when it comes back, and what was written meanwhile goes there', async () => {
    const client = going(a);
    await connected(client);
    await hub.close();
    const meanwhile = a.write();
    await eventually(() => expect(client.status()).toMatchObject({ connected: false, reason: 'hub.unreachable' }));
    hub = await startHub(hubPc, branch, { port: hub.port });
    await eventually(() => expect(hubPc.has([meanwhile])).toBe(true));
    await connected(client);
    expect(client.status().reason).toBeNull();
  });

  it('is tried at once when somebody asks for it', async () => {
    hub.lock(true);
    // By itself it would never try again.
    const client = going(a, nodeNet, () => () => undefined);
    await eventually(() => expect(client.status().reason).toBe('hub.locked'));
    hub.lock(false);
    client.hurry();
    await connected(client);
    const written = a.write();
    await eventually(() => expect(hubPc.has([written])).toBe(true));
  });

  it('because nobody is signed in there, it says so', async () => {
    hub.lock(true);
    const client = going(a);
    await eventually(() => expect(client.status().reason).toBe('hub.locked'));
    hub.lock(false);
    await connected(client);
  });

  it('by an hour on its clock, the requests follow its clock', async () => {
    hub.advance(3_600_000);
    const written = a.write();
    const client = going(a);
    await eventually(() => expect(hubPc.has([written])).toBe(true));
    expect(client.seen.every(({ reason }) => reason === null)).toBe(true);
  });
});

describe('two histories of one PC', () => {
  it('are refused by the hub, and told at both ends, though there is nothing new to send', async () => {
    const first = a.write();
    hubPc.put(first);
    const other = rewritten(a, first);
    a.put(other);
    const client = going(a);
    await eventually(() => expect(client.status().reason).toBe('hub.fork'));
    expect([hubPc.has([first]), hubPc.has([other])]).toEqual([true, false]);
    expect(hubPc.forked.map(({ header }) => header.id)).toEqual([other.header.id]);
  });

  it('are refused where they part, and what follows is not taken for the first', async () => {
    const [first, second] = [a.write(), a.write()];
    hubPc.put(rewritten(a, first));
    const client = going(a);
    await eventually(() => expect(client.status().reason).toBe('hub.fork'));
    expect(hubPc.has([second])).toBe(false);
  });

  it('do not come to others, and hold up nothing else', async () => {
    const [first, second] = [a.write(), a.write()];
    const other = rewritten(a, first);
    b.put(other);
    for (const event of [first, second]) hubPc.put(event);
    const fine = hubPc.write();
    const client = going(b);
    await eventually(() => expect(b.has([fine])).toBe(true));
    await eventually(() => expect(client.status().reason).toBe('hub.fork'));
    expect([b.has([other]), b.has([second])]).toEqual([true, false]);
    expect(b.forked.map(({ header }) => header.seq)).toEqual([2]);
  });
});

describe('a reader takes nothing', () => {
  it.each([
    ['that was changed', (own: TestPc) => ({ ...own.write(), payload: { note: '另一句话' } })],
    ['that another key signed', (own: TestPc) => ({ ...own.write(), deviceSig: hubPc.write().deviceSig })],
  ])('%s, and what others wrote still comes', async (_what, make) => {
    hubPc.put(make(a));
    const fine = hubPc.write();
    const client = going(b);
    await eventually(() => expect(b.has([fine])).toBe(true));
    await eventually(() => expect(client.status().reason).toBe('hub.eventForged'));
    expect(b.chain(a.deviceId)).toEqual([]);
  });

  it('behind the end of a PC that headquarters has stopped', async () => {
    const [before, after] = [a.write(), a.write()];
    for (const event of [before, after]) hubPc.put(event);
    stop(a, 1);
    const fine = hubPc.write();
    going(b);
    await eventually(() => expect(b.has([before, fine])).toBe(true));
    expect(b.has([after])).toBe(false);
  });

  it('of a stopped PC though the hub has not heard of it', async () => {
    const [before, after] = [a.write(), a.write()];
    for (const event of [before, after]) hubPc.put(event);
    const heard = [
      { ...{ branchId: 'branch-1', atMs: 1, headHash: '', signature: '' }, deviceId: a.deviceId, seq: 1, tag: 'B' },
    ];
    const client = going({ ...b, records: { ...b.records, stopped: async () => heard } });
    await eventually(() => expect(client.status().reason).toBe('hub.eventForged'));
    expect([b.has([before]), b.has([after])]).toEqual([true, false]);
  });

  it('in the name of headquarters that its key did not sign', async () => {
    const forger = headquartersChain({ ...branch, hqSeed: Buffer.from(a.seed) });
    hubPc.put(forger({ days: 365 }, 'extension.granted'));
    const client = going(b);
    await eventually(() => expect(client.status().reason).toBe('hub.eventForged'));
    expect(b.kept.size).toBe(0);
  });
});

describe('what answers at the address', () => {
  it('is believed only with the signature of the hub', async () => {
    const impostor = makePc(branch, 'D');
    const there = await startHub(impostor, branch);
    ends.push(there.close);
    impostor.write();
    const client = goTo(a, there.url, hubPc);
    ends.push(client.stop);
    await eventually(() => expect(client.status().reason).toBe('hub.notOurs'));
    expect([a.kept.size, impostor.chain(a.deviceId).length]).toEqual([0, 0]);
  });

  it.each(['body', 'status'] as const)('is not believed with another %s', async (what) => {
    hubPc.write();
    const client = going(a, async (request) => {
      const answer = await nodeNet(request);
      if (!answer.ok) return answer;
      if (what === 'status') return { ...answer, status: 503 };
      const body = Buffer.from(answer.body);
      body.writeUInt8(body.readUInt8(40) ^ 1, 40);
      return { ...answer, body };
    });
    await eventually(() => expect(client.status().reason).toBe('hub.notOurs'));
    expect(a.kept.size).toBe(0);
  });

  it('is not believed with an earlier answer', async () => {
    let recorded: Awaited<ReturnType<typeof nodeNet>> | undefined;
    const client = going(a, async (request) => (recorded ??= await nodeNet(request)));
    await eventually(() => expect(client.status().reason).toBe('hub.notOurs'));
  });

  it('is not gone to when headquarters has stopped it', async () => {
    stop(hubPc, 0);
    const client = going(a);
    await eventually(() => expect(client.status().reason).toBe('hub.unknownPc'));
    expect(hub.seen).toEqual([]);
  });
});

it('nothing of a record can be read on the way', async () => {
  const seen: Buffer[] = [];
  const listening = async (request: Parameters<typeof nodeNet>[0]) => {
    const answer = await nodeNet(request);
    seen.push(Buffer.from(request.body), ...(answer.ok ? [Buffer.from(answer.body)] : []));
    return answer;
  };
  hubPc.write({ note: 'Chen Haiming 13800138000' });
  const written = a.write({ note: 'Chen Haiming 13800138000' });
  going(a, listening);
  await eventually(() => expect([hubPc.has([written]), a.kept.size]).toEqual([true, 2]));
  for (const bytes of seen) expect(bytes.toString('latin1')).not.toMatch(/Chen|13800138000|note\.added|case-1/);
});
