/** 投诉内容, in the customer's words first, and how it was handled so far. */
import Box from '@mui/material/Box';
import { petitionOf } from '../../../../domain/complaint/petition';
import type { ReactNode } from 'react';
import type { Proceedings } from '../../../../domain/complaint/proceedings';
import type { CaseState, Mediation, PetitionAnswer, RegulatorAnswer } from '../../../../domain/complaint/state';
import { PartnerLine } from './partner-line';
import type { Transfer } from '../../../../domain/complaint/transfer';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c, tone } from '../../../app/theme/css-vars';
import { InfoList, type InfoItem } from '../../../components/info-list';
import { SectionCard } from '../../../components/section-card';
import { WhyDay } from '../../../components/why-date/why-chip';
import { taxonomyLabel } from '../../../components/taxonomy';
import { useCaseEnvironment } from '../case-context';
import { missedWhen } from '../lateness-words';

type Lateness = NonNullable<CaseState['lateness']>[number];

/** A quotation of the customer: their words, kept apart from ours. */
export function Quote({ label, text }: { readonly label: string; readonly text: string }) {
  const { t } = useText();
  return (
    <Box component="figure" sx={{ m: 0 }}>
      <Box component="figcaption" sx={{ color: c.inkSoft, mb: 0.5 }}>
        {label}
      </Box>
      <Box
        component="blockquote"
        sx={{
          m: 0,
          pl: 1.5,
          borderLeft: `3px solid ${tone('primary').line}`,
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
          maxWidth: '48em',
          lineHeight: 1.75,
          color: text === '' ? c.inkSoft : c.ink,
        }}
      >
        {text === '' ? t('common:state.notYetKnown') : text}
      </Box>
    </Box>
  );
}

export function ComplaintSection() {
  const { t, language } = useText();
  const format = useFormat();
  const { state } = useCaseEnvironment();
  const { details } = state;
  const words = (id: string): string => taxonomyLabel(id, language);
  const transfer = details.transferLetter;
  const petition = petitionOf(details);
  const items: readonly InfoItem[] = [
    { label: t('case:content.business'), value: words(details.businessId) },
    { label: t('case:content.reason'), value: words(details.reasonId) },
    { label: t('case:content.want'), value: details.want === null ? null : t(`vocabulary:want.${details.want}`) },
    {
      label: t('case:content.amount'),
      value: details.amountFen === null ? t('common:state.none') : format.money(details.amountFen),
    },
    { label: t('case:content.channel'), value: words(details.channelId) },
    {
      label: t('case:content.consent'),
      value: t(details.consentTold ? 'case:content.consentTold' : 'case:content.consentNotTold'),
    },
    ...(details.touchpointId === ''
      ? []
      : [{ label: t('case:content.touchpoint'), value: words(details.touchpointId) }]),
    ...(details.rightIds.length === 0
      ? []
      : [{ label: t('case:content.rights'), value: details.rightIds.map(words).join(t('case:list.separator')) }]),
    ...(transfer.number === ''
      ? []
      : [
          {
            label: t('case:content.transfer'),
            value: (
              <WhyDay
                caseId={state.id}
                deadlineId="regulatorAnswer"
                text={t('case:content.transferValue', {
                  number: transfer.number,
                  due: format.localDate(transfer.dueOn),
                })}
              />
            ),
          },
        ]),
    ...(petition === undefined
      ? []
      : [
          {
            label: t('petition:title'),
            value: (
              <>
                {[
                  petition.way === null ? '' : t(`vocabulary:petitionWay.${petition.way}`),
                  petition.office === '' ? t('petition:direct') : t('petition:passedOn', { office: petition.office }),
                  petition.number === '' ? '' : t('petition:numbered', { number: petition.number }),
                ]
                  .filter((text) => text !== '')
                  .join(' · ')}
                {petition.dueOn !== '' && (
                  <>
                    {' · '}
                    <WhyDay
                      caseId={state.id}
                      deadlineId="petitionAnswer"
                      text={t('petition:due', { date: format.localDate(petition.dueOn) })}
                    />
                  </>
                )}
              </>
            ),
          },
        ]),
    ...(details.involved.length === 0
      ? []
      : [
          {
            label: t('case:content.involved'),
            value: details.involved.map(({ name }) => name).join(t('case:list.separator')),
          },
        ]),
  ];
  return (
    <SectionCard title={t('case:content.title')}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        {details.matter !== '' && (
          <Box sx={{ fontSize: '1.125rem', fontWeight: 600, maxWidth: '44em' }}>{details.matter}</Box>
        )}
        <Quote label={t('case:content.facts')} text={details.facts} />
        {details.wish !== '' && <Quote label={t('case:content.wish')} text={details.wish} />}
        <InfoList columns={2} items={items} />
        <PartnerLine />
      </Box>
    </SectionCard>
  );
}

/** What has happened since, in facts; nothing is drawn before there are any. */
export function HandlingSection() {
  const { t, language } = useText();
  const english = language === 'en';
  const format = useFormat();
  const { state, nameOf } = useCaseEnvironment();
  const { delivery, performance, withdrawal, notComplaint, callback } = state;
  const withdrawalText = ({ reason, signedNoteHeld }: NonNullable<typeof withdrawal>): string =>
    [reason, signedNoteHeld === undefined ? '' : t(signedNoteHeld ? 'case:content.noteHeld' : 'case:content.noNote')]
      .filter((part) => part !== '')
      .join(' · ');
  const latenessText = (late: Lateness): ReactNode => {
    const { deadline, zh, en, dueOn, reason, words } = late;
    const { date, metOn } = missedWhen(late, format);
    const values = { name: english ? en : zh, date };
    const missed =
      metOn === null ? t('case:lateness.neverMet', values) : t('case:lateness.missed', { ...values, metOn });
    const said = [english ? reason.en : reason.zh, words].filter((text) => text !== '');
    return (
      <Box key={`${deadline} ${dueOn}`}>
        <WhyDay caseId={state.id} deadlineId={deadline} text={missed} />
        {['', ...said].join(' · ')}
      </Box>
    );
  };
  const mediationText = ({
    form = 'mediation',
    limitFen,
    institution,
    mediator,
    agreedOn,
    result,
  }: Mediation): string =>
    [
      t(`vocabulary:mediationForm.${form}`),
      t('case:mediation.value', { date: format.localDate(agreedOn), institution, mediator }),
      limitFen === undefined ? '' : t('case:mediation.limitValue', { limit: format.money(limitFen) }),
      ...(result === null
        ? [t('case:mediation.pending')]
        : [
            t(`vocabulary:mediationOutcome.${result.outcome}`),
            format.localDate(result.on),
            result.agreementNo,
            result.text,
          ]),
    ]
      .filter((text) => text !== '')
      .join(' · ');
  const proceedingsText = ({ kind, institution, docketNo, since, ended, note }: Proceedings): string =>
    [
      t(`vocabulary:proceedingsKind.${kind}`),
      t('case:proceedings.value', { date: format.localDate(since), institution }),
      docketNo,
      note,
      ...(ended === null
        ? [t('case:proceedings.pending')]
        : [t(`vocabulary:proceedingsOutcome.${ended.outcome}`), format.localDate(ended.on), ended.text]),
    ]
      .filter((text) => text !== '')
      .join(' · ');
  const answerText = ({ sentOn, regulator, referenceNo, way, proof }: RegulatorAnswer): string =>
    t('case:regulator.value', {
      date: format.localDate(sentOn),
      regulator,
      referenceNo,
      way: t(`vocabulary:answerWay.${way}`),
      proof,
    });
  const petitionText = ({ sentOn, recipient, referenceNo, way, proof }: PetitionAnswer): string =>
    t('petition:answered', {
      date: format.localDate(sentOn),
      recipient,
      referenceNo,
      way: t(`vocabulary:answerWay.${way}`),
      proof,
    });
  const transferText = ({ institution, on, toldOn, reason, result }: Transfer): string =>
    [
      t('transfer:value', { date: format.localDate(on), institution, told: format.localDate(toldOn) }),
      reason,
      result === null
        ? t('transfer:pending')
        : result.outcome === 'confirmed'
          ? t('transfer:confirmed', { date: format.localDate(result.on), referenceNo: result.referenceNo })
          : t('transfer:declined', { date: format.localDate(result.on), reason: result.reason }),
    ].join(' · ');
  const items: readonly InfoItem[] = [
    ...(state.transfers ?? []).map((one) => ({ label: t('transfer:title'), value: transferText(one) })),
    ...(state.complexity === null
      ? []
      : [
          {
            label: t('case:content.complexity'),
            value: [t(`vocabulary:complexity.${state.complexity}`), state.complexityReason ?? '']
              .filter(Boolean)
              .join(' · '),
          },
        ]),
    ...(notComplaint === null
      ? []
      : [
          {
            label: t('case:content.notComplaint'),
            value: `${t(`vocabulary:notComplaintKind.${notComplaint.kind}`)} · ${notComplaint.reason}`,
          },
        ]),
    ...(state.recusals.length === 0
      ? []
      : [
          {
            label: t('case:content.recusals'),
            value: state.recusals.map(({ userId, reason }) => `${nameOf(userId)} · ${reason}`).join('\n'),
          },
        ]),
    ...(delivery === null
      ? []
      : [
          {
            label: t('case:content.delivery'),
            value: [
              t('case:content.deliveryValue', {
                date: format.localDate(delivery.deliveredOn),
                method: t(`vocabulary:deliveryMethod.${delivery.method}`),
              }),
              delivery.receivedBy,
              delivery.note,
            ]
              .filter((text) => text !== '')
              .join(' · '),
          },
        ]),
    ...(performance === null
      ? []
      : [
          {
            label: t('case:content.performance'),
            value: `${format.localDate(performance.performedOn)} · ${performance.note}`,
          },
        ]),
    ...(state.mediations === undefined
      ? []
      : [{ label: t('case:mediation.title'), value: state.mediations.map(mediationText).join('\n') }]),
    ...(state.proceedings === undefined
      ? []
      : [{ label: t('case:proceedings.title'), value: state.proceedings.map(proceedingsText).join('\n') }]),
    ...(state.lateness === undefined
      ? []
      : [{ label: t('case:lateness.title'), value: state.lateness.map(latenessText) }]),
    ...(state.regulatorAnswers === undefined
      ? []
      : [{ label: t('case:regulator.title'), value: state.regulatorAnswers.map(answerText).join('\n') }]),
    ...(state.petitionAnswers === undefined
      ? []
      : [{ label: t('petition:answerTitle'), value: state.petitionAnswers.map(petitionText).join('\n') }]),
    ...(withdrawal === null ? [] : [{ label: t('case:content.withdrawal'), value: withdrawalText(withdrawal) }]),
    ...(callback === null
      ? []
      : [
          {
            label: t('case:content.callback'),
            value: [
              t(`case:callback.outcomes.${callback.outcome}`),
              callback.scores === null
                ? ''
                : (['result', 'process', 'attitude'] as const)
                    .map((aspect) => `${t(`case:callback.score.${aspect}`)} ${callback.scores?.[aspect] ?? ''}`)
                    .join(t('case:list.separator')),
              callback.comment,
            ]
              .filter((text) => text !== '')
              .join(' · '),
          },
        ]),
    ...(state.closingSummary === '' ? [] : [{ label: t('case:content.summary'), value: state.closingSummary }]),
  ];
  if (items.length === 0) return null;
  return (
    <SectionCard title={t('case:content.handling')}>
      <InfoList items={items} />
    </SectionCard>
  );
}
