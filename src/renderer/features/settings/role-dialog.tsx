/** Another role for somebody. What it permits stands below the choice. */
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useRef, useState } from 'react';
import { roles, type Role } from '../../../domain/authority/roles';
import type { UserView } from '../../../shared/contract/session';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ChoiceChips } from '../../components/choice-chips';
import { ErrorNotice } from '../../components/error-notice';

export interface RoleDialogProps {
  readonly user: UserView;
  readonly onClose: () => void;
  readonly onChanged: (role: Role) => void;
}

export function RoleDialog({ user, onClose, onChanged }: RoleDialogProps) {
  const { t } = useText();
  const [role, setRole] = useState<Role>(user.role);
  const [error, setError] = useState<CodedError | null>(null);
  const [busy, setBusy] = useState(false);
  const intent = useRef<string | null>(null);

  const submit = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    intent.current ??= newId();
    const reply = await api['user.setRole']({ commandId: intent.current, userId: user.userId, role });
    setBusy(false);
    if (reply.ok) onChanged(role);
    else setError(reply.error);
  };

  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="role-title">
      <DialogTitle id="role-title">{t('settings:people.changeRoleOf', { name: user.name })}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <RoleChoice
          value={role}
          onChange={(next) => {
            intent.current = null;
            setRole(next);
          }}
        />
        <ErrorNotice error={error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common:action.cancel')}</Button>
        <Button variant="contained" disabled={busy || role === user.role} onClick={() => void submit()}>
          {t('settings:people.roleSubmit')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

export interface RoleChoiceProps {
  readonly value: Role;
  readonly onChange: (role: Role) => void;
}

export function RoleChoice({ value, onChange }: RoleChoiceProps) {
  const { t } = useText();
  return (
    <ChoiceChips
      label={t('people:users.role')}
      options={roles.map((role) => ({ value: role, label: t(`vocabulary:role.${role}`) }))}
      value={value}
      onChange={onChange}
      hint={t(`settings:people.roleHint.${value}`)}
    />
  );
}
