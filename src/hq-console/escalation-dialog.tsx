/** One proposal that was sent up: opened for a reason, everything that is decided on, and the decision with its signature. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useId, useState } from 'react';
import { useFormat, useText } from '../renderer/app/i18n/use-text';
import { c } from '../renderer/app/theme/css-vars';
import { ErrorNotice } from '../renderer/components/error-notice';
import { InfoList } from '../renderer/components/info-list';
import { SectionCard } from '../renderer/components/section-card';
import { rulings, type EscalationRow, type EscalationSheet, type Ruling } from '../shared/hq-console/escalations';
import { api } from './client';
import { LineField, SelectField } from './fields';
import { ReasonDialog } from './reason-dialog';
import { CodeField, useSigning } from './signing';

interface EscalationDialogProps {
  readonly row: EscalationRow;
  /** `waits`: others have to sign it too. */
  readonly onDone: (waits: boolean) => void;
  readonly onClose: () => void;
}

export function EscalationDialog({ row, onDone, onClose }: EscalationDialogProps) {
  const { t } = useText();
  const format = useFormat();
  const titleId = useId();
  const [sheet, setSheet] = useState<EscalationSheet | null>(null);
  const { branchId, caseId, number } = row;
  const title = t('above:sheet.title', { number });
  if (sheet === null)
    return (
      <ReasonDialog
        title={title}
        body={t('above:sheet.reasonBody')}
        label={t('above:sheet.reason')}
        initial={t('above:sheet.reasonDefault')}
        cancelLabel={t('above:sheet.cancel')}
        confirmLabel={t('above:sheet.open')}
        onClose={onClose}
        onReason={async (reason) => {
          const answer = await api['escalation.open']({ branchId, caseId, reason });
          if (!answer.ok) return answer.error;
          setSheet(answer.value);
          return null;
        }}
      />
    );
  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="xl"
      fullWidth
      aria-labelledby={titleId}
      slotProps={{ paper: { sx: { m: 2, maxHeight: 'calc(100% - 2rem)', width: 'calc(100% - 2rem)' } } }}
    >
      <DialogTitle id={titleId} sx={{ pb: 1 }}>
        {title}
        <Box component="span" sx={{ ml: 2, fontSize: '1rem', fontWeight: 400, color: c.inkSoft }}>
          {`${row.branchCode} ${row.branchName} · ${t('above:sheet.sent', { time: format.dateTime(sheet.sentAtMs) })}`}
        </Box>
      </DialogTitle>
      {/* It scrolls where the screen is low; whoever has no mouse must reach that too. */}
      <DialogContent tabIndex={0} sx={{ display: 'grid', gap: 1.5, alignContent: 'start' }}>
        <Notices sheet={sheet} />
        <Box
          sx={{
            display: 'grid',
            gap: 1.5,
            alignItems: 'start',
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) minmax(0, 1fr)' },
          }}
        >
          <Complaint sheet={sheet} />
          <ProposalCard sheet={sheet} />
        </Box>
      </DialogContent>
      {sheet.unchanged && !sheet.ownSignature ? (
        <RulingBar row={row} sheet={sheet} onDone={onDone} onClose={onClose} />
      ) : (
        <DialogActions>
          <Button variant="contained" autoFocus onClick={onClose}>
            {t('above:sheet.close')}
          </Button>
        </DialogActions>
      )}
    </Dialog>
  );
}

function Notices({ sheet }: { readonly sheet: EscalationSheet }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <>
      {!sheet.unchanged && <Alert severity="warning">{t('above:sheet.changed')}</Alert>}
      <Alert severity="info">
        <Box>
          {[
            t('above:sheet.why', { why: t(`above:why.${sheet.why}`) }),
            sheet.limitFen === null ? '' : t('above:sheet.limit', { limit: format.money(sheet.limitFen) }),
            t('above:sheet.needed', { count: sheet.needed }),
          ]
            .filter((text) => text !== '')
            .join(' · ')}
        </Box>
        {sheet.reason !== '' && (
          <Box sx={{ whiteSpace: 'pre-wrap' }}>{t('above:sheet.words', { words: sheet.reason })}</Box>
        )}
        {sheet.signed.map(({ name, atMs, comment }) => (
          <Box key={atMs}>
            {[t('above:sheet.signedBy', { name, time: format.dateTime(atMs) }), comment]
              .filter((text) => text !== '')
              .join(' · ')}
          </Box>
        ))}
        {sheet.ownSignature && <Box sx={{ fontWeight: 600 }}>{t('above:sheet.own')}</Box>}
      </Alert>
    </>
  );
}

function useOrNone(): (text: string) => string {
  const { t } = useText();
  return (text) => (text.trim() === '' ? t('above:sheet.none') : text);
}

function Complaint({ sheet }: { readonly sheet: EscalationSheet }) {
  const { t } = useText();
  const format = useFormat();
  const orNone = useOrNone();
  const who = sheet.parties
    .map(({ name, phone }) => [name, phone].filter((part) => part !== '').join(' · '))
    .filter((party) => party !== '')
    .join('\n');
  return (
    <SectionCard title={t('above:sheet.facts')}>
      <InfoList
        items={[
          { label: t('above:sheet.who'), value: orNone(who) },
          { label: t('above:sheet.matter'), value: orNone(sheet.matter) },
          { label: t('above:sheet.said'), value: <Words text={orNone(sheet.facts)} /> },
          { label: t('above:sheet.wish'), value: <Words text={orNone(sheet.wish)} /> },
          {
            label: t('above:sheet.claimed'),
            value: sheet.claimedFen === null ? t('above:sheet.none') : format.money(sheet.claimedFen),
          },
          { label: t('above:sheet.received'), value: format.dateTime(sheet.receivedAtMs) },
        ]}
      />
    </SectionCard>
  );
}

function ProposalCard({ sheet }: { readonly sheet: EscalationSheet }) {
  const { t } = useText();
  const format = useFormat();
  const orNone = useOrNone();
  return (
    <SectionCard title={t('above:sheet.proposal')} tone="primary">
      <InfoList
        items={[
          {
            label: t('above:sheet.amount'),
            value: (
              <Box component="span" className="xt-number" sx={{ fontWeight: 700, fontSize: '1.25rem' }}>
                {sheet.amountFen === 0 ? t('above:sheet.noMoney') : format.money(sheet.amountFen)}
              </Box>
            ),
          },
          {
            label: t('above:sheet.kinds'),
            value: sheet.kinds.map((kind) => t(`vocabulary:remedyKind.${kind}`)).join(t('case:list.separator')),
          },
          {
            label: t('above:sheet.due'),
            value: sheet.dueOn === null ? t('above:desk.noDue') : format.localDate(sheet.dueOn),
          },
          { label: t('above:sheet.decisionText'), value: <Words text={orNone(sheet.decisionText)} /> },
          { label: t('above:sheet.factsFound'), value: <Words text={orNone(sheet.factsFound)} /> },
          { label: t('above:sheet.basis'), value: <Words text={orNone(sheet.basis)} /> },
          {
            label: t('above:sheet.performBy'),
            value: sheet.performBy === '' ? t('above:sheet.none') : format.localDate(sheet.performBy),
          },
          { label: t('above:sheet.evidence'), value: orNone(sheet.evidence.join(t('case:list.separator'))) },
          { label: t('above:sheet.internal'), value: <Words text={orNone(sheet.internalReason)} /> },
        ]}
      />
    </SectionCard>
  );
}

function Words({ text }: { readonly text: string }) {
  return <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</Box>;
}

interface RulingBarProps extends EscalationDialogProps {
  readonly sheet: EscalationSheet;
}

/** 批准, 退回 or 不同意, always in sight under what is decided on. */
function RulingBar({ row, sheet, onDone, onClose }: RulingBarProps) {
  const { t } = useText();
  const signing = useSigning();
  const [ruling, setRuling] = useState<Ruling | ''>('');
  const [words, setWords] = useState('');
  const wordsMissing = ruling !== 'approve' && words.trim() === '';
  const submit = (): void => {
    const { branchId, caseId } = row;
    const { proposalId, digest } = sheet;
    void signing.sign(
      ruling === '' || wordsMissing
        ? null
        : (code) => api['escalation.rule']({ branchId, caseId, proposalId, digest, ruling, words, code }),
      ({ waits }) => onDone(waits),
    );
  };
  return (
    <Box
      role="group"
      aria-label={t('above:sheet.sign')}
      sx={{
        px: 3,
        py: 1.5,
        borderTop: `1px solid ${c.lineStrong}`,
        backgroundColor: c.raised,
        display: 'grid',
        gap: 1,
      }}
    >
      <ErrorNotice error={signing.error} />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '11rem minmax(0, 1fr) 15rem auto' },
        }}
      >
        <SelectField
          label={t('above:sheet.ruling')}
          value={ruling}
          onChange={setRuling}
          options={[
            { value: '' as const, label: '—' },
            ...rulings.map((value) => ({ value, label: t(`above:sheet.${value}`) })),
          ]}
          problem={signing.problem(ruling === '', t('above:sheet.choose'))}
          required
        />
        <LineField
          label={t('above:sheet.comment')}
          hint={t('above:sheet.commentHint')}
          value={words}
          onChange={setWords}
          onEnter={submit}
          problem={signing.problem(ruling !== '' && wordsMissing, t('above:sheet.commentMissing'))}
        />
        <CodeField signing={signing} onEnter={submit} hint={t('above:sheet.codeHint')} />
        <Box sx={{ display: 'flex', gap: 1, mt: '1.75rem' }}>
          <Button onClick={onClose}>{t('above:sheet.close')}</Button>
          <Button variant="contained" disabled={signing.busy} onClick={submit}>
            {t('above:sheet.sign')}
          </Button>
        </Box>
      </Box>
    </Box>
  );
}
