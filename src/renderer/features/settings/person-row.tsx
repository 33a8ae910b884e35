/** One person of the branch in the list. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { UserView } from '../../../shared/contract/session';
import { useFormat, useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { NameSeal } from '../../components/person-card';
import { StatusChip } from '../../components/status-chip';

export interface PersonRowProps {
  readonly user: UserView;
  readonly isSelf: boolean;
  readonly mayManage: boolean;
  readonly superior: string | null;
  readonly onChangeTies: () => void;
  readonly onChangeRole: () => void;
  readonly onDisable: () => void;
}

export function PersonRow({
  user,
  isSelf,
  mayManage,
  superior,
  onChangeTies,
  onChangeRole,
  onDisable,
}: PersonRowProps) {
  const { t } = useText();
  const { date } = useFormat();
  const facts = [
    t(`vocabulary:role.${user.role}`),
    ...(user.staffNo === '' ? [] : [`${t('people:users.staffNo')} ${user.staffNo}`]),
    `${t('people:users.since')} ${date(user.addedAtMs)}`,
    ...(superior === null ? [] : [t('settings:people.ties.superiorIs', { name: superior })]),
    ...(user.relations.length === 0 ? [] : [t('settings:people.ties.relationCount', { count: user.relations.length })]),
  ];
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1.5,
        alignItems: 'center',
        py: 1.25,
        borderTop: `1px solid ${c.line}`,
      }}
    >
      <NameSeal name={user.name} size="2.5rem" />
      <Box sx={{ flex: '1 1 16rem', minWidth: 0 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1 }}>
          <Box component="span" sx={{ fontWeight: 600, fontSize: '1.125rem', color: user.active ? c.ink : c.inkSoft }}>
            {user.name}
          </Box>
          {isSelf && <StatusChip label={t('settings:people.you')} tone="primary" />}
          {!user.active && <StatusChip label={t('people:users.disabled')} />}
        </Box>
        <Box sx={{ color: c.inkSoft }}>{facts.join(' · ')}</Box>
      </Box>
      {mayManage && user.active && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          <Button size="small" aria-label={t('settings:people.ties.of', { name: user.name })} onClick={onChangeTies}>
            {t('settings:people.ties.action')}
          </Button>
          {/* Nobody gives themselves another role, or disables themselves. */}
          {!isSelf && (
            <>
              <Button
                size="small"
                aria-label={t('settings:people.changeRoleOf', { name: user.name })}
                onClick={onChangeRole}
              >
                {t('people:users.changeRole')}
              </Button>
              <Button
                size="small"
                color="error"
                aria-label={t('settings:people.disableOf', { name: user.name })}
                onClick={onDisable}
              >
                {t('people:users.disable')}
              </Button>
            </>
          )}
        </Box>
      )}
    </Box>
  );
}
