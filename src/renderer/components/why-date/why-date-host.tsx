/** 期限由来: every date of a case with the fact it starts from, each step of the count, and the article it rests on. */
import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined';
import PictureAsPdfOutlined from '@mui/icons-material/PictureAsPdfOutlined';
import PrintOutlined from '@mui/icons-material/PrintOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import LinearProgress from '@mui/material/LinearProgress';
import { useEffect, useId, useRef, useState } from 'react';
import type { DeadlineView, LawName } from '../../../shared/contract/case';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useMessageOf, useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { useShortcut } from '../../app/shortcuts/use-shortcut';
import { c } from '../../app/theme/css-vars';
import { useSignedIn } from '../../app/use-signed-in';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { CaseNumber } from '../case-number';
import { copyText } from '../copy-text';
import { ErrorNotice } from '../error-notice';
import { StatusChip } from '../status-chip';
import { articleOf, deadlineName, derivationLines, derivationSentence, limitInTime } from './derivation-text';
import { askWhyDate, dateInFocus, useWhyDate, type AskedDate } from './why-date-store';

/** Mounted by the frame. Alt+W asks about the date that has the focus. */
export function WhyDateHost() {
  const { t } = useText();
  const { asked, ask } = useWhyDate();
  useShortcut({
    action: 'whyDate',
    label: t('deadlines:why.shortcut'),
    group: 'page',
    run: () => {
      const date = dateInFocus();
      if (date !== null) askWhyDate(date);
    },
  });
  // A new case is a new dialog: nothing of the one before is shown while it is fetched.
  return asked === null ? null : (
    <WhyDate
      key={`${asked.caseId} ${asked.underPack?.key ?? ''} ${asked.talkLaw === undefined ? '' : 'talk'}`}
      asked={asked}
      onClose={() => ask(null)}
    />
  );
}

type Answer = Known | { readonly error: CodedError } | null;

function WhyDate({ asked, onClose }: { readonly asked: AskedDate; readonly onClose: () => void }) {
  const { t } = useText();
  const titleId = useId();
  const [found, setFound] = useState<Answer>(null);
  const { talkLaw } = asked;
  const answer: Answer = talkLaw === undefined ? found : { number: null, deadlines: [], law: talkLaw };
  const inTalk = talkLaw !== undefined;
  const close = useRef<HTMLButtonElement>(null);
  const { caseId } = asked;
  const packKey = asked.underPack?.key;
  useEffect(() => {
    if (inTalk) return;
    let left = false;
    void api['case.deadlines']({ caseId, ...(packKey === undefined ? {} : { underPack: packKey }) }).then((reply) => {
      if (!left) setFound(reply.ok ? reply.value : { error: reply.error });
    });
    return () => {
      left = true;
    };
  }, [caseId, packKey, inTalk]);
  // At first, and when another date is chosen: the button that had the focus goes away with the choice, and Esc with it.
  useEffect(() => close.current?.focus(), [asked.deadlineId]);
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={onClose} aria-labelledby={titleId} data-why-answer>
      {answer === null || 'error' in answer ? (
        <>
          <DialogTitle id={titleId}>{t('deadlines:why.shortcut')}</DialogTitle>
          <DialogContent>
            {answer === null ? (
              <LinearProgress aria-label={t('common:state.loading')} />
            ) : (
              <ErrorNotice error={answer.error} />
            )}
          </DialogContent>
        </>
      ) : (
        <Explained titleId={titleId} deadlineId={asked.deadlineId} {...shownOf(answer, asked)} />
      )}
      <DialogActions>
        {answer !== null && 'deadlines' in answer && (
          <>
            <Copy deadlines={shownOf(answer, asked).deadlines} id={asked.deadlineId} />
            {/* What is not recorded or not in force has no place in the file. */}
            {asked.outlook === undefined && asked.underPack === undefined && (
              <OnPaper caseId={caseId} deadlines={answer.deadlines} id={asked.deadlineId} />
            )}
          </>
        )}
        <Button ref={close} variant="contained" onClick={onClose}>
          {t('common:action.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

interface Known {
  /** Null where no case is asked. */
  readonly number: string | null;
  readonly deadlines: readonly DeadlineView[];
  readonly law: LawName;
}

/** With the date after a step in place of the one that stands now. */
function shownOf(known: Known, { outlook, deadlineId }: AskedDate): Known {
  if (outlook === undefined) return known;
  const others = known.deadlines.filter(({ id }) => id !== deadlineId);
  return { ...known, deadlines: [{ ...outlook, state: 'ok', remainingMs: 0 }, ...others] };
}

/** Printed or saved: one page for staff, in the language of the screen, with a trace. */
function OnPaper({
  caseId,
  deadlines,
  id,
}: {
  readonly caseId: string;
  readonly deadlines: readonly DeadlineView[];
  readonly id: string;
}) {
  const { t, language } = useText();
  const signedIn = useSignedIn();
  const messageOf = useMessageOf();
  const [busy, setBusy] = useState(false);
  const deadline = deadlines.find((one) => one.id === id) ?? deadlines[0];
  if (deadline === undefined || signedIn?.session.permissions.includes('document.print') !== true) return null;
  const put = async (target: 'print' | 'pdf'): Promise<void> => {
    setBusy(true);
    const input = { commandId: newId(), caseId, deadlineId: deadline.id, language, target };
    const reply = await api['archive.derivation'](input);
    setBusy(false);
    if (!reply.ok) notify({ severity: 'error', text: messageOf(reply.error) });
    else if (!reply.value.cancelled)
      notify({
        severity: 'success',
        text:
          reply.value.fileName === null
            ? t('deadlines:paper.printed')
            : t('deadlines:paper.saved', { fileName: reply.value.fileName }),
      });
  };
  return (
    <>
      <Button startIcon={<PrintOutlined />} disabled={busy} onClick={() => void put('print')}>
        {t('deadlines:paper.print')}
      </Button>
      <Button startIcon={<PictureAsPdfOutlined />} disabled={busy} onClick={() => void put('pdf')}>
        {t('deadlines:paper.pdf')}
      </Button>
    </>
  );
}

function Copy({ deadlines, id }: { readonly deadlines: readonly DeadlineView[]; readonly id: string }) {
  const text = useText();
  const format = useFormat();
  const deadline = deadlines.find((one) => one.id === id) ?? deadlines[0];
  if (deadline === undefined) return null;
  return (
    <Button
      startIcon={<ContentCopyOutlined />}
      onClick={() =>
        void copyText(derivationSentence(deadline, { text, format })).then((copied) => {
          if (copied) notify({ severity: 'success', text: text.t('deadlines:why.copied') });
        })
      }
    >
      {text.t('deadlines:why.copy')}
    </Button>
  );
}

interface ExplainedProps extends Known {
  readonly titleId: string;
  readonly deadlineId: string;
}

function Explained({ titleId, deadlineId, number, deadlines, law }: ExplainedProps) {
  const text = useText();
  const format = useFormat();
  const { t } = text;
  const { asked, ask } = useWhyDate();
  const deadline = deadlines.find(({ id }) => id === deadlineId) ?? deadlines[0];
  if (deadline === undefined) return <DialogTitle id={titleId}>{t('deadlines:why.shortcut')}</DialogTitle>;
  const others = deadlines.filter((other) => other !== deadline);
  return (
    <>
      <DialogTitle id={titleId}>{t('deadlines:why.title', { name: deadlineName(deadline, text) })}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        <Box>
          {number !== null && (
            <Box sx={{ color: c.inkSoft }}>
              <CaseNumber number={number} />
            </Box>
          )}
          <Box sx={{ fontSize: '1.375rem', fontWeight: 600 }}>{untilText(deadline, t, format)}</Box>
          <Marks deadline={deadline} />
          {asked?.outlook?.id === deadline.id && (
            <Alert severity="info">
              {t(asked.talkLaw === undefined ? 'deadlines:why.outlook' : 'deadlines:why.inTalk')}
            </Alert>
          )}
          {asked?.underPack !== undefined && (
            <Alert severity="info">{t('deadlines:why.underPack', { name: asked.underPack.name })}</Alert>
          )}
        </Box>
        <Box component="section" aria-label={t('deadlines:why.steps')}>
          <Heading>{t('deadlines:why.steps')}</Heading>
          <Box component="ol" sx={{ m: 0, pl: 3, display: 'grid', gap: 0.75 }}>
            {derivationLines(deadline, { text, format }).map(({ text: line, below }) => (
              <li key={line}>
                {line}
                {below.map((detail) => (
                  <Box key={detail} sx={{ color: c.inkSoft }}>
                    {detail}
                  </Box>
                ))}
              </li>
            ))}
          </Box>
        </Box>
        <Box component="section" aria-label={t('deadlines:why.basis')}>
          <Heading>{t('deadlines:why.basis')}</Heading>
          <Box>{articleOf(deadline, text)}</Box>
          <Box sx={{ color: c.inkSoft }}>{t('deadlines:why.rule', { id: deadline.ruleId })}</Box>
          <Box sx={{ color: c.inkSoft, overflowWrap: 'anywhere' }}>
            {t('deadlines:why.packs', {
              rules: law.rules.id,
              rulesVersion: law.rules.version,
              calendar: law.calendar.id,
              calendarVersion: law.calendar.version,
            })}
          </Box>
        </Box>
        {others.length > 0 && asked !== null && (
          <Box component="section" aria-label={t('deadlines:why.others')}>
            <Heading>{t('deadlines:why.others')}</Heading>
            <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
              {others.map((other) => (
                <Button
                  key={other.id}
                  sx={{ whiteSpace: 'normal', textAlign: 'left' }}
                  onClick={() => ask({ ...asked, deadlineId: other.id })}
                >
                  {deadlineName(other, text)} ·{' '}
                  {limitInTime(other) === null ? format.localDate(other.dueOn) : format.dateTime(other.dueAtMs)}
                </Button>
              ))}
            </Box>
          </Box>
        )}
      </DialogContent>
    </>
  );
}

function Heading({ children }: { readonly children: string }) {
  return (
    <Box component="h3" sx={{ m: 0, mb: 0.75, fontSize: '1rem', fontWeight: 600 }}>
      {children}
    </Box>
  );
}

/** Hours end at an instant, days at their end. */
function untilText(
  deadline: DeadlineView,
  t: ReturnType<typeof useText>['t'],
  format: ReturnType<typeof useFormat>,
): string {
  const inTime = limitInTime(deadline);
  if (inTime === 'atOnce') return t('deadlines:why.since', { time: format.dateTime(deadline.dueAtMs) });
  return inTime !== null
    ? t('deadlines:why.untilTime', { time: format.dateTime(deadline.dueAtMs) })
    : t('deadlines:why.until', { date: format.localDate(deadline.dueOn) });
}

function Marks({ deadline: { kind, confidence, estimated, standsSince } }: { readonly deadline: DeadlineView }) {
  const { t } = useText();
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, mt: 0.5 }}>
      {kind !== 'duty' && <StatusChip tone="info" label={t(`deadlines:why.${kind}`)} />}
      {confidence === 'house' && <StatusChip label={t('deadlines:confidence.house')} />}
      {confidence === 'toBeConfirmed' && <StatusChip tone="warning" label={t('case:deadlines.toBeConfirmed')} />}
      {estimated && <StatusChip tone="warning" label={t('case:deadlines.estimated')} />}
      {standsSince !== null && <StatusChip tone="info" label={t('deadlines:why.stands')} />}
    </Box>
  );
}
