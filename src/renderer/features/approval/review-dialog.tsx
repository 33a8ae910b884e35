/** 事后复核 and 追认: somebody above looks at what was decided without them, and says so with their signature. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useEffect, useRef, useState } from 'react';
import type { Proposal } from '../../../domain/complaint/state';
import { proposalOfOwed } from '../../../domain/complaint/authority-fold';
import type { CaseView } from '../../../shared/contract/case';
import type { Reviewer } from '../../../shared/contract/approval';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useMessageOf, useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ChoiceChips } from '../../components/choice-chips';
import { ErrorNotice } from '../../components/error-notice';
import type { FieldProblem } from '../../components/field-frame';
import { focusFirstIn, focusFirstProblem } from '../../components/focus-first';
import { TextField } from '../../components/text-field';
import { useReviewRefusal } from './refusal-text';

interface ReviewDialogProps {
  readonly caseId: string;
  readonly taskId: string;
  readonly onClose: () => void;
}

const outcomes = ['confirmed', 'objected'] as const;

export function ReviewDialog({ caseId, taskId, onClose }: ReviewDialogProps) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const shortRefusal = useReviewRefusal();
  const [view, setView] = useState<CaseView | null>(null);
  const [users, setUsers] = useState<readonly Reviewer[] | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [reviewerId, setReviewerId] = useState<string | null>(null);
  const [password, setPassword] = useState('');
  const [outcome, setOutcome] = useState<(typeof outcomes)[number] | null>(null);
  const [words, setWords] = useState('');
  const [reference, setReference] = useState('');
  const [tries, setTries] = useState(0);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<CodedError | null>(null);
  const intent = useRef<string | null>(null);
  const fields = useRef<HTMLElement | null>(null);

  useEffect(() => {
    let current = true;
    void Promise.all([api['case.get']({ caseId }), api['approval.reviewers']({ caseId, taskId })]).then(
      ([whole, found]) => {
        if (!current) return;
        if (!whole.ok || !found.ok) {
          setError(!whole.ok ? whole.error : !found.ok ? found.error : null);
          return;
        }
        setView(whole.value);
        setUsers(found.value.users);
        const able = found.value.users.filter(({ refusal }) => refusal === null);
        if (able.length === 1) setReviewerId(able[0]?.userId ?? null);
      },
    );
    return () => {
      current = false;
    };
  }, [caseId, taskId]);
  useEffect(() => {
    if (users !== null) focusFirstIn(fields.current);
  }, [users]);
  useEffect(() => {
    if (tries > 0 && !busy) focusFirstProblem(fields.current);
  }, [tries, busy]);

  const proposal = view === null ? undefined : proposalOfOwed(view.state, { id: taskId });
  const emergency = proposal?.decision?.emergency;
  const reviewer = users?.find(({ userId }) => userId === reviewerId);
  const mustName = reviewer?.needsReference === true;
  const nobody = users !== null && users.every(({ refusal }) => refusal !== null);
  const block = (text: string): FieldProblem => ({ severity: 'block', text });
  const aboutPassword = refused?.code.startsWith('signIn.') === true;
  const wordsMissing = outcome === 'objected' && words.trim() === '';
  const referenceMissing = mustName && reference.trim() === '';
  const complete = outcome !== null && reviewer !== undefined && password !== '' && !wordsMissing && !referenceMissing;
  const typed = (change: () => void): void => {
    intent.current = null;
    setRefused(null);
    change();
  };

  const submit = async (): Promise<void> => {
    setTries((count) => count + 1);
    if (!complete || busy) return;
    setBusy(true);
    intent.current ??= newId();
    const reply = await api['approval.review']({
      commandId: intent.current,
      caseId,
      taskId,
      outcome,
      words: words.trim(),
      reference: reference.trim(),
      stepUp: { userId: reviewer.userId, password },
    });
    setPassword('');
    setBusy(false);
    if (!reply.ok) {
      intent.current = null;
      setRefused(reply.error);
      return;
    }
    notify({ severity: 'success', text: t('authority:review.done') });
    onClose();
  };

  const title = t(emergency ? 'authority:review.titleEmergency' : 'authority:review.titleRatification');
  return (
    <Dialog open fullWidth maxWidth="md" onClose={busy ? () => undefined : onClose} aria-labelledby="review-title">
      <DialogTitle id="review-title">{title}</DialogTitle>
      <DialogContent ref={fields} sx={{ position: 'relative', display: 'grid', gap: 2, pt: '8px !important' }}>
        <ErrorNotice error={error} />
        {view !== null && proposal && <Decided view={view} proposal={proposal} />}
        {nobody && <Alert severity="info">{t('authority:review.nobody')}</Alert>}
        {users !== null && (
          <ChoiceChips
            label={t('authority:review.who')}
            required
            options={users.map(({ userId, name, role, refusal }) => ({
              value: userId,
              label: `${name} · ${t(`vocabulary:role.${role}`)}`,
              ...(refusal === null ? {} : { blockedBy: shortRefusal(refusal.code) }),
            }))}
            value={reviewerId}
            onChange={(userId) => typed(() => setReviewerId(userId))}
            problem={tries > 0 && reviewer === undefined ? block(t('authority:review.whoMissing')) : null}
          />
        )}
        <ChoiceChips
          label={t('authority:review.outcome')}
          required
          options={outcomes.map((value) => ({ value, label: t(`authority:review.outcomes.${value}`) }))}
          value={outcome}
          onChange={(value) => typed(() => setOutcome(value))}
          problem={tries > 0 && outcome === null ? block(t('authority:review.outcomeMissing')) : null}
        />
        {outcome === 'objected' && <Alert severity="warning">{t('authority:review.objectedMeans')}</Alert>}
        <TextField
          label={t('authority:review.words')}
          required={outcome === 'objected'}
          rows={3}
          maxCharacters={2_000}
          value={words}
          onChange={(text) => typed(() => setWords(text))}
          problem={
            refused?.code === 'review.wordsMissing' || (tries > 0 && wordsMissing)
              ? block(messageOf({ code: 'review.wordsMissing' }))
              : null
          }
        />
        <TextField
          label={t('authority:review.reference')}
          hint={t('authority:review.referenceHint')}
          required={mustName}
          maxCharacters={200}
          value={reference}
          onChange={(text) => typed(() => setReference(text))}
          problem={
            refused?.code === 'review.referenceMissing' || (tries > 0 && referenceMissing)
              ? block(messageOf({ code: 'review.referenceMissing' }))
              : null
          }
        />
        {reviewer && (
          <TextField
            type="password"
            autoComplete="off"
            required
            label={t('approval:stepUp.password', { name: reviewer.name })}
            value={password}
            onChange={(text) => typed(() => setPassword(text))}
            problem={
              aboutPassword
                ? block(messageOf(refused))
                : tries > 0 && refused === null && password === ''
                  ? block(t('approval:stepUp.passwordMissing'))
                  : null
            }
          />
        )}
        <ErrorNotice error={aboutPassword || refused?.code.endsWith('Missing') === true ? null : refused} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} disabled={busy}>
          {t('common:action.cancel')}
        </Button>
        <Button variant="contained" disabled={busy || nobody} onClick={() => void submit()}>
          {t('authority:review.sign')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** What was decided, by whom and why in this way. */
function Decided({ view, proposal }: { readonly view: CaseView; readonly proposal: Proposal }) {
  const { t } = useText();
  const format = useFormat();
  const { decision, content } = proposal;
  const nameOf = (userId: string): string => view.people.find((one) => one.userId === userId)?.name ?? '';
  if (decision === null) return null;
  const { emergency } = decision;
  const names = [...(emergency ? [emergency.cosigner.userId] : []), decision.userId].map(nameOf);
  const rows: readonly (readonly [string, string])[] = [
    [view.state.number, content.decisionText],
    [
      t('approval:sheet.proposed'),
      content.amountFen > 0 ? format.money(content.amountFen) : t('approval:sheet.noMoney'),
    ],
    [t('authority:review.decidedBy'), `${names.join(t('case:list.separator'))} · ${format.dateTime(decision.atMs)}`],
    ...(emergency
      ? ([
          [t('authority:emergency.reason'), decision.reason],
          [t('authority:emergency.harm'), emergency.harm],
        ] as const)
      : []),
  ];
  return (
    <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1 }}>
      {rows.map(([label, text]) => (
        <div key={label}>
          <Box component="dt" sx={{ color: c.inkSoft }}>
            {label}
          </Box>
          <Box component="dd" sx={{ m: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {text}
          </Box>
        </div>
      ))}
    </Box>
  );
}
