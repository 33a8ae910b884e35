/**
 * Made-up cases as lists of real commands, oldest first. Who acts, what was found and how far a case came depend on its age
 * and the seed alone. Times of receipt lie in the past, as with an imported register; the events themselves are of today.
 */
import type { Level } from '../../domain/authority/levels';
import type { CaseCommand } from '../../domain/complaint/commands';
import { currentProposal, withoutAuthorisation, type CaseState } from '../../domain/complaint/state';
import { shownProposal, type ShownProposal } from '../../domain/complaint/approval';
import { remedyKindsWithMoney, type CaseDetails, type RemedyKind } from '../../domain/complaint/values';
import type { ChecklistItem } from '../../domain/investigation/checklist';
import { addDays } from '../../domain/deadlines/local-date';
import type { CaseLife, CaseStep } from '../records/calls';
import { sampleMatters } from './matters';
import { joinedBy, sampleCrowd, sampleReports } from './sample-joint';
import {
  sampleAnswer,
  sampleMediation,
  samplePrint,
  sampleReview,
  sampleReviewDecision,
  sampleTransfer,
} from './sample-papers';
import { sampleInvestigation, sampleRequest } from './sample-investigation';
import { calculatedMatter, sampleCalculation } from './sample-calculation';
import { createChance, type Chance } from './sample-data';
import { decisionText, detailsOf } from './sample-details';
import { stageOf, type Stage } from './sample-stages';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export interface SamplePeople {
  readonly supervisor: CaseStep['actor'];
  readonly officer: CaseStep['actor'];
  readonly counters: readonly [CaseStep['actor'], CaseStep['actor']];
}

export interface SampleOptions {
  readonly seed: number;
  readonly cases: number;
  /** Age of the oldest, in days. */
  readonly days: number;
  /** Share of cases older than a month that go through every step; the rest are registered and withdrawn. */
  readonly wholeLives: number;
  readonly nowMs: number;
  readonly localDate: (ms: number) => string;
  readonly people: SamplePeople;
  readonly newId: () => string;
  /** What is to be verified of such a complaint. */
  readonly checklist: (details: CaseDetails) => readonly ChecklistItem[];
  readonly digestOf: (shown: ShownProposal) => string;
  /** Number of the next case of that local day, and the row that goes with it. */
  readonly numberFor: (day: string) => { readonly text: string; readonly op: NonNullable<CaseStep['ops']>[number] };
  /** Who must sign a remedy of these kinds and this amount. */
  readonly approvers: (kinds: readonly RemedyKind[], amountFen: number) => readonly Level[];
  /** Signatures of those who decide. */
  readonly sign: (userId: string) => CaseStep['sign'];
}

/** What is rare, and yet every sample shows: by how many cases are younger, itself counted. */
const alwaysThere: Readonly<Record<number, Stage>> = {
  5: 'refused',
  6: 'refusalPending',
  7: 'inReview',
  8: 'reviewUpheld',
  9: 'reviewChanged',
  10: 'inMediation',
  11: 'joint',
  12: 'awaitingMaterial',
  13: 'complainedAgain',
  14: 'investigating',
  15: 'transferred',
  16: 'calculated',
  17: 'petition',
};

/** Nothing is proposed yet. */
const looksOn: readonly Stage[] = ['investigating', 'awaitingMaterial', 'inMediation', 'joint', 'petition'];
const reviewStages: readonly Stage[] = ['inReview', 'reviewUpheld', 'reviewChanged'];

export function* sampleLives(options: SampleOptions): Generator<CaseLife> {
  const chance = createChance(options.seed);
  let before: CaseLife | undefined;
  for (let i = 0; i < options.cases; i += 1) {
    // Oldest first: numbers count upwards within a day.
    const share = (options.cases - i - chance.next()) / options.cases;
    const ageMs = share * options.days * dayMs;
    const receivedAtMs = Math.round(options.nowMs - Math.max(ageMs, 20 * 60_000));
    const fixed = alwaysThere[options.cases - i];
    const life = lifeOf(options, chance, receivedAtMs, fixed);
    const again =
      fixed === 'complainedAgain' && before ? complainedAgain(life, before, options.people.supervisor) : life;
    yield again;
    before = again;
  }
}

/** The person of the case before comes again with the same matter. */
function complainedAgain(life: CaseLife, before: CaseLife, actor: CaseStep['actor']): CaseLife {
  const [first, ...more] = life.steps;
  const earlier = before.steps[0]?.command(undefined);
  if (!first || earlier?.name !== 'register') return life;
  const { details } = earlier.input;
  return {
    caseId: life.caseId,
    steps: [
      {
        ...first,
        command: (state) => {
          const command = first.command(state);
          return command.name === 'register' ? { ...command, input: { ...command.input, details } } : command;
        },
      },
      ...more,
    ],
    mergeInto: { caseId: before.caseId, actor },
  };
}

function lifeOf(options: SampleOptions, chance: Chance, receivedAtMs: number, fixed: Stage | undefined): CaseLife {
  const { people, newId, numberFor, localDate, nowMs } = options;
  const ageDays = (nowMs - receivedAtMs) / dayMs;
  const usual = stageOf(chance, ageDays, options.wholeLives);
  const stage = fixed ?? usual;
  const picked = chance.pick(sampleMatters);
  const matter = stage === 'calculated' ? calculatedMatter : picked;
  const english = matter.en !== undefined && chance.hits(0.55);
  const caseId = newId();
  const [clerk, other] = chance.hits(0.6) ? people.counters : [people.counters[1], people.counters[0]];
  const receivedOn = localDate(receivedAtMs);
  const dayAfter = (days: number): string => earlier(addDays(receivedOn, days), localDate(nowMs));
  const own = detailsOf(chance, matter, english, receivedOn, stage, people.counters[1].userId);
  const details = stage === 'joint' ? joinedBy(chance, own) : own;
  const number = numberFor(receivedOn);
  const steps: CaseStep[] = [];
  const then = (actor: CaseStep['actor'], command: CaseCommand): void => {
    steps.push({ actor, command: () => command });
  };

  steps.push({
    actor: clerk,
    ops: [number.op],
    command: () => ({
      name: 'register',
      input: {
        number: number.text,
        source: stage === 'quick' ? 'quick' : 'form',
        receivedAtMs,
        emotion: chance.pick([0, 1, 1, 1, 2, 2, 3] as const),
        details,
        evidence: [],
        draftHands: [],
        importKey: null,
        ...(stage === 'joint' ? { headCount: sampleCrowd } : {}),
      },
    }),
  });
  if (stage === 'quick' || stage === 'registered' || stage === 'complainedAgain') return { caseId, steps };
  if (stage === 'transferred') {
    then(people.officer, { name: 'transferOut', input: sampleTransfer(localDate(nowMs)) });
    return { caseId, steps };
  }
  if (stage === 'notComplaint') {
    then(people.supervisor, {
      name: 'markNotComplaint',
      input: { kind: 'consultation', reason: '客户只是咨询办理流程，没有表达不满。' },
    });
    return { caseId, steps };
  }
  if (stage === 'withdrawn') {
    then(clerk, {
      name: 'withdraw',
      input: { reason: '问题当面解决，客户表示不再追究。', signedNoteHeld: chance.hits(0.7) },
    });
    return { caseId, steps };
  }

  if (stage === 'refusalPending' || stage === 'refused') {
    then(clerk, {
      name: 'proposeRefusal',
      input: {
        ground: 'notOurs',
        reference: '办理该业务的机构',
        factsFound: '经核对，客户反映的业务不是在本机构办理的，本机构没有相关记录。',
        basis: '《银行业保险业消费投诉处理管理办法》第二条、第十一条',
        decisionText: '您反映的事项不属于本机构的产品、服务或人员，我们决定不予受理，请向办理该业务的机构提出。',
        internalReason: '',
      },
    });
    if (stage === 'refusalPending') return { caseId, steps };
    const sign = options.sign(people.supervisor.userId);
    steps.push({
      actor: people.supervisor,
      ...(sign ? { sign } : {}),
      command: (state) => approval(state, options.digestOf),
    });
    return { caseId, steps };
  }

  const complex = chance.hits(0.12);
  const calculation = stage === 'calculated' ? sampleCalculation(details.amountFen ?? 0, receivedOn) : null;
  const kinds = calculation?.kinds ?? matter.remedy;
  const money = kinds.some((kind) => remedyKindsWithMoney.includes(kind));
  const claimed = details.amountFen ?? 0;
  const offered = money ? Math.max(100, Math.round((claimed || 20_000) * chance.pick([0.5, 0.8, 1]))) : 0;
  // The officer, who records what comes of a review, had no hand in what is reviewed.
  const reviewed = reviewStages.includes(stage);
  const amountFen = calculation?.amountFen ?? (reviewed ? Math.min(offered, 200_000) : offered);
  const approvers = options.approvers(kinds, amountFen);
  const aboveBranch = approvers.includes('officer');
  const owner = chance.hits(0.35) && !aboveBranch && !reviewed ? people.officer : clerk;
  then(people.supervisor, {
    name: 'accept',
    input: {
      complexity: complex ? 'complex' : 'simple',
      complexityReason: complex ? '涉及外部机构，需要调取资料。' : '',
      ownerId: owner.userId,
    },
  });
  if (stage === 'accepted') return { caseId, steps };
  then(owner, { name: 'startInvestigation', input: {} });
  if (chance.hits(0.45)) {
    then(owner, {
      name: 'addNote',
      input: { staffText: chance.pick(notes) },
    });
  }
  for (const command of sampleInvestigation(options, receivedAtMs, details, matter.found)) then(owner, command);
  if (stage === 'awaitingMaterial') then(owner, { name: 'requestMaterial', input: sampleRequest });
  if (stage === 'inMediation') then(owner, { name: 'startMediation', input: sampleMediation(localDate(nowMs)) });
  if (stage === 'joint')
    for (const command of sampleReports(receivedAtMs, nowMs, newId)) then(people.supervisor, command);
  if (looksOn.includes(stage)) return { caseId, steps };
  if (amountFen > 0 && withoutAuthorisation(details)) {
    // Brought in afterwards: nobody is granted money for somebody else before that.
    const parties = details.parties.map((party) => ({ ...party, authorisationHeld: party.kind === 'proxy' }));
    then(owner, { name: 'recordDetails', input: { changes: { parties } } });
  }

  const performBy = money ? addDays(receivedOn, 20) : '';
  then(owner, {
    name: 'proposeRemedy',
    input: {
      content: {
        kinds: [...kinds],
        amountFen,
        ...(calculation ? { lines: [...calculation.lines] } : {}),
        factsFound: english ? (matter.foundEn ?? matter.found) : matter.found,
        basis: english
          ? 'Contract with the customer; Measures on Handling Complaints (2020), Art. 20'
          : '双方合同约定；《银行业保险业消费投诉处理管理办法》（2020）',
        decisionText: decisionText(matter, amountFen, english),
        performBy,
        internalReason: chance.hits(0.3) ? '同类情况已有先例，建议从快。' : '',
        evidenceIds: [],
      },
    },
  });
  if (stage === 'pending') return { caseId, steps };

  // As the matrix asks, one or several; nobody decides on what they proposed.
  for (const level of approvers) {
    const sign = options.sign(people[level].userId);
    steps.push({
      actor: people[level],
      ...(sign ? { sign } : {}),
      command: (state) => approval(state, options.digestOf),
    });
  }
  // Some wait for their letter, some to hand it over.
  if (stage === 'approved' && Math.floor(receivedAtMs / 60_000) % 2 === 0) return { caseId, steps };
  then(clerk, samplePrint('letter', newId(), english ? 'en' : 'zh-CN'));
  if (stage === 'approved') return { caseId, steps };

  const late = toldLate(receivedAtMs, ageDays, complex, details);
  const method = chance.pick(['handed', 'handed', 'courier', 'phoneRead'] as const);
  const receiptNo = method === 'courier' ? 'SF0000000000' : '';
  then(clerk, {
    name: 'recordDelivery',
    input: {
      method,
      proof: { receiptNo, witness: '', evidenceIds: [] },
      deliveredOn: dayAfter(chance.between(6, 12) + (late ? 10 : 0)),
      receivedBy: details.parties[0]?.name ?? '',
      note: '',
    },
  });
  if (stage === 'told' || stage === 'calculated') return { caseId, steps };
  if (reviewed) {
    // Within the thirty days that the complainant has, however old the case is.
    then(clerk, { name: 'requestReview', input: sampleReview(dayAfter(late ? 35 : 25)) });
    if (stage === 'inReview') return { caseId, steps };
    const result = stage === 'reviewUpheld' ? 'upheld' : 'changed';
    then(people.officer, { name: 'decideReview', input: sampleReviewDecision(result, localDate(nowMs)) });
    then(people.officer, samplePrint('reviewLetter', newId()));
    return { caseId, steps };
  }
  if (performBy !== '') {
    then(clerk, {
      name: 'recordPerformance',
      input: { performedOn: dayAfter(late ? 23 : 12), note: '款项已转入客户账户。' },
    });
  }
  if (details.channelId === 'channel.regulator')
    then(clerk, { name: 'answerRegulator', input: sampleAnswer(dayAfter(12)) });
  const lateness = late ? [{ ruleId: 'D1', code: 'approvalLate', words: '' }] : [];
  then(people.supervisor, { name: 'close', input: { summary: chance.pick(summaries), lateness } });
  // A few still wait for it.
  if (Math.floor(receivedAtMs / 60_000) % 11 !== 0) {
    // No paper was made: copy and digest are as made up as the case.
    const [copyId, more] = [newId(), newId()];
    const sha256 = (copyId + more).replaceAll('-', '');
    then(people.supervisor, { name: 'recordArchive', input: { copyId, sha256, pages: 6, language: 'zh-CN' } });
  }
  if (stage === 'closed') return { caseId, steps };
  const answered = chance.hits(0.85);
  const score = (): number => chance.pick([3, 4, 4, 5, 5]);
  steps.push({
    // Not by any of those who handled it.
    actor: other,
    command: (state) => ({
      name: 'recordCallback',
      input: {
        taskId: state?.tasks.find((task) => task.kind === 'callback')?.id ?? '',
        outcome: answered ? 'answered' : 'unreachable',
        scores: answered ? { result: score(), process: score(), attitude: score() } : null,
        comment: '',
      },
    }),
  });
  return { caseId, steps };
}

/** A few were told too late, and say why. */
function toldLate(receivedAtMs: number, ageDays: number, complex: boolean, { channelId }: CaseDetails): boolean {
  const few = Math.floor(receivedAtMs / 60_000) % 13 === 0;
  return few && ageDays > 22 && !complex && channelId !== 'channel.regulator';
}

function approval(state: CaseState | undefined, digestOf: SampleOptions['digestOf']): CaseCommand {
  const proposal = state && currentProposal(state);
  if (!proposal) throw new Error('a sample case was decided before it was proposed');
  return {
    name: 'decideRemedy',
    input: {
      proposalId: proposal.id,
      digest: digestOf(shownProposal(state, proposal)),
      outcome: 'approve',
      reason: '',
    },
  };
}

const notes = [
  '已调取当日录像，与客户所述基本一致。',
  '联系后台查询，预计两天内有结果。',
  '客户希望下午三点后联系。',
  '与当事柜员谈过，情况属实。',
  '已请上级行协助调取流水。',
];
const summaries = [
  '已按决定履行，客户认可。',
  '已当面说明并致歉，客户表示接受。',
  '已更正并书面答复。',
  '款项已退，流程已改进。',
];

const earlier = (a: string, b: string): string => (a < b ? a : b);
