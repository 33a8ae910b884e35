/** A rule pack at a branch, from the file to the dates: real main down to the journal, over a store in memory. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CaseCommand } from '../../../src/domain/complaint/commands';
import { AUDIT_STREAM } from '../../../src/domain/evidence/event-envelope';
import type { RulePack } from '../../../src/domain/deadlines/rule-pack';
import type { packHandlers } from '../../../src/main/handlers/pack-handlers';
import type { PackService } from '../../../src/main/packs/pack-service';
import { newId } from '../../../src/main/platform/ids';
import { sessionOf } from '../../../src/main/session/visible-records';
import { emptyHistoryFilter } from '../../../src/shared/contract/history';
import type { BranchInMemory } from '../../support/branch-in-memory';
import { rulesWithDays } from '../../support/pack-rules';
import { packBranch, plainComplaint } from '../../support/pack-branch';
import { hashOf, packMaker } from '../../support/signed-packs';

vi.mock('electron', () => ({ net: {}, app: {}, dialog: {} }));

const dayMs = 86_400_000;
const maker = packMaker();
const tenDays = maker.sign(rulesWithDays('2026.1', 10));

let branch: BranchInMemory;
let service: PackService;
let handlers: ReturnType<typeof packHandlers>;
let changes: boolean[];

const li = () => branch.signIn('u-li');
const context = () => ({ session: li() });

async function run(caseId: string, command: CaseCommand): Promise<void> {
  const session = li();
  const done = await session.records.runCaseCommand({ commandId: newId(), caseId, actor: session.user, command });
  if (!done.ok) throw new Error(done.error.code);
}

async function register(): Promise<string> {
  const caseId = newId();
  await run(caseId, {
    name: 'register',
    input: plainComplaint(caseId, branch.core.nowMs()),
  });
  return caseId;
}

/** When the decision is due, as lists say, by case. */
async function listed(lists = li().lists): Promise<ReadonlyMap<string, number | null>> {
  const { entries } = await lists.listPage({
    filter: emptyHistoryFilter,
    sort: { by: 'received', direction: 'asc' },
    offset: 0,
    limit: 50,
  });
  return new Map(entries.map(({ caseId, dueAtMs }) => [caseId, dueAtMs]));
}

const decisionOf = async (caseId: string) => {
  const state = await branch.workspace.records.caseState(caseId);
  if (!state) throw new Error('no case');
  return branch.core.deadlinesOf(state).find(({ id }) => id === 'decision');
};

beforeEach(async () => {
  changes = [];
  ({ branch, service, handlers } = await packBranch(
    [
      { userId: 'u-li', name: '李主任', role: 'supervisor' },
      { userId: 'u-wang', name: '王静', role: 'counter' },
    ],
    (dates) => changes.push(dates),
  ));
  await service.trust(li(), maker.publicKey, 'person');
});

/** Looks, then confirms, as the page does. */
async function switchTo(pack: typeof tenDays): Promise<void> {
  await service.takeFile(li(), JSON.stringify(pack), 'pack.json');
  const session = li();
  const preview = await handlers['packs.preview']({ key: hashOf(pack) }, { session });
  expect(preview.ok).toBe(true);
  const done = await handlers['packs.confirm']({ commandId: newId(), key: hashOf(pack) }, { session });
  expect(done).toEqual({ ok: true, value: {} });
}

describe('a switch', () => {
  it('moves open complaints, leaves what has ended under the rules of its time, and is there after a restart', async () => {
    const [open, ended] = [await register(), await register()];
    await run(ended, { name: 'withdraw', input: { reason: '已协商', signedNoteHeld: true } });
    const before = await listed();
    await switchTo(tenDays);
    const after = await listed();
    expect(after.get(open)).toBe((before.get(open) ?? 0) - 5 * dayMs);
    expect(after.get(ended)).toBeNull();
    expect((await decisionOf(open))?.basis.steps).toContainEqual(expect.objectContaining({ step: 'add', count: 10 }));
    expect((await decisionOf(ended))?.basis.steps).toContainEqual(expect.objectContaining({ step: 'add', count: 15 }));
    expect(changes.at(-1)).toBe(true);

    const later = await register();
    const events = await branch.workspace.records.events(later);
    expect(events[0]?.header.rulePack).toBe('rules.cn.bank@2026.1');
    const again = await branch.openAgain();
    expect(again.lawBook.now('bank').rules.version).toBe('2026.1');
    expect(again.lawBook.shelf().packs).toMatchObject([{ confirmed: { byId: 'u-li', casesChanged: 1 } }]);
  });

  it('waits for its day, and is level also when nobody was signed in on that day', async () => {
    const caseId = await register();
    const before = (await listed()).get(caseId);
    const pack = maker.sign(rulesWithDays('2026.1', 10), { effectiveFrom: '2026-03-20' });
    await switchTo(pack);
    expect((await listed()).get(caseId)).toBe(before);
    const overview = await handlers['packs.overview']({}, context());
    expect(overview.ok && overview.value.packs.at(-1)).toMatchObject({ status: 'scheduled', version: '2026.1' });
    branch.clock.pass(20 * dayMs);
    const again = await branch.openAgain();
    const user = { userId: 'u-li', name: '李主任', role: 'supervisor' } as const;
    const session = sessionOf(again.workspace, branch.store.listsFor('u-li'), user, () => 'signed');
    expect(await listed(session.lists)).toEqual(new Map([[caseId, (before ?? 0) - 5 * dayMs]]));
  });

  it('is refused to whoever has not looked at what changes, and done once', async () => {
    await register();
    await service.takeFile(li(), JSON.stringify(tenDays), 'pack.json');
    const key = hashOf(tenDays);
    const session = li();
    const confirm = (commandId: string) => handlers['packs.confirm']({ commandId, key }, { session });
    expect(await confirm(newId())).toEqual({ ok: false, error: { code: 'packs.notLookedAt' } });
    expect(await handlers['packs.preview']({ key }, { session })).toMatchObject({
      ok: true,
      value: {
        open: 1,
        casesChanged: 1,
        atOnce: true,
        total: 1,
        effect: { of: 'dates', changes: [{ deadlineId: 'decision' }] },
      },
    });
    const commandId = newId();
    expect(await confirm(commandId)).toEqual({ ok: true, value: {} });
    expect(await confirm(commandId)).toEqual({ ok: true, value: {} });
    expect(await confirm(newId())).toEqual({ ok: false, error: { code: 'packs.notAwaiting' } });
  });

  it('of the calendar leaves the rules alone', async () => {
    await register();
    const { json } = (await import('../../../src/main/app/packs')).builtInPacks();
    const days = structuredClone(json.bank.calendar) as { version: string; years: Record<string, { off: string[] }> };
    days.version = '2026.2';
    days.years['2026']?.off.push('12-31');
    const pack = maker.sign(days, { kind: 'calendar' });
    await switchTo(pack);
    const { rules, calendar } = branch.lawBook.now('bank');
    expect([rules.version, calendar.version]).toEqual(['2020.4', '2026.2']);
    expect(calendar.dayOf('2026-12-31').working).toBe(false);
  });
});

describe('a pack that is refused', () => {
  it('leaves the law as it was, and a trace with field and reason', async () => {
    const tampered = structuredClone(tenDays);
    (tampered.body.pack as unknown as RulePack & { note: string }).note = 'changed';
    const taken = await service.takeFile(li(), JSON.stringify(tampered), 'tampered.json');
    expect(taken).toMatchObject({ ok: false, problems: [{ field: 'signature.value', reason: 'wrongSignature' }] });
    expect(branch.lawBook.now('bank').rules.version).toBe('2020.4');
    const trail = await branch.workspace.records.events(AUDIT_STREAM);
    expect(trail.at(-1)).toMatchObject({
      header: { type: 'audit.packRefused', actor: { userId: 'u-li' } },
      payload: { name: 'rules.cn.bank@2026.1', field: 'signature.value', reason: 'wrongSignature', problems: 1 },
    });
    const { lawBook } = await branch.openAgain();
    expect(lawBook.shelf().refusals).toMatchObject([{ fileName: 'tampered.json', origin: 'file' }]);
  });

  it('by sync holds up no other, and is told once however often it comes', async () => {
    const bad = maker.sign({ ...rulesWithDays('2026.2', 10), deadlines: [] });
    await service.takeSent(li(), [bad, tenDays]);
    await service.takeSent(li(), [bad, tenDays]);
    const { packs, refusals } = branch.lawBook.shelf();
    expect(packs.map(({ version, origin }) => [version, origin])).toEqual([['2026.1', 'sync']]);
    expect(refusals).toMatchObject([{ problems: [{ field: 'deadlines', reason: 'outOfRange' }] }]);
    expect([...service.have()].sort()).toEqual([hashOf(bad), hashOf(tenDays)].sort());
  });

  it('keys are taken as headquarters gives them, and by hand only where there is none', async () => {
    const trust = (publicKey: string) => handlers['packs.trustKey']({ commandId: newId(), publicKey }, context());
    expect(await trust('x')).toEqual({ ok: false, error: { code: 'packs.keyMalformed' } });
    expect(await trust(maker.publicKey)).toEqual({ ok: false, error: { code: 'packs.keyKnown' } });
    await service.trust(li(), packMaker().publicKey, 'headquarters');
    expect(await trust(packMaker().publicKey)).toEqual({ ok: false, error: { code: 'packs.keyOfHeadquarters' } });
  });
});
