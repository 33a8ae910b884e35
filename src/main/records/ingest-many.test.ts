/** Records of others that come by the thousand end as those that come page by page, also when something dies on the way. */
import { beforeEach, expect, it } from 'vitest';
import { emptyDetails } from '../../domain/complaint/values';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import { startPc, type PcInMemory } from '../../../tests/support/pc-in-memory';
import { newId } from '../platform/ids';
import { systemRng } from '../platform/rng';
import { createSimDisk, type SimDisk } from '../platform/sim-disk.test-support';
import { createMemoryHost, type MemoryHost } from '../store/memory-host.test-support';
import { cursorOp } from '../app/create-sync-engine';
import type { CaseCall } from './calls';

const deviceSeed = systemRng.bytes(32);
const storeKey = systemRng.bytes(32);
interface Machine {
  disk: SimDisk;
  host: MemoryHost;
}
const machine = (): Machine => ({ disk: createSimDisk(), host: createMemoryHost() });
const start = ({ disk, host }: Machine, deviceId = 'd-1'): Promise<PcInMemory> =>
  startPc({ disk, host, deviceSeed, storeKey, deviceId });

const actor = { userId: 'u-1', role: 'counter' } as const;
const registration = (n: number): CaseCall => ({
  ...{ commandId: newId(), caseId: newId(), actor },
  command: {
    name: 'register',
    input: {
      ...{ number: `N-${String(n)}`, source: 'quick', receivedAtMs: n, emotion: 1 },
      ...{ details: { ...emptyDetails, matter: `matter ${String(n)}` }, evidence: [], draftHands: [], importKey: null },
    },
  },
});
const note = (caseId: string, n: number): CaseCall => ({
  ...{ commandId: newId(), caseId, actor },
  command: { name: 'addNote', input: { staffText: `note ${String(n)}` } },
});

let theirs: readonly OpenEvent[];
/** Cases that go on while others begin, and an event of no case. */
beforeEach(async () => {
  const other = await start(machine(), 'd-2');
  const { records } = other.workspace;
  const calls = Array.from({ length: 20 }, (_, n) => registration(n));
  for (const [n, call] of calls.entries()) {
    expect((await records.runCaseCommand(call)).ok).toBe(true);
    const earlier = calls[n - 3];
    if (earlier) await records.runCaseCommand(note(earlier.caseId, n));
  }
  await records.write({
    ...{ commandId: newId(), actor, outcome: undefined },
    events: [{ streamId: 'audit', type: 'export.made', payload: {} }],
  });
  const all = await Promise.all(['audit', ...calls.map(({ caseId }) => caseId)].map((id) => records.events(id)));
  theirs = all.flat().sort((a, b) => a.header.seq - b.header.seq);
  expect(theirs).toHaveLength(38);
});

const portions = (size: number): readonly (readonly OpenEvent[])[] =>
  Array.from({ length: Math.ceil(theirs.length / size) }, (_, i) => theirs.slice(i * size, (i + 1) * size));

/** What a PC makes of what it has, apart from what is sealed with chance. */
async function stateOf(pc: PcInMemory, { host }: Machine): Promise<object> {
  const ids = [...host.cases().keys()].sort();
  return {
    events: host
      .events()
      .map(({ id }) => id)
      .sort(),
    cases: ids.map((id) => ({ ...host.cases().get(id), sealed: undefined })),
    states: await Promise.all(ids.map((id) => pc.workspace.records.caseState(id))),
    opened: await Promise.all(ids.map((id) => pc.workspace.records.events(id))),
    cursor: await pc.store.kv('sync.cursor'),
    outbox: host.outbox(),
  };
}

async function byPages(): Promise<object> {
  const at = machine();
  const pc = await start(at);
  for (const [i, page] of portions(5).entries())
    await pc.workspace.records.ingest(newId(), page, [cursorOp(String(i))]);
  await pc.workspace.records.ingest(newId(), [], [cursorOp('end')]);
  return stateOf(pc, at);
}

it('ends as by pages, and what was known before is passed over', async () => {
  const at = machine();
  const pc = await start(at);
  const { records } = pc.workspace;
  await records.ingest(newId(), theirs.slice(0, 3), []);
  for (const [i, portion] of portions(7).entries()) await records.ingestMany(newId(), portion, [cursorOp(String(i))]);
  await records.ingestMany(newId(), [...theirs.slice(30), ...theirs.slice(30)], [cursorOp('end')]);
  await records.catchUp(() => undefined);
  expect(at.host.calls).toContain('fill');
  expect(await stateOf(pc, at)).toEqual(await byPages());
  expect(new Set(pc.told).size).toBe(38);
});

it('gives those that stand in the place of another, and keeps none of them', async () => {
  const at = machine();
  const pc = await start(at);
  const [first, second] = theirs as [OpenEvent, OpenEvent];
  const other = { ...second, header: { ...second.header, id: newId(), seq: first.header.seq } };
  expect(await pc.workspace.records.ingestMany(newId(), [first, other], [])).toEqual([other]);
  expect(at.host.events().map(({ id }) => id)).toEqual([first.header.id]);
});

it('ends as by pages when the program dies before anything is derived, or in between', async () => {
  const expected = await byPages();
  for (const after of [1, 3, 6]) {
    const at = machine();
    let pc = await start(at);
    for (const portion of portions(7).slice(0, after)) await pc.workspace.records.ingestMany(newId(), portion, []);
    await pc.journal.close();
    at.disk = at.disk.afterKill();
    pc = await start(at);
    // What came before is there in full at once, whoever asks.
    expect(at.host.cases().size).toBe(
      new Set(theirs.slice(0, after * 7).map((e) => e.header.streamId)).size - Number(after === 6),
    );
    for (const portion of portions(7).slice(after)) await pc.workspace.records.ingestMany(newId(), portion, []);
    await pc.workspace.records.ingestMany(newId(), [], [cursorOp('end')]);
    await pc.workspace.records.catchUp(() => undefined);
    expect(await stateOf(pc, at)).toEqual(expected);
  }
});

it('ends as by pages when the store loses what the journal has, or refuses it for a while', async () => {
  const at = machine();
  const pc = await start(at);
  const { records } = pc.workspace;
  const [first = [], second = [], ...rest] = portions(7);
  await records.ingestMany(newId(), first, []);
  at.host.refuseWrites = 'store.failed';
  await expect(records.ingestMany(newId(), second, [])).rejects.toBeDefined();
  at.host.refuseWrites = undefined;
  for (const portion of rest) await records.ingestMany(newId(), portion, []);
  at.host.closeDatabase('empty');
  // The sync that failed comes once more, with what is known by now.
  for (const portion of portions(7)) await records.ingestMany(newId(), portion, []);
  await records.ingestMany(newId(), [], [cursorOp('end')]);
  await records.catchUp(() => undefined);
  expect(await stateOf(pc, at)).toEqual(await byPages());
});

it('keeps what this PC has to send', async () => {
  const at = machine();
  const pc = await start(at);
  const { records } = pc.workspace;
  await records.runCaseCommand(registration(99));
  for (const portion of portions(10)) await records.ingestMany(newId(), portion, []);
  await records.catchUp(() => undefined);
  expect(at.host.outbox().map(({ seq, state }) => [seq, state])).toEqual([[1, 'waiting']]);
  expect((await records.runCaseCommand(note(theirs[0]?.header.streamId ?? '', 1))).ok).toBe(true);
  expect(at.host.outbox().map(({ seq }) => seq)).toEqual([1, 2]);
});
