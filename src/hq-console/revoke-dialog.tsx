import { useText } from '../renderer/app/i18n/use-text';
import type { DeviceView } from '../shared/hq-console/branches';
import { api } from './client';
import { ReasonDialog } from './reason-dialog';

interface RevokeDialogProps {
  readonly branchId: string;
  readonly device: DeviceView;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Shuts a PC out of sync, or lets one in again that was shut out. */
export function RevokeDialog({ branchId, device, onDone, onClose }: RevokeDialogProps) {
  const { t } = useText();
  const revoked = !device.revoked;
  const { tag } = device;
  return (
    <ReasonDialog
      title={revoked ? t('console:revoke.title', { tag }) : t('console:revoke.restoreTitle', { tag })}
      body={t(revoked ? 'console:revoke.body' : 'console:revoke.restoreBody')}
      label={t('console:revoke.reason')}
      cancelLabel={t(revoked ? 'console:revoke.cancel' : 'console:revoke.restoreCancel')}
      confirmLabel={t(revoked ? 'console:revoke.confirm' : 'console:revoke.restoreConfirm')}
      danger={revoked}
      onClose={onClose}
      onReason={async (reason) => {
        const answer = await api['device.setRevoked']({ branchId, deviceId: device.id, revoked, reason });
        if (!answer.ok) return answer.error;
        onDone();
        return null;
      }}
    />
  );
}
