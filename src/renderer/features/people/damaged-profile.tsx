/** 记录打不开: the keys of this PC are gone. Nothing can be set up over them; a backup and the recovery code bring the branch back. */
import '../../app/zod-jitless';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useText } from '../../app/i18n/use-text';
import { RestoreWizard } from './restore-wizard';
import { WelcomeFrame } from './welcome-frame';

export function DamagedProfile() {
  const { t } = useText();
  const [restoring, setRestoring] = useState(false);
  if (restoring) return <RestoreWizard onBack={() => setRestoring(false)} />;
  return (
    <WelcomeFrame title={t('people:damaged.title')} subtitle={t('people:damaged.subtitle')}>
      <Box component="p" sx={{ mt: 0 }}>
        {t('people:damaged.body')}
      </Box>
      <Button variant="contained" size="large" onClick={() => setRestoring(true)}>
        {t('backup:restore.choice')}
      </Button>
    </WelcomeFrame>
  );
}
