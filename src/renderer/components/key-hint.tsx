import Box from '@mui/material/Box';
import type { ActionId } from '../../shared/shortcuts/actions';
import { printedKeys } from '../../shared/shortcuts/printed-keys';
import { useOwnKeys } from '../app/shortcuts/own-keys';
import { c } from '../app/theme/css-vars';
import { fonts } from '../app/theme/tokens';

/** The keys of an action, as the person has them, or keys that nobody changes. */
type KeyHintProps = { readonly action: ActionId } | { readonly keys: string };

/** Keys as caps: `<KeyHint action="palette" />`. Decoration for those who see; the action has its own name. */
export function KeyHint(props: KeyHintProps) {
  const keymap = useOwnKeys((state) => state.keymap);
  const keys = 'action' in props ? keymap[props.action] : props.keys;
  return (
    <Box component="span" aria-hidden sx={{ display: 'inline-flex', gap: 0.5, whiteSpace: 'nowrap' }}>
      {printedKeys(keys).map((key) => (
        <Box
          key={key}
          component="kbd"
          sx={{
            minWidth: '1.75rem',
            px: 0.75,
            textAlign: 'center',
            fontFamily: fonts.number,
            fontSize: '1rem',
            lineHeight: 1.5,
            color: c.inkSoft,
            backgroundColor: c.surface,
            border: `1px solid ${c.line}`,
            borderBottomWidth: 2,
            borderRadius: '5px',
          }}
        >
          {key}
        </Box>
      ))}
    </Box>
  );
}
