/** What stands above every script, said calmly: what it is, what to do now, and how it ends. */
import ShieldOutlined from '@mui/icons-material/ShieldOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { OverrideKind } from '../../../domain/scripts/session';
import { useText } from '../../app/i18n/use-text';
import { navigate } from '../../app/router';
import { tone } from '../../app/theme/css-vars';
import { usePlayerEnvironment } from './player-context';

/** These end when a person says so; the others when the level falls or somebody else is on duty. */
const endedByHand: readonly OverrideKind[] = ['weaponOrFire', 'selfHarm', 'collapse'];
const strongestFirst: readonly OverrideKind[] = ['weaponOrFire', 'selfHarm', 'collapse', 'level3', 'complainedOf'];

export function OverrideBand({ onTakeOver }: { readonly onTakeOver: () => void }) {
  const { t } = useText();
  const { view, send } = usePlayerEnvironment();
  const [ending, setEnding] = useState<OverrideKind | null>(null);
  const open = strongestFirst.filter((kind) => view.shown.overrides.includes(kind));
  const [first, ...others] = open;
  if (first === undefined) return view.panic ? <HelpCalled /> : null;
  return (
    <Box
      role="status"
      sx={{
        display: 'flex',
        gap: 1.25,
        px: 1.5,
        py: 1,
        alignItems: 'flex-start',
        backgroundColor: tone('error').soft,
        color: tone('error').onSoft,
        borderBottom: `1px solid ${tone('error').line}`,
        boxShadow: `inset 4px 0 0 ${tone('error').fill}`,
      }}
    >
      <ShieldOutlined aria-hidden sx={{ flex: 'none', mt: '2px' }} />
      <Box sx={{ minWidth: 0, flex: 1, lineHeight: 1.4 }}>
        <Box sx={{ fontWeight: 600 }}>
          {[first, ...others].map((kind) => t(`conversation:override.title.${kind}`)).join(' · ')}
        </Box>
        <div>{t(`conversation:override.now.${first}`)}</div>
      </Box>
      {!endedByHand.includes(first) ? (
        <Button size="small" onClick={onTakeOver}>
          {t('conversation:takeOver.short')}
        </Button>
      ) : ending === first ? (
        // Asked here, since no window may lie over a conversation.
        <Box sx={{ display: 'grid', gap: 0.5 }}>
          <Button
            size="small"
            color="error"
            onClick={() => {
              setEnding(null);
              void send({ type: 'alarmOver', kind: first });
            }}
          >
            {t('conversation:override.endSure')}
          </Button>
          <Button size="small" onClick={() => setEnding(null)}>
            {t('conversation:override.endNot')}
          </Button>
        </Box>
      ) : (
        <Button size="small" onClick={() => setEnding(first)}>
          {t('conversation:override.end')}
        </Button>
      )}
    </Box>
  );
}

/** In the quiet colour: whoever looks over a shoulder reads nothing alarming. */
function HelpCalled() {
  const { t } = useText();
  return (
    <Box
      role="status"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.25,
        px: 1.5,
        py: 0.5,
        backgroundColor: tone('info').soft,
        color: tone('info').onSoft,
        borderBottom: `1px solid ${tone('info').line}`,
      }}
    >
      <Box sx={{ flex: 1 }}>{t('incident:player.called')}</Box>
      <Button size="small" color="inherit" onClick={() => navigate({ name: 'incidents' })}>
        {t('incident:player.log')}
      </Button>
    </Box>
  );
}
