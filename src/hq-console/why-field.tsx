/** 理由: why somebody does what stays in the audit trail. */
import { useText } from '../renderer/app/i18n/use-text';
import { LineField } from './fields';

export interface WhyFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** What was typed is too short to be a reason. */
  readonly isShort: boolean;
}

export function WhyField({ label, value, onChange, isShort }: WhyFieldProps) {
  const { t } = useText();
  return (
    <LineField
      label={label}
      hint={t('console:revoke.reasonHint')}
      value={value}
      onChange={onChange}
      problem={isShort ? { severity: 'block', text: t('console:revoke.reasonShort') } : null}
      rows={2}
      required
      autoFocus
    />
  );
}
