import { styled } from '@mui/material/styles';
import type { ActionId } from '../../shared/shortcuts/actions';
import { printedKeys } from '../../shared/shortcuts/printed-keys';
import { useOwnKeys } from '../app/shortcuts/own-keys';
import { c } from '../app/theme/css-vars';
import { fonts } from '../app/theme/tokens';

const Caps = styled('span')({ display: 'inline-flex', gap: '0.25rem', whiteSpace: 'nowrap' });
const Cap = styled('kbd')({
  minWidth: '1.75rem',
  padding: '0 0.375rem',
  textAlign: 'center',
  fontFamily: fonts.number,
  fontSize: '1rem',
  lineHeight: 1.5,
  color: c.inkSoft,
  backgroundColor: c.surface,
  border: `1px solid ${c.line}`,
  borderBottomWidth: 2,
  borderRadius: '5px',
});

/** The keys of an action, as the person has them, or keys that nobody changes. */
type KeyHintProps = { readonly action: ActionId } | { readonly keys: string };

/** Keys as caps: `<KeyHint action="palette" />`. Decoration for those who see; the action has its own name. */
export function KeyHint(props: KeyHintProps) {
  const keymap = useOwnKeys((state) => state.keymap);
  const keys = 'action' in props ? keymap[props.action] : props.keys;
  return (
    <Caps aria-hidden>
      {printedKeys(keys).map((key) => (
        <Cap key={key}>{key}</Cap>
      ))}
    </Caps>
  );
}
