/** 调查 (REGULATION §2 Art. 13, §6): facts, material of the complainant, side tasks, contacts. */
import { describe, expect, it } from 'vitest';
import type { Person } from '../directory/directory';
import { chen, details, li, must, playCase, remedy, wang } from '../../../tests/support/case-builder';
import type { CaseCommand, CaseCommandInput } from './commands';
import { factsOf } from './findings';
import { openInquiries } from './inquiries';
import { openRequest, outstanding } from './material';
import { nextActionsOf } from './next-actions';
import { missingFields } from './state';
import type { CaseDetails } from './values';

type Play = ReturnType<typeof playCase>;

const codeOf = (result: ReturnType<Play['attempt']>): string => (result.ok ? 'accepted' : result.error.code);
/** 2026-03-10 is a Tuesday. */
const today = '2026-03-10';

function accepted(changes: Partial<CaseDetails> = {}, options: Parameters<typeof playCase>[0] = {}): Play {
  const game = playCase(options);
  game.register({ details: details({ businessId: 'biz.debit.fees', ...changes }) });
  game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
  return game;
}
function investigating(changes: Partial<CaseDetails> = {}, options: Parameters<typeof playCase>[0] = {}): Play {
  const game = accepted(changes, options);
  game.play(chen, { name: 'startInvestigation', input: {} });
  return game;
}

const found = (itemId: string | null, changes: Partial<CaseCommandInput<'recordFinding'>> = {}): CaseCommand => ({
  name: 'recordFinding',
  input: { itemId, title: '', outcome: 'verified', found: '年费扣了两次', evidenceIds: [], ...changes },
});
const propose: CaseCommand = { name: 'proposeRemedy', input: { content: remedy() } };
const ask = (...kindIds: string[]): CaseCommand => ({
  name: 'requestMaterial',
  input: { kindIds, detail: '微信聊天记录', method: 'phoneRead', workingDays: 5 },
});
const receive = (kindIds: string[], receivedOn = today): CaseCommand => ({
  name: 'receiveMaterial',
  input: { kindIds, receivedOn, what: '', evidenceIds: [] },
});

describe('the facts checklist', () => {
  it('keeps for each fact the last word on it, in the words of that day, and who said it', () => {
    const game = investigating();
    game.play(chen, found('debitFees', { outcome: 'notFound', found: '流水里没有' }));
    game.play(wang, found('debitFees'));
    const { findings } = must(game.state().investigation);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      outcome: 'verified',
      by: wang.userId,
      zh: '扣收的费用逐笔核对，有没有收费依据',
    });
    expect(game.state().handlers).toContain(wang.userId);
  });

  it('takes facts that somebody adds, and asks for their name', () => {
    const game = investigating();
    expect(codeOf(game.attempt(chen, found(null, { title: ' ' })))).toBe('finding.titleMissing');
    game.play(chen, found(null, { title: '提醒短信有没有发出' }));
    const own = must(game.state().investigation?.findings[0]);
    expect(own).toMatchObject({ zh: '提醒短信有没有发出', own: true });
    game.play(chen, found(own.itemId, { outcome: 'notApplicable', found: '没有开通短信' }));
    expect(game.state().investigation?.findings).toHaveLength(1);
  });

  it('refuses what is not on it, says nothing, or names files of another case', () => {
    const game = investigating();
    expect(codeOf(game.attempt(chen, found('doubleRecording')))).toBe('finding.noSuchItem');
    expect(codeOf(game.attempt(chen, found('debitFees', { found: ' ' })))).toBe('finding.wordsMissing');
    expect(codeOf(game.attempt(chen, found('debitFees', { evidenceIds: ['e-x'] })))).toBe('case.noSuchEvidence');
    const fresh = playCase();
    fresh.register();
    expect(codeOf(fresh.attempt(chen, found('heard')))).toBe('case.wrongState');
  });

  it('lets a remedy be proposed while something is open, unless that must be verified first', () => {
    expect(codeOf(investigating().attempt(chen, propose))).toBe('accepted');
    const game = investigating({ businessId: 'biz.wealth.sales' });
    const refused = game.attempt(chen, propose);
    expect(refused.ok ? null : refused.error).toMatchObject({
      code: 'finding.mandatoryOpen',
      item: expect.stringContaining('双录') as string,
      itemEn: expect.stringContaining('recording') as string,
    });
    game.play(chen, found('doubleRecording', { outcome: 'notFound', found: '系统故障，当天没有录像' }));
    expect(codeOf(game.attempt(chen, propose))).toBe('accepted');
  });

  it('shows what was found under an earlier classification, too', () => {
    const game = investigating();
    game.play(chen, found('debitFees'));
    game.play(chen, { name: 'recordDetails', input: { changes: { businessId: 'biz.fx' } } });
    const facts = factsOf(game.state(), []);
    expect(facts.map(({ itemId, item }) => [itemId, item])).toEqual([['debitFees', null]]);
  });
});

describe('a request for material', () => {
  it('is refused for what the institution holds, with the article and where it finds it itself', () => {
    const game = investigating();
    const refused = game.attempt(chen, ask('ownRecords', 'statement'));
    expect(refused.ok ? null : refused.error).toMatchObject({
      code: 'material.held',
      kind: '本机构的账户流水、对账单',
      where: '核心系统流水',
      article: expect.stringContaining('第十三条') as string,
      articleEn: expect.stringContaining('Art. 13') as string,
    });
    expect(game.state().status).toBe('investigating');
  });

  it('is refused for an identity paper and an authorisation that the record has already', () => {
    const party = { kind: 'proxy', name: '何梅', idNumber: '110101199003070000', authorisationHeld: true } as const;
    const held = investigating({ parties: [{ ...must(details().parties[0]), ...party }] });
    expect(codeOf(held.attempt(chen, ask('identity')))).toBe('material.held');
    expect(codeOf(held.attempt(chen, ask('authorisation')))).toBe('material.held');
    expect(codeOf(held.attempt(chen, ask('proxyIdentity')))).toBe('accepted');
    expect(codeOf(investigating().attempt(chen, ask('identity')))).toBe('accepted');
  });

  it('for the authorisation of a proxy is entered into the record when it comes, and money may be granted then', () => {
    const party = { kind: 'proxy', name: '何梅', representedName: '周海' } as const;
    const game = investigating({ parties: [{ ...must(details().parties[0]), ...party }] });
    expect(missingFields(game.state().details)).toContain('party.authorisation');
    game.play(chen, ask('authorisation', 'police'));
    game.play(chen, receive(['police']));
    expect(missingFields(game.state().details)).toContain('party.authorisation');
    game.play(chen, receive(['authorisation']));
    expect(missingFields(game.state().details)).not.toContain('party.authorisation');
  });

  it('names a kind of the list, and says which paper where that is not clear', () => {
    const game = investigating();
    expect(codeOf(game.attempt(chen, ask('moon')))).toBe('material.noSuchKind');
    expect(codeOf(game.attempt(chen, ask('policy')))).toBe('material.noSuchKind');
    const unsaid = { kindIds: ['thirdParty'], detail: ' ', method: 'phoneRead', workingDays: 5 } as const;
    const command: CaseCommand = { name: 'requestMaterial', input: { ...unsaid, kindIds: [...unsaid.kindIds] } };
    expect(codeOf(game.attempt(chen, command))).toBe('material.detailMissing');
  });

  it('waits for a working day with the clock of the decision running, and goes back when all came', () => {
    const game = accepted();
    game.play(chen, ask('ownRecords', 'police'));
    expect(game.state().status).toBe('awaitingMaterial');
    expect(nextActionsOf(game.state())[0]).toBe('receiveMaterial');
    // Tue 10th: Wed, Thu, Fri, Mon, Tue.
    expect(openRequest(game.state())?.dueOn).toBe('2026-03-17');
    expect(game.state().tasks).toMatchObject([{ kind: 'supplement', dueOn: '2026-03-17', ownerId: chen.userId }]);
    const extend = {
      period: 'externalAppraisal',
      from: today,
      reason: 'x',
      noticeMethod: 'phoneRead',
      noticeOn: today,
    } as const;
    expect(codeOf(game.attempt(chen, { name: 'suspendClock', input: extend }))).toBe('accepted');

    expect(codeOf(game.attempt(chen, propose))).toBe('case.wrongState');
    expect(codeOf(game.attempt(chen, receive([])))).toBe('material.nothingReceived');
    expect(codeOf(game.attempt(chen, receive(['medical'])))).toBe('material.noSuchKind');
    expect(codeOf(game.attempt(chen, receive(['police'], '2026-03-11')))).toBe('case.dateInFuture');
    expect(codeOf(game.attempt(chen, receive(['police'], '2026-03-09')))).toBe('deadline.tooEarly');
    game.play(chen, receive(['police']));
    expect(game.state().status).toBe('awaitingMaterial');
    expect(outstanding(must(openRequest(game.state()))).map(({ id }) => id)).toEqual(['ownRecords']);
    expect(codeOf(game.attempt(chen, receive(['police'])))).toBe('material.noSuchKind');
    game.play(chen, receive(['ownRecords']));
    expect(game.state().status).toBe('investigating');
    expect(game.state().tasks[0]?.doneBy).toBe(chen.userId);
    expect(codeOf(game.attempt(chen, receive(['ownRecords'])))).toBe('case.wrongState');
  });

  it('ends after its day and a notice, not before; the task ends with it and with nothing else', () => {
    const on = { today };
    const game = investigating({}, on);
    game.play(chen, ask('ownRecords'));
    const end = (noticeOn: string): CaseCommand => ({
      name: 'endWaiting',
      input: { noticeMethod: 'phoneRead', noticeOn, reason: '时限已过，按现有材料办理' },
    });
    const taskId = must(game.state().tasks[0]).id;
    expect(codeOf(game.attempt(chen, { name: 'completeTask', input: { taskId, note: '' } }))).toBe('task.notFound');
    on.today = '2026-03-17';
    expect(codeOf(game.attempt(chen, end('2026-03-17')))).toBe('material.notDueYet');
    on.today = '2026-03-18';
    expect(codeOf(game.attempt(chen, end('2026-03-17')))).toBe('deadline.tooEarly');
    expect(codeOf(game.attempt(chen, end('2026-03-19')))).toBe('case.dateInFuture');
    game.play(chen, end('2026-03-18'));
    expect(game.state().status).toBe('investigating');
    expect(game.state().tasks[0]?.doneAtMs).not.toBeNull();
    expect(game.state().investigation?.requests[0]?.ended?.reason).toContain('按现有材料');
  });

  it('is over when the complaint is withdrawn', () => {
    const game = investigating();
    game.play(chen, ask('ownRecords'));
    game.play(chen, { name: 'withdraw', input: { reason: '', signedNoteHeld: true } });
    expect(openRequest(game.state())).toBeUndefined();
    expect(game.state().tasks[0]?.doneAtMs).not.toBeNull();
  });
});

const question: CaseCommandInput<'sendInquiry'> = {
  department: 'operations',
  addressee: '',
  question: '请查当日流水',
  workingDays: 3,
};
const send = (changes: Partial<typeof question> = {}): CaseCommand => ({
  name: 'sendInquiry',
  input: { ...question, ...changes },
});

describe('a side task', () => {
  const colleague = (userId: string, name: string): Person =>
    ({ userId, name, role: 'counter', active: true, reportsTo: null, relations: [] }) as unknown as Person;

  it('has a clock of its own in working days, and ends with its answer alone', () => {
    const game = investigating();
    game.play(chen, send());
    const [task] = openInquiries(game.state());
    expect(task).toMatchObject({ dueOn: '2026-03-13', ownerId: chen.userId, inquiry: { department: 'operations' } });
    const taskId = must(task).id;
    expect(codeOf(game.attempt(chen, { name: 'completeTask', input: { taskId, note: '' } }))).toBe('task.notFound');
    const answer = {
      inquiryId: taskId,
      answeredOn: today,
      answeredBy: '运营部 何平',
      answer: '已冲正',
      evidenceIds: [],
    };
    const answered = (changes: Partial<typeof answer> = {}): CaseCommand => ({
      name: 'answerInquiry',
      input: { ...answer, ...changes },
    });
    expect(codeOf(game.attempt(chen, answered({ answeredOn: '2026-03-11' })))).toBe('case.dateInFuture');
    expect(codeOf(game.attempt(chen, answered({ answeredOn: '2026-03-09' })))).toBe('deadline.tooEarly');
    game.play(chen, answered());
    expect(openInquiries(game.state())).toEqual([]);
    expect(game.state().tasks[0]?.inquiry?.answer).toMatchObject({ answer: '已冲正' });
    expect(codeOf(game.attempt(chen, answered()))).toBe('inquiry.notFound');
  });

  it('goes to nobody whom the complaint names or who stands back, and they do not answer it', () => {
    const people = new Map(
      [wang, chen].map(({ userId }) => [userId, colleague(userId, userId === wang.userId ? '王强' : '陈静')]),
    );
    const involved = [{ name: '孙五', staffNo: '', userId: null }];
    const game = investigating({ involved }, { people });
    game.play(li, { name: 'declareRecusal', input: { userId: wang.userId, reason: '同学' } });
    expect(codeOf(game.attempt(chen, send({ addressee: ' 孙五' })))).toBe('inquiry.addresseeBarred');
    expect(codeOf(game.attempt(chen, send({ addressee: '王强' })))).toBe('inquiry.addresseeBarred');
    game.play(chen, send({ addressee: '陈静' }));
    const inquiryId = must(openInquiries(game.state())[0]).id;
    const by = (answeredBy: string): CaseCommand => ({
      name: 'answerInquiry',
      input: { inquiryId, answeredOn: today, answeredBy, answer: 'x', evidenceIds: [] },
    });
    expect(codeOf(game.attempt(chen, by('孙五')))).toBe('inquiry.answererBarred');
    expect(codeOf(game.attempt(wang, by('陈静')))).toBe('case.recused');
  });

  it('is sent only while facts are looked for', () => {
    const game = playCase();
    game.register();
    expect(codeOf(game.attempt(chen, send()))).toBe('case.wrongState');
  });
});

describe('contacts and minutes', () => {
  const nowMs = Date.parse('2026-03-10T17:00:00+08:00');
  const contact: CaseCommandInput<'recordContact'> = {
    contactedAtMs: nowMs,
    way: 'phone',
    direction: 'out',
    reached: true,
    person: '何梅',
    staffText: '答应周五前回电',
    promise: '',
    promisedBy: '',
  };
  const record = (changes: Partial<typeof contact> = {}): CaseCommand => ({
    name: 'recordContact',
    input: { ...contact, ...changes },
  });

  it('are recorded at any time, and a promise with a day becomes a task', () => {
    const game = playCase();
    game.register();
    game.play(chen, record({ promise: '周五前回电', promisedBy: '2026-03-13' }));
    expect(game.state().investigation?.contacts).toMatchObject([{ by: chen.userId, promise: '周五前回电' }]);
    expect(game.state().tasks).toMatchObject([{ kind: 'manual', title: '周五前回电', dueOn: '2026-03-13' }]);
  });

  it('are of what was: not of the future, not without words where somebody was reached', () => {
    const game = investigating();
    expect(codeOf(game.attempt(chen, record({ contactedAtMs: nowMs + 86_400_000 })))).toBe('case.dateInFuture');
    expect(codeOf(game.attempt(chen, record({ staffText: ' ' })))).toBe('contact.textMissing');
    expect(codeOf(game.attempt(chen, record({ staffText: '', reached: false })))).toBe('accepted');
    expect(codeOf(game.attempt(chen, record({ promisedBy: '2026-03-13' })))).toBe('contact.promiseMissing');
    expect(codeOf(game.attempt(chen, record({ promise: 'x', promisedBy: '2026-03-09' })))).toBe('deadline.tooEarly');
  });

  it('minutes say what is agreed or disputed, and whether the complainant signed', () => {
    const game = investigating();
    const minutes = {
      metAtMs: nowMs,
      place: '接待室',
      participants: '何梅；陈静',
      agreed: '',
      disputed: '',
      evidenceIds: [],
    };
    const hold = (changes: Partial<typeof minutes>): CaseCommand => ({
      name: 'recordMinutes',
      input: { ...minutes, ...changes, signature: 'refused' },
    });
    expect(codeOf(game.attempt(chen, hold({})))).toBe('minutes.pointsMissing');
    expect(codeOf(game.attempt(chen, hold({ agreed: 'x', metAtMs: nowMs + 86_400_000 })))).toBe('case.dateInFuture');
    game.play(chen, hold({ disputed: '有没有提示收费' }));
    expect(game.state().investigation?.minutes).toMatchObject([{ signature: 'refused', disputed: '有没有提示收费' }]);
  });
});
