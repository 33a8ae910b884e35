/** Lives of a case in each of which there is a letter to write, and what a letter is made from. */
import type { CaseCommand, CaseCommandInput } from '../../../src/domain/complaint/commands';
import { shownProposal } from '../../../src/domain/complaint/approval';
import { currentProposal, type CaseState } from '../../../src/domain/complaint/state';
import { emptyParty, reportStages, type RemedyContent, type ReportStage } from '../../../src/domain/complaint/values';
import { deadlineFactsOf } from '../../../src/domain/deadlines/case-facts';
import { deadlinesOf } from '../../../src/domain/deadlines/deadlines';
import type { Branch } from '../../../src/domain/directory/directory';
import type { DocumentLanguage } from '../../../src/domain/documents/format';
import type { LetterSource } from '../../../src/domain/documents/letters/letter-kind';
import { documentTexts } from '../../../src/main/documents/document-texts';
import { chen, details, digestOf, li, must, playCase, remedy, zhao, printed } from '../../support/case-builder';
import { laws } from '../deadlines/laws';

type Play = ReturnType<typeof playCase>;

export const branch: Branch = {
  id: 'b-1',
  name: '滨河路支行',
  code: 'BHL',
  institutionType: 'bank',
  institutionName: '江城银行',
  province: '湖北省',
  address: '江城市滨河路 88 号',
  phone: '027-8888 1234',
  timeZone: 'Asia/Shanghai',
  appeal: { reviewInstitution: '', reviewPhone: '027-8600 0000', mediation: '', arbitration: '', court: '' },
};

const words = details({
  parties: [
    { ...emptyParty, name: '王建国', phone: '13800138421', idNumber: '420100196001011234', address: '和平里 3 号' },
  ],
  matter: '年费收了两次',
  facts: '三月二日扣了两笔年费',
  transferLetter: { number: '转办〔2026〕5 号', dueOn: '' },
  involved: [{ name: '孙柜员', staffNo: 'S-77', userId: 'u-sun' }],
});
const delivery = { method: 'handed', deliveredOn: '2026-03-10', receivedBy: '门卫老周', note: '放在门卫室' } as const;

function registered(changes: Partial<typeof words> = {}): Play {
  const game = playCase();
  game.register({ details: { ...words, ...changes }, emotion: 3 });
  game.play(chen, { name: 'addNote', input: { staffText: '客户情绪激动' } });
  return game;
}

function accepted(complexity: 'simple' | 'complex' = 'simple', game = registered()): Play {
  const complexityReason = complexity === 'complex' ? '要向发卡中心调流水' : '';
  game.play(li, { name: 'accept', input: { complexity, complexityReason, ownerId: chen.userId } });
  return game;
}

function approve(game: Play): CaseCommand {
  const proposal = must(currentProposal(game.state()));
  const digest = digestOf(shownProposal(game.state(), proposal));
  return { name: 'decideRemedy', input: { proposalId: proposal.id, digest, outcome: 'approve', reason: '同意' } };
}

/** 120 yuan given back, and 10 000 × 3.85 % × 92 / 365 of interest. */
const calculated = {
  kinds: ['refund', 'interest'],
  amountFen: 21_704,
  lines: [
    { kind: 'refund', amountFen: 12_000, note: 'March' },
    {
      kind: 'interest',
      baseFen: 1_000_000,
      rate: 38_500,
      from: '2026-01-01',
      to: '2026-04-03',
      dayCount: 'actual365',
      amountFen: 9_704,
      note: '',
    },
  ],
} satisfies Partial<RemedyContent>;

function approved(changes: Partial<RemedyContent> = {}, game = accepted()): Play {
  const content = remedy({ performBy: '2026-03-20', internalReason: '避免舆情', ...changes });
  game.play(chen, { name: 'proposeRemedy', input: { content } });
  game.play(li, approve(game));
  return game;
}

function told(game = approved()): Play {
  game.play(chen, printed);
  game.play(chen, { name: 'recordDelivery', input: delivery });
  return game;
}

/** A major complaint with the form of that report, the ones before it printed and sent. */
function reported(stage: ReportStage): Play {
  const game = registered({ businessId: 'biz.debit.fees', flags: ['media'] });
  game.play(li, { name: 'recordHeadCount', input: { count: 23 } });
  const form = { cause: '扣费系统出错', course: '到网点二十三人', measures: '已请到会议室', media: '没有' };
  const until = reportStages.slice(0, reportStages.indexOf(stage) + 1);
  for (const [at, next] of until.entries()) {
    const last = next === 'final';
    const nextAtMs = last ? null : Date.parse('2026-03-11T09:00:00+08:00');
    game.play(chen, {
      name: 'writeMajorReport',
      input: { ...form, stage: next, outcome: last ? '已全部退费' : '', nextAtMs },
    });
    if (next === stage) break;
    const copy = { format: 'a4', language: 'zh-CN', textSha256: 'a'.repeat(64) } as const;
    game.play(chen, { name: 'recordPrint', input: { documentId: `d-${at}`, kind: 'majorReport', ...copy } });
    const sent = { to: 'regulator', recipient: '江城监管分局', method: 'written', number: '', what: '已报' } as const;
    const reportedAtMs = game.state().updatedAtMs;
    game.play(chen, { name: 'reportMajor', input: { ...sent, reportedAtMs, proofIds: [], form: at + 1 } });
  }
  return game;
}

/** By the name of what is to be told. */
export const lives: Readonly<Record<string, () => CaseState>> = {
  acknowledgement: () => accepted().state(),
  transfer: () => {
    const game = registered();
    const handed = { institution: '长江人寿', reason: '保单由该公司自己销售', on: '2026-03-10' } as const;
    game.play(zhao, { name: 'transferOut', input: { ...handed, toldMethod: 'handed', toldOn: '2026-03-10' } });
    return game.state();
  },
  material: () => {
    const game = accepted();
    const input = { detail: '三月二日的缴费短信', method: 'handed', workingDays: 5 } as const;
    game.play(chen, { name: 'requestMaterial', input: { kindIds: ['ownRecords', 'police'], ...input } });
    return game.state();
  },
  decision: () => approved(calculated).state(),
  refusal: () => {
    const game = registered();
    const text = { factsFound: '没有开户', basis: '第二条', decisionText: '不予受理', internalReason: '少惹事' };
    game.play(chen, { name: 'proposeRefusal', input: { ground: 'notOurs', reference: '另一家银行', ...text } });
    game.play(li, approve(game));
    return game.state();
  },
  extension: () => {
    const game = accepted('complex');
    const input = {
      days: 30,
      level: 'superior',
      approver: '省分行赵行长',
      approvalNo: '延〔2026〕3 号',
      approvedOn: '2026-03-10',
      reason: '等发卡中心的流水',
      noticeMethod: 'handed',
      noticeOn: '2026-03-10',
    } as const;
    game.play(li, { name: 'extendDeadline', input });
    return game.state();
  },
  suspension: () => {
    const game = accepted('complex');
    const notice = { noticeMethod: 'handed', noticeOn: '2026-03-10' } as const;
    const input = { period: 'externalAppraisal', from: '2026-03-10', reason: '签名要鉴定', ...notice };
    game.play(li, { name: 'suspendClock', input });
    return game.state();
  },
  review: () => {
    const game = told();
    const asked: CaseCommandInput<'requestReview'> = {
      receivedOn: '2026-03-10',
      by: 'self',
      byName: '',
      grounds: '少退一笔',
      evidenceIds: [],
      lateReason: '',
    };
    game.play(chen, { name: 'requestReview', input: asked });
    const paper = {
      referenceNo: '核〔2026〕7 号',
      institution: '江城银行省分行',
      decidedBy: '钱进',
      decidedOn: '2026-03-10',
      result: 'changed',
      changes: '再退 60 元',
      reasons: '还有一笔没有退',
      basis: '第二十条',
    } as const;
    game.play(zhao, { name: 'decideReview', input: paper });
    return game.state();
  },
  majorFirst: () => reported('first').state(),
  majorFollowUp: () => reported('followUp').state(),
  majorFinal: () => reported('final').state(),
  regulator: () => told().state(),
  petition: () => {
    const petition = { way: 'letter', office: '江城市信访局', number: '信访〔2026〕8 号', dueOn: '' } as const;
    const game = registered({ petition, transferLetter: { number: '', dueOn: '' } });
    return told(approved({}, accepted('simple', game))).state();
  },
  closing: () => {
    const game = told();
    game.play(chen, { name: 'recordPerformance', input: { performedOn: '2026-03-10', note: '主管垫付后报销' } });
    const answer: CaseCommandInput<'answerRegulator'> = {
      regulator: '江城监管分局',
      sentOn: '2026-03-10',
      referenceNo: '复〔2026〕1 号',
      way: 'handed',
      proof: '回执 1 号',
      evidenceIds: [],
    };
    game.play(chen, { name: 'answerRegulator', input: answer });
    game.play(chen, { name: 'close', input: { summary: '根因：系统重复扣费，柜员没有复核' } });
    return game.state();
  },
};

/** What the letter is made from, by the rules of the bank. */
export function sourceOf(state: CaseState, language: DocumentLanguage): LetterSource {
  const [rules, calendar, zone] = laws.bank;
  return {
    state,
    branch,
    language,
    texts: documentTexts(language),
    vocabulary: (key) => key,
    classOf: (id) => `class ${id}`,
    personName: (userId) => `name of ${userId}`,
    deadlines: deadlinesOf(deadlineFactsOf(state), rules, calendar, zone),
    rules,
    nowMs: Date.parse('2026-03-10T18:00:00+08:00'),
  };
}
