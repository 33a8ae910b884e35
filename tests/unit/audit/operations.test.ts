/** The table of `operations.ts` holds for the contract as it is, and what it says of the trail is what the handlers do. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { auditPayloads } from '../../../src/domain/audit/audit-events';
import type { CaseCommand } from '../../../src/domain/complaint/commands';
import type { AttachmentStore } from '../../../src/main/attachments/attachment-store';
import type { SyncService } from '../../../src/main/app/sync-service';
import { agreeCardHandlers } from '../../../src/main/handlers/agree-card-handlers';
import { approvalHandlers } from '../../../src/main/handlers/approval-handlers';
import { attachmentHandlers } from '../../../src/main/handlers/attachment-handlers';
import { auditHandlers } from '../../../src/main/handlers/audit-handlers';
import { auditTrailHandlers } from '../../../src/main/handlers/audit-trail-handlers';
import { caseHandlers } from '../../../src/main/handlers/case-handlers';
import { derivationHandler } from '../../../src/main/handlers/derivation-handler';
import { documentHandlers } from '../../../src/main/handlers/document-handlers';
import { historyHandlers, looksLike } from '../../../src/main/handlers/history-handlers';
import { casesOfPerson } from '../../../src/main/handlers/person-lookup';
import { registerHandlers } from '../../../src/main/handlers/register-handlers';
import { syncHandlers } from '../../../src/main/handlers/sync-handlers';
import { nodeDisk } from '../../../src/main/platform/disk';
import { sampleInput } from '../../../src/main/ipc/sample-input.test-support';
import { newId } from '../../../src/main/platform/ids';
import type { Session } from '../../../src/main/session/session';
import { anyAudit } from '../../../src/shared/contract/audit';
import { contract, type OperationName } from '../../../src/shared/contract/contract';
import { accessOf } from '../../../src/shared/contract/permissions';
import type { Reply } from '../../../src/shared/contract/define';
import { emptyHistoryFilter } from '../../../src/shared/contract/history';
import { branchInMemory, complaintOf, type BranchInMemory } from '../../support/branch-in-memory';
import { remedy } from '../../support/case-builder';
import { besideOperations, reasons, traces } from './operations';

/** Stands for bytes in JSON. */
const bytesHere = '$bytes';

vi.mock('electron', () => ({ net: {}, app: {}, dialog: {} }));

describe('the table', () => {
  it('names every operation of the contract once', () => {
    expect(traces.map(({ name }) => name).sort()).toEqual(Object.keys(contract).sort());
  });

  it('knows entries that there are, and leaves none out', () => {
    const said = traces.filter(({ kind }) => kind === 'trail').map(({ what }) => what);
    const all = Object.keys(auditPayloads).map((type) => type.replace('audit.', ''));
    expect([...new Set([...said, ...Object.keys(besideOperations)])].sort()).toEqual(all.sort());
  });

  it('gives a reason for each operation without a trace, and no reason for nothing', () => {
    const given = traces.filter(({ kind }) => kind === 'none').map(({ what }) => what);
    expect([...new Set(given)].sort()).toEqual(Object.keys(reasons).sort());
  });

  it('asks no trace of its own from a command: what it does is an event or said otherwise here', () => {
    const streams = ['case', 'directory', 'packs', 'scripts', 'talk', 'incident', 'textModules', 'retention'];
    for (const { kind, what, name } of traces) if (kind === 'event') expect(streams, name).toContain(what);
  });
});

it('tells the tests of the real program how each operation is asked, and who may', async () => {
  const asked = traces.map(({ name }) => ({ name, access: accessOf[name], input: sampleInput(name) }));
  const text = JSON.stringify(asked, (_key, value: unknown) => (value instanceof Uint8Array ? bytesHere : value), 2);
  await expect(`${text}\n`).toMatchFileSnapshot(path.join(import.meta.dirname, '../../e2e/support/operations.json'));
});

let branch: BranchInMemory;
let handlers: Record<string, (input: unknown, context: { session: Session }) => Promise<Reply<unknown, unknown>>>;
let dir: string;
const sha256 = 'e'.repeat(64);
const caseId = newId();
const otherId = newId();

const run = async (userId: string, of: string, command: CaseCommand): Promise<void> => {
  const session = branch.signIn(userId);
  const done = await session.records.runCaseCommand({ commandId: newId(), caseId: of, actor: session.user, command });
  if (!done.ok) throw new Error(done.error.code);
};
const ask = (userId: string, name: OperationName, input: unknown): Promise<Reply<unknown, unknown>> => {
  const handler = handlers[name];
  if (!handler) throw new Error(`no handler for ${name}`);
  return handler(input, { session: branch.signIn(userId) });
};

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'audit-operations-'));
  branch = await branchInMemory([
    { userId: 'u-wang', name: '王静', role: 'counter' },
    { userId: 'u-li', name: '李主任', role: 'supervisor' },
  ]);
  const { core } = branch;
  const dialogs = { saveAs: async () => path.join(dir, newId()), open: async () => [], ask: async () => false };
  const file = new Uint8Array([1, 2, 3]);
  const papers = {
    core,
    dialogs,
    disk: nodeDisk,
    fontsUrl: null,
    printer: {
      toPdf: async () => ({ ok: true as const, value: file }),
      print: async () => ({ ok: true as const, value: null }),
    },
  };
  const service = {
    setPaused: async () => undefined,
    setInterval: async () => undefined,
    setEvidence: async () => undefined,
  } as unknown as SyncService;
  handlers = {
    ...caseHandlers(core, () => true),
    ...approvalHandlers({ core, digestOf: branch.digestOf, withStepUp: () => Promise.reject(new Error('asked')) }),
    ...documentHandlers(papers),
    ...derivationHandler(papers),
    ...agreeCardHandlers({
      core,
      display: { show: () => undefined, replace: () => undefined, close: () => undefined, isOpen: () => false },
    }),
    ...attachmentHandlers({
      core,
      freeBytes: async () => 1e12,
      fetchEvidence: async () => ({ ok: false, why: 'line' }),
      dialogs,
      store: { readAttachment: async () => ({ ok: true, value: file }) } as unknown as AttachmentStore,
    }),
    ...historyHandlers({ core, casesOfPerson, savedViews: (session) => session.savedViews, reminders: async () => [] }),
    ...auditHandlers({ core, dialogs, disk: nodeDisk }),
    ...auditTrailHandlers({ core, dialogs }),
    ...registerHandlers({ core, dialogs }),
    ...syncHandlers(service, core),
  } as unknown as typeof handlers;
  for (const [id, number] of [
    [caseId, 'BJ01-260310-A001-7'],
    [otherId, 'BJ01-260310-A002-5'],
  ] as const) {
    await run('u-wang', id, {
      name: 'register',
      input: {
        number,
        source: 'form',
        receivedAtMs: branch.core.nowMs(),
        emotion: 2,
        details: complaintOf([]),
        evidence: [{ id: newId(), sha256, name: 'a.jpg', mime: 'image/jpeg', sizeBytes: 3, fromCustomer: true }],
        draftHands: [],
        importKey: null,
      },
    });
    await run('u-li', id, {
      name: 'accept',
      input: { complexity: 'simple', complexityReason: '', ownerId: 'u-wang' },
    });
    await run('u-wang', id, { name: 'startInvestigation', input: {} });
    await run('u-wang', id, {
      name: 'proposeRemedy',
      input: { content: remedy({ kinds: ['apology'], amountFen: 0 }) },
    });
  }
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

const commandId = '0195a000-0000-7000-8000-000000000001';
const sort = { by: 'received', direction: 'desc' };
const reason = 'test';
const paper = { kind: 'slip', format: 'a4', language: 'zh-CN' };
/** What a page asks; what is not here is held by the test named below. */
const inputs: Partial<Record<OperationName, () => unknown>> = {
  'case.get': () => ({ caseId }),
  'case.timeline': () => ({ caseId }),
  'case.compare': () => ({ caseId, otherId }),
  'case.reveal': () => ({ caseId, field: 'phone', partyIndex: 0, reason }),
  'approval.show': () => ({ caseId }),
  'card.show': () => ({ caseId, language: 'zh-CN' }),
  'card.display': () => ({ caseId, language: 'zh-CN' }),
  'document.preview': () => ({ caseId, ...paper }),
  'archive.derivation': () => ({
    commandId,
    caseId,
    deadlineId: 'decision',
    language: 'zh-CN',
    target: 'pdf',
    format: 'a4',
  }),
  'attachment.read': () => ({ caseId, sha256 }),
  'history.search': () => ({ text: '年费', filter: emptyHistoryFilter, limit: 10 }),
  'history.person': () => ({ caseId, partyIndex: 0 }),
  'audit.exportTrail': () => ({ commandId, filter: anyAudit, reason }),
  'audit.exportLog': () => ({ commandId }),
  'register.exportLedger': () => ({
    commandId,
    filter: emptyHistoryFilter,
    sort,
    text: '',
    identity: 'masked',
    reason,
  }),
  'register.exportReturn': () => ({ commandId, period: { kind: 'year', year: 2025, quarter: 1 }, reason }),
  'register.exportPromises': () => ({ commandId, filter: { show: 'all', ownerId: null }, reason }),
  'sync.setPaused': () => ({ paused: true }),
  'sync.setEvidence': () => ({ policy: 'small' }),
  'sync.setInterval': () => ({ minutes: 5 }),
};
const heldElsewhere: Partial<Record<OperationName, string>> = {
  'app.setIdleLock': 'tests/e2e/audit.spec.ts',
  'app.setScreenPrivacy': 'tests/e2e/audit.spec.ts',
  'protection.changeKeys': 'tests/e2e/change-keys.spec.ts',
  'backup.chooseFolder': 'tests/e2e/backup.spec.ts',
  'backup.turnOff': 'tests/e2e/audit.spec.ts',
  'setup.recover': 'tests/e2e/audit.spec.ts',
  'session.signIn': 'tests/e2e/audit.spec.ts',
  'intake.similar': 'tests/e2e/person.spec.ts',
  'draft.takeOver': 'tests/e2e/nothing-lost.spec.ts',
  'draft.discard': 'tests/e2e/nothing-lost.spec.ts',
  'conversation.trail': 'tests/unit/conduct/hidden-case.test.ts',
  'incident.get': 'tests/unit/conduct/hidden-case.test.ts',
  'incident.paper': 'tests/e2e/incident-report.spec.ts',
  'archive.make': 'tests/e2e/bad-disk-exports.spec.ts',
  'archive.minutes': 'tests/e2e/bad-disk-exports.spec.ts',
  'import.run': 'tests/e2e/import.spec.ts',
  'packs.exportPreview': 'tests/e2e/packs.spec.ts',
  'scripts.export': 'tests/e2e/script-editor.spec.ts',
  'scripts.exportRelease': 'tests/e2e/script-editor.spec.ts',
  'sync.enrol': 'tests/e2e/packs-by-sync.spec.ts',
  'certificate.takeAuthority': 'tests/e2e/own-authority.spec.ts',
  'certificate.takeOwn': 'tests/e2e/own-authority.spec.ts',
  'certificate.drop': 'tests/e2e/own-authority.spec.ts',
  'courier.export': 'tests/e2e/usb-stick.spec.ts',
  'courier.take': 'tests/e2e/usb-stick.spec.ts',
  'hub.serve': 'tests/e2e/branch-hub.spec.ts',
  'hub.use': 'tests/e2e/branch-hub.spec.ts',
  'hub.leave': 'tests/e2e/branch-hub.spec.ts',
};

describe('an operation that leaves an entry in the trail', () => {
  const leaving = traces.filter(({ kind }) => kind === 'trail');

  it('is asked here or by the test named', () => {
    const held = [...Object.keys(inputs), ...Object.keys(heldElsewhere)].sort();
    expect(held).toEqual(leaving.map(({ name }) => name).sort());
  });

  it.each(leaving.filter(({ name }) => inputs[name] !== undefined))('$name: audit.$what', async ({ name, what }) => {
    const before = branch.traces.length;
    const reply = await ask('u-li', name, inputs[name]?.());
    expect(reply, JSON.stringify(reply)).toMatchObject({ ok: true });
    expect(branch.traces.slice(before)).toContainEqual({ userId: 'u-li', type: `audit.${what}` });
  });

  it('each entry fits its schema and is in the chain', async () => {
    const session = branch.signIn('u-li');
    const rows = await branch.store.newestEventRows('audit', null, 500);
    expect(rows.length).toBeGreaterThan(15);
    for (const event of await session.records.open(rows)) {
      const type = event.header.type as keyof typeof auditPayloads;
      expect(auditPayloads[type].safeParse(event.payload).error, type).toBeUndefined();
      expect(event.header.seq).toBeGreaterThan(1);
      expect(event.deviceSig).not.toBe('');
    }
  });
});

describe('an operation that needs no entry', () => {
  const quiet: Partial<Record<OperationName, unknown>> = {
    'case.deadlines': { caseId },
    'approval.inbox': {},
    'history.page': { filter: emptyHistoryFilter, sort, offset: 0, limit: 10 },
    'history.views': {},
    'workbench.today': {},
    'audit.page': { beforeEventId: null, limit: 10 },
    'audit.findings': { fromMs: 0, toMs: 4_000_000_000_000 },
    'card.displayed': {},
  };
  it.each(Object.entries(quiet))('%s leaves none', async (name, input) => {
    const before = branch.traces.length;
    expect(await ask('u-li', name as OperationName, input)).toMatchObject({ ok: true });
    expect(branch.traces.slice(before)).toEqual([]);
    expect(traces.find((one) => one.name === name)?.kind).toBe('none');
  });
});

describe('the trail, asked', () => {
  type Page = {
    entries: { eventId: string; kind: string; userId: string; number: string }[];
    more: boolean;
    before: string | null;
  };
  const pages = async (filter: object, limit = 3): Promise<Page['entries']> => {
    const all: Page['entries'] = [];
    for (let beforeEventId: string | null = null; ;) {
      const reply = await ask('u-li', 'audit.page', { filter: { ...anyAudit, ...filter }, beforeEventId, limit });
      if (!reply.ok) throw new Error('no page');
      const page = reply.value as Page;
      all.push(...page.entries);
      if (!page.more) return all;
      beforeEventId = page.before;
    }
  };

  it('by person, kind, complaint and time gives what fits, in pages of any size, each entry once', async () => {
    await ask('u-wang', 'case.get', { caseId: otherId });
    const all = await pages({});
    expect(new Set(all.map(({ eventId }) => eventId)).size).toBe(all.length);
    expect(await pages({}, 200)).toEqual(all);
    expect(await pages({ userId: 'u-wang' })).toEqual(all.filter(({ userId }) => userId === 'u-wang'));
    expect(await pages({ kinds: ['export', 'search'] })).toEqual(
      all.filter(({ kind }) => kind === 'export' || kind === 'search'),
    );
    expect(await pages({ number: 'bj01-260310-a002' })).toEqual(all.filter(({ number }) => number.includes('A002')));
    // An entry stands at the time of its id; the clock of this branch stands still beside it.
    const madeMs = ({ eventId }: { eventId: string }): number =>
      Number.parseInt(eventId.replace('-', '').slice(0, 12), 16);
    const middle = madeMs(all[Math.floor(all.length / 2)] ?? { eventId: '' });
    expect(await pages({ fromMs: middle })).toEqual(all.filter((one) => madeMs(one) >= middle));
    expect(await pages({ toMs: middle })).toEqual(all.filter((one) => madeMs(one) <= middle));
  });

  it('what a search looked like says enough to ask, and names nobody', () => {
    expect(looksLike('110101199003071234')).toEqual({ as: 'idNumber', tail: '1234' });
    expect(looksLike('11010119900307123x')).toEqual({ as: 'idNumber', tail: '123X' });
    expect(looksLike('１３８ １２３４ ５６７８')).toEqual({ as: 'phone', tail: '5678' });
    expect(looksLike('+86 138-1234-5678')).toEqual({ as: 'phone', tail: '5678' });
    expect(looksLike('BJ01-260310-A002-5')).toEqual({ as: 'caseNumber' });
    for (const text of ['', '张三', '1381234', '年费 两次', 'x'.repeat(200)])
      expect(looksLike(text)).toEqual({ as: 'words' });
  });
});
