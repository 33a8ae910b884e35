/** One action with its keys: press to record others, told at once when they can't be, and one step back to the usual ones. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { keyAction, type ActionId } from '../../../shared/shortcuts/actions';
import { changeKeys, keymapOf, resetKeys, type KeyChange, type KeyChoices } from '../../../shared/shortcuts/keymap';
import { keysInText } from '../../../shared/shortcuts/printed-keys';
import { useText } from '../../app/i18n/use-text';
import { keysOf } from '../../app/shortcuts/keys';
import { c, tone } from '../../app/theme/css-vars';
import { belongsToIme } from '../../components/ime';
import { KeyHint } from '../../components/key-hint';

/** Held on the way to a key; not one by themselves. */
const modifiers: ReadonlySet<string> = new Set(['Control', 'Alt', 'Shift', 'Meta', 'AltGraph', 'CapsLock', 'NumLock']);

export interface KeyRowProps {
  readonly action: ActionId;
  readonly choices: KeyChoices;
  /** Keeps the choices and says so with this sentence. */
  readonly onKeep: (choices: KeyChoices, said: string) => void;
}

interface Tried {
  readonly keys: string;
  readonly change: Exclude<KeyChange, { readonly kind: 'taken' }>;
}

export function KeyRow({ action, choices, onKeep }: KeyRowProps) {
  const { t } = useText();
  const [recording, setRecording] = useState(false);
  const [tried, setTried] = useState<Tried | null>(null);
  const changeButton = useRef<HTMLButtonElement>(null);
  const label = t(`keys:action.${action}`);
  const keys = keymapOf(choices)[action];
  const usual = keyAction(action).defaultKeys;

  const stop = (): void => {
    setRecording(false);
    setTried(null);
    // What was pressed may be gone with the next picture.
    changeButton.current?.focus();
  };
  const apply = (wanted: string, change: KeyChange): void => {
    if (change.kind !== 'taken') {
      setTried({ keys: wanted, change });
      return;
    }
    stop();
    if (wanted !== keys) onKeep(change.choices, t('keys:saved', { action: label, keys: keysInText(wanted) }));
  };

  // The keyboard stays in the row: the field to press in, or the button it came from.
  const recorded = useRef(false);
  useEffect(() => {
    if (recorded.current && !recording && document.activeElement === document.body) changeButton.current?.focus();
    recorded.current = recording;
  }, [recording]);

  const cells = { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5, rowGap: 0.5 } as const;
  return (
    <Box component="li" data-key-action={action} sx={{ py: 0.75, borderBottom: `1px solid ${c.line}` }}>
      <Box sx={cells}>
        <Box sx={{ flex: '1 1 12rem' }}>{label}</Box>
        {recording ? (
          <Recorder
            label={t('keys:pressOf', { action: label })}
            onKeys={(wanted) => apply(wanted, changeKeys(choices, action, wanted))}
            onLeave={stop}
          />
        ) : (
          <Box sx={{ ...cells, flex: 'none' }}>
            {keys !== usual && (
              <Box component="span" sx={{ color: c.inkSoft }}>
                {t('keys:usual', { keys: keysInText(usual) })}
              </Box>
            )}
            <KeyHint keys={keys} />
          </Box>
        )}
        <Box sx={{ display: 'flex', gap: 1, flex: 'none', minWidth: '11rem', justifyContent: 'flex-end' }}>
          {!recording && keys !== usual && (
            <Button
              size="small"
              variant="text"
              aria-label={t('keys:resetOf', { action: label, keys: keysInText(usual) })}
              onClick={() => apply(usual, resetKeys(choices, action))}
            >
              {t('keys:reset')}
            </Button>
          )}
          {!recording && (
            <Button
              ref={changeButton}
              size="small"
              aria-label={t('keys:changeOf', { action: label, keys: keysInText(keys) })}
              onClick={() => {
                setTried(null);
                setRecording(true);
              }}
            >
              {t('keys:change')}
            </Button>
          )}
        </Box>
      </Box>
      {/* Always there, so that what comes into it is read out. */}
      <Box role="status">
        {tried !== null && <Refused tried={tried} choices={choices} action={action} onKeep={onKeep} onLeave={stop} />}
      </Box>
    </Box>
  );
}

interface RecorderProps {
  readonly label: string;
  readonly onKeys: (keys: string) => void;
  readonly onLeave: () => void;
}

/** Takes the next key, whatever it does elsewhere; nothing is typed into it, so no input method begins in it. */
function Recorder({ label, onKeys, onLeave }: RecorderProps) {
  const { t } = useText();
  const [held, setHeld] = useState('');
  const field = useRef<HTMLButtonElement>(null);
  useEffect(() => field.current?.focus(), []);

  const onKeyDown = (event: KeyboardEvent): void => {
    const { key, code, nativeEvent } = event;
    if (belongsToIme(nativeEvent)) return;
    const alone = !event.ctrlKey && !event.altKey && !event.metaKey;
    if (code === 'Tab' && alone) return;
    event.preventDefault();
    event.stopPropagation();
    if (code === 'Escape' && alone && !event.shiftKey) onLeave();
    else if (modifiers.has(key)) setHeld(heldIn(event));
    else if (event.metaKey) onKeys(`Meta+${code}`);
    else if (!event.repeat) {
      setHeld('');
      onKeys(keysOf(nativeEvent));
    }
  };
  return (
    <Button
      ref={field}
      size="small"
      variant="outlined"
      aria-label={label}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => {
        event.preventDefault();
        if (modifiers.has(event.key)) setHeld(heldIn(event));
      }}
      onBlur={(event) => {
        // To the answer below it, or into another window and back, is no leaving.
        const row = event.currentTarget.closest('li');
        if (event.relatedTarget !== null && row?.contains(event.relatedTarget) !== true) onLeave();
      }}
      sx={{ minWidth: '12rem', borderStyle: 'dashed', color: tone('primary').fill }}
    >
      {held === '' ? t('keys:press') : `${keysInText(held.replace(/\+$/, ''))}+…`}
      <Box component="span" aria-hidden sx={{ ml: 1, color: c.inkSoft }}>
        {t('keys:pressHint')}
      </Box>
    </Button>
  );
}

/** What is held down before the key itself. */
const heldIn = ({ ctrlKey, altKey, shiftKey }: KeyboardEvent): string =>
  keysOf({ ctrlKey, altKey, shiftKey, code: '' });

interface RefusedProps extends KeyRowProps {
  readonly tried: Tried;
  readonly onLeave: () => void;
}

/** Why these keys were not taken, and the way on. */
function Refused({ tried: { keys, change }, choices, action, onKeep, onLeave }: RefusedProps) {
  const { t } = useText();
  const pressed = keysInText(keys);
  if (change.kind === 'refused')
    return (
      <Alert severity="warning" sx={{ mt: 1 }}>
        {t(`keys:refusal.${change.reason}`, { keys: pressed })}
      </Alert>
    );
  const others = change.with.map((other) => t(`keys:action.${other}`)).join(t('keys:and'));
  const theirs = keysInText(keymapOf(choices)[action]);
  const { swapped } = change;
  return (
    <Alert severity="warning" sx={{ mt: 1 }}>
      <Box>{t('keys:clash', { keys: pressed, others })}</Box>
      <Box>{swapped === null ? t('keys:noSwap', { others }) : t('keys:swapHint', { others, keys: theirs })}</Box>
      <Box sx={{ display: 'flex', gap: 1, mt: 1 }}>
        {swapped !== null && (
          <Button
            size="small"
            onClick={() => {
              onLeave();
              onKeep(swapped, t('keys:swapped', { action: t(`keys:action.${action}`), keys: pressed, others, theirs }));
            }}
          >
            {t('keys:swap')}
          </Button>
        )}
        <Button size="small" variant="text" onClick={onLeave}>
          {t('keys:keepOld')}
        </Button>
      </Box>
    </Alert>
  );
}
