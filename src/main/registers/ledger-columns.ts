/**
 * 台账: what one line of the ledger holds of a case, every field of the record that is kept (REGULATION §7). Words are in the
 * language of the export; identity is masked unless the person asked for it in full.
 */
import { petitionOf } from '../../domain/complaint/petition';
import { archivedAs } from '../../domain/complaint/archive';
import { currentProposal, openConflicts, type CaseState } from '../../domain/complaint/state';
import { openVersions } from '../../domain/complaint/versions';
import { standingHolds } from '../../domain/complaint/hold';
import { grantedFen, retentionOf, timelinessOf } from '../../domain/registers/case-figures';
import type { Deadline } from '../../domain/deadlines/deadlines';
import type { ExportCell } from '../export/write-xlsx';
import { at, column, lines, personal, words, type LedgerColumn, type LedgerTools, type Line } from './ledger-column';
import { authorityColumns, clockColumns, jointColumns, letterColumns, moneyColumns } from './ledger-columns-authority';
import { followUpColumns, inquiryColumns, promiseColumns } from './ledger-columns-work';

const dueOn = ({ deadlines }: Line, id: string): string => deadlines.find((one) => one.id === id)?.dueOn ?? '';
const extension = ({ state }: Line) => state.clock?.extension ?? null;

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
  column('petition', 24, ({ state }, { word }) => {
    const petition = petitionOf(state.details);
    if (petition === undefined) return '';
    return lines([petition.way === null ? '' : word(`petitionWay.${petition.way}`), petition.office, petition.number]);
  }),
  column('petitionDue', 12, ({ state }) => petitionOf(state.details)?.dueOn ?? '', 'date'),
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
  column('otherParties', 30, ({ state }, tools) =>
    lines(
      state.details.parties
        .slice(1)
        .map(({ kind, name, idType, idNumber, phone, address, accountTail, representedName }) =>
          words(
            tools.word(`partyKind.${kind}`),
            personal('name', name, tools),
            idNumber === '' ? '' : tools.word(`idType.${idType}`),
            personal('idNumber', idNumber, tools),
            personal('phone', phone, tools),
            personal('address', address, tools),
            personal('card', accountTail, tools),
            personal('name', representedName, tools),
          ),
        ),
    ),
  ),
  ...jointColumns,
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
  ...inquiryColumns,
  column('owner', 12, ({ state }, { personName }) => (state.ownerId === null ? '' : personName(state.ownerId))),
  column('handlers', 16, ({ state }, { personName }) => lines(state.handlers.map(personName))),
  column('recused', 20, ({ state }, { personName }) =>
    lines(state.recusals.map(({ userId, reason }) => `${personName(userId)} ${reason}`)),
  ),
  column('complexity', 10, ({ state }, { word }) =>
    state.complexity === null ? '' : word(`complexity.${state.complexity}`),
  ),
  column('complexityWhy', 24, ({ state }) => state.complexityReason ?? ''),
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
  ...clockColumns,
  column('newFacts', 12, ({ state }) => state.clock?.newFactsOn ?? '', 'date'),
  column('factsFound', 40, ({ proposal }) => proposal?.content.factsFound ?? ''),
  column('basis', 30, ({ proposal }) => proposal?.content.basis ?? ''),
  column('remedy', 16, ({ proposal }, { word }) =>
    lines((proposal?.content.kinds ?? []).map((kind) => word(`remedyKind.${kind}`))),
  ),
  column('granted', 14, ({ state }) => grantedFen(state), 'money'),
  ...moneyColumns,
  // With the paragraph that was signed with it: as the letter says it.
  column('decision', 40, ({ proposal }) =>
    lines([proposal?.content.decisionText ?? '', proposal?.content.ownParagraph ?? ''].filter((text) => text !== '')),
  ),
  column('refusal', 30, ({ proposal }, { language }) => {
    const refused = proposal?.content.refusal;
    return refused ? lines([language === 'en' ? refused.en : refused.zh, refused.reference]) : '';
  }),
  column('proposedBy', 12, ({ proposal }, { personName }) => (proposal ? personName(proposal.proposedBy) : '')),
  column('decidedBy', 12, ({ proposal }, { personName }) =>
    proposal?.decision ? (proposal.decision.above?.name ?? personName(proposal.decision.userId)) : '',
  ),
  column('decided', 18, ({ proposal }, tools) => at(proposal?.decision?.atMs, tools), 'dateTime'),
  column('digest', 30, ({ proposal }) => proposal?.decision?.digest ?? ''),
  ...authorityColumns,
  column('told', 12, ({ state }) => state.delivery?.deliveredOn ?? '', 'date'),
  column('toldHow', 14, ({ state }, { word }) =>
    state.delivery ? word(`deliveryMethod.${state.delivery.method}`) : '',
  ),
  column('toldTo', 14, ({ state }, tools) => personal('name', state.delivery?.receivedBy ?? '', tools)),
  column('slips', 8, ({ state }) => state.printedCopies.slip, 'count'),
  column('letters', 8, ({ state }) => state.printedCopies.letter, 'count'),
  ...letterColumns,
  column('reviews', 40, ({ state }, tools) => {
    const { word } = tools;
    return lines(
      (state.reviews ?? []).flatMap(({ receivedOn, by, byName, grounds, late, decision, told }) => [
        words(receivedOn, word(`partyKind.${by}`), personal('name', byName, tools), grounds, late?.reason),
        ...(decision
          ? [
              words(decision.decidedOn, decision.institution, decision.decidedBy, decision.referenceNo),
              words(word(`reviewResult.${decision.result}`), decision.changes, decision.reasons, decision.basis),
            ]
          : []),
        ...(told
          ? [
              words(
                told.deliveredOn,
                word(`deliveryMethod.${told.method}`),
                personal('name', told.receivedBy, tools),
                told.note,
              ),
            ]
          : []),
      ]),
    );
  }),
  column('regulatorAnswers', 30, ({ state }, { word }) =>
    lines(
      (state.regulatorAnswers ?? []).map(({ letterNumber, sentOn, regulator, referenceNo, way, proof }) =>
        words(letterNumber, sentOn, regulator, referenceNo, word(`answerWay.${way}`), proof),
      ),
    ),
  ),
  column('petitionAnswers', 30, ({ state }, { word }) =>
    lines(
      (state.petitionAnswers ?? []).map(({ petitionNumber, sentOn, recipient, referenceNo, way, proof }) =>
        words(petitionNumber, sentOn, recipient, referenceNo, word(`answerWay.${way}`), proof),
      ),
    ),
  ),
  column('lateness', 30, ({ state }, { language, time }) => {
    const written = (atMs: number | null | undefined, day: string | null): string | null =>
      typeof atMs === 'number' ? time(atMs).replace('T', ' ') : day;
    return lines(
      (state.lateness ?? []).map(({ zh, en, dueOn: due, metOn, dueAtMs, metAtMs, reason, words: why }) =>
        words(
          language === 'en' ? en : zh,
          written(dueAtMs, due),
          written(metAtMs, metOn),
          language === 'en' ? reason.en : reason.zh,
          why,
        ),
      ),
    );
  }),
  column('performBy', 12, ({ proposal }) => proposal?.content.performBy ?? '', 'date'),
  column('performed', 12, ({ state }) => state.performance?.performedOn ?? '', 'date'),
  column('proof', 30, ({ state }) => state.performance?.note ?? ''),
  ...promiseColumns,
  column('callbackOutcome', 10, ({ state }, { word }) =>
    state.callback ? word(`case.callback.outcomes.${state.callback.outcome}`) : '',
  ),
  column('callbackResult', 8, ({ state }) => state.callback?.scores?.result ?? null, 'count'),
  column('callbackProcess', 8, ({ state }) => state.callback?.scores?.process ?? null, 'count'),
  column('callbackAttitude', 8, ({ state }) => state.callback?.scores?.attitude ?? null, 'count'),
  column('callbackComment', 30, ({ state }) => state.callback?.comment ?? ''),
  column('withdrawn', 18, ({ state }, tools) => at(state.withdrawal?.atMs, tools), 'dateTime'),
  column('withdrawnWhy', 20, ({ state }) => state.withdrawal?.reason ?? ''),
  column('withdrawnNote', 12, ({ state }, { yesNo }) =>
    state.withdrawal?.signedNoteHeld === undefined ? '' : yesNo(state.withdrawal.signedNoteHeld),
  ),
  column('notComplaint', 20, ({ state }, { word }) =>
    state.notComplaint ? lines([word(`notComplaintKind.${state.notComplaint.kind}`), state.notComplaint.reason]) : '',
  ),
  column('clockFacts', 30, ({ state }, { word }) =>
    lines((state.clockFacts ?? []).map(({ fact, on, note }) => `${on} ${word(`clockFact.${fact}`)} ${note}`.trim())),
  ),
  column('transfers', 30, ({ state }, { word }) =>
    lines(
      (state.transfers ?? []).map(({ on, institution, reason, toldMethod, toldOn, result }) =>
        words(
          on,
          institution,
          reason,
          word(`deliveryMethod.${toldMethod}`),
          toldOn,
          result === null
            ? ''
            : words(
                result.on,
                word(`export.transfer.${result.outcome}`),
                result.outcome === 'confirmed' ? result.referenceNo : result.reason,
              ),
        ),
      ),
    ),
  ),
  column('mergedInto', 22, ({ state }) => state.merged?.number ?? ''),
  column('tookIn', 24, ({ state }, { word }) =>
    lines(
      (state.absorbed ?? []).map(({ number, receivedOn, way }) =>
        words(number, receivedOn, word(`export.mergeWay.${way}`)),
      ),
    ),
  ),
  column('linked', 24, ({ state }) => lines((state.links ?? []).map(({ number, reason }) => words(number, reason)))),
  ...followUpColumns,
  column('closed', 18, ({ state }, tools) => at(state.closedAtMs, tools), 'dateTime'),
  column('closing', 40, ({ state }) => state.closingSummary),
  column('archived', 18, ({ state }, tools) => at(archivedAs(state)?.atMs, tools), 'dateTime'),
  column('archiveFiles', 40, ({ state }, { time, personName }) =>
    lines(
      (state.archives ?? []).map(({ atMs, by, copyId, pages, language, sha256 }) =>
        words(time(atMs).replace('T', ' '), personName(by), copyId, String(pages), language, sha256),
      ),
    ),
  ),
  column('reopened', 30, ({ state }, { time }) =>
    lines(state.reopenings.map(({ atMs, reason }) => `${time(atMs).replace('T', ' ')} ${reason}`)),
  ),
  column('keepUntil', 12, ({ deadlines }) => retentionOf(deadlines)?.dueOn ?? '', 'date'),
  column('proceedings', 40, ({ state }, { word }) =>
    lines(
      (state.proceedings ?? []).map(({ kind, institution, docketNo, broughtBy, since, note, ended }) =>
        words(
          since,
          word(`proceedingsKind.${kind}`),
          institution,
          docketNo,
          word(`broughtBy.${broughtBy}`),
          note,
          ended === null ? '' : words(ended.on, word(`proceedingsOutcome.${ended.outcome}`), ended.text),
        ),
      ),
    ),
  ),
  column('holds', 24, ({ state }, { day }) =>
    lines(standingHolds(state).map(({ placedAtMs, reason }) => `${day(placedAtMs)} ${reason}`)),
  ),
  column('conflicts', 8, ({ state }) => openConflicts(state).length + openVersions(state).length, 'count'),
];

/** One line of the ledger. */
export function ledgerLine(state: CaseState, deadlines: readonly Deadline[], tools: LedgerTools): ExportCell[] {
  const line: Line = { state, deadlines, proposal: currentProposal(state), party: state.details.parties[0] };
  return ledgerColumns.map(({ of }) => of(line, tools));
}
