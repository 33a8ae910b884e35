import { flags, type Flag } from '../../domain/complaint/values';
import { useText } from '../app/i18n/use-text';
import { ToggleChips } from './choice-chips';
import type { FieldProps } from './field-frame';

export interface FlagPickerProps extends FieldProps {
  readonly values: readonly Flag[];
  readonly onChange: (values: readonly Flag[]) => void;
}

/** 标识 of a complaint. Staff-only: never shown to a customer. */
export function FlagPicker({ values, onChange, ...field }: FlagPickerProps) {
  const { t } = useText();
  return (
    <ToggleChips
      {...field}
      labelEnd={field.labelEnd ?? t('common:emotion.staffOnly')}
      options={flags.map((flag) => ({ value: flag, label: t(`vocabulary:flag.${flag}`) }))}
      values={values}
      onChange={onChange}
    />
  );
}
