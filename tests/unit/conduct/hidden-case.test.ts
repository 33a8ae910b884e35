/**
 * A complaint does not exist for the people it names, whatever they ask. Every operation of the contract stands in the table of
 * `what-it-tells.ts`: one that is added later has to say what it can tell of cases before this test is green again.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CaseCommand } from '../../../src/domain/complaint/commands';
import { createSyncService } from '../../../src/main/app/create-sync-service';
import type { AttachmentStore } from '../../../src/main/attachments/attachment-store';
import { derivationHandler } from '../../../src/main/handlers/derivation-handler';
import { archiveHandler } from '../../../src/main/handlers/archive-handler';
import { agreeCardHandlers } from '../../../src/main/handlers/agree-card-handlers';
import { approvalHandlers } from '../../../src/main/handlers/approval-handlers';
import { attachmentHandlers } from '../../../src/main/handlers/attachment-handlers';
import { auditHandlers } from '../../../src/main/handlers/audit-handlers';
import { auditTrailHandlers } from '../../../src/main/handlers/audit-trail-handlers';
import { caseHandlers } from '../../../src/main/handlers/case-handlers';
import { codingHandlers } from '../../../src/main/handlers/coding-handlers';
import { conversationHandlers } from '../../../src/main/handlers/conversation-handlers';
import { documentHandlers } from '../../../src/main/handlers/document-handlers';
import { emergencyHandlers } from '../../../src/main/handlers/emergency-handlers';
import { incidentHandlers } from '../../../src/main/handlers/incident-handlers';
import { createIncidents, type Incidents } from '../../../src/main/incidents/incidents';
import { historyHandlers } from '../../../src/main/handlers/history-handlers';
import { intakeHandlers } from '../../../src/main/handlers/intake-handlers';
import { casesOfPerson, findSimilar } from '../../../src/main/handlers/person-lookup';
import { minutesHandler } from '../../../src/main/handlers/minutes-handler';
import { nodeDisk } from '../../../src/main/platform/disk';
import { ownCaseHandlers } from '../../../src/main/handlers/own-case-handlers';
import { packHandlers } from '../../../src/main/handlers/pack-handlers';
import { protectionHandlers } from '../../../src/main/handlers/protection-handlers';
import { registerHandlers } from '../../../src/main/handlers/register-handlers';
import { syncHandlers } from '../../../src/main/handlers/sync-handlers';
import { sampleInput } from '../../../src/main/ipc/sample-input.test-support';
import { createCaseTalks } from '../../../src/main/conversations/case-talks';
import { findSurroundings } from '../../../src/main/conversations/surroundings';
import { createConversations } from '../../../src/main/conversations/conversations';
import { emptyDesk } from '../../../src/domain/scripts/desk';
import { createScriptDesk } from '../../../src/main/scripts/script-desk';
import { createPackService } from '../../../src/main/packs/pack-service';
import { newId } from '../../../src/main/platform/ids';
import { systemRng } from '../../../src/main/platform/rng';
import type { Session } from '../../../src/main/session/session';
import { anyAudit } from '../../../src/shared/contract/audit';
import { contract, type OperationName } from '../../../src/shared/contract/contract';
import { incidentStream } from '../../../src/domain/evidence/event-envelope';
import type { Raised } from '../../../src/domain/incident/events';
import type { Reply } from '../../../src/shared/contract/define';
import { emptyHistoryFilter } from '../../../src/shared/contract/history';
import { branchInMemory, complaintOf, type BranchInMemory } from '../../support/branch-in-memory';
import { remedy } from '../../support/case-builder';
import { noStops, shippedShelf } from '../../support/script-shelf';
import { rulesWithDays } from '../../support/pack-rules';
import { hashOf, packMaker } from '../../support/signed-packs';
import { of, rows } from './what-it-tells';

vi.mock('electron', () => ({ net: {}, app: {}, dialog: {} }));

const members = [
  { userId: 'u-wang', name: '王静', role: 'counter' },
  { userId: 'u-li', name: '李主任', role: 'supervisor' },
  { userId: 'u-chen', name: '陈立', role: 'counter' },
  { userId: 'u-qian', name: '钱主任', role: 'supervisor' },
  { userId: 'u-zhao', name: '赵专员', role: 'officer' },
  { userId: 'u-sun', name: '孙审', role: 'auditor' },
] as const;
/** Of every role that sees cases at all. */
const named = ['u-chen', 'u-qian', 'u-zhao', 'u-sun'] as const;
const sha256 = 'e'.repeat(64);

let branch: BranchInMemory;
let handlers: Record<string, (input: unknown, context: { session: Session }) => Promise<Reply<unknown, unknown>>>;
let dir: string;
let saveTo: string;
const maker = packMaker();
const pack = maker.sign(rulesWithDays('2026.1', 10));
const hidden = { caseId: newId(), number: 'BJ01-260310-A001-7' };
const other = { caseId: newId(), number: 'BJ01-260310-A002-5' };
let draftOfHidden = '';
let draftNaming = '';
/** Conversations that nobody whom they are about may see, however it is known. */
const talks: string[] = [];
/** Of the complaint and of each of the talks. */
const incidentIds: string[] = [];

const ask = (userId: string, name: OperationName, input: unknown): Promise<Reply<unknown, unknown>> => {
  const handler = handlers[name];
  if (!handler) throw new Error(`no handler for ${name}`);
  return handler(input, { session: branch.signIn(userId) });
};
const run = async (userId: string, caseId: string, command: CaseCommand): Promise<void> => {
  const session = branch.signIn(userId);
  const done = await session.records.runCaseCommand({ commandId: newId(), caseId, actor: session.user, command });
  if (!done.ok) throw new Error(done.error.code);
};

const registration = (number: string, details: ReturnType<typeof complaintOf>): CaseCommand => ({
  name: 'register',
  input: {
    number,
    source: 'form',
    receivedAtMs: branch.core.nowMs(),
    emotion: 2,
    details,
    evidence: [{ id: newId(), sha256, name: 'a.jpg', mime: 'image/jpeg', sizeBytes: 3, fromCustomer: true }],
    draftHands: [],
    importKey: null,
  },
});

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'hidden-case-'));
  branch = await branchInMemory(members);
  const { core, store, digestOf } = branch;
  const dialogs = { saveAs: async () => saveTo, open: async () => [], ask: async () => false };
  const file = new Uint8Array([1, 2, 3]);
  const attachments = {
    readAttachment: async () => ({ ok: true, value: file }),
  } as unknown as AttachmentStore;
  const packs = createPackService({
    lawBook: branch.lawBook,
    institution: () => 'bank',
    zone: () => 'Asia/Shanghai',
    nowMs: core.nowMs,
    log: core.log,
    contentProblems: async () => [],
    onChange: () => undefined,
  });
  const sync = createSyncService(
    {
      core,
      store,
      rng: systemRng,
      contact: branch.contact,
      anchors: { heard: async () => undefined },
      keyring: () => undefined,
      files: { ...attachments, kept: async () => [] },
      net: undefined as never,
      calls: { told: () => [], heard: () => undefined, addressIs: () => undefined },
    },
    packs,
  );
  const conversations = createConversations({ core, shelf: shippedShelf });
  const surroundings = findSurroundings(core, () => branch.lawBook.now('bank'));
  const caseTalks = createCaseTalks({ core, conversations, surroundings });
  const incidents: Incidents = createIncidents({
    core,
    notes: { keep: async () => undefined, waiting: async () => [], remove: async () => undefined },
    currentSession: () => undefined,
    isSetUp: () => true,
    deviceTag: () => 'A',
    talkNow: () => null,
    sayLocked: () => undefined,
    hurry: () => undefined,
    notify: () => undefined,
  });
  const { incident: plan } = branch.lawBook.now('bank').plan;
  if (plan === undefined) throw new Error('the plan knows no incidents');
  handlers = {
    ...incidentHandlers({
      core,
      incidents,
      shelf: shippedShelf,
      deviceTag: () => 'A',
      plan: () => plan,
      planInForce: () => ({ id: 'plan', version: '2026.1', incident: plan }),
      papers: {
        dialogs,
        disk: nodeDisk,
        fontsUrl: null,
        printer: { toPdf: async () => ({ ok: true, value: file }), print: async () => ({ ok: true, value: null }) },
      },
      endInTalk: async () => [],
      keyEverywhere: () => true,
    }),
    ...intakeHandlers({
      core,
      talks: caseTalks,
      drafts: (session) => session.drafts,
      numbers: (session) => session.numbers,
      lookup: findSimilar,
    }),
    ...codingHandlers(core),
    ...conversationHandlers({
      core,
      shelf: shippedShelf,
      conversations,
      surroundings,
      talks: caseTalks,
      inOwnWords: (_session, pack) => Promise.resolve(pack),
      stops: () => noStops,
      withStepUp: () => Promise.reject(new Error('asked')),
    }),
    ...caseHandlers(core, () => true),
    ...approvalHandlers({
      core,
      digestOf,
      withStepUp: () => Promise.reject(new Error('asked')),
    }),
    ...emergencyHandlers({ core, withStepUp: () => Promise.reject(new Error('asked')) }),
    ...documentHandlers({
      core,
      dialogs,
      disk: nodeDisk,
      fontsUrl: null,
      printer: { toPdf: async () => ({ ok: true, value: file }), print: async () => ({ ok: true, value: null }) },
    }),
    ...derivationHandler({
      core,
      dialogs,
      disk: nodeDisk,
      fontsUrl: null,
      printer: { toPdf: async () => ({ ok: true, value: file }), print: async () => ({ ok: true, value: null }) },
    }),
    ...agreeCardHandlers({
      core,
      display: { show: () => undefined, replace: () => undefined, close: () => undefined, isOpen: () => false },
    }),
    ...minutesHandler({
      core,
      dialogs,
      disk: nodeDisk,
      fontsUrl: null,
      printer: { toPdf: async () => ({ ok: true, value: file }), print: async () => ({ ok: true, value: null }) },
    }),
    ...archiveHandler({
      core,
      attachments,
      openPictureWindow: () => {
        throw new Error('no picture here');
      },
      dialogs,
      disk: nodeDisk,
      fontsUrl: null,
      printer: { toPdf: async () => ({ ok: true, value: file }), print: async () => ({ ok: true, value: null }) },
    }),
    ...attachmentHandlers({
      ...{ core, dialogs, store: attachments, freeBytes: async () => 1e12 },
      fetchEvidence: async () => ({ ok: false, why: 'line' }),
    }),
    ...historyHandlers({
      core,
      casesOfPerson,
      savedViews: (session) => session.savedViews,
      reminders: async () => [],
    }),
    ...auditHandlers({ core, dialogs, disk: nodeDisk }),
    ...auditTrailHandlers({ core, dialogs }),
    ...packHandlers({
      core,
      service: packs,
      lawBook: branch.lawBook,
      dialogs,
      releases: { open: () => Promise.reject(new Error('asked')) },
      desk: { desk: async () => emptyDesk },
    }),
    ...registerHandlers({ core, dialogs }),
    ...ownCaseHandlers({
      core,
      desk: createScriptDesk({ sources: () => Promise.reject(new Error('asked')), onChange: () => undefined }),
    }),
    ...protectionHandlers({
      core,
      manager: {
        changeKeys: () => Promise.reject(new Error('asked')),
        withStepUp: () => Promise.reject(new Error('asked')),
      },
      keyring: () => undefined,
      keyChange: { progress: () => null },
      isEnrolled: () => Promise.resolve(false),
      because: () => undefined,
    }),
    ...syncHandlers(sync, core),
  } as unknown as typeof handlers;

  await run(
    'u-wang',
    hidden.caseId,
    registration(hidden.number, complaintOf(named, { businessId: 'biz.debit.limits' })),
  );
  await run(
    'u-wang',
    other.caseId,
    registration(other.number, complaintOf([], { matter: '年费重复', facts: '扣了两次', involved: [] })),
  );
  for (const { caseId } of [hidden, other]) {
    await run('u-li', caseId, {
      name: 'accept',
      input: { complexity: 'simple', complexityReason: '', ownerId: 'u-wang' },
    });
    await run('u-wang', caseId, { name: 'startInvestigation', input: {} });
    await run('u-wang', caseId, { name: 'createTask', input: { title: 'call', dueOn: '2026-03-11', ownerId: null } });
    const day = { madeOn: branch.core.today(), dueOn: branch.core.today() };
    await run('u-wang', caseId, {
      name: 'makePromise',
      input: { text: 'call back', ...day, ownerId: 'u-wang', source: 'call' },
    });
    await run('u-wang', caseId, {
      name: 'proposeRemedy',
      input: { content: remedy({ kinds: ['apology'], amountFen: 0 }) },
    });
  }
  await packs.trust(branch.signIn('u-li'), maker.publicKey, 'person');
  await packs.takeFile(branch.signIn('u-li'), JSON.stringify(pack), 'pack.json');
  await ask('u-li', 'case.get', { caseId: hidden.caseId });
  await ask('u-li', 'case.get', { caseId: other.caseId });
  const begin = async (caseId: string | null, details: ReturnType<typeof complaintOf>): Promise<string> => {
    const session = branch.signIn('u-wang');
    const reply = await handlers['draft.create']?.({ commandId: newId(), caseId }, { session });
    if (!reply?.ok) throw new Error('no draft');
    const { id, form } = reply.value as { id: string; form: object };
    await handlers['draft.save']?.({ id, form: { ...form, details }, focus: null }, { session });
    return id;
  };
  draftOfHidden = await begin(hidden.caseId, complaintOf([]));
  draftNaming = await begin(null, complaintOf(named, { matter: '还没登记的投诉' }));
  const talk = async (of: { draftId?: string; caseId?: string }): Promise<{ id: string; seq: number }> => {
    const input = { commandId: newId(), script: 'SVC-01', draftId: null, caseId: null, ...of };
    const reply = await ask('u-wang', 'conversation.start', input);
    if (!reply.ok) throw new Error('no conversation');
    return reply.value as { id: string; seq: number };
  };
  const spoken = await talk({});
  for (const [at, person] of named.entries()) {
    const act = { type: 'complainedOf', person };
    await ask('u-wang', 'conversation.step', { commandId: newId(), id: spoken.id, seq: spoken.seq + at, act });
  }
  const ofCase = await talk({ caseId: hidden.caseId });
  const ofDraft = await talk({ draftId: draftNaming });
  talks.push(...[spoken, ofCase, ofDraft].map(({ id }) => id));
  const session = branch.signIn('u-wang');
  for (const talkId of [...talks, null]) {
    const id = incidentStream(newId());
    const payload: Raised = {
      atMs: core.nowMs(),
      how: 'key',
      deviceTag: 'A',
      by: 'u-wang',
      talkId,
      caseId: talkId === null ? hidden.caseId : null,
      script: 'SVC-01',
      level: 3,
      distress: ['alcohol'],
      flags: ['threatOthers'],
      summary: talkId === null ? '' : '斥责',
    };
    await session.records.write({
      commandId: newId(),
      actor: session.user,
      events: [
        { streamId: id, type: 'incident.raised', payload },
        // Linked later, and taken back: neither line may tell of it.
        { streamId: id, type: 'incident.linked', payload: { atMs: payload.atMs, caseId: hidden.caseId } },
        { streamId: id, type: 'incident.unlinked', payload: { atMs: payload.atMs, caseId: hidden.caseId } },
      ],
      outcome: null,
    });
    incidentIds.push(id);
  }
});

afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

describe('the table', () => {
  it('names every operation of the contract once', () => {
    expect(rows.map(([name]) => name).sort()).toEqual(Object.keys(contract).sort());
  });

  it('knows every operation that takes the id of a case', () => {
    const takesCase = (Object.keys(contract) as OperationName[]).filter((name) =>
      Object.hasOwn((contract[name].input as unknown as { shape: object }).shape, 'caseId'),
    );
    expect(takesCase.sort()).toEqual(of('case').sort());
  });
});

const sort = { by: 'received', direction: 'desc' };

describe('counts', () => {
  const value = async <T>(userId: string, name: OperationName, input: unknown): Promise<T> => {
    saveTo = path.join(dir, newId());
    const reply = await ask(userId, name, input);
    if (!reply.ok) throw new Error(name);
    return reply.value as T;
  };

  it('of pages, tiles and exports are those of a branch without the case', async () => {
    const page = { filter: emptyHistoryFilter, sort, offset: 0, limit: 1 };
    const exported = {
      commandId: newId(),
      filter: emptyHistoryFilter,
      sort,
      text: '',
      identity: 'masked',
      reason: 'test',
    };
    type Today = { counts: { open: number; awaitingApproval: number; registeredToday: number; tasks: number } };
    const seen = async (userId: string) => ({
      total: (await value<{ total: number }>(userId, 'history.page', page)).total,
      rows: (await value<{ rows: number }>(userId, 'register.exportLedger', exported)).rows,
      today: (await value<Today>(userId, 'workbench.today', {})).counts,
    });
    expect(await seen('u-li')).toMatchObject({
      total: 2,
      rows: 2,
      today: { open: 2, awaitingApproval: 2, registeredToday: 2, tasks: 2 },
    });
    for (const userId of named) {
      expect(await seen(userId)).toMatchObject({
        total: 1,
        rows: 1,
        today: { open: 1, awaitingApproval: 1, registeredToday: 1, tasks: 1 },
      });
    }
  });

  it('of dates that another pack changes are those of a branch without the case', async () => {
    type Preview = { open: number; casesChanged: number };
    const input = { key: hashOf(pack) };
    expect(await value<Preview>('u-li', 'packs.preview', input)).toMatchObject({ open: 2, casesChanged: 2 });
    for (const userId of named)
      expect(await value<Preview>(userId, 'packs.preview', input)).toMatchObject({ open: 1, casesChanged: 1 });
  });

  it('of the same person’s other cases leave it out', async () => {
    const input = { caseId: other.caseId, partyIndex: 0 };
    type Person = { cases: { row: { caseId: string } }[] };
    const ids = async (userId: string) =>
      (await value<Person>(userId, 'history.person', input)).cases.map(({ row }) => row.caseId).sort();
    expect(await ids('u-li')).toEqual([hidden.caseId, other.caseId].sort());
    for (const userId of named) expect(await ids(userId)).toEqual([other.caseId]);
  });

  it('of the trail fill a page with what may be seen', async () => {
    type Page = { entries: { eventId: string }[]; more: boolean };
    const all: string[] = [];
    for (let beforeEventId: string | null = null; ;) {
      const { entries, more }: Page = await value<Page>('u-sun', 'audit.page', { beforeEventId, limit: 1 });
      all.push(...entries.map((entry) => entry.eventId));
      beforeEventId = entries.at(-1)?.eventId ?? null;
      if (!more) break;
    }
    const whole = await value<Page>('u-sun', 'audit.page', { beforeEventId: null, limit: 200 });
    expect(all).toEqual(whole.entries.map((entry) => entry.eventId));
    expect(whole.more).toBe(false);
  });
});

describe.each(of('case'))('%s', (name) => {
  const inputFor = (caseId: string): unknown => {
    const input = { ...(sampleInput(name) as object), caseId } as Record<string, unknown>;
    if ('commandId' in input) input['commandId'] = newId();
    if ('stepUp' in input) input['stepUp'] = null;
    if ('sha256' in input) input['sha256'] = sha256;
    if ('otherId' in input) input['otherId'] = other.caseId;
    return input;
  };

  it.each(named)('answers %s as for a case that does not exist, and leaves no trace', async (userId) => {
    saveTo = path.join(dir, 'never');
    const before = branch.traces.length;
    const state = await branch.workspace.records.caseState(hidden.caseId);
    const reply = await ask(userId, name, inputFor(hidden.caseId));
    expect(reply.ok).toBe(false);
    expect(reply).toEqual(await ask(userId, name, inputFor(newId())));
    expect(branch.traces.slice(before).filter((trace) => trace.userId === userId)).toEqual([]);
    expect(await branch.workspace.records.caseState(hidden.caseId)).toEqual(state);
  });

  it('answers somebody who is not named otherwise', async () => {
    // Whoever decides stands here for all; what they may not do is refused for another reason than that there is no case.
    // A command gets a case of its own, so that the others find the first one as it was.
    const { caseId } = contract[name].kind === 'query' ? hidden : { caseId: newId() };
    if (caseId !== hidden.caseId) await run('u-wang', caseId, registration('BJ01-260310-A003-2', complaintOf(named)));
    const shown = await ask('u-li', name, inputFor(caseId));
    expect(shown).not.toEqual({ ok: false, error: { code: 'case.notFound' } });
  });
});

describe('a case that has to do with a hidden one', () => {
  const takesOther = of('case').filter((name) =>
    Object.hasOwn((contract[name].input as unknown as { shape: object }).shape, 'otherId'),
  );

  it.each(takesOther)('%s knows the hidden one no better than one that does not exist', async (name) => {
    for (const userId of named) {
      const inputFor = (otherId: string): unknown => ({
        ...(sampleInput(name) as object),
        ...(contract[name].kind === 'command' ? { commandId: newId() } : {}),
        caseId: other.caseId,
        otherId,
      });
      const reply = await ask(userId, name, inputFor(hidden.caseId));
      expect(reply).toEqual({ ok: false, error: { code: 'case.notFound' } });
      expect(reply).toEqual(await ask(userId, name, inputFor(newId())));
    }
  });

  it('says nothing of it on its page and in its time line', async () => {
    const pair = { caseId: other.caseId, otherId: hidden.caseId };
    const link = { commandId: newId(), ...pair, reason: '同一位客户' };
    expect(await ask('u-li', 'case.link', link)).toMatchObject({ ok: true });
    const said = async (userId: string): Promise<string> =>
      JSON.stringify([
        await ask(userId, 'case.get', { caseId: other.caseId }),
        await ask(userId, 'case.timeline', { caseId: other.caseId }),
        await branch.signIn(userId).records.caseStates([other.caseId]),
      ]);
    expect(await said('u-li')).toContain(hidden.number);
    for (const userId of named) {
      const shown = await said(userId);
      expect(shown).toContain(other.number);
      expect(shown).not.toContain(hidden.number);
      expect(shown).not.toContain(hidden.caseId);
    }
    expect(await ask('u-li', 'case.unlink', { ...link, commandId: newId() })).toMatchObject({ ok: true });
  });
});

describe.each(of('draft'))('%s', (name) => {
  it.each(named)('knows no draft that names %s, and none that adds to a case which does', async (userId) => {
    for (const draftId of [draftNaming, draftOfHidden]) {
      const input = {
        ...(sampleInput(name) as object),
        ...(name === 'intake.submitDraft' ? { draftId } : { id: draftId }),
      };
      if ('commandId' in input) input.commandId = newId();
      expect(await ask(userId, name, input)).toEqual({ ok: false, error: { code: 'draft.notFound' } });
    }
    expect(branch.workspace.drafts.get(draftNaming)?.ownerId).toBe('u-wang');
    expect(branch.workspace.drafts.get(draftOfHidden)?.ownerId).toBe('u-wang');
  });
});

const secrets = [hidden.caseId, hidden.number, '态度恶劣', '斥责', '还没登记'];

describe.each(of('incident'))('%s', (name) => {
  const inputFor = (id: string): unknown => ({
    ...(sampleInput(name) as object),
    ...(contract[name].kind === 'command' ? { commandId: newId() } : {}),
    ...(name === 'incident.close' ? { outcome: 'falseAlarm' } : {}),
    id,
  });
  const told = async (userId: string): Promise<string> =>
    JSON.stringify(await Promise.all(incidentIds.map((id) => ask(userId, name, inputFor(id)))));

  it.each(named)('tells %s of the incident and nothing of the talk or the complaint', async (userId) => {
    expect(incidentIds).toHaveLength(4);
    const answer = await told(userId);
    for (const secret of [...secrets, ...talks, 'alcohol', 'threatOthers']) expect(answer).not.toContain(secret);
    // A call for help itself is hidden from nobody who may have to come.
    if (userId !== 'u-chen' && name === 'incident.get') expect(answer).toContain('"deviceTag":"A"');
  });

  it('tells it to others', async () => {
    if (name === 'incident.get')
      for (const secret of [...talks, hidden.number]) expect(await told('u-li')).toContain(secret);
  });
});

describe.each(of('conversation'))('%s', (name) => {
  const inputFor = (id: string): unknown => ({
    ...(sampleInput(name) as object),
    ...(contract[name].kind === 'command' ? { commandId: newId() } : {}),
    ...(name === 'conversation.takeOver' ? { userId: 'u-li', password: null } : {}),
    id,
  });

  it.each(named)('knows no conversation that is about %s', async (userId) => {
    expect(talks).toHaveLength(3);
    for (const id of talks)
      expect(await ask(userId, name, inputFor(id))).toEqual({ ok: false, error: { code: 'conversation.notFound' } });
  });

  it('answers somebody who is not named otherwise', async () => {
    for (const id of talks)
      expect(await ask('u-li', name, inputFor(id))).not.toEqual({
        ok: false,
        error: { code: 'conversation.notFound' },
      });
  });
});

const typed = { name: '欧阳若兰', phone: '13812345678', idNumber: '', accountTail: '4321' };
/** Questions to each operation that shows cases, each of which shows the case to somebody it does not name. */
const questions: Readonly<Record<string, readonly unknown[]>> = {
  'intake.similar': [{ ...typed, businessId: '', exceptCaseId: null }],
  'intake.suggestCodes': [{ matter: '态度恶劣', facts: '斥责', exceptCaseId: null }],
  'draft.list': [{}],
  'conversation.running': [{}],
  'approval.inbox': [{}],
  'history.page': [{ filter: emptyHistoryFilter, sort, offset: 0, limit: 50 }],
  'history.search': [hidden.number, '欧阳', 'oyrl', '斥责', '5678', 'u-chen'].map((text) => ({
    text,
    filter: emptyHistoryFilter,
    limit: 20,
  })),
  'register.exportLedger': ['', '斥责'].map((text) => ({
    commandId: newId(),
    filter: emptyHistoryFilter,
    sort,
    text,
    identity: 'full',
    reason: 'test',
  })),
  'register.return': [{ jobId: newId(), period: { kind: 'year', year: 2026, quarter: 1 } }],
  'register.exportReturn': [{ commandId: newId(), period: { kind: 'year', year: 2026, quarter: 1 }, reason: 'test' }],
  'register.promises': [{ filter: { show: 'all', ownerId: null } }],
  'register.exportPromises': [{ commandId: newId(), filter: { show: 'all', ownerId: null }, reason: 'test' }],
  'workbench.today': [{}],
  'audit.page': [{ beforeEventId: null, limit: 50 }],
  'audit.findings': [{ fromMs: 0, toMs: 4_000_000_000_000 }],
  'audit.exportTrail': [{ commandId: newId(), filter: anyAudit, reason: 'test' }],
  'audit.exportLog': [{ commandId: newId() }],
  'packs.preview': [{ key: hashOf(pack) }],
  'packs.exportPreview': [{ commandId: newId(), key: hashOf(pack), reason: 'test' }],
  'retention.due': [{}],
  'sync.items': [{ limit: 200 }],
};
/** A suggestion shows no case, but says how many like it there are. */
const secretsOf = (name: string): readonly string[] =>
  name === 'intake.suggestCodes' ? ['"cases":1'] : [...secrets, ...talks];

describe.each(of('shows'))('%s', (name) => {
  /** What the person is told: the answer, and the file that it wrote. */
  const told = async (userId: string, input: unknown): Promise<string> => {
    saveTo = path.join(dir, newId());
    const reply = await ask(userId, name, input);
    // A return of cases that nobody has classified is refused, and the refusal lists them.
    expect(reply.ok).toBe(name !== 'register.exportReturn');
    const wrote = name === 'audit.exportLog' ? readFileSync(saveTo, 'utf8') : '';
    return `${JSON.stringify(reply)}\n${wrote}`;
  };

  it('is asked here', () => {
    expect(questions[name]?.length).toBeGreaterThan(0);
  });

  it.each(named)('tells %s nothing of it', async (userId) => {
    for (const input of questions[name] ?? []) {
      const answer = await told(userId, input);
      for (const secret of secretsOf(name)) expect(answer).not.toContain(secret);
    }
  });

  it('shows it to others', async () => {
    for (const input of questions[name] ?? []) {
      const answer = await told('u-li', input);
      // A file is compressed; what is in it is read in the tests of the registers.
      if (['register.exportLedger', 'register.exportPromises', 'packs.exportPreview'].includes(name)) continue;
      // No case here is old enough to be destroyed.
      if (name === 'retention.due') continue;
      // What stands out names people and counts, and here nothing does; a table is compressed.
      if (['audit.findings', 'audit.exportTrail'].includes(name)) continue;
      expect(secretsOf(name).some((secret) => answer.includes(secret))).toBe(true);
    }
  });
});

describe('who takes down a complaint of themselves', () => {
  const register = async (session: Session): Promise<string> => {
    const created = await handlers['draft.create']?.({ commandId: newId(), caseId: null }, { session });
    if (!created?.ok) throw new Error('no draft');
    const { id, form } = created.value as { id: string; form: object };
    const submitted = await handlers['intake.submitDraft']?.(
      { commandId: newId(), draftId: id, form: { ...form, details: complaintOf([session.user.userId]) } },
      { session },
    );
    if (!submitted?.ok) throw new Error('not registered');
    return (submitted.value as { caseId: string }).caseId;
  };
  const slip = (caseId: string, kind = 'slip') => ({
    commandId: newId(),
    caseId,
    kind,
    format: 'a4',
    language: 'en',
    target: 'print',
  });
  const print = (session: Session, input: object) => handlers['document.output']?.(input, { session });

  it('gives the customer number and slip, and never sees the case again', async () => {
    const session = branch.signIn('u-chen');
    const caseId = await register(session);
    expect(await handlers['case.get']?.({ caseId }, { session })).toMatchObject({ error: { code: 'case.notFound' } });
    expect(await print(session, slip(caseId))).toMatchObject({ ok: true, value: { copyNo: 1 } });
    expect(await print(session, slip(caseId))).toMatchObject({ ok: true, value: { copyNo: 2 } });
    expect(await print(session, slip(caseId, 'letter'))).toMatchObject({ error: { code: 'case.notFound' } });
    // Signing in again ends it.
    const again = branch.signIn('u-chen');
    expect(await print(again, slip(caseId))).toMatchObject({ error: { code: 'case.notFound' } });
  });

  it('can print no slip any more once somebody else has touched the case', async () => {
    const session = branch.signIn('u-chen');
    const caseId = await register(session);
    await run('u-li', caseId, { name: 'assign', input: { ownerId: 'u-wang', reason: '' } });
    expect(await print(session, slip(caseId))).toMatchObject({ error: { code: 'case.notFound' } });
  });

  it('gets the same answer when the form is sent twice', async () => {
    const session = branch.signIn('u-wang');
    const caseId = newId();
    await run('u-wang', caseId, {
      name: 'register',
      input: {
        number: 'BJ01-260310-A009-1',
        source: 'quick',
        receivedAtMs: 0,
        emotion: 1,
        details: complaintOf([]),
        evidence: [],
        draftHands: [],
        importKey: null,
      },
    });
    const input = { commandId: newId(), caseId, changes: { involved: complaintOf(['u-wang']).involved } };
    const first = await handlers['case.recordDetails']?.(input, { session });
    expect(first).toMatchObject({ ok: true });
    expect(await handlers['case.recordDetails']?.(input, { session })).toEqual(first);
    expect(await handlers['case.addNote']?.({ commandId: newId(), caseId, staffText: 'x' }, { session })).toEqual({
      ok: false,
      error: { code: 'case.notFound' },
    });
  });
});

describe('a file', () => {
  it('is not read by its fingerprint alone', async () => {
    for (const userId of named) {
      expect(await ask(userId, 'attachment.read', { caseId: null, sha256 })).toEqual({
        ok: false,
        error: { code: 'attachment.notFound' },
      });
    }
    // Whoever writes the draft that has it may look at it.
    expect(await ask('u-wang', 'attachment.read', { caseId: null, sha256 })).toMatchObject({ ok: true });
  });
});
