/** Language and colours of the console: of the browser until somebody is signed in, then theirs. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { Look } from '../shared/hq-console/session';
import { useText } from '../renderer/app/i18n/use-text';
import { SelectField } from './fields';

export function browserLook(): Look {
  return { language: navigator.language.startsWith('zh') ? 'zh-CN' : 'en', colourMode: 'system' };
}

const modes = ['system', 'light', 'dark', 'highContrast'] as const satisfies readonly Look['colourMode'][];

interface LookControlProps {
  readonly look: Look;
  readonly onChange: (look: Look) => void;
}

export function LookControl({ look, onChange }: LookControlProps) {
  const { t, language } = useText();
  const other = language === 'en' ? 'zh-CN' : 'en';
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      <Button variant="text" color="inherit" lang={other} onClick={() => onChange({ ...look, language: other })}>
        {t('console:look.language')}
      </Button>
      <Box sx={{ width: '10rem' }}>
        <SelectField
          hideLabel
          label={t('console:look.colours')}
          value={look.colourMode}
          onChange={(colourMode) => onChange({ ...look, colourMode })}
          options={modes.map((value) => ({ value, label: t(`console:look.${value}`) }))}
        />
      </Box>
    </Box>
  );
}
