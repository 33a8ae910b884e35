/** One proposal as it was made, with what was decided on it. */
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { fenToCapitals } from '../../../../domain/money/format-money';
import type { MatrixUsed } from '../../../../domain/complaint/authority-values';
import type { Proposal } from '../../../../domain/complaint/state';
import type { RemedyContent } from '../../../../domain/complaint/values';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c, tone } from '../../../app/theme/css-vars';
import { radiusPx, type Tone } from '../../../app/theme/tokens';
import { RemedyLines } from '../../../components/remedy-lines';
import { SignaturePreview } from '../../../components/signature-preview';
import { StatusChip } from '../../../components/status-chip';
import { PerformByDay } from '../../../components/why-date/perform-by-day';
import { useCaseEnvironment } from '../case-context';
import { DecisionMarks, useSignerName } from './decision-marks';

export const proposalTones: { readonly [S in Proposal['status']]: Tone } = {
  pending: 'warning',
  approved: 'success',
  returned: 'warning',
  rejected: 'error',
  recalled: 'neutral',
  superseded: 'neutral',
};

export function ProposalCard({ proposal, latest }: { readonly proposal: Proposal; readonly latest: boolean }) {
  const { t } = useText();
  const format = useFormat();
  const { nameOf, view } = useCaseEnvironment();
  const signerOf = useSignerName();
  const { content, decision, endorsements = [], escalation } = proposal;
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
        <StatusChip
          label={t(`case:remedy.status.${proposal.status}`)}
          tone={proposalTones[proposal.status]}
          strong={latest}
        />
        {proposal.status === 'pending' && escalation && <StatusChip label={t('above:send.sent')} tone="info" />}
        <Box sx={{ color: c.inkSoft }}>
          {t('case:remedy.proposedBy', {
            name: nameOf(proposal.proposedBy),
            time: format.dateTime(proposal.proposedAtMs),
          })}
        </Box>
      </Box>
      <CustomerText content={content} />
      {content.internalReason !== '' && <InternalReason text={content.internalReason} />}
      {endorsements.map((one) => (
        <Box key={one.eventId} sx={{ borderLeft: `3px solid ${tone('info').fill}`, pl: 1.5 }}>
          <Box sx={{ color: c.inkSoft }}>
            {t('authority:mark.endorsed')} ·{' '}
            {t('case:remedy.decidedBy', {
              name: signerOf({ userId: one.userId, under: one }),
              time: format.dateTime(one.atMs),
            })}
          </Box>
          <JudgedBy matrix={one.matrix} />
          {one.comment !== '' && <Box sx={{ whiteSpace: 'pre-wrap' }}>{one.comment}</Box>}
        </Box>
      ))}
      {escalation && <SentUp escalation={escalation} />}
      {decision !== null && (
        <Box sx={{ borderLeft: `3px solid ${tone(proposalTones[proposal.status]).fill}`, pl: 1.5 }}>
          <Box sx={{ color: c.inkSoft }}>
            {t(`approval:outcome.${decision.outcome}`)} ·{' '}
            {t('case:remedy.decidedBy', { name: signerOf(decision), time: format.dateTime(decision.atMs) })}
          </Box>
          <JudgedBy matrix={decision.under?.matrix} />
          <DecisionMarks proposal={proposal} />
          {decision.reason !== '' && <Box sx={{ whiteSpace: 'pre-wrap' }}>{decision.reason}</Box>}
        </Box>
      )}
      {latest && decision !== null && view.signature !== null && (
        <SignaturePreview
          valid={view.signature.valid}
          signer={view.signature.signer}
          atMs={view.signature.atMs}
          digest={decision.digest}
        />
      )}
    </Box>
  );
}

/** 上报总行: by whom and with which words, and who of headquarters signed before the last. */
function SentUp({ escalation }: { readonly escalation: NonNullable<Proposal['escalation']> }) {
  const { t } = useText();
  const format = useFormat();
  const { nameOf } = useCaseEnvironment();
  const { userId, atMs, why, reason, signed, matrix } = escalation;
  return (
    <Box sx={{ borderLeft: `3px solid ${tone('info').fill}`, pl: 1.5 }}>
      <Box sx={{ color: c.inkSoft }}>
        {t('above:mark.sentUp', { name: nameOf(userId), time: format.dateTime(atMs) })}
      </Box>
      <JudgedBy matrix={matrix} />
      <Box>{t(`above:why.${why}`)}</Box>
      {reason !== '' && <Box sx={{ whiteSpace: 'pre-wrap' }}>{reason}</Box>}
      {signed.map((one) => (
        <Box key={one.eventId}>
          <Box sx={{ color: c.inkSoft }}>
            {t('above:mark.signedAbove', { name: one.officer.name, time: format.dateTime(one.atMs) })}
          </Box>
          {one.comment !== '' && <Box sx={{ whiteSpace: 'pre-wrap' }}>{one.comment}</Box>}
        </Box>
      ))}
    </Box>
  );
}

/** The authority matrix that judged a signature: name and version, fingerprint, and since when it is in force. */
function JudgedBy({ matrix }: { readonly matrix: MatrixUsed | undefined }) {
  const { t } = useText();
  const format = useFormat();
  const { matrices } = useCaseEnvironment().view;
  if (matrix === undefined) return null;
  const { name, hash } = matrix;
  const from = matrices[hash] ?? null;
  const values = { name, hash: hash.slice(0, 8) };
  return (
    <Box sx={{ color: c.inkSoft, overflowWrap: 'anywhere' }}>
      {from === null
        ? t('authority:matrix.gone', values)
        : t('authority:matrix.judgedBy', { ...values, date: format.localDate(from) })}
    </Box>
  );
}

/** What only staff read, unmistakably. */
export function InternalReason({ text }: { readonly text: string }) {
  const { t } = useText();
  const colours = tone('warning');
  return (
    <Box
      sx={{
        p: 1.25,
        borderRadius: `${radiusPx.field}px`,
        border: `1px dashed ${colours.fill}`,
        backgroundColor: colours.soft,
        color: colours.onSoft,
      }}
    >
      <Box sx={{ fontWeight: 600 }}>
        {t('case:remedy.internalReason')}
        {' · '}
        {t('case:remedy.neverPrinted')}
      </Box>
      <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</Box>
    </Box>
  );
}

/** The words of a proposal that reach the customer, in the order of the letter. */
export function CustomerText({ content }: { readonly content: RemedyContent }) {
  const { t, language } = useText();
  const format = useFormat();
  const { state } = useCaseEnvironment();
  const { refusal } = content;
  const performance = state.tasks.find(({ kind, dueOn }) => kind === 'performance' && dueOn === content.performBy);
  const word = language === 'en' ? 'en' : 'zh';
  const part = (label: string, value: ReactNode): ReactNode =>
    value === '' ? null : (
      <Box>
        <Box component="h3" sx={{ m: 0, font: 'inherit', color: c.inkSoft }}>
          {label}
        </Box>
        <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', lineHeight: 1.7, maxWidth: '46em' }}>{value}</Box>
      </Box>
    );
  return (
    <Box sx={{ display: 'grid', gap: 1.25 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 4, rowGap: 1.25 }}>
        {part(
          t('case:remedy.previewKinds'),
          content.kinds.map((kind) => t(`vocabulary:remedyKind.${kind}`)).join(t('case:list.separator')),
        )}
        {content.amountFen > 0 &&
          part(
            t('case:remedy.previewAmount'),
            <>
              <Box component="span" className="xt-number" sx={{ fontWeight: 600, fontSize: '1.125rem' }}>
                {format.money(content.amountFen)}
              </Box>{' '}
              <span lang="zh-CN">{fenToCapitals(content.amountFen)}</span>
            </>,
          )}
        {content.performBy !== '' &&
          part(
            t('case:remedy.previewPerformBy'),
            <PerformByDay caseId={state.id} performBy={content.performBy} taskId={performance?.id} />,
          )}
      </Box>
      {content.lines !== undefined && part(t('money:lines.title'), <RemedyLines lines={content.lines} />)}
      {refusal !== undefined && part(t('case:refusal.ground'), `${refusal[word]} · ${refusal.article[word]}`)}
      {refusal !== undefined && part(t('case:refusal.reference'), refusal.reference)}
      {part(t('case:remedy.factsFound'), content.factsFound)}
      {part(t('case:remedy.basis'), content.basis)}
      {part(t('case:remedy.decisionText'), content.decisionText)}
      {part(t('case:remedy.ownParagraph'), content.ownParagraph ?? '')}
    </Box>
  );
}
