/** Who may destroy what, with whom and when: every refusal leaves the case as it is and writes nothing. */
import { beforeEach, describe, expect, it } from 'vitest';
import { RETENTION_STREAM } from '../../domain/evidence/event-envelope';
import { destructionsOf } from '../../domain/retention/destruction';
import type { Deadline } from '../../domain/deadlines/deadlines';
import { emptyDetails } from '../../domain/complaint/values';
import type { CaseState } from '../../domain/complaint/state';
import { startPc, type PcInMemory } from '../../../tests/support/pc-in-memory';
import type { Core } from '../app/core';
import type { CallContext } from '../ipc/answer';
import type { Keyring } from '../keys/keyring';
import { newId } from '../platform/ids';
import { systemRng } from '../platform/rng';
import { createSimDisk } from '../platform/sim-disk.test-support';
import type { Session } from '../session/session';
import type { CaseLists } from '../store/store-access';
import { sessionOf } from '../session/visible-records';
import { createMemoryHost, type MemoryHost } from '../store/memory-host.test-support';
import { protectionHandlers } from './protection-handlers';

const zhao = { userId: 'u-zhao', name: '赵颖', role: 'officer' as const };
const li = { userId: 'u-li', name: '李敏', role: 'supervisor' as const };
const chen = { userId: 'u-chen', name: '陈静', role: 'counter' as const };
const people = [zhao, li, chen];
const passwordOf = (userId: string): string => `pass-${userId}`;

let host: MemoryHost;
let pc: PcInMemory;
let session: Session;
let caseId: string;
let until: string;
let enrolled: boolean;
let received: number;
let codeNeeded: boolean;
let changes: (string | undefined)[];
let change: Partial<CaseState>;

const handlers = () =>
  protectionHandlers({
    core: {
      nowMs: () => Date.UTC(2035, 0, 1),
      today: () => '2035-01-01',
      newId,
      deviceId: () => 'd-1',
      receivedSeq: () => received,
      personName: (id: string) => people.find(({ userId }) => userId === id)?.name ?? '',
      audit: () => Promise.resolve(),
      store: {
        eventRowsOf: (ids: readonly string[]) =>
          Promise.resolve(new Map(ids.map((id) => [id, host.events().filter(({ streamId }) => streamId === id)]))),
      },
    } as unknown as Core,
    manager: {
      changeKeys: (code) => {
        changes.push(code);
        return Promise.resolve({ ok: true, value: session });
      },
      withStepUp: async (userId, password, use) => {
        const person = people.find((one) => one.userId === userId);
        if (!person) return { ok: false, error: { code: 'signIn.unknownUser' } };
        if (password !== passwordOf(userId)) return { ok: false, error: { code: 'signIn.wrongPassword', waitMs: 0 } };
        return { ok: true, value: await use({ userId, role: person.role, sign: () => `by ${userId}` }) };
      },
    },
    keyring: () =>
      ({
        rotatesWithoutCode: () => !codeNeeded,
        formerKey: () => undefined,
        storeKeySinceMs: () => null,
        openByRecoveryCode: (code: string) => (code === 'right' ? Buffer.alloc(32) : undefined),
      }) as unknown as Keyring,
    keyChange: { progress: () => null },
    isEnrolled: () => Promise.resolve(enrolled),
    because: () => undefined,
  });

const context = (): CallContext => ({ session });
const input = () => ({
  commandId: newId(),
  caseIds: [caseId],
  reason: '保管期满',
  password: passwordOf(zhao.userId),
  second: { userId: li.userId, password: passwordOf(li.userId) },
  recoveryCode: null as string | null,
});
const destroy = (changed: Partial<ReturnType<typeof input>> = {}) =>
  handlers()['retention.destroy']({ ...input(), ...changed }, context());

beforeEach(async () => {
  host = createMemoryHost();
  pc = await startPc({ disk: createSimDisk(), host, deviceSeed: systemRng.bytes(32), storeKey: systemRng.bytes(32) });
  caseId = newId();
  until = '2031-05-31';
  enrolled = false;
  received = 0;
  codeNeeded = false;
  changes = [];
  change = {};
  await pc.workspace.records.runCaseCommand({
    commandId: newId(),
    caseId,
    actor: chen,
    command: {
      name: 'register',
      input: {
        number: 'N-1',
        source: 'quick',
        receivedAtMs: 1,
        emotion: 1,
        details: { ...emptyDetails, matter: 'm' },
        evidence: [],
        draftHands: [],
        importKey: null,
      },
    },
  });
  const lists = { listIds: () => Promise.resolve([caseId]) } as unknown as CaseLists;
  const whole = sessionOf(pc.workspace, lists, zhao, () => 'by zhao');
  // Its whole life stands in tests of the domain; here it is closed, and what its dates are is given.
  const closed = (state: CaseState): CaseState => ({ ...state, status: 'closed', ...change });
  session = {
    ...whole,
    deadlinesOf: () => [{ id: 'retention', kind: 'keep', dueOn: until }] as unknown as readonly Deadline[],
    records: {
      ...whole.records,
      caseState: async (id) => {
        const state = await whole.records.caseState(id);
        return state && closed(state);
      },
      caseStates: async (ids) => (await whole.records.caseStates(ids)).map(closed),
    },
  };
});

const written = async () => destructionsOf(await pc.workspace.records.events(RETENTION_STREAM));

describe('destroying files', () => {
  it('takes two people, writes who, why and what, and changes the keys', async () => {
    expect(await handlers()['retention.due']({}, context())).toMatchObject({
      ok: true,
      value: { cases: [{ caseId, number: 'N-1', keptUntil: until, unsent: false }], held: 0, more: false },
    });
    const same = input();
    expect(await destroy(same)).toEqual({ ok: true, value: { count: 1 } });
    expect(await destroy(same)).toEqual({ ok: true, value: { count: 1 } });
    expect(await written()).toMatchObject([
      {
        by: zhao.userId,
        approvedBy: li.userId,
        reason: '保管期满',
        cases: [{ caseId, number: 'N-1', keptUntil: until }],
      },
    ]);
    const events = await pc.workspace.records.events(RETENTION_STREAM);
    expect(events.map(({ header, userSig }) => [header.type, header.actor.userId, userSig])).toEqual([
      ['retention.approved', li.userId, `by ${li.userId}`],
      ['retention.destroyed', zhao.userId, 'by zhao'],
    ]);
    expect(changes).toEqual([undefined]);
  });

  it.each<[string, () => Partial<ReturnType<typeof input>>, string]>([
    ['without a reason', () => ({ reason: '' }), 'retention.reasonMissing'],
    [
      'by one person twice',
      () => ({ second: { userId: zhao.userId, password: passwordOf(zhao.userId) } }),
      'retention.samePerson',
    ],
    [
      'with somebody whose role may not',
      () => ({ second: { userId: chen.userId, password: passwordOf(chen.userId) } }),
      'retention.signerBarred',
    ],
    ['with a wrong password of one’s own', () => ({ password: 'x' }), 'protection.wrongPassword'],
    [
      'with a wrong password of the second',
      () => ({ second: { userId: li.userId, password: 'x' } }),
      'protection.wrongPassword',
    ],
    ['of a case that is not there', () => ({ caseIds: [newId()] }), 'retention.kept'],
    [
      'before the day after its time',
      () => {
        until = '2035-01-01';
        return {};
      },
      'retention.kept',
    ],
    [
      'while it is open',
      () => {
        change = { status: 'investigating' };
        return {};
      },
      'retention.kept',
    ],
    [
      'under a hold',
      () => {
        change = { holds: [{ id: 'h', reason: '诉讼', placedBy: 'u', placedAtMs: 1, lifted: null }] };
        return {};
      },
      'retention.kept',
    ],
    [
      'before headquarters has all of it',
      () => {
        enrolled = true;
        return {};
      },
      'retention.unsent',
    ],
    [
      'without the code where it is needed',
      () => {
        codeNeeded = true;
        return {};
      },
      'protection.codeNeeded',
    ],
    [
      'with a wrong code',
      () => {
        codeNeeded = true;
        return { recoveryCode: 'wrong' };
      },
      'protection.codeDiffers',
    ],
  ])('is refused %s', async (_what, given, code) => {
    expect(await destroy(given())).toMatchObject({ ok: false, error: { code } });
    expect(await written()).toEqual([]);
    expect(changes).toEqual([]);
    expect(await pc.workspace.records.caseState(caseId)).toBeDefined();
  });

  it('counts what a hold keeps and lists it not', async () => {
    change = { holds: [{ id: 'h', reason: '诉讼', placedBy: 'u', placedAtMs: 1, lifted: null }] };
    expect(await handlers()['retention.due']({}, context())).toMatchObject({ ok: true, value: { cases: [], held: 1 } });
  });
});

describe('changing keys', () => {
  it('takes the own password, and the code where it is needed', async () => {
    const ask = (password: string, recoveryCode: string | null) =>
      handlers()['protection.changeKeys']({ reason: 'yearly', password, recoveryCode }, context());
    expect(await ask('x', null)).toMatchObject({ error: { code: 'protection.wrongPassword' } });
    codeNeeded = true;
    expect(await ask(passwordOf(zhao.userId), null)).toMatchObject({ error: { code: 'protection.codeNeeded' } });
    expect(await ask(passwordOf(zhao.userId), 'wrong')).toMatchObject({ error: { code: 'protection.codeDiffers' } });
    expect(changes).toEqual([]);
    expect(await ask(passwordOf(zhao.userId), 'right')).toMatchObject({ ok: true });
    expect(changes).toEqual(['right']);
  });
});
