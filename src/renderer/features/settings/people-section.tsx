/** 人员: who works at this branch. Who manages people adds them, changes roles and disables; others only look. */
import PersonAddAltOutlined from '@mui/icons-material/PersonAddAltOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useCallback, useEffect, useState } from 'react';
import type { SessionView } from '../../../shared/contract/app';
import type { UserView } from '../../../shared/contract/session';
import { confirm } from '../../app/confirm';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { EmptyState } from '../../components/empty-state';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import { AddPersonDialog } from './add-person-dialog';
import { DelegationsSection } from './delegations-section';
import { PersonRow } from './person-row';
import { RoleDialog } from './role-dialog';
import { TiesDialog } from './ties-dialog';

type Open =
  | { readonly kind: 'none' }
  | { readonly kind: 'add' }
  | { readonly kind: 'role'; readonly user: UserView }
  | { readonly kind: 'ties'; readonly user: UserView };

export function PeopleSection({ session }: { readonly session: SessionView }) {
  const { t } = useText();
  const [users, setUsers] = useState<readonly UserView[] | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [open, setOpen] = useState<Open>({ kind: 'none' });
  const mayManage = session.permissions.includes('user.manage');

  const load = useCallback((): void => {
    void api['user.list']({}).then((reply) => {
      if (reply.ok) setUsers(reply.value.users);
      else setError(reply.error);
    });
  }, []);
  useEffect(load, [load]);

  const close = (): void => setOpen({ kind: 'none' });
  const disable = async (user: UserView): Promise<void> => {
    setError(null);
    const sure = await confirm({
      title: t('people:users.disableTitle', { name: user.name }),
      body: t('people:users.disableText'),
      confirmLabel: t('people:users.disable'),
      tone: 'danger',
    });
    if (!sure) return;
    const reply = await api['user.disable']({ commandId: newId(), userId: user.userId });
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    notify({ severity: 'success', text: t('settings:people.disabledDone', { name: user.name }) });
    load();
  };

  const ordered = [...(users ?? [])].sort(
    (a, b) => Number(b.active) - Number(a.active) || a.addedAtMs - b.addedAtMs || a.name.localeCompare(b.name),
  );
  return (
    <>
      <SectionCard
        title={t('people:users.title')}
        actions={
          mayManage ? (
            <Button
              variant="contained"
              startIcon={<PersonAddAltOutlined />}
              onClick={() => {
                setError(null);
                setOpen({ kind: 'add' });
              }}
            >
              {t('people:users.add')}
            </Button>
          ) : undefined
        }
      >
        <Box sx={{ color: c.inkSoft, mb: 1 }}>
          {t(mayManage ? 'settings:people.intro' : 'settings:people.readOnly')}
        </Box>
        <ErrorNotice error={error} />
        {users !== null && users.length === 0 && <EmptyState title={t('people:users.empty')} />}
        <Box component="ul" aria-label={t('people:users.title')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {ordered.map((user) => (
            <PersonRow
              key={user.userId}
              user={user}
              isSelf={user.userId === session.userId}
              mayManage={mayManage}
              superior={ordered.find(({ userId }) => userId === user.reportsTo)?.name ?? null}
              onChangeTies={() => {
                setError(null);
                setOpen({ kind: 'ties', user });
              }}
              onChangeRole={() => {
                setError(null);
                setOpen({ kind: 'role', user });
              }}
              onDisable={() => void disable(user)}
            />
          ))}
        </Box>
      </SectionCard>
      {users !== null && <DelegationsSection users={ordered} ownId={session.userId} />}
      {open.kind === 'add' && (
        <AddPersonDialog
          onClose={close}
          onAdded={(name) => {
            close();
            notify({ severity: 'success', text: t('people:users.added', { name }) });
            load();
          }}
        />
      )}
      {open.kind === 'ties' && (
        <TiesDialog
          user={open.user}
          users={ordered}
          onClose={close}
          onSaved={() => {
            close();
            notify({ severity: 'success', text: t('settings:people.ties.done', { name: open.user.name }) });
            load();
          }}
        />
      )}
      {open.kind === 'role' && (
        <RoleDialog
          user={open.user}
          onClose={close}
          onChanged={(role) => {
            close();
            const text = t('settings:people.roleChanged', { name: open.user.name, role: t(`vocabulary:role.${role}`) });
            notify({ severity: 'success', text });
            load();
          }}
        />
      )}
    </>
  );
}
