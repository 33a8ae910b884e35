/** What the sentence about an event needs. Only codes, numbers and masked text: the sentence itself is made in the page. */
import type { AuthorityUsed } from '../../domain/complaint/authority-values';
import { isCaseEventType, type NewCaseEvent } from '../../domain/complaint/events';
import type { DraftHand } from '../../domain/complaint/values';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import { investigationValues, type InvestigationEvent } from './investigation-values';
import type { Names } from './past-events';

type Values = Readonly<Record<string, string | number>>;

export function timelineValues(names: Names, event: OpenEvent): Values {
  if (!isCaseEventType(event.header.type)) return {};
  const { type, payload } = { type: event.header.type, payload: event.payload } as NewCaseEvent;
  switch (type) {
    case 'case.registered':
      return {
        number: payload.number,
        source: payload.source,
        receivedAtMs: payload.receivedAtMs,
        hands: handsOf(names, payload.draftHands),
      };
    case 'case.detailsRecorded':
      return {
        fields: Object.keys(payload.changes).join(','),
        fromTalk: payload.fromTalk === undefined ? '' : 'yes',
        chosen: payload.chosen?.pick ?? '',
      };
    case 'conflict.reviewed':
      return {};
    case 'case.emotionRated':
      return { emotion: payload.emotion };
    case 'talk.joined': {
      const { conversationId, script, title, startedAtMs, onDutyId } = payload;
      const person = names.personName(onDutyId);
      return { conversationId, script, title: title.zh, titleEn: title.en, startedAtMs, person };
    }
    case 'evidence.attached':
      return { name: payload.evidence.name };
    case 'extension.granted':
      return { days: payload.days, officer: payload.officer.name, reason: payload.reason };
    case 'case.markedNotComplaint':
      return { kind: payload.kind, reason: payload.reason };
    case 'case.accepted':
      return { complexity: payload.complexity, owner: names.personName(payload.ownerId) };
    case 'case.assigned':
      return { owner: names.personName(payload.ownerId), reason: payload.reason };
    case 'recusal.declared':
      return { person: names.personName(payload.userId), reason: payload.reason };
    case 'refusal.proposed':
      return { ground: payload.content.refusal?.zh ?? '', groundEn: payload.content.refusal?.en ?? '' };
    case 'remedy.proposed':
      return { kinds: payload.content.kinds.join(','), amountFen: payload.content.amountFen };
    case 'remedy.approved':
    case 'remedy.endorsed':
      return {
        comment: payload.comment,
        ...lenderOf(names, payload.under),
        ...ratificationOf('ratification' in payload ? payload.ratification : undefined),
      };
    case 'escalation.sent':
      return { why: payload.why, reason: payload.reason };
    case 'escalation.endorsed':
    case 'escalation.approved':
      return { officer: payload.officer.name, comment: payload.comment };
    case 'escalation.returned':
    case 'escalation.rejected':
    case 'rework.ordered':
      return { officer: payload.officer.name, reason: payload.reason };
    case 'case.movedAway': {
      const { to, toNumber, officer, reason, why } = payload;
      return { branch: to.name, number: toNumber, officer: officer.name, reason, moveWhy: why };
    }
    case 'case.movedHere': {
      const { from, fromNumber, officer, reason, why } = payload;
      return { branch: from.name, number: fromNumber, officer: officer.name, reason, moveWhy: why };
    }
    case 'emergency.signed':
    case 'emergency.approved':
      return { reason: payload.reason, harm: payload.harm, cosigner: names.personName(payload.cosignerId) };
    case 'review.recorded':
      return { outcome: payload.outcome, reason: payload.words, reference: payload.reference };
    case 'remedy.returned':
    case 'remedy.rejected':
      return { reason: payload.reason, ...lenderOf(names, payload.under) };
    case 'case.restoredAsComplaint':
    case 'remedy.recalled':
    case 'case.reopened':
    case 'hold.placed':
    case 'hold.lifted':
    case 'case.withdrawn':
      return { reason: payload.reason };
    case 'case.archived':
      return { pages: payload.pages, sha256: payload.sha256 };
    case 'document.printed':
      return { kind: payload.kind, format: payload.format, language: payload.language, copyNo: payload.copyNo };
    case 'decision.delivered':
      return { method: payload.method, deliveredOn: payload.deliveredOn };
    case 'letter.paragraphWritten':
      return { kind: payload.kind, language: payload.language, note: payload.text };
    case 'letter.delivered':
      return { kind: payload.kind, copyNo: payload.copyNo, method: payload.method, deliveredOn: payload.deliveredOn };
    case 'review.requested':
      return { receivedOn: payload.receivedOn, reason: payload.grounds, lateReason: payload.late?.reason ?? '' };
    case 'review.turnedDown': {
      const { receivedOn, lastOn, article, grounds } = payload;
      return { receivedOn, lastOn, article: article.zh, articleEn: article.en, reason: grounds };
    }
    case 'review.upheld':
    case 'review.changed': {
      const { institution, referenceNo, decidedOn, reasons } = payload;
      return { institution, referenceNo, decidedOn, reason: reasons };
    }
    case 'review.told':
    case 'review.refusalOverturned':
      return { method: payload.method, deliveredOn: payload.deliveredOn };
    case 'mediation.agreed': {
      const { institution, mediator, agreedOn, form = 'mediation' } = payload;
      return { institution, mediator, agreedOn, form };
    }
    case 'mediation.settled':
      return { on: payload.on, agreementNo: payload.agreementNo, reason: payload.text };
    case 'proceedings.noted': {
      const { kind, institution, docketNo, since, note } = payload;
      return { kind, institution, docketNo, on: since, note };
    }
    case 'proceedings.ended':
      return { outcome: payload.outcome, on: payload.on, reason: payload.text };
    case 'mediation.failed':
      return { on: payload.on, reason: payload.text };
    case 'promise.made': {
      const { text, dueOn, source, ownerId } = payload;
      return { note: text, dueOn, source, owner: ownerId === null ? '' : names.personName(ownerId) };
    }
    case 'promise.changed':
      return { note: payload.text, dueOn: payload.dueOn, agreedOn: payload.agreedOn, reason: payload.reason };
    case 'promise.kept':
      return { on: payload.on, note: payload.proof };
    case 'promise.broken':
      return { on: payload.on, reason: payload.reason };
    case 'agreeCard.answered':
      return { answer: payload.answer, note: payload.words };
    case 'clockFact.recorded':
      return { fact: payload.fact, on: payload.on, note: payload.note };
    case 'case.transferred': {
      const { institution, on, toldMethod, toldOn, reason } = payload;
      return { institution, on, method: toldMethod, toldOn, reason };
    }
    case 'transfer.confirmed':
      return { on: payload.on, referenceNo: payload.referenceNo };
    case 'transfer.declined':
      return { on: payload.on, reason: payload.reason };
    case 'case.linked':
    case 'case.unlinked':
    case 'case.separated':
    case 'case.released':
      return { other: payload.number, reason: payload.reason };
    case 'case.merged':
    case 'case.absorbed':
      return { other: payload.number, way: payload.way, reason: payload.reason };
    case 'lateness.explained': {
      const { zh, en, dueOn, metOn, dueAtMs, metAtMs, reason, words } = payload;
      const instants = dueAtMs === undefined ? {} : { dueAtMs, ...(typeof metAtMs === 'number' ? { metAtMs } : {}) };
      return { zh, en, dueOn, metOn: metOn ?? '', ...instants, why: reason.zh, whyEn: reason.en, reason: words };
    }
    case 'petition.answered': {
      const { petitionNumber, recipient, sentOn, referenceNo, way, proof } = payload;
      return { petitionNumber, recipient, sentOn, referenceNo, way, note: proof };
    }
    case 'regulator.answered': {
      const { letterNumber, regulator, sentOn, referenceNo, way, proof } = payload;
      return { letterNumber, regulator, sentOn, referenceNo, way, note: proof };
    }
    case 'remedy.performed':
      return { performedOn: payload.performedOn, note: payload.note };
    case 'case.settledInLedger':
      return { decidedOn: payload.decidedOn, summary: payload.result };
    case 'case.closed':
      return { summary: payload.summary };
    case 'deadline.extended': {
      const { days, level, approver, reason } = payload;
      return { days, level, approver, reason };
    }
    case 'clock.suspended':
      return { period: payload.period, from: payload.from, reason: payload.reason };
    case 'clock.resumed':
      return { period: payload.period, to: payload.to, reason: payload.result };
    case 'facts.added':
    case 'refusal.lifted':
      return { receivedOn: payload.receivedOn, reason: payload.what };
    case 'headCount.recorded':
      return { count: payload.count };
    case 'major.recognised': {
      const { basis, level, foundAtMs, what } = payload;
      return { cause: basis.zh, causeEn: basis.en, level, foundAtMs, reason: what };
    }
    case 'major.reportWritten':
      return { serial: payload.serial, stage: payload.stage };
    case 'major.reported': {
      const { to, recipient, method, reportedAtMs, number, what } = payload;
      return { to, recipient, method, reportedAtMs, number, note: what };
    }
    case 'task.created':
      return { kind: payload.kind, title: payload.title, dueOn: payload.dueOn };
    case 'task.completed':
      return { note: payload.note };
    case 'callback.recorded':
      return { outcome: payload.outcome };
    case 'finding.recorded':
    case 'material.requested':
    case 'material.received':
    case 'material.partReceived':
    case 'material.waitingEnded':
    case 'inquiry.sent':
    case 'inquiry.answered':
    case 'contact.recorded':
    case 'minutes.recorded':
      return investigationValues({ type, payload } as InvestigationEvent);
    case 'note.added':
    case 'investigation.started':
      return {};
  }
}

/** 代: by whose authority, where it was not the signer's own. */
function lenderOf(names: Names, under: AuthorityUsed | undefined): Values {
  return under?.delegationId == null ? {} : { onBehalfOf: names.personName(under.holderId) };
}

function ratificationOf(owed: { readonly dueOn: string } | undefined): Values {
  return owed ? { ratifyBy: owed.dueOn } : {};
}

/** Names of all who filled in the draft, in order; empty where nobody took it over. */
function handsOf(names: Names, hands: readonly DraftHand[]): string {
  const people = [...new Set(hands.map((hand) => hand.userId))];
  return people.length < 2 ? '' : people.map(names.personName).join(' → ');
}
