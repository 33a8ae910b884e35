/** Who answers for something that was promised: whoever received the customer, or a post. */
import { Post } from '../../../domain/scripts/vocabulary';
import { useText } from '../../app/i18n/use-text';
import { PickField } from './pick-field';

type Owner = 'self' | Post;

interface OwnerFieldProps {
  readonly label: string;
  readonly value: Owner;
  readonly disabled: boolean;
  readonly onChange: (owner: Owner) => void;
}

export function OwnerField({ label, value, disabled, onChange }: OwnerFieldProps) {
  const { t } = useText();
  return (
    <PickField
      label={label}
      value={value}
      disabled={disabled}
      options={[
        { id: 'self', label: t('scripts:frameForm.self') },
        ...Post.options.map((id) => ({ id, label: t(`conversation:post.${id}`) })),
      ]}
      onChange={(chosen) => onChange(chosen === 'self' ? 'self' : Post.parse(chosen))}
    />
  );
}
