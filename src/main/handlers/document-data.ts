/** From a case to what stands on paper. Only what the customer may read is picked here; staff text has no way in. */
import { canAnswerRegulator, regulatorAnswer } from '../../domain/complaint/regulator';
import { currentReview } from '../../domain/complaint/review';
import { currentProposal, type CaseState } from '../../domain/complaint/state';
import { remedyKindsWithMoney } from '../../domain/complaint/values';
import type { Deadline } from '../../domain/deadlines/deadlines';
import { localDateOf } from '../../domain/deadlines/time-zone';
import type { Branch } from '../../domain/directory/directory';
import {
  buildLetter,
  buildSlip,
  type DeadlineKind,
  type LetterData,
  type SlipData,
} from '../../domain/documents/customer-documents';
import { formatDate } from '../../domain/documents/format';
import type { DocumentTexts } from '../documents/document-texts';

type Language = 'zh-CN' | 'en';

export interface PaperContext {
  readonly branch: Branch;
  readonly language: Language;
  readonly texts: DocumentTexts;
  readonly personName: (userId: string) => string;
  readonly deadlines: readonly Deadline[];
  readonly vocabulary: (key: string) => string;
  readonly qrPayload: string;
  readonly nowMs: number;
}

const printedKinds: Readonly<Record<string, DeadlineKind>> = {
  acceptanceNote: 'acknowledge',
  decision: 'decide',
  callback: 'callback',
};

/** Days within which a review can be asked for (D7). To be confirmed by compliance, and marked so on paper. */
const reviewWithinDays = 30;

export function slipOf(state: CaseState, context: PaperContext): SlipData {
  const { branch, texts, personName } = context;
  const party = state.details.parties[0];
  return buildSlip({
    language: context.language,
    branch: outletOf(branch),
    caseNumber: state.number,
    qrPayload: context.qrPayload,
    receivedAt: localDateTime(state.receivedAtMs, branch.timeZone),
    receivedBy: personName(state.registeredBy),
    complainant: { fullName: party?.name ?? '', phone: party?.phone ?? '' },
    matter: state.details.matter.trim() || state.details.facts.trim() || state.details.wish.trim(),
    handedIn: state.evidence.filter((e) => e.fromCustomer).map((e) => e.name),
    nextSteps: [texts('defaults.nextStepsRegistered'), texts('defaults.nextStepsContact')],
    owner: {
      name: state.ownerId === null ? texts('defaults.ownerUnassigned') : personName(state.ownerId),
      phone: branch.phone,
    },
    deadlines: context.deadlines.flatMap((deadline) => {
      const kind = printedKinds[deadline.id];
      // The slip is itself the acknowledgement; a callback is promised in the letter.
      if (kind === undefined || kind !== 'decide') return [];
      return [
        {
          kind,
          dueOn: deadline.dueOn,
          article: context.language === 'en' ? deadline.articleEn : deadline.article,
          confidence: deadline.estimated
            ? ('estimated' as const)
            : deadline.confidence === 'toBeConfirmed'
              ? ('unconfirmed' as const)
              : ('confirmed' as const),
        },
      ];
    }),
    routes: [
      { kind: 'review', name: branch.appeal.reviewInstitution, phone: branch.appeal.reviewPhone, withinDays: null },
      { kind: 'mediation', name: branch.appeal.mediation || texts('defaults.mediation'), phone: '', withinDays: null },
      { kind: 'court', name: branch.appeal.court, phone: '', withinDays: null },
      { kind: 'regulator', name: '', phone: '12378', withinDays: null },
    ],
  });
}

/** Undefined while there is nothing decided to tell. */
export function letterOf(state: CaseState, context: PaperContext): LetterData | undefined {
  const proposal = currentProposal(state);
  if (proposal?.status !== 'approved' || !proposal.decision) return undefined;
  const { personName, vocabulary } = context;
  const { content } = proposal;
  const word = context.language === 'en' ? 'en' : 'zh';
  const money = content.kinds.some((kind) => remedyKindsWithMoney.includes(kind));
  return buildLetter({
    ...commonOf(state, context),
    factsVerified: content.factsFound,
    basis: content.basis,
    decision: content.decisionText,
    remedy: content.kinds.map((kind) => vocabulary(`remedyKind.${kind}`)).join(context.language === 'en' ? ', ' : '、'),
    refusal: content.refusal
      ? {
          ground: content.refusal[word],
          article: content.refusal.article[word],
          reference: content.refusal.reference,
        }
      : null,
    reviewed: null,
    regulator: null,
    amountFen: money ? content.amountFen : null,
    performBy: content.performBy,
    reviewer: personName(proposal.decision.userId),
  });
}

/** Undefined until the superior institution has decided. */
export function reviewLetterOf(state: CaseState, context: PaperContext): LetterData | undefined {
  const review = currentReview(state);
  if (!review?.decision) return undefined;
  const { decision } = review;
  return buildLetter({
    ...commonOf(state, context),
    factsVerified: '',
    basis: decision.basis,
    decision: '',
    remedy: '',
    refusal: null,
    reviewed: {
      requestedOn: review.receivedOn,
      toldOn: review.decisionToldOn,
      decidedOn: decision.decidedOn,
      grounds: review.grounds,
      institution: decision.institution,
      reference: decision.referenceNo,
      result: context.texts(`defaults.reviewResult.${decision.result}`),
      changes: decision.changes,
      reasons: decision.reasons,
    },
    regulator: null,
    amountFen: null,
    performBy: '',
    reviewer: decision.decidedBy,
  });
}

/** The answer to the regulator; undefined while there is no outcome to tell. */
export function regulatorLetterOf(state: CaseState, context: PaperContext): LetterData | undefined {
  if (!canAnswerRegulator(state)) return undefined;
  const { texts, personName } = context;
  const proposal = currentProposal(state);
  const signed = proposal?.status === 'approved' ? proposal : undefined;
  const owner = state.ownerId ?? state.registeredBy;
  return buildLetter({
    ...commonOf(state, context),
    factsVerified: signed?.content.factsFound ?? '',
    basis: signed?.content.basis ?? '',
    decision: signed?.content.decisionText ?? '',
    remedy: '',
    refusal: null,
    reviewed: null,
    regulator: {
      name: regulatorAnswer(state)?.regulator ?? texts('defaults.regulator'),
      letterNumber: state.details.transferLetter.number,
      outcome: outcomeOf(state, context),
    },
    amountFen: null,
    performBy: '',
    reviewer: personName(signed?.decision?.userId ?? owner),
  });
}

function outcomeOf(state: CaseState, { texts, vocabulary, language }: PaperContext): string {
  const { withdrawal, notComplaint, delivery } = state;
  if (withdrawal !== null) return texts('defaults.outcome.withdrawn');
  if (notComplaint !== null) {
    const kind = vocabulary(`notComplaintKind.${notComplaint.kind}`);
    return texts('defaults.outcome.notComplaint', { kind, reason: notComplaint.reason });
  }
  return delivery === null
    ? texts('defaults.outcome.decided')
    : texts('defaults.outcome.told', { date: formatDate(delivery.deliveredOn, language) });
}

/** What every letter to a complainant says: who writes to whom of what, and where they can turn next. */
function commonOf(state: CaseState, { branch, language, texts, personName, nowMs }: PaperContext) {
  return {
    language,
    branch: outletOf(branch),
    addressee: state.details.parties[0]?.name ?? '',
    caseNumber: state.number,
    receivedOn: localDateOf(state.receivedAtMs, branch.timeZone),
    complaint: state.details.matter.trim() || state.details.facts.trim(),
    review: {
      institution:
        branch.appeal.reviewInstitution || texts('defaults.reviewInstitution', { institution: branch.institutionName }),
      phone: branch.appeal.reviewPhone,
      withinDays: reviewWithinDays,
    },
    mediation: branch.appeal.mediation || texts('defaults.mediation'),
    arbitration: branch.appeal.arbitration,
    court: branch.appeal.court || texts('defaults.court'),
    owner: {
      name: state.ownerId === null ? texts('defaults.ownerUnassigned') : personName(state.ownerId),
      phone: branch.phone,
    },
    issuedOn: localDateOf(nowMs, branch.timeZone),
  };
}

export function outletOf(branch: Branch) {
  return {
    institution: branch.institutionName,
    outlet: branch.name,
    address: branch.address,
    phone: branch.phone,
  };
}

/** `YYYY-MM-DDTHH:mm` in the branch's zone. */
export function localDateTime(ms: number, timeZone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return `${localDateOf(ms, timeZone)}T${time.format(ms)}`;
}
