/** One branch with its PCs, and what an administrator can do about them. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useFormat, useText } from '../renderer/app/i18n/use-text';
import { c } from '../renderer/app/theme/css-vars';
import { StatusChip } from '../renderer/components/status-chip';
import type { BranchView, DeviceView } from '../shared/hq-console/branches';
import { deviceTroubles } from '../shared/hq-console/health';
import type { HqPermission } from '../shared/hq-console/roles';
import { RevokeDialog } from './revoke-dialog';
import { TroubleChip } from './trouble-chip';

interface BranchDialogProps {
  readonly branch: BranchView;
  readonly nowMs: number;
  readonly permissions: readonly HqPermission[];
  readonly onCode: () => void;
  /** A PC was shut out or let in again. */
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

export function BranchDialog({ branch, nowMs, permissions, onCode, onChanged, onClose }: BranchDialogProps) {
  const { t } = useText();
  const [asked, setAsked] = useState<DeviceView | null>(null);
  const mayRevoke = permissions.includes('device.revoke');
  return (
    <>
      <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby="branch-title">
        <DialogTitle id="branch-title">
          {t('console:branches.devicesOf', { name: `${branch.code} ${branch.name}` })}
        </DialogTitle>
        <DialogContent>
          <Table size="small">
            <TableHead>
              <TableRow>
                <TableCell>{t('console:branches.column.device')}</TableCell>
                <TableCell>{t('console:branches.column.state')}</TableCell>
                <TableCell>{t('console:branches.column.contact')}</TableCell>
                <TableCell>{t('console:branches.column.clock')}</TableCell>
                <TableCell align="right">{t('console:branches.column.rejected')}</TableCell>
                {mayRevoke && <TableCell>{t('console:branches.column.action')}</TableCell>}
              </TableRow>
            </TableHead>
            <TableBody>
              {branch.devices.map((device) => (
                <DeviceRow
                  key={device.id}
                  device={device}
                  nowMs={nowMs}
                  {...(mayRevoke ? { onAsk: () => setAsked(device) } : {})}
                />
              ))}
            </TableBody>
          </Table>
          <Typography sx={{ mt: 2, color: c.inkSoft }}>{t('console:branches.unknown')}</Typography>
        </DialogContent>
        <DialogActions>
          {permissions.includes('code.make') && <Button onClick={onCode}>{t('console:branches.joinCode')}</Button>}
          <Button variant="contained" onClick={onClose}>
            {t('console:branches.close')}
          </Button>
        </DialogActions>
      </Dialog>
      {asked && (
        <RevokeDialog
          branchId={branch.id}
          device={asked}
          onDone={() => {
            setAsked(null);
            onChanged();
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

interface DeviceRowProps {
  readonly device: DeviceView;
  readonly nowMs: number;
  readonly onAsk?: () => void;
}

function DeviceRow({ device, nowMs, onAsk }: DeviceRowProps) {
  const { t } = useText();
  const format = useFormat();
  const troubles = deviceTroubles(device, nowMs);
  const { clockOffsetMs: offset } = device;
  // Nobody can read seconds off a clock on the wall.
  const clock =
    offset === null
      ? t('console:branches.clockUnknown')
      : Math.abs(offset) < 60_000
        ? t('console:branches.clockGood')
        : t(offset > 0 ? 'console:branches.clockBehind' : 'console:branches.clockAhead', {
            text: format.duration(offset),
          });
  return (
    <TableRow>
      <TableCell>{t('console:branches.deviceTag', { tag: device.tag })}</TableCell>
      <TableCell>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
          {device.revoked ? (
            <StatusChip label={t('console:branches.revoked')} />
          ) : troubles.length === 0 ? (
            <TroubleChip trouble="none" />
          ) : (
            troubles.map((trouble) => <TroubleChip key={trouble} trouble={trouble} />)
          )}
        </Box>
      </TableCell>
      <TableCell>
        {device.lastSeenAtMs === null ? t('console:branches.never') : format.relative(device.lastSeenAtMs, nowMs)}
      </TableCell>
      <TableCell>{clock}</TableCell>
      <TableCell align="right">{format.number(device.rejected)}</TableCell>
      {onAsk && (
        <TableCell>
          <Button size="small" color={device.revoked ? 'primary' : 'error'} onClick={onAsk}>
            {t(device.revoked ? 'console:branches.restore' : 'console:branches.revoke')}
          </Button>
        </TableCell>
      )}
    </TableRow>
  );
}
