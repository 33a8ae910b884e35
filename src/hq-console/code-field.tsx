import { useMessageOf, useText } from '../renderer/app/i18n/use-text';
import type { CodedError } from '../renderer/app/i18n/message-of';
import { LineField } from './fields';

interface CodeFieldProps {
  readonly value: string;
  readonly onChange: (code: string) => void;
  readonly onEnter: () => void;
  /** Somebody tried without one. */
  readonly missing: boolean;
  readonly error: CodedError | null;
}

/** 验证码 once more, before something that only its person may do. */
export function CodeField({ value, onChange, onEnter, missing, error }: CodeFieldProps) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const text =
    error?.code === 'console.codeWrong'
      ? messageOf(error)
      : missing && value.trim() === ''
        ? t('console:grant.codeMissing')
        : null;
  return (
    <LineField
      label={t('console:signIn.code')}
      hint={t('console:people.codeHint')}
      value={value}
      onChange={onChange}
      onEnter={onEnter}
      problem={text === null ? null : { severity: 'block', text }}
      autoComplete="one-time-code"
      required
      code
    />
  );
}
