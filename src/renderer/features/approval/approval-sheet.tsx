/** Everything needed to decide, on one screen: what the signature covers, nothing less. The same in the inbox and by step-up. */
import LockOutlined from '@mui/icons-material/LockOutlined';
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import type { Evidence } from '../../../domain/complaint/values';
import type { ApprovalView } from '../../../shared/contract/approval';
import { useFormat, useText } from '../../app/i18n/use-text';
import { c, tone } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { DeadlineChip } from '../../components/deadline-chip';
import { RemedyLines } from '../../components/remedy-lines';
import { SectionCard } from '../../components/section-card';
import { StatusChip } from '../../components/status-chip';
import { taxonomyLabel } from '../../components/taxonomy';
import { deadlineName } from '../../components/why-date/derivation-text';
import { PerformByDay } from '../../components/why-date/perform-by-day';
import { WhyChip } from '../../components/why-date/why-chip';
import { Amounts } from './amounts';
import { ApprovalEvidence } from './approval-evidence';
import { AuthorityLines } from './authority-lines';

const outcomes = ['approved', 'returned', 'rejected'] as const;

interface ApprovalSheetProps {
  readonly view: ApprovalView;
  readonly files: readonly Evidence[];
  /** The name of the approver when it is not the signed-in person. */
  readonly approverName: string | null;
  /** Right end of the complaint's title. */
  readonly actions?: ReactNode;
  /** Of nobody in particular: without anybody's limit. */
  readonly plain?: boolean;
}

export function ApprovalSheet({ view, files, approverName, actions, plain = false }: ApprovalSheetProps) {
  const text = useText();
  const { t, language } = text;
  const format = useFormat();
  const { shown } = view;
  const { content } = shown;
  const word = language === 'en' ? 'en' : 'zh';
  const changed = (field: string): boolean => view.changedSince.includes(field);
  const reasonChanged = changed('internalReason');
  return (
    <Box sx={{ display: 'grid', gap: 1.5, containerType: 'inline-size' }}>
      {!plain && <AuthorityLines view={view} />}
      <Amounts view={view} approverName={approverName} changed={changed('amountFen')} plain={plain} />
      {content.lines !== undefined && (
        <SectionCard title={t('money:lines.title')}>
          <Block label={t('money:lines.signed')} changed={changed('lines')}>
            <RemedyLines lines={content.lines} />
          </Block>
        </SectionCard>
      )}
      <Box
        sx={{
          display: 'grid',
          gap: 1.5,
          alignItems: 'start',
          gridTemplateColumns: 'minmax(0, 1fr)',
          '@container (min-width: 36rem)': { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' },
        }}
      >
        <SectionCard title={shown.number} actions={actions}>
          <Box sx={{ display: 'grid', gap: 1 }}>
            <Block label={t('approval:sheet.who')}>
              {shown.parties.map((party, index) => (
                <div key={index}>
                  {[
                    party.name === '' ? t('common:state.notYetKnown') : party.name,
                    party.representedName === '' ? '' : t('approval:sheet.represents', { name: party.representedName }),
                    party.phone,
                  ]
                    .filter((part) => part !== '')
                    .join(' · ')}
                </div>
              ))}
            </Block>
            <Block label={t('approval:sheet.business')}>
              {[taxonomyLabel(shown.businessId, language), taxonomyLabel(shown.reasonId, language)]
                .filter((part) => part !== '')
                .join(' · ')}
            </Block>
            {shown.matter !== '' && <Block label={t('approval:sheet.matter')}>{shown.matter}</Block>}
            <Block label={t('approval:sheet.facts')}>{shown.facts}</Block>
            {shown.wish !== '' && <Block label={t('approval:sheet.wish')}>{shown.wish}</Block>}
            {shown.involved.length > 0 && (
              <Block label={t('approval:sheet.involved')}>
                {shown.involved.map(({ name }) => name).join(t('case:list.separator'))}
              </Block>
            )}
          </Box>
        </SectionCard>
        <SectionCard
          title={t('approval:sheet.proposal')}
          tone="primary"
          actions={
            view.changedSince.length > 0 ? (
              <StatusChip tone="accent" label={t('approval:sheet.changedCount', { count: view.changedSince.length })} />
            ) : undefined
          }
        >
          <Box sx={{ display: 'grid', gap: 1 }}>
            <Block label={t('approval:sheet.kinds')} changed={changed('kinds')}>
              {content.kinds.map((kind) => t(`vocabulary:remedyKind.${kind}`)).join(t('case:list.separator'))}
            </Block>
            {content.refusal !== undefined && (
              <Block label={t('case:refusal.ground')}>
                {[content.refusal[word], content.refusal.article[word], content.refusal.reference]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </Block>
            )}
            <Block label={t('approval:sheet.decisionText')} changed={changed('decisionText')}>
              {content.decisionText}
            </Block>
            <Block label={t('approval:sheet.factsFound')} changed={changed('factsFound')}>
              {content.factsFound}
            </Block>
            <Block label={t('approval:sheet.basis')} changed={changed('basis')}>
              {content.basis}
            </Block>
            {content.ownParagraph !== undefined && (
              <Block label={t('case:remedy.ownParagraph')} changed={changed('ownParagraph')}>
                {content.ownParagraph}
              </Block>
            )}
            {content.performBy !== '' && (
              <Block label={t('approval:sheet.performBy')} changed={changed('performBy')}>
                <PerformByDay caseId={shown.caseId} performBy={content.performBy} />
              </Block>
            )}
            {content.internalReason !== '' && (
              <Box
                sx={{
                  p: 1.25,
                  borderRadius: `${radiusPx.field}px`,
                  border: `1px dashed ${tone('warning').fill}`,
                  backgroundColor: tone('warning').soft,
                  color: tone('warning').onSoft,
                }}
              >
                <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.75, fontWeight: 600 }}>
                  <LockOutlined aria-hidden fontSize="small" />
                  {`${t('approval:sheet.internalReason')} · ${t('approval:sheet.neverPrinted')}`}
                  {reasonChanged && <StatusChip tone="accent" label={t('approval:sheet.changed')} />}
                </Box>
                <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{content.internalReason}</Box>
              </Box>
            )}
          </Box>
        </SectionCard>
      </Box>
      <ApprovalEvidence view={view} files={files} changed={changed('evidenceIds')} />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: 'minmax(0, 1fr)',
          '@container (min-width: 46rem)': { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' },
        }}
      >
        <SectionCard title={t('approval:sheet.deadlines')}>
          {view.deadlines.map((deadline) => (
            <Box key={deadline.id} sx={{ py: 0.5 }}>
              <WhyChip
                caseId={shown.caseId}
                deadlineId={deadline.id}
                label={`${deadlineName(deadline, text)} ${format.localDate(deadline.dueOn)}`}
              >
                <DeadlineChip
                  state={deadline.state}
                  remainingMs={deadline.remainingMs}
                  name={deadlineName(deadline, text)}
                />
                <Box sx={{ color: c.inkSoft }}>{format.localDate(deadline.dueOn)}</Box>
              </WhyChip>
            </Box>
          ))}
        </SectionCard>
        <SectionCard title={t('approval:sheet.earlier')}>
          {view.earlier.length === 0 && <Box sx={{ color: c.inkSoft }}>{t('approval:sheet.earlierNone')}</Box>}
          {view.earlier.map((decision) => {
            const known = outcomes.find((name) => name === decision.outcome);
            return (
              <Box key={decision.atMs} sx={{ '& + &': { borderTop: `1px solid ${c.line}`, mt: 1, pt: 1 } }}>
                <Box sx={{ fontWeight: 600 }}>
                  {known === undefined ? decision.outcome : t(`approval:outcome.${known}`)}
                  {decision.emergency && ` · ${t('authority:mark.emergency')}`}
                </Box>
                <Box sx={{ whiteSpace: 'pre-wrap' }}>{decision.reason}</Box>
                <Box sx={{ color: c.inkSoft }}>{`${decision.byName} · ${format.dateTime(decision.atMs)}`}</Box>
              </Box>
            );
          })}
        </SectionCard>
      </Box>
      <Box sx={{ color: c.inkSoft }}>{`${t('approval:sheet.signed')} ${t('approval:sheet.unmasked')}`}</Box>
    </Box>
  );
}

interface BlockProps {
  readonly label: string;
  readonly changed?: boolean;
  readonly children: ReactNode;
}

/** A named piece of text; one that differs from the last version is marked by word and edge. */
function Block({ label, changed = false, children }: BlockProps) {
  const { t } = useText();
  return (
    <Box
      sx={
        changed
          ? { borderLeft: `3px solid ${tone('accent').fill}`, pl: 1.25, backgroundColor: tone('accent').soft }
          : {}
      }
    >
      <Box sx={{ color: changed ? tone('accent').onSoft : c.inkSoft, display: 'flex', gap: 1, alignItems: 'center' }}>
        {label}
        {changed && <StatusChip tone="accent" label={t('approval:sheet.changed')} />}
      </Box>
      <Box
        sx={{
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
          lineHeight: 1.6,
          color: changed ? tone('accent').onSoft : c.ink,
        }}
      >
        {children === '' ? t('common:state.notYetKnown') : children}
      </Box>
    </Box>
  );
}
