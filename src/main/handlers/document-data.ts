/** From a case to what stands on paper. Only what the customer may read is picked here; staff text has no way in. */
import { currentProposal, type CaseState, type ProposalDecision } from '../../domain/complaint/state';
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
  const { branch, texts, personName, vocabulary } = context;
  const { content } = proposal;
  const party = state.details.parties[0];
  const word = context.language === 'en' ? 'en' : 'zh';
  const money = content.kinds.some((kind) => remedyKindsWithMoney.includes(kind));
  return buildLetter({
    language: context.language,
    branch: outletOf(branch),
    addressee: party?.name ?? '',
    caseNumber: state.number,
    receivedOn: localDateOf(state.receivedAtMs, branch.timeZone),
    complaint: state.details.matter.trim() || state.details.facts.trim(),
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
    amountFen: money ? content.amountFen : null,
    performBy: content.performBy,
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
    reviewer: reviewerOf(proposal.decision, personName, texts),
    issuedOn: localDateOf(context.nowMs, branch.timeZone),
  });
}

/** Who decided; by whose authority where it was lent (代): the customer may ask for either. */
function reviewerOf(
  { userId, under }: ProposalDecision,
  personName: (userId: string) => string,
  texts: DocumentTexts,
): string {
  const name = personName(userId);
  return under?.delegationId == null ? name : texts('defaults.onBehalf', { name, holder: personName(under.holderId) });
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
