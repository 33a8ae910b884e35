import Box from '@mui/material/Box';
import { c } from '../app/theme/css-vars';
import { fonts } from '../app/theme/tokens';

/** How a `KeyboardEvent.code` is printed on a Chinese or English keyboard. */
const printed: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Slash: '/',
  Comma: ',',
  Period: '.',
  Backquote: '`',
  Minus: '-',
  Equal: '=',
};

/** `Ctrl+KeyK` → ["Ctrl", "K"]. */
export function printedKeys(keys: string): readonly string[] {
  return keys.split('+').map((key) => printed[key] ?? key.replace(/^(Key|Digit)/, ''));
}

/** Keys as caps: `<KeyHint keys="Ctrl+KeyK" />`. Decoration for those who see; the action has its own name. */
export function KeyHint({ keys }: { readonly keys: string }) {
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
