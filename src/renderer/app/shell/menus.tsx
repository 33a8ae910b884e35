/** Language and appearance, and the person: the two menus of the top bar. */
import KeyboardArrowDownOutlined from '@mui/icons-material/KeyboardArrowDownOutlined';
import LockOutlined from '@mui/icons-material/LockOutlined';
import TuneOutlined from '@mui/icons-material/TuneOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Popover from '@mui/material/Popover';
import { useState } from 'react';
import type { SessionView } from '../../../shared/contract/app';
import type { UserTile } from '../../../shared/contract/session';
import { ChoiceChips } from '../../components/choice-chips';
import { KeyHint } from '../../components/key-hint';
import { NameSeal } from '../../components/person-card';
import { uiLanguages } from '../i18n/languages';
import { useText } from '../i18n/use-text';
import type { Appearance } from '../theme/appearance';
import { c } from '../theme/css-vars';

const modes = ['light', 'dark', 'highContrast', 'system'] as const;
const scales = [100, 125, 150, 175, 200] as const;
const densities = ['comfortable', 'compact'] as const;

export interface AppearanceMenuProps {
  readonly appearance: Appearance;
  readonly onChange: (appearance: Appearance) => void;
}

/** Language, colours, text size, density: at once, for this person. */
export function AppearanceMenu({ appearance, onChange }: AppearanceMenuProps) {
  const { t } = useText();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <IconButton
        aria-label={t('shell:appearance.menu')}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <TuneOutlined />
      </IconButton>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{
          paper: {
            role: 'dialog',
            'aria-label': t('shell:appearance.menu'),
            sx: {
              p: 2.5,
              width: '31rem',
              maxWidth: '94vw',
              border: `1px solid ${c.line}`,
              boxShadow: c.shadow,
              backgroundColor: c.raised,
            },
          },
        }}
      >
        <AppearanceFields appearance={appearance} onChange={onChange} />
      </Popover>
    </>
  );
}

/** The same choices as a form: used in the menu, in settings and before sign-in. */
export function AppearanceFields({ appearance, onChange }: AppearanceMenuProps) {
  const { t } = useText();
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <ChoiceChips
        label={t('shell:appearance.language')}
        options={uiLanguages.map((value) => ({ value, label: t(`shell:appearance.languageName.${value}`) }))}
        value={appearance.language}
        onChange={(language) => onChange({ ...appearance, language })}
      />
      <ChoiceChips
        label={t('shell:appearance.mode')}
        options={modes.map((value) => ({ value, label: t(`shell:appearance.modeName.${value}`) }))}
        value={appearance.colourMode}
        onChange={(colourMode) => onChange({ ...appearance, colourMode })}
      />
      <ChoiceChips
        label={t('shell:appearance.textScale')}
        options={scales.map((value) => ({ value: String(value), label: `${value}%` }))}
        value={String(appearance.textScale)}
        onChange={(text) => {
          const textScale = scales.find((scale) => String(scale) === text);
          if (textScale !== undefined) onChange({ ...appearance, textScale });
        }}
      />
      <ChoiceChips
        label={t('shell:appearance.density')}
        options={densities.map((value) => ({ value, label: t(`shell:appearance.densityName.${value}`) }))}
        value={appearance.density}
        onChange={(density) => onChange({ ...appearance, density })}
      />
    </Box>
  );
}

export interface UserMenuProps {
  readonly session: SessionView;
  /** Colleagues of this PC; the present person may be among them. */
  readonly users: readonly UserTile[];
  readonly narrow: boolean;
  readonly onLock: () => void;
  /** Locks, and offers the sign-in of this colleague. */
  readonly onSwitch: (userId: string) => void;
}

/** Who works here now; lock and quick switch. */
export function UserMenu({ session, users, narrow, onLock, onSwitch }: UserMenuProps) {
  const { t } = useText();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = (): void => setAnchor(null);
  const others = users.filter((user) => user.userId !== session.userId);
  return (
    <>
      <ButtonBase
        aria-label={t('shell:user.menu', { name: session.name })}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{
          minHeight: 44,
          px: 0.75,
          gap: 1,
          borderRadius: '6px',
          font: 'inherit',
          color: c.ink,
          '&:hover': { backgroundColor: c.sunken },
        }}
      >
        <NameSeal name={session.name} />
        {!narrow && (
          <Box component="span" sx={{ textAlign: 'left', whiteSpace: 'nowrap' }}>
            <Box component="span" sx={{ display: 'block', fontWeight: 600, lineHeight: 1.3 }}>
              {session.name}
            </Box>
            <Box component="span" sx={{ display: 'block', color: c.inkSoft, lineHeight: 1.3 }}>
              {t(`vocabulary:role.${session.role}`)}
            </Box>
          </Box>
        )}
        <KeyboardArrowDownOutlined aria-hidden sx={{ color: c.inkSoft }} />
      </ButtonBase>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={close}>
        <MenuItem
          onClick={() => {
            close();
            onLock();
          }}
        >
          <LockOutlined aria-hidden />
          <Box component="span" sx={{ flex: 1 }}>
            {t('shell:user.lock')}
          </Box>
          <KeyHint action="lock" />
        </MenuItem>
        {others.length > 0 && <Divider />}
        {others.map((user) => (
          <MenuItem
            key={user.userId}
            onClick={() => {
              close();
              onSwitch(user.userId);
            }}
          >
            <NameSeal name={user.name} size="1.75rem" />
            {t('shell:user.switchTo', { name: user.name })}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
