/**
 * 台账: what one line of the ledger holds of a case, every field of the record that is kept (REGULATION §7). Words are in the
 * language of the export; identity is masked unless the person asked for it in full.
 */
import type { CaseState, Proposal } from '../../domain/complaint/state';
import { currentProposal } from '../../domain/complaint/state';
import { standingHolds } from '../../domain/complaint/hold';
import type { Party } from '../../domain/complaint/values';
import { grantedFen, retentionOf, timelinessOf } from '../../domain/registers/case-figures';
import type { Deadline } from '../../domain/deadlines/deadlines';
import type { Branch } from '../../domain/directory/directory';
import { mask } from '../../domain/identity/mask';
import type exportZh from '../../shared/locales/export.zh-CN.json';
import type { CellKind, ExportCell } from '../export/write-xlsx';

export type ColumnId = keyof typeof exportZh.column;

/** What a line is made with. */
export interface LedgerTools {
  readonly branch: Branch;
  readonly language: 'zh-CN' | 'en';
  readonly identity: 'masked' | 'full';
  readonly personName: (userId: string) => string;
  /** Label of a taxonomy id with what it lies under; empty for none. */
  readonly label: (id: string) => string;
  /** Code of the standard, or our id while it is not confirmed. */
  readonly code: (id: string) => string;
  /** A word of the vocabulary. */
  readonly word: (key: string) => string;
  /** A deadline with what it rests on. */
  readonly clock: (name: string, dueOn: string, article: string, startOn: string) => string;
  readonly yesNo: (value: boolean | null) => string;
  /** `YYYY-MM-DD` and `YYYY-MM-DDTHH:mm` in the zone of the branch. */
  readonly day: (ms: number) => string;
  readonly time: (ms: number) => string;
}

interface Line {
  readonly state: CaseState;
  readonly deadlines: readonly Deadline[];
  readonly proposal: Proposal | undefined;
  readonly party: Party | undefined;
}

export interface LedgerColumn {
  readonly id: ColumnId;
  readonly kind: CellKind;
  readonly width: number;
  readonly of: (line: Line, tools: LedgerTools) => ExportCell;
}

const column = (id: ColumnId, width: number, of: LedgerColumn['of'], kind: CellKind = 'text'): LedgerColumn => ({
  id,
  kind,
  width,
  of,
});
const lines = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n');
const at = (ms: number | null | undefined, { time }: LedgerTools): string => (ms == null ? '' : time(ms));
const dueOn = ({ deadlines }: Line, id: string): string => deadlines.find((one) => one.id === id)?.dueOn ?? '';
const extension = ({ state }: Line) => state.clock?.extension ?? null;

/** One value of a party, masked unless it was asked for in full. */
function personal(
  field: 'name' | 'phone' | 'idNumber' | 'card' | 'address',
  value: string,
  tools: LedgerTools,
): string {
  return tools.identity === 'full' ? value : mask(field, value, 'staffList');
}

export const ledgerColumns: readonly LedgerColumn[] = [
  column('number', 22, ({ state }) => state.number),
  column('institution', 24, (_line, { branch }) => branch.institutionName),
  column('outlet', 20, (_line, { branch }) => branch.name),
  column('region', 10, (_line, { branch }) => branch.province),
  column('status', 12, ({ state }, { word }) => word(`status.${state.status}`)),
  column('received', 18, ({ state }, tools) => at(state.receivedAtMs, tools), 'dateTime'),
  column('registered', 18, ({ state }, tools) => at(state.registeredAtMs, tools), 'dateTime'),
  column('registeredBy', 12, ({ state }, { personName }) => personName(state.registeredBy)),
  column('channel', 18, ({ state }, { label }) => label(state.details.channelId)),
  column('channelCode', 18, ({ state }, { code }) => code(state.details.channelId)),
  column('transferNumber', 18, ({ state }) => state.details.transferLetter.number),
  column('transferDue', 12, ({ state }) => state.details.transferLetter.dueOn, 'date'),
  column('complainants', 8, ({ state }) => state.details.parties.length, 'count'),
  column('partyKind', 10, ({ party }, { word }) => (party ? word(`partyKind.${party.kind}`) : '')),
  column('name', 14, ({ party }, tools) => personal('name', party?.name ?? '', tools)),
  column('idType', 16, ({ party }, { word }) => (party?.idNumber ? word(`idType.${party.idType}`) : '')),
  column('idNumber', 22, ({ party }, tools) => personal('idNumber', party?.idNumber ?? '', tools)),
  column('phone', 16, ({ party }, tools) => personal('phone', party?.phone ?? '', tools)),
  column('address', 30, ({ party }, tools) => personal('address', party?.address ?? '', tools)),
  column('accountTail', 12, ({ party }, tools) => personal('card', party?.accountTail ?? '', tools)),
  column('represented', 14, ({ party }, tools) => personal('name', party?.representedName ?? '', tools)),
  column('authorisation', 10, ({ party }, { yesNo }) =>
    party?.kind === 'proxy' ? yesNo(party.authorisationHeld) : '',
  ),
  column('otherParties', 20, ({ state }, tools) =>
    lines(state.details.parties.slice(1).map(({ name }) => personal('name', name, tools))),
  ),
  column('involved', 16, ({ state }) =>
    lines(state.details.involved.map(({ name, staffNo }) => (staffNo === '' ? name : `${name} ${staffNo}`))),
  ),
  column('partner', 24, ({ state: { details } }, { word }) =>
    details.partner
      ? lines([word(`partnerKind.${details.partner.kind}`), details.partner.name, details.partner.contractNo])
      : '',
  ),
  column('soldForUs', 10, ({ state: { details } }, { yesNo }) => yesNo(details.partner?.soldForUs ?? null)),
  column('business', 28, ({ state }, { label }) => label(state.details.businessId)),
  column('businessCode', 18, ({ state }, { code }) => code(state.details.businessId)),
  column('reason', 28, ({ state }, { label }) => label(state.details.reasonId)),
  column('reasonCode', 18, ({ state }, { code }) => code(state.details.reasonId)),
  column('rights', 20, ({ state }, { label }) => lines(state.details.rightIds.map(label))),
  column('touchpoint', 16, ({ state }, { label }) => label(state.details.touchpointId)),
  column('matter', 40, ({ state }) => state.details.matter),
  column('facts', 60, ({ state }) => state.details.facts),
  column('want', 12, ({ state }, { word }) => (state.details.want === null ? '' : word(`want.${state.details.want}`))),
  column('wish', 40, ({ state }) => state.details.wish),
  column('claimed', 14, ({ state }) => state.details.amountFen, 'money'),
  column('consentTold', 8, ({ state }, { yesNo }) => yesNo(state.details.consentTold)),
  column('flags', 16, ({ state }, { word }) => lines(state.details.flags.map((flag) => word(`flag.${flag}`)))),
  column('emotions', 18, ({ state }, { time }) =>
    lines(state.emotionPath.map(({ emotion, atMs }) => `${time(atMs).replace('T', ' ')} ${String(emotion)}`)),
  ),
  column('evidence', 40, ({ state }) => lines(state.evidence.map(({ name, sha256 }) => `${name} ${sha256}`))),
  column('owner', 12, ({ state }, { personName }) => (state.ownerId === null ? '' : personName(state.ownerId))),
  column('handlers', 16, ({ state }, { personName }) => lines(state.handlers.map(personName))),
  column('recused', 20, ({ state }, { personName }) =>
    lines(state.recusals.map(({ userId, reason }) => `${personName(userId)} ${reason}`)),
  ),
  column('complexity', 10, ({ state }, { word }) =>
    state.complexity === null ? '' : word(`complexity.${state.complexity}`),
  ),
  column('accepted', 18, ({ state }, tools) => at(state.acceptedAtMs, tools), 'dateTime'),
  column('decisionDue', 12, (line) => dueOn(line, 'decision'), 'date'),
  column('inTime', 10, ({ state, deadlines }, { yesNo, day }) => yesNo(timelinessOf(state, deadlines, day).inTime)),
  column('clocks', 40, ({ deadlines }, { language, clock }) =>
    lines(
      deadlines.map(({ zh, en, dueOn: due, article, articleEn, basis: { startOn } }) =>
        language === 'en' ? clock(en, due, articleEn, startOn) : clock(zh, due, article, startOn),
      ),
    ),
  ),
  column('extensionDays', 8, (line) => extension(line)?.days ?? null, 'count'),
  column('extensionBy', 24, (line) => {
    const granted = extension(line);
    return granted
      ? lines([`${granted.approver} ${granted.approvalNo}`.trim(), granted.approvedOn, granted.reason])
      : '';
  }),
  column('suspensions', 24, ({ state }) =>
    lines((state.clock?.periods ?? []).map(({ from, to }) => `${from} – ${to ?? ''}`.trim())),
  ),
  column('newFacts', 12, ({ state }) => state.clock?.newFactsOn ?? '', 'date'),
  column('factsFound', 40, ({ proposal }) => proposal?.content.factsFound ?? ''),
  column('basis', 30, ({ proposal }) => proposal?.content.basis ?? ''),
  column('remedy', 16, ({ proposal }, { word }) =>
    lines((proposal?.content.kinds ?? []).map((kind) => word(`remedyKind.${kind}`))),
  ),
  column('granted', 14, ({ state }) => grantedFen(state), 'money'),
  column('decision', 40, ({ proposal }) => proposal?.content.decisionText ?? ''),
  column('refusal', 30, ({ proposal }, { language }) => {
    const refused = proposal?.content.refusal;
    return refused ? lines([language === 'en' ? refused.en : refused.zh, refused.reference]) : '';
  }),
  column('proposedBy', 12, ({ proposal }, { personName }) => (proposal ? personName(proposal.proposedBy) : '')),
  column('decidedBy', 12, ({ proposal }, { personName }) =>
    proposal?.decision ? personName(proposal.decision.userId) : '',
  ),
  column('decided', 18, ({ proposal }, tools) => at(proposal?.decision?.atMs, tools), 'dateTime'),
  column('digest', 30, ({ proposal }) => proposal?.decision?.digest ?? ''),
  column('told', 12, ({ state }) => state.delivery?.deliveredOn ?? '', 'date'),
  column('toldHow', 14, ({ state }, { word }) =>
    state.delivery ? word(`deliveryMethod.${state.delivery.method}`) : '',
  ),
  column('toldTo', 14, ({ state }, tools) => personal('name', state.delivery?.receivedBy ?? '', tools)),
  column('slips', 8, ({ state }) => state.printedCopies.slip, 'count'),
  column('letters', 8, ({ state }) => state.printedCopies.letter, 'count'),
  column('reviews', 40, ({ state }, { word }) =>
    lines(
      (state.reviews ?? []).flatMap(({ receivedOn, grounds, decision, told }) => [
        `${receivedOn} ${grounds}`,
        ...(decision
          ? [
              `${decision.decidedOn} ${decision.institution} ${decision.referenceNo} ${word(`reviewResult.${decision.result}`)}`,
            ]
          : []),
        ...(told ? [told.deliveredOn] : []),
      ]),
    ),
  ),
  column('regulatorAnswers', 30, ({ state }) =>
    lines(
      (state.regulatorAnswers ?? []).map(
        ({ sentOn, regulator, referenceNo, proof }) => `${sentOn} ${regulator} ${referenceNo} ${proof}`,
      ),
    ),
  ),
  column('lateness', 30, ({ state }, { language }) =>
    lines(
      (state.lateness ?? []).map(({ zh, en, dueOn: due, reason, words }) =>
        `${language === 'en' ? en : zh} ${due} ${language === 'en' ? reason.en : reason.zh} ${words}`.trim(),
      ),
    ),
  ),
  column('performBy', 12, ({ proposal }) => proposal?.content.performBy ?? '', 'date'),
  column('performed', 12, ({ state }) => state.performance?.performedOn ?? '', 'date'),
  column('proof', 30, ({ state }) => state.performance?.note ?? ''),
  column('callbackResult', 8, ({ state }) => state.callback?.scores?.result ?? null, 'count'),
  column('callbackProcess', 8, ({ state }) => state.callback?.scores?.process ?? null, 'count'),
  column('callbackAttitude', 8, ({ state }) => state.callback?.scores?.attitude ?? null, 'count'),
  column('callbackComment', 30, ({ state }) => state.callback?.comment ?? ''),
  column('withdrawn', 18, ({ state }, tools) => at(state.withdrawal?.atMs, tools), 'dateTime'),
  column('withdrawnWhy', 20, ({ state }) => state.withdrawal?.reason ?? ''),
  column('notComplaint', 20, ({ state }, { word }) =>
    state.notComplaint ? lines([word(`notComplaintKind.${state.notComplaint.kind}`), state.notComplaint.reason]) : '',
  ),
  column('clockFacts', 30, ({ state }, { word }) =>
    lines((state.clockFacts ?? []).map(({ fact, on, note }) => `${on} ${word(`clockFact.${fact}`)} ${note}`.trim())),
  ),
  column('transfers', 30, ({ state }) =>
    lines(
      (state.transfers ?? []).map(({ on, institution, result }) =>
        [
          on,
          institution,
          result === null ? '' : `${result.on} ${result.outcome === 'confirmed' ? result.referenceNo : result.reason}`,
        ]
          .filter((part) => part !== '')
          .join(' '),
      ),
    ),
  ),
  column('mergedInto', 22, ({ state }) => state.merged?.number ?? ''),
  column('tookIn', 24, ({ state }) => lines((state.absorbed ?? []).map(({ number }) => number))),
  column('linked', 24, ({ state }) => lines((state.links ?? []).map(({ number }) => number))),
  column('closed', 18, ({ state }, tools) => at(state.closedAtMs, tools), 'dateTime'),
  column('closing', 40, ({ state }) => state.closingSummary),
  column('reopened', 30, ({ state }, { time }) =>
    lines(state.reopenings.map(({ atMs, reason }) => `${time(atMs).replace('T', ' ')} ${reason}`)),
  ),
  column('keepUntil', 12, ({ deadlines }) => retentionOf(deadlines)?.dueOn ?? '', 'date'),
  column('proceedings', 40, ({ state }, { word }) =>
    lines(
      (state.proceedings ?? []).map(({ kind, institution, docketNo, since, ended }) =>
        [since, word(`proceedingsKind.${kind}`), institution, docketNo]
          .concat(ended === null ? [] : [ended.on, word(`proceedingsOutcome.${ended.outcome}`)])
          .filter((text) => text !== '')
          .join(' '),
      ),
    ),
  ),
  column('holds', 24, ({ state }, { day }) =>
    lines(standingHolds(state).map(({ placedAtMs, reason }) => `${day(placedAtMs)} ${reason}`)),
  ),
  column('conflicts', 8, ({ state }) => state.conflicts.length, 'count'),
];

/** One line of the ledger. */
export function ledgerLine(state: CaseState, deadlines: readonly Deadline[], tools: LedgerTools): ExportCell[] {
  const line: Line = { state, deadlines, proposal: currentProposal(state), party: state.details.parties[0] };
  return ledgerColumns.map(({ of }) => of(line, tools));
}
