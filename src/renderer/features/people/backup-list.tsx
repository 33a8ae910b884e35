/** Backups to choose from, the newest first; those that can't be used say why. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useState } from 'react';
import type { RestorableView } from '../../../shared/contract/backup';
import { useFormat, useText } from '../../app/i18n/use-text';
import { c, tone } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';

const shownAtFirst = 4;

interface BackupListProps {
  readonly found: readonly RestorableView[];
  readonly value: string | null;
  readonly disabled: boolean;
  readonly onChange: (key: string) => void;
}

export function BackupList({ found, value, disabled, onChange }: BackupListProps) {
  const { t } = useText();
  const [all, setAll] = useState(false);
  const shown = all ? found : found.slice(0, shownAtFirst);
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <RadioGroup
        aria-label={t('backup:restore.step.pick')}
        value={value ?? ''}
        onChange={(_event, key) => onChange(key)}
        sx={{ display: 'grid', gap: 1 }}
      >
        {shown.map((one, index) => (
          <FormControlLabel
            key={one.key}
            value={one.key}
            disabled={disabled || one.state !== 'whole'}
            control={<Radio />}
            label={<Line one={one} newest={index === 0} />}
            sx={{
              m: 0,
              p: 1,
              alignItems: 'flex-start',
              border: `1px solid ${value === one.key ? tone('primary').fill : c.line}`,
              borderRadius: `${radiusPx.field}px`,
            }}
          />
        ))}
      </RadioGroup>
      {found.length > shown.length && (
        <Box>
          <Button onClick={() => setAll(true)}>
            {t('backup:restore.more', { count: found.length - shown.length })}
          </Button>
        </Box>
      )}
    </Box>
  );
}

function Line({ one: { about, state, fileName }, newest }: { readonly one: RestorableView; readonly newest: boolean }) {
  const { t } = useText();
  const format = useFormat();
  const title = about === null ? fileName : format.dateTime(about.madeAtMs);
  return (
    <Box sx={{ py: 0.75, color: c.ink }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}>
        <Box component="span" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
          {title}
        </Box>
        {newest && state === 'whole' && <span>{t('backup:restore.newest')}</span>}
        <Box component="span" sx={{ color: state === 'whole' ? tone('success').onSoft : tone('error').onSoft }}>
          {t(`backup:restore.state.${state}`)}
        </Box>
      </Box>
      {about !== null && (
        <Box sx={{ color: c.inkSoft }}>
          {t('backup:restore.about', { branch: about.branchName, tag: about.deviceTag })}
          <br />
          {t('backup:restore.counts', {
            cases: format.number(about.cases),
            evidence: format.number(about.evidence),
            size: format.fileSize(about.bytes),
          })}
        </Box>
      )}
    </Box>
  );
}
