/** From a case to what stands on the slip. Only what the customer may read is picked here; staff text has no way in. */
import { petitionOf } from '../../domain/complaint/petition';
import type { CaseState } from '../../domain/complaint/state';
import { localDateTimeOf } from '../../domain/deadlines/time-zone';
import type { Branch } from '../../domain/directory/directory';
import { buildSlip, type DeadlineKind, type SlipData } from '../../domain/documents/customer-documents';
import type { LetterSource } from '../../domain/documents/letters/letter-kind';
import type { DocumentTexts } from '../documents/document-texts';

/** Everything a paper is made from. */
export interface PaperContext extends Omit<LetterSource, 'state'> {
  readonly texts: DocumentTexts;
  readonly qrPayload: string;
}

const printedKinds: Readonly<Record<string, DeadlineKind>> = {
  acceptanceNote: 'acknowledge',
  decision: 'decide',
  callback: 'callback',
};

export function slipOf(state: CaseState, context: PaperContext): SlipData {
  const { branch, texts, personName } = context;
  const party = state.details.parties[0];
  return buildSlip({
    language: context.language,
    branch: outletOf(branch),
    caseNumber: state.number,
    qrPayload: context.qrPayload,
    receivedAt: localDateTimeOf(state.receivedAtMs, branch.timeZone),
    receivedBy: personName(state.registeredBy),
    complainant: { fullName: party?.name ?? '', phone: party?.phone ?? '' },
    origin: originOf(state, context),
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

/** 信访: by which way, who passed it on, and under which number the petitioner finds it there. */
function originOf({ details }: CaseState, { texts, vocabulary }: PaperContext): string {
  const petition = petitionOf(details);
  if (petition === undefined) return '';
  return [
    petition.way === null ? texts('defaults.petition.name') : vocabulary(`petitionWay.${petition.way}`),
    petition.office === '' ? '' : texts('defaults.petition.passedOn', { office: petition.office }),
    petition.number === '' ? '' : texts('defaults.petition.number', { number: petition.number }),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

export function outletOf(branch: Branch) {
  return {
    institution: branch.institutionName,
    outlet: branch.name,
    address: branch.address,
    phone: branch.phone,
  };
}
