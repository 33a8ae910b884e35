/** One step back, the one decision, and passing over: always at the same place. */
import ArrowBackOutlined from '@mui/icons-material/ArrowBackOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMessageOf, useText } from '../../app/i18n/use-text';
import { useKeyText } from '../../app/shortcuts/own-keys';
import { c, tone } from '../../app/theme/css-vars';
import { KeyHint } from '../../components/key-hint';
import { canSkip } from './next-step';
import { usePlayerEnvironment } from './player-context';

export function PlayerFoot({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const { view, step, goOn, send } = usePlayerEnvironment();
  const mayBack = view.mine && view.shown.mayGoBack;
  const label = step.kind === 'close' ? 'close' : step.label;
  return (
    <Box sx={{ px: 1.5, py: 1, borderTop: `1px solid ${c.line}`, backgroundColor: c.surface }}>
      <Message />
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        <Button
          aria-label={t('conversation:key.back')}
          title={t('conversation:key.back')}
          disabled={!mayBack}
          onClick={() => void send({ type: 'rewound' })}
          sx={{ minWidth: 56, px: 1, gap: 0.75 }}
        >
          <ArrowBackOutlined aria-hidden />
          <KeyHint action="previous" />
        </Button>
        {label === null ? (
          <Box sx={{ flex: 1, color: c.inkSoft, textAlign: 'center', lineHeight: 1.3 }}>
            {view.mine ? t('conversation:next.byOption') : t('conversation:next.other', { name: view.onDutyName })}
          </Box>
        ) : (
          <Button
            variant="contained"
            size="large"
            sx={{ flex: 1, minWidth: 0 }}
            onClick={step.kind === 'close' ? onClose : goOn}
            endIcon={<KeyHint action="next" />}
          >
            {t(`conversation:next.${label}`)}
          </Button>
        )}
        {canSkip(view) && label !== 'skip' && (
          <Button title={t('conversation:key.skip')} onClick={() => void send({ type: 'skipped' })} sx={{ px: 1.5 }}>
            {t('conversation:next.skipShort')}
          </Button>
        )}
      </Box>
    </Box>
  );
}

/** Why the last key changed nothing, or what holds this step. */
function Message() {
  const { t } = useText();
  const keyText = useKeyText();
  const messageOf = useMessageOf();
  const { view, player } = usePlayerEnvironment();
  const { held } = view.shown;
  const [text, bad] =
    player.error !== null
      ? [messageOf(player.error), true]
      : player.stale
        ? [t('conversation:stale'), true]
        : player.refusal !== null
          ? [t(`conversation:refusal.${player.refusal}`, { keys: keyText('next') }), true]
          : // A question that is not asked says so where it would stand.
            held === 'post' || (held === 'level3' && view.shown.type !== 'ask')
            ? [t(`conversation:held.${held}`, { keys: keyText('next') }), false]
            : ['', false];
  return (
    <Box
      role="status"
      sx={{
        mb: text === '' ? 0 : 1,
        lineHeight: 1.35,
        color: bad ? tone('error').fill : c.inkSoft,
        fontWeight: bad ? 500 : 400,
      }}
    >
      {text}
    </Box>
  );
}
