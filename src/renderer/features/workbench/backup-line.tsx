/** One line where the branch has no backup, or none that is good: for those who can set it right. */
import BackupOutlined from '@mui/icons-material/BackupOutlined';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useEffect, useState } from 'react';
import type { BackupView } from '../../../shared/contract/backup';
import { useText } from '../../app/i18n/use-text';
import { navigate } from '../../app/router';
import { api, subscribe } from '../../bridge/client';

export function BackupLine() {
  const { t } = useText();
  const [attention, setAttention] = useState<BackupView['attention']>(null);
  useEffect(() => {
    let current = true;
    const load = (): void => {
      void api['backup.status']({}).then((reply) => {
        if (current && reply.ok) setAttention(reply.value.attention);
      });
    };
    const stop = subscribe('backup.changed', load);
    load();
    return () => {
      current = false;
      stop();
    };
  }, []);
  if (attention === null) return null;
  return (
    <Alert
      severity={attention === 'old' ? 'warning' : 'info'}
      icon={<BackupOutlined aria-hidden />}
      action={
        <Button onClick={() => navigate({ name: 'settings', section: 'backup' })}>{t('backup:attention.open')}</Button>
      }
    >
      {t(`backup:attention.${attention}`)}
    </Alert>
  );
}
