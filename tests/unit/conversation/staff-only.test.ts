/**
 * What staff see and write down while they talk reaches no paper, no list, no export and not even the case: marker words stand in every
 * field for it, and are looked for in whatever leaves the conversation.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { shownProposal } from '../../../src/domain/complaint/approval';
import type { CaseCommand } from '../../../src/domain/complaint/commands';
import { currentProposal } from '../../../src/domain/complaint/state';
import { incidentStream } from '../../../src/domain/evidence/event-envelope';
import type { NewIncidentEvent } from '../../../src/domain/incident/events';
import { paperKinds } from '../../../src/domain/complaint/values';
import { newId } from '../../../src/main/platform/ids';
import { emptyHistoryFilter } from '../../../src/shared/contract/history';
import type { ConversationAct, ConversationView } from '../../../src/shared/contract/conversation';
import { must, remedy } from '../../support/case-builder';
import { rate, talkingBranch, toListening, type TalkingBranch } from '../../support/talking-branch';

vi.mock('electron', () => ({ net: {}, app: {}, dialog: {} }));

const markers = ['原话暗号', '改口暗号', '看见暗号', '票号暗号'] as const;
const [quoted, altered, basis, answered] = markers;
/** In the incident log that is linked with the complaint. */
const calledFor = '求助暗号';
/** In the reasons of a proposal and of its approval: of the case, for staff, and so on no paper. */
const forApprover = '审批暗号';
/** Codes that say how the customer was: no word for them, but the names under which they are kept. */
const codes = ['fireSource', 'proxySuspected', 'alcohol', 'expressive', 'convenience', 'panic', 'incident'];

let at: TalkingBranch;
let caseId: string;
let talkId: string;
let dir: string;

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'staff-only-'));
  at = await talkingBranch();
  const draft = await at.draft();
  const begun = await at.start(draft.id);
  talkId = begun.id;
  const flag = { expiresAt: null, reviewer: null };
  const half = await at.play(
    begun,
    ...toListening(quoted).map((act) =>
      act.type === 'answered' && act.value === 'A037' ? { ...act, value: answered } : act,
    ),
    { type: 'flagged', flag: 'proxySuspected', basis: [basis, `${basis}二`], ...flag },
    { type: 'rated', level: 2, distress: ['alcohol'] },
    { type: 'panic' },
    { type: 'modeSet', mode: 'expressive' },
    { type: 'needSet', need: 'convenience' },
    { type: 'factSet', fact: 'customerName', value: '欧阳若兰' },
    { type: 'factSet', fact: 'matter', value: '排队太久' },
    { type: 'factSet', fact: 'phone', value: '13812345678' },
  );
  caseId = await at.submit(draft);
  const incident = incidentStream(newId());
  const line: NewIncidentEvent = {
    type: 'incident.noted',
    payload: { atMs: at.branch.core.nowMs(), entry: null, words: calledFor },
  };
  const raised: NewIncidentEvent = {
    type: 'incident.raised',
    payload: {
      atMs: at.branch.core.nowMs(),
      how: 'key',
      deviceTag: 'A',
      by: 'u-wang',
      talkId,
      caseId,
      script: 'SVC-01',
      level: 2,
      distress: ['alcohol'],
      flags: ['proxySuspected'],
      summary: calledFor,
    },
  };
  await at.branch.workspace.records.write({
    commandId: newId(),
    actor: { userId: 'u-wang', role: 'counter' },
    events: [raised, line].map((event) => ({ streamId: incident, ...event })),
    outcome: null,
  });
  const joined = await at.ask('conversation.get', { id: half.id });
  const later = await at.play(joined, { type: 'registering' }, { type: 'acted', done: true });
  await at.play(
    later,
    { type: 'answered', value: 'phone' },
    { type: 'answered', value: '13812345678' },
    { type: 'acted', done: true },
    { type: 'said', altered },
    rate(1),
  );
  await vi.waitFor(async () => {
    expect((await at.caseState(caseId)).promises).toHaveLength(2);
  });
  await at.ask('case.accept', {
    commandId: newId(),
    caseId,
    complexity: 'simple',
    complexityReason: '',
    ownerId: 'u-wang',
  });
  await decide();
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

/** Investigated, proposed with a reason that only the approver reads, and approved: now there is a letter. */
async function decide(): Promise<void> {
  const run = async (userId: string, command: CaseCommand): Promise<void> => {
    const { records, user } = at.branch.signIn(userId);
    const done = await records.runCaseCommand({
      commandId: newId(),
      caseId,
      actor: user,
      command,
      sign: () => 'signed',
    });
    if (!done.ok) throw new Error(done.error.code);
  };
  await run('u-wang', { name: 'startInvestigation', input: {} });
  await run('u-wang', {
    name: 'proposeRemedy',
    input: { content: remedy({ kinds: ['apology'], amountFen: 0, internalReason: forApprover }) },
  });
  const state = await at.caseState(caseId);
  const proposal = must(currentProposal(state));
  const digest = at.branch.digestOf(shownProposal(state, proposal));
  await run('u-li', {
    name: 'decideRemedy',
    input: { proposalId: proposal.id, digest, outcome: 'approve', reason: forApprover },
  });
}

const expectNone = (text: string): void => {
  for (const secret of [...markers, calledFor, ...codes]) expect(text).not.toContain(secret);
};

describe('what staff write down in a conversation', () => {
  it('is there, for staff', async () => {
    const text = JSON.stringify(await at.ask('conversation.trail', { id: talkId }));
    for (const marker of markers) expect(text).toContain(marker);
    expect(text).toContain('alcohol');
    expect(text).toContain('panic');
  });

  it('never becomes part of the case, its events or its time line', async () => {
    const events = await at.branch.workspace.records.events(caseId);
    // What the case answers for did come: it is not empty that is searched.
    expect(events.map(({ header }) => header.type)).toContain('talk.joined');
    expect((await at.caseState(caseId)).promises).toHaveLength(2);
    expectNone(JSON.stringify([await at.caseState(caseId), events.map(({ payload }) => payload)]));
    expectNone(JSON.stringify(await at.ask('case.timeline', { caseId })));
  });

  it('stands on no paper, in no language and no form', async () => {
    const shown: string[] = [];
    for (const kind of paperKinds)
      for (const language of ['zh-CN', 'en'])
        for (const format of ['a4', 'roll80']) {
          const reply = await at.call('document.preview', { caseId, kind, format, language });
          if (!reply.ok) continue;
          shown.push(kind);
          const text = JSON.stringify(reply.value);
          expectNone(text);
          expect(text).not.toContain(forApprover);
        }
    expect([...new Set(shown)]).toEqual(expect.arrayContaining(['slip', 'acknowledgement', 'letter']));
  });

  it('stands on no agree card, nor on the window for the customer', async () => {
    for (const language of ['zh-CN', 'en']) {
      const shown = JSON.stringify(await at.ask('card.show', { caseId, language }));
      expect(shown).toContain('给客户留号，到号去叫');
      expectNone(shown);
      expect(shown).not.toContain(forApprover);
      await at.ask('card.display', { caseId, language });
    }
    await at.ask('card.clear', { close: false });
    // Two cards and the quiet waiting text.
    expect(at.displayed.map(({ kind }) => kind)).toEqual(['card', 'card', 'waiting']);
    expectNone(JSON.stringify(at.displayed));
  });

  it('is not in what can be copied for the colleague who is fetched', async () => {
    const flag = { expiresAt: null, reviewer: null };
    const copied: string[] = [];
    for (const script of ['ACC-04', 'ACC-05', 'UNC-02', 'UNC-10', 'INF-01']) {
      const begun = await at.play(await at.start(null, script), rate(2), {
        type: 'flagged',
        flag: 'proxySuspected',
        basis: [basis, `${basis}二`],
        ...flag,
      });
      let view = await at.play(begun, { type: 'modeSet', mode: 'expressive' });
      for (let steps = 0; steps < 60 && view.outcome === null; steps += 1) {
        if (view.shown.type === 'escalate') copied.push(view.shown.line?.text ?? '');
        view = await at.play(view, ...plainly(view));
      }
    }
    expect(copied.length).toBeGreaterThan(1);
    for (const text of copied) {
      expect(text.length).toBeGreaterThan(10);
      for (const secret of [quoted, altered, basis, ...codes, '愤怒', '代理维权']) expect(text).not.toContain(secret);
    }
  });

  it('stands in no file of the case', async () => {
    at.saveTo(path.join(dir, 'archive.pdf'));
    await at.ask('archive.make', { commandId: newId(), caseId, language: 'zh-CN' });
    expect(at.printed.join('')).toContain('排队太久');
    expectNone(at.printed.join(''));
  });

  it('stands in no export, and is found by no search', async () => {
    const sort = { by: 'received', direction: 'asc' };
    const ledger = path.join(dir, 'ledger.xlsx');
    at.signIn('u-li');
    at.saveTo(ledger);
    await at.ask('register.exportLedger', {
      commandId: newId(),
      filter: emptyHistoryFilter,
      sort,
      text: '',
      identity: 'full',
      reason: '检查',
    });
    const promises = path.join(dir, 'promises.xlsx');
    at.saveTo(promises);
    await at.ask('register.exportPromises', {
      commandId: newId(),
      filter: { show: 'all', ownerId: null },
      reason: '检查',
    });
    for (const [file, there] of [
      [ledger, '欧阳若兰'],
      [promises, '给客户留号'],
    ] as const) {
      const text = await textOf(file);
      expect(text).toContain(there);
      expectNone(text);
    }
    for (const text of [...markers, calledFor])
      expect((await at.ask('history.search', { text, filter: emptyHistoryFilter, limit: 20 })).hits).toEqual([]);
  });
});

/** The plainest way on, with a word for staff wherever one can be put. */
function plainly({ shown }: ConversationView): readonly ConversationAct[] {
  if (shown.held === 'level3' || shown.held === 'post') return [{ type: 'skipped' }];
  switch (shown.type) {
    case 'say':
      return [{ type: 'said', altered }];
    case 'ask':
      return [{ type: 'answered', value: null }];
    case 'listen':
      return [{ type: 'listened', quote: quoted }];
    case 'choose':
      return shown.choices.length === 0 ? [rate(2)] : [{ type: 'picked', to: shown.choices[0]?.to ?? '' }];
    case 'checklist':
      return [...shown.items.map(({ item }) => ({ type: 'ticked', item, on: true }) as const), { type: 'checked' }];
    case 'act':
      return [{ type: 'acted', done: false }];
    case 'escalate':
      return [{ type: 'escalated' }];
    default:
      throw new Error(`nobody stands at ${shown.type}`);
  }
}

async function textOf(file: string): Promise<string> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  return JSON.stringify(book.worksheets.map((sheet) => sheet.getSheetValues()));
}
