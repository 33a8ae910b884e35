/** The sentence for an event of the timeline, from the values main has given. */
import { isCaseEventType } from '../../../../domain/complaint/events';
import { mediationForms } from '../../../../domain/complaint/mediation-values';
import { proceedingsKinds, proceedingsOutcomes } from '../../../../domain/complaint/proceedings';
import { majorLevels, reportMethods, reportRecipients, reportStages } from '../../../../domain/complaint/values';
import { taskKinds } from '../../../../domain/complaint/state';
import { detailFields } from '../../../../domain/complaint/versions';
import {
  answerWays,
  clockFactIds,
  notComplaintKinds,
  paperKinds,
  remedyKinds,
  deliveryMethods,
  complexities,
} from '../../../../domain/complaint/values';
import type { TimelineEntry } from '../../../../shared/contract/case';
import type { Formatter } from '../../../app/i18n/format';
import type { TextFunction } from '../../../app/i18n/text';
import { missedWhen } from '../lateness-words';
import { isPairEvent, pairSentence } from './pair-sentence';
import { aboveSentence, isAboveEvent } from './above-sentence';
import { isPromiseEvent, promiseSentence } from './promise-sentence';
import { investigationSentence, isInvestigationEvent } from './investigation-sentence';
import { periodName } from '../../../components/why-date/derivation-text';

const oneOf = <T extends string>(values: readonly T[], text: string): T | undefined =>
  values.find((value) => value === text);
const sources = ['quick', 'form', 'import', 'headquarters'] as const;
const outcomes = ['answered', 'declined', 'unreachable'] as const;
export interface EventSentence {
  readonly title: string;
  /** The reason or comment somebody gave, in their words. */
  readonly body: string;
}

/** A type or value that this version does not know is shown as it stands, never dropped. */
export function eventSentence(
  entry: Pick<TimelineEntry, 'type' | 'values'>,
  t: TextFunction,
  format: Formatter,
  language: string,
): EventSentence {
  const { type, values } = entry;
  const text = (name: string): string => String(values[name] ?? '');
  const list = (name: string, word: (code: string) => string): string =>
    text(name).split(',').filter(Boolean).map(word).join(t('case:list.separator'));
  const said = (title: string): EventSentence => ({
    title,
    body: ['reason', 'comment', 'note', 'summary'].map(text).find((words) => words !== '') ?? '',
  });
  if (!isCaseEventType(type)) return said(t('case:event.unknown', { type }));
  if (isPairEvent(type)) return said(pairSentence(type, text, t));
  if (isAboveEvent(type)) return said(aboveSentence(type, text, t));
  if (isPromiseEvent(type)) return said(promiseSentence(type, text, { t, format }));
  if (isInvestigationEvent(type)) return said(investigationSentence(type, text, { t, format, language }));

  switch (type) {
    case 'case.registered': {
      const source = oneOf(sources, text('source'));
      const values = { source: source ? t(`case:event.source.${source}`) : text('source') };
      const hands = text('hands');
      return said(
        hands === ''
          ? t('case:event.case.registered', values)
          : t('case:event.case.registeredByHands', { ...values, hands }),
      );
    }
    case 'case.detailsRecorded':
      return said(
        t(`case:event.case.${detailsSentence(text)}`, {
          fields: list('fields', (code) => {
            const field = oneOf(detailFields, code);
            return field ? t(`case:field.${field}`) : code;
          }),
        }),
      );
    case 'case.emotionRated': {
      const level = oneOf(['0', '1', '2', '3'] as const, text('emotion')) ?? '0';
      return said(t('case:event.case.emotionRated', { emotion: level, word: t(`common:emotion.level.${level}`) }));
    }
    case 'talk.joined': {
      const title = text(language === 'en' ? 'titleEn' : 'title');
      return said(t('talk:joined', { title, script: text('script'), person: text('person') }));
    }
    case 'evidence.attached':
      return said(t('case:event.evidence.attached', { name: text('name') }));
    case 'case.markedNotComplaint': {
      const kind = oneOf(notComplaintKinds, text('kind')) ?? 'other';
      return said(t('case:event.case.markedNotComplaint', { kind: t(`vocabulary:notComplaintKind.${kind}`) }));
    }
    case 'case.accepted': {
      const complexity = oneOf(complexities, text('complexity')) ?? 'simple';
      return said(
        t('case:event.case.accepted', {
          complexity: t(`vocabulary:complexity.${complexity}`),
          owner: text('owner'),
        }),
      );
    }
    case 'case.assigned':
      return said(t('case:event.case.assigned', { owner: text('owner') }));
    case 'recusal.declared':
      return said(t('case:event.recusal.declared', { person: text('person') }));
    case 'refusal.proposed':
      return said(t('case:event.refusal.proposed', { ground: text(language === 'en' ? 'groundEn' : 'ground') }));
    case 'refusal.lifted':
      return said(t('case:event.refusal.lifted', { date: format.localDate(text('receivedOn')) }));
    case 'remedy.proposed': {
      const kinds = list('kinds', (code) => {
        const kind = oneOf(remedyKinds, code);
        return kind ? t(`vocabulary:remedyKind.${kind}`) : code;
      });
      const amountFen = Number(values['amountFen'] ?? 0);
      return said(
        amountFen > 0
          ? t('case:event.remedy.proposed', { kinds, amount: format.money(amountFen) })
          : t('case:event.remedy.proposedPlain', { kinds }),
      );
    }
    case 'remedy.recalled':
      return said(t(text('reason') === '' ? 'case:event.remedy.voided' : 'case:event.remedy.recalled'));
    case 'remedy.performed':
      return said(t('case:event.remedy.performed', { date: format.localDate(text('performedOn')) }));
    case 'agreeCard.answered':
      return said(t(text('answer') === 'signed' ? 'agreeCard:event.signed' : 'agreeCard:event.declined'));
    case 'document.printed': {
      const kind = oneOf(paperKinds, text('kind')) ?? 'slip';
      return said(t('case:event.document.printed', { document: t(`letters:kind.${kind}`), copyNo: text('copyNo') }));
    }
    case 'decision.delivered': {
      const method = oneOf(deliveryMethods, text('method')) ?? 'handed';
      return said(
        t('case:event.decision.delivered', {
          date: format.localDate(text('deliveredOn')),
          method: t(`vocabulary:deliveryMethod.${method}`),
        }),
      );
    }
    case 'letter.paragraphWritten': {
      const document = t(`letters:kind.${oneOf(paperKinds, text('kind')) ?? 'letter'}`);
      return said(
        t(text('note') === '' ? 'case:event.letter.paragraphRemoved' : 'case:event.letter.paragraphWritten', {
          document,
        }),
      );
    }
    case 'letter.delivered': {
      const kind = oneOf(paperKinds, text('kind')) ?? 'letter';
      const method = oneOf(deliveryMethods, text('method')) ?? 'handed';
      return said(
        t('case:event.letter.delivered', {
          document: t(`letters:kind.${kind}`),
          copyNo: text('copyNo'),
          date: format.localDate(text('deliveredOn')),
          method: t(`vocabulary:deliveryMethod.${method}`),
        }),
      );
    }
    case 'mediation.agreed':
      return said(
        t('case:event.mediation.agreed', {
          form: t(`vocabulary:mediationForm.${oneOf(mediationForms, text('form')) ?? 'mediation'}`),
          date: format.localDate(text('agreedOn')),
          institution: text('institution'),
          mediator: text('mediator'),
        }),
      );
    case 'mediation.settled':
    case 'mediation.failed':
      return said(t(`case:event.${type}`, { date: format.localDate(text('on')), agreementNo: text('agreementNo') }));
    case 'proceedings.noted':
      return said(
        t('case:event.proceedings.noted', {
          kind: t(`vocabulary:proceedingsKind.${oneOf(proceedingsKinds, text('kind')) ?? 'court'}`),
          date: format.localDate(text('on')),
          institution: text('institution'),
          docketNo: text('docketNo'),
        }),
      );
    case 'proceedings.ended':
      return said(
        t('case:event.proceedings.ended', {
          outcome: t(`vocabulary:proceedingsOutcome.${oneOf(proceedingsOutcomes, text('outcome')) ?? 'decided'}`),
          date: format.localDate(text('on')),
        }),
      );
    case 'clockFact.recorded': {
      const fact = oneOf(clockFactIds, text('fact'));
      return said(
        t('clockFacts:event', {
          fact: fact ? t(`vocabulary:clockFact.${fact}`) : text('fact'),
          date: format.localDate(text('on')),
        }),
      );
    }
    case 'case.transferred':
      return said(
        t('transfer:event.out', {
          date: format.localDate(text('on')),
          institution: text('institution'),
          told: format.localDate(text('toldOn')),
          method: t(`vocabulary:deliveryMethod.${oneOf(deliveryMethods, text('method')) ?? 'handed'}`),
        }),
      );
    case 'transfer.confirmed':
      return said(
        t('transfer:event.confirmed', { date: format.localDate(text('on')), referenceNo: text('referenceNo') }),
      );
    case 'transfer.declined':
      return said(t('transfer:event.declined', { date: format.localDate(text('on')) }));
    case 'lateness.explained': {
      const english = language === 'en';
      const instant = (name: string): number | undefined =>
        values[name] === undefined ? undefined : Number(values[name]);
      const { date, metOn } = missedWhen(
        {
          dueOn: text('dueOn'),
          metOn: text('metOn') === '' ? null : text('metOn'),
          dueAtMs: instant('dueAtMs'),
          metAtMs: instant('metAtMs'),
        },
        format,
      );
      const named = {
        name: text(english ? 'en' : 'zh'),
        date,
        why: text(english ? 'whyEn' : 'why'),
      };
      return said(
        metOn === null
          ? t('case:event.lateness.neverMet', named)
          : t('case:event.lateness.explained', { ...named, metOn }),
      );
    }
    case 'petition.answered': {
      const way = oneOf(answerWays, text('way')) ?? 'handed';
      return said(
        t('petition:event', {
          date: format.localDate(text('sentOn')),
          recipient: text('recipient'),
          referenceNo: text('referenceNo'),
          way: t(`vocabulary:answerWay.${way}`),
        }),
      );
    }
    case 'regulator.answered': {
      const way = oneOf(answerWays, text('way')) ?? 'system';
      return said(
        t('case:event.regulator.answered', {
          date: format.localDate(text('sentOn')),
          regulator: text('regulator'),
          referenceNo: text('referenceNo'),
          way: t(`vocabulary:answerWay.${way}`),
        }),
      );
    }
    case 'review.requested': {
      const date = format.localDate(text('receivedOn'));
      const why = text('lateReason');
      return said(
        why === '' ? t('case:event.review.requested', { date }) : t('case:event.review.requestedLate', { date, why }),
      );
    }
    case 'review.turnedDown':
      return said(
        t('case:event.review.turnedDown', {
          date: format.localDate(text('receivedOn')),
          lastOn: format.localDate(text('lastOn')),
          article: text(language === 'en' ? 'articleEn' : 'article'),
        }),
      );
    case 'review.upheld':
    case 'review.changed':
      return said(
        t(`case:event.${type}`, {
          institution: text('institution'),
          date: format.localDate(text('decidedOn')),
          referenceNo: text('referenceNo'),
        }),
      );
    case 'review.told':
    case 'review.refusalOverturned':
      return said(
        t(`case:event.${type}`, {
          date: format.localDate(text('deliveredOn')),
          method: t(`vocabulary:deliveryMethod.${oneOf(deliveryMethods, text('method')) ?? 'handed'}`),
        }),
      );
    case 'deadline.extended': {
      const level = oneOf(['superior', 'headOfficeSenior'] as const, text('level')) ?? 'superior';
      const { days = '' } = values;
      return said(
        t('case:event.deadline.extended', { days, approver: text('approver'), level: t(`case:clock.levels.${level}`) }),
      );
    }
    case 'extension.granted': {
      const { days = '' } = values;
      return said(t('case:event.extension.granted', { days, officer: text('officer') }));
    }
    case 'clock.suspended':
      return said(
        t('case:event.clock.suspended', {
          date: format.localDate(text('from')),
          period: periodName(text('period'), t),
        }),
      );
    case 'clock.resumed':
      return said(
        t('case:event.clock.resumed', { date: format.localDate(text('to')), period: periodName(text('period'), t) }),
      );
    case 'facts.added':
      return said(t('case:event.facts.added', { date: format.localDate(text('receivedOn')) }));
    case 'headCount.recorded':
      return said(t('major:event.headCount', { count: Number(values['count'] ?? 0) }));
    case 'major.recognised': {
      const level = oneOf(majorLevels, text('level')) ?? 'major';
      const cause = text(language === 'en' ? 'causeEn' : 'cause');
      return said(t('major:event.recognised', { level: t(`major:levels.${level}`), cause }));
    }
    case 'major.reportWritten':
      return said(
        t('major:event.reportWritten', {
          serial: text('serial'),
          stage: t(`major:stages.${oneOf(reportStages, text('stage')) ?? 'followUp'}`),
        }),
      );
    case 'major.reported': {
      const to = oneOf(reportRecipients, text('to')) ?? 'other';
      const method = oneOf(reportMethods, text('method')) ?? 'phone';
      return said(
        t('major:event.reported', {
          to: t(`major:to.${to}`),
          method: t(`major:methods.${method}`),
          recipient: text('recipient'),
        }),
      );
    }
    case 'task.created': {
      const kind = oneOf(taskKinds, text('kind')) ?? 'manual';
      const title = text('title') === '' ? t(`case:tasks.kind.${kind}`) : text('title');
      return said(t('case:event.task.created', { title, date: format.localDate(text('dueOn')) }));
    }
    case 'callback.recorded': {
      const outcome = oneOf(outcomes, text('outcome')) ?? 'answered';
      return said(t('case:event.callback.recorded', { outcome: t(`case:callback.outcomes.${outcome}`) }));
    }
    case 'case.settledInLedger':
      return said(t('case:event.case.settledInLedger', { date: format.localDate(text('decidedOn')) }));
    case 'case.archived':
      return { title: t('case:event.case.archived', { pages: text('pages') }), body: `SHA-256 ${text('sha256')}` };
    case 'conflict.reviewed':
      return said(t('case:event.conflict.reviewed'));
    case 'case.restoredAsComplaint':
    case 'case.withdrawn':
    case 'case.closed':
    case 'case.reopened':
    case 'hold.placed':
    case 'hold.lifted':
    case 'note.added':
    case 'investigation.started':
    case 'remedy.approved':
    case 'remedy.endorsed':
    case 'remedy.returned':
    case 'remedy.rejected':
      return said(
        [
          t(`case:event.${type}`),
          text('onBehalfOf') === '' ? '' : t('authority:mark.onBehalf', { name: text('onBehalfOf') }),
          text('ratifyBy') === '' ? '' : t('authority:mark.ratifyBy', { date: format.localDate(text('ratifyBy')) }),
        ]
          .filter((part) => part !== '')
          .join(' · '),
      );
    case 'emergency.signed':
    case 'emergency.approved':
      return {
        title: t(`case:event.${type}`, { cosigner: text('cosigner') }),
        body: t('authority:mark.reasonAndHarm', { reason: text('reason'), harm: text('harm') }),
      };
    case 'review.recorded': {
      const outcome = oneOf(['confirmed', 'objected'] as const, text('outcome')) ?? 'confirmed';
      const reference = text('reference');
      return said(
        [t('case:event.review.recorded', { outcome: t(`authority:review.outcomes.${outcome}`) }), reference]
          .filter((part) => part !== '')
          .join(' · '),
      );
    }
    case 'task.completed':
      return said(t(`case:event.${type}`));
  }
}

/** Recorded, taken from a talk, or chosen between versions. */
function detailsSentence(
  text: (key: string) => string,
): 'detailsRecorded' | 'detailsFromTalk' | 'versionChosen' | 'versionsKept' {
  if (text('chosen') !== '') return text('chosen') === 'both' ? 'versionsKept' : 'versionChosen';
  return text('fromTalk') === '' ? 'detailsRecorded' : 'detailsFromTalk';
}
