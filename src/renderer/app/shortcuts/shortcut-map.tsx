import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { KeyHint } from '../../components/key-hint';
import { useText } from '../i18n/use-text';
import { navigate } from '../router';
import { c } from '../theme/css-vars';
import { KeyStripButtons } from './key-strip-buttons';
import type { ShortcutGroup } from './keys';
import { useShortcut, useShortcutStore } from './use-shortcut';

const groups = ['global', 'conversation', 'page', 'field'] as const satisfies readonly ShortcutGroup[];

/** F1 or `?`: everything that has a key right now. */
export function ShortcutMap() {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const show = (): void => setOpen(true);
  useShortcut({ action: 'help', label: t('shell:shortcuts.help'), group: 'global', run: show });
  useShortcut({ keys: 'Shift+Slash', label: t('shell:shortcuts.help'), group: 'page', run: show });

  return (
    <Dialog open={open} onClose={() => setOpen(false)} maxWidth="sm" fullWidth aria-labelledby="shortcut-map-title">
      <DialogTitle id="shortcut-map-title">{t('shell:shortcuts.title')}</DialogTitle>
      <DialogContent tabIndex={0}>
        <Typography sx={{ color: c.inkSoft, mb: 2 }}>{t('shell:shortcuts.intro')}</Typography>
        <Listed />
      </DialogContent>
      <DialogActions sx={{ flexWrap: 'wrap', gap: 1 }}>
        <Box sx={{ flex: 1 }}>
          <KeyStripButtons />
        </Box>
        <Button
          variant="text"
          onClick={() => {
            setOpen(false);
            navigate({ name: 'settings', section: 'keys' });
          }}
        >
          {t('shell:shortcuts.change')}
        </Button>
        <Button variant="contained" onClick={() => setOpen(false)}>
          {t('common:action.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** Apart, because the list changes with every step of a talk, and this is seldom open. */
function Listed() {
  const { t } = useText();
  const shortcuts = useShortcutStore((state) => state.shortcuts);
  return groups.map((group) => {
    const listed = shortcuts.filter((shortcut) => shortcut.group === group);
    return listed.length === 0 ? null : (
      <Box key={group} sx={{ mb: 2 }}>
        <Typography variant="subtitle2" component="h3" sx={{ mb: 0.5 }}>
          {t(`shell:shortcuts.group.${group}`)}
        </Typography>
        {listed.map((shortcut) => (
          <Box
            key={shortcut.keys + shortcut.label}
            sx={{
              display: 'flex',
              justifyContent: 'space-between',
              gap: 2,
              py: 0.75,
              borderBottom: `1px solid ${c.line}`,
            }}
          >
            <span>{shortcut.label}</span>
            <KeyHint keys={shortcut.keys} />
          </Box>
        ))}
      </Box>
    );
  });
}
