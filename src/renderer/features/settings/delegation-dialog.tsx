/** Lending one's authority: to whom, for which days, up to how much and why. */
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useEffect, useRef, useState } from 'react';
import { permissionsOf } from '../../../domain/authority/roles';
import { fenToCapitals } from '../../../domain/money/format-money';
import type { UserView } from '../../../shared/contract/session';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useMessageOf, useText } from '../../app/i18n/use-text';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ChoiceChips } from '../../components/choice-chips';
import { DateTimeField } from '../../components/date-time-field';
import { ErrorNotice } from '../../components/error-notice';
import type { FieldProblem } from '../../components/field-frame';
import { focusFirstProblem } from '../../components/focus-first';
import { MoneyField } from '../../components/money-field';
import { TextField } from '../../components/text-field';

interface DelegationDialogProps {
  readonly colleagues: readonly UserView[];
  /** The most there is to lend, in fen; null for no limit. */
  readonly mostFen: number | null;
  readonly today: string;
  readonly onClose: () => void;
  readonly onGiven: (name: string) => void;
}

const codesOf = {
  to: ['delegation.self', 'delegation.notFound', 'delegation.roleForbids', 'delegation.circular'],
  fromDate: ['delegation.pastDates', 'delegation.overlaps'],
  toDate: ['delegation.badDates', 'delegation.tooLong'],
  upTo: ['delegation.aboveLimit'],
  reason: ['delegation.reasonMissing'],
} as const;
type Field = keyof typeof codesOf;

export function DelegationDialog({ colleagues, mostFen, today, onClose, onGiven }: DelegationDialogProps) {
  const { t } = useText();
  const format = useFormat();
  const messageOf = useMessageOf();
  const [to, setTo] = useState<string | null>(null);
  const [fromDate, setFromDate] = useState(today);
  const [toDate, setToDate] = useState('');
  const [upToFen, setUpToFen] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const [tries, setTries] = useState(0);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<CodedError | null>(null);
  const intent = useRef<string | null>(null);
  const fields = useRef<HTMLDivElement | null>(null);
  useEffect(() => {
    if (tries > 0 && !busy) focusFirstProblem(fields.current);
  }, [tries, busy]);

  const missing: { readonly [F in Field]: boolean } = {
    to: to === null,
    fromDate: fromDate === '',
    toDate: toDate === '',
    upTo: upToFen === null,
    reason: reason.trim() === '',
  };
  const missingText: { readonly [F in Field]: string } = {
    to: t('authority:delegation.toMissing'),
    fromDate: t('authority:delegation.dateMissing'),
    toDate: t('authority:delegation.dateMissing'),
    upTo: t('authority:delegation.upToMissing'),
    reason: messageOf({ code: 'delegation.reasonMissing' }),
  };
  const isOf = (field: Field, code: string): boolean => (codesOf[field] as readonly string[]).includes(code);
  const problem = (field: Field): FieldProblem | null => {
    if (refused !== null && isOf(field, refused.code)) return { severity: 'block', text: messageOf(said(refused)) };
    return tries > 0 && missing[field] ? { severity: 'block', text: missingText[field] } : null;
  };
  /** With its days as the reader writes them. */
  const said = (error: CodedError): CodedError => {
    if (!('fromDate' in error && 'toDate' in error)) return error;
    const dated = {
      ...error,
      fromDate: format.localDate(String(error.fromDate)),
      toDate: format.localDate(String(error.toDate)),
    };
    return dated;
  };
  const atField = refused !== null && (Object.keys(codesOf) as Field[]).some((field) => isOf(field, refused.code));
  const typed = (change: () => void): void => {
    intent.current = null;
    setRefused(null);
    change();
  };

  const submit = async (): Promise<void> => {
    setTries((count) => count + 1);
    if (busy || to === null || upToFen === null || Object.values(missing).includes(true)) return;
    setBusy(true);
    intent.current ??= newId();
    const reply = await api['delegation.give']({
      commandId: intent.current,
      to,
      fromDate,
      toDate,
      upToFen,
      reason: reason.trim(),
    });
    setBusy(false);
    if (reply.ok) onGiven(colleagues.find(({ userId }) => userId === to)?.name ?? '');
    else setRefused(reply.error);
  };

  return (
    <Dialog open fullWidth maxWidth="md" onClose={busy ? () => undefined : onClose} aria-labelledby="delegation-title">
      <DialogTitle id="delegation-title">{t('authority:delegation.give')}</DialogTitle>
      <DialogContent ref={fields} sx={{ display: 'grid', gap: 2, pt: '8px !important' }}>
        <ChoiceChips
          label={t('authority:delegation.to')}
          required
          options={colleagues.map(({ userId, name, role }) => ({
            value: userId,
            label: `${name} · ${t(`vocabulary:role.${role}`)}`,
            ...(permissionsOf[role].includes('case.propose') ? {} : { blockedBy: t('authority:signer.roleForbids') }),
          }))}
          value={to}
          onChange={(userId) => typed(() => setTo(userId))}
          problem={problem('to')}
        />
        <DateTimeField
          kind="date"
          required
          label={t('authority:delegation.fromDate')}
          value={fromDate}
          nowLocal={`${today}T00:00`}
          onChange={(value) => typed(() => setFromDate(value))}
          problem={problem('fromDate')}
        />
        <DateTimeField
          kind="date"
          required
          noNowButton
          label={t('authority:delegation.toDate')}
          value={toDate}
          nowLocal={`${today}T00:00`}
          onChange={(value) => typed(() => setToDate(value))}
          problem={problem('toDate')}
        />
        <MoneyField
          label={t('authority:delegation.upTo')}
          required
          valueFen={upToFen}
          onChange={(amount) => typed(() => setUpToFen(amount))}
          words={upToFen !== null && upToFen > 0 ? fenToCapitals(upToFen) : ''}
          hint={
            mostFen === null
              ? t('authority:delegation.upToHint')
              : t('authority:delegation.upToHintMost', { limit: format.money(mostFen) })
          }
          problem={problem('upTo')}
        />
        <TextField
          label={t('authority:delegation.reason')}
          required
          maxCharacters={500}
          value={reason}
          onChange={(text) => typed(() => setReason(text))}
          problem={problem('reason')}
        />
        <ErrorNotice error={atField ? null : refused} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} disabled={busy}>
          {t('common:action.cancel')}
        </Button>
        <Button variant="contained" disabled={busy} onClick={() => void submit()}>
          {t('authority:delegation.sign')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
