/** What every signature in the name of headquarters asks for: words, the second factor once more, and what went wrong at its field. */
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useId, useState, type ReactNode } from 'react';
import type { CodedError } from '../renderer/app/i18n/message-of';
import { useMessageOf, useText } from '../renderer/app/i18n/use-text';
import { ErrorNotice } from '../renderer/components/error-notice';
import type { FieldProblem } from '../renderer/components/field-frame';
import type { Result } from '../shared/contract/define';
import { Reason } from '../shared/hq-console/branches';
import { LineField } from './fields';

export interface Signing {
  readonly code: string;
  readonly setCode: (code: string) => void;
  /** The code was missing or refused. */
  readonly codeProblem: FieldProblem | null;
  /** Anything else that was refused. */
  readonly error: CodedError | null;
  readonly busy: boolean;
  /** A problem of a field, once signing was tried. */
  readonly problem: (bad: boolean, text: string) => FieldProblem | null;
  /** Signs, and gives what was signed to `onDone`. Null while fields are not good: then it only says so at them. */
  readonly sign: <T>(
    ask: ((code: string) => Promise<Result<T, CodedError>>) | null,
    onDone: (value: T) => void,
  ) => Promise<void>;
}

export function useSigning(): Signing {
  const { t } = useText();
  const messageOf = useMessageOf();
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const problem: Signing['problem'] = (bad, text) => (tried && bad ? { severity: 'block', text } : null);
  const codeRefused = error?.code === 'console.codeWrong';
  return {
    ...{ code, setCode, busy, problem },
    error: codeRefused ? null : error,
    codeProblem: codeRefused
      ? { severity: 'block', text: messageOf(error) }
      : problem(code.trim() === '', t('console:grant.codeMissing')),
    sign: async (ask, onDone) => {
      setTried(true);
      if (busy || ask === null || code.trim() === '') return;
      setBusy(true);
      setError(null);
      const answer = await ask(code);
      setBusy(false);
      if (answer.ok) {
        onDone(answer.value);
        return;
      }
      setError(answer.error);
      // It opened nothing, or was spent: the next try needs another one.
      setCode('');
    },
  };
}

interface CodeFieldProps {
  readonly signing: Signing;
  readonly onEnter: () => void;
  /** In fewer words, where there is little room. */
  readonly hint?: string;
}

/** 验证码, asked for once more. */
export function CodeField({ signing, onEnter, hint }: CodeFieldProps) {
  const { t } = useText();
  return (
    <LineField
      label={t('console:signIn.code')}
      hint={hint ?? t('console:grant.codeHint')}
      value={signing.code}
      onChange={signing.setCode}
      onEnter={onEnter}
      problem={signing.codeProblem}
      autoComplete="one-time-code"
      required
      code
    />
  );
}

interface SignDialogProps<T> {
  readonly title: string;
  readonly body: string;
  readonly reasonLabel: string;
  readonly reasonHint: string;
  readonly cancelLabel: string;
  readonly confirmLabel: string;
  /** Fields above the reason. */
  readonly children?: (problem: Signing['problem']) => ReactNode;
  readonly childrenGood?: boolean;
  readonly ask: (reason: string, code: string) => Promise<Result<T, CodedError>>;
  readonly onDone: (value: T) => void;
  readonly onClose: () => void;
}

/** A directive with a reason: its fields, the reason and the code. */
export function SignDialog<T>(props: SignDialogProps<T>) {
  const { t } = useText();
  const titleId = useId();
  const signing = useSigning();
  const [reason, setReason] = useState('');
  const reasonBad = !Reason.safeParse(reason).success;
  const submit = (): void =>
    void signing.sign(
      reasonBad || props.childrenGood === false ? null : (code) => props.ask(reason, code),
      props.onDone,
    );
  return (
    <Dialog open onClose={props.onClose} maxWidth="sm" fullWidth aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{props.title}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Typography>{props.body}</Typography>
        <ErrorNotice error={signing.error} />
        {props.children?.(signing.problem)}
        <LineField
          label={props.reasonLabel}
          hint={props.reasonHint}
          value={reason}
          onChange={setReason}
          problem={signing.problem(reasonBad, t('console:revoke.reasonShort'))}
          rows={2}
          required
          autoFocus
        />
        <CodeField signing={signing} onEnter={submit} />
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose}>{props.cancelLabel}</Button>
        <Button variant="contained" disabled={signing.busy} onClick={submit}>
          {props.confirmLabel}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
