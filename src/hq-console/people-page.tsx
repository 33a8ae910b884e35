/** 人员: who may use the console, and how each stands; for administrators. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useFormat, useText } from '../renderer/app/i18n/use-text';
import type { Tone } from '../renderer/app/theme/tokens';
import { DataTable, type Column } from '../renderer/components/data-table';
import { ErrorNotice } from '../renderer/components/error-notice';
import { InfoList } from '../renderer/components/info-list';
import { PageHeader } from '../renderer/components/page-header';
import { SectionCard } from '../renderer/components/section-card';
import { StatusChip } from '../renderer/components/status-chip';
import type { PersonState, PersonView } from '../shared/hq-console/people';
import { api } from './client';
import { CodeDialog } from './code-dialog';
import { PersonDialog, type MadeSetupCode, type PersonAct } from './person-dialog';
import { useAnswer } from './use-answer';

const listHeight = 'max(18rem, calc(100vh - 13rem))';
const tones: Readonly<Record<PersonState, Tone>> = {
  active: 'success',
  invited: 'info',
  inviteExpired: 'warning',
  disabled: 'neutral',
};

export function PeoplePage({ account: own }: { readonly account: string }) {
  const { t } = useText();
  const format = useFormat();
  const { value, error, loading, reload } = useAnswer(() => api['person.list']({}));
  const [opened, setOpened] = useState<PersonView | null>(null);
  const [act, setAct] = useState<PersonAct | null>(null);
  const [made, setMade] = useState<MadeSetupCode | null>(null);
  const people = value?.people ?? [];

  const columns: readonly Column<PersonView>[] = [
    {
      id: 'account',
      header: t('console:people.account'),
      width: 'minmax(10rem, 1fr)',
      cell: ({ account }) => (account === own ? t('console:people.you', { account }) : account),
    },
    { id: 'name', header: t('console:people.name'), width: 'minmax(8rem, 1fr)', cell: ({ name }) => name },
    {
      id: 'role',
      header: t('console:people.role'),
      width: 'minmax(9rem, 1fr)',
      cell: ({ role }) => t(`console:role.${role}`),
    },
    {
      id: 'state',
      header: t('console:people.state'),
      width: 'minmax(10rem, 1fr)',
      cell: ({ state }) => <StatusChip label={t(`console:people.is.${state}`)} tone={tones[state]} />,
    },
    {
      id: 'signedIn',
      header: t('console:people.signedIn'),
      width: 'minmax(11rem, 1fr)',
      cell: ({ signedInAtMs }) => (signedInAtMs === null ? t('console:people.never') : format.dateTime(signedInAtMs)),
    },
    {
      id: 'failures',
      header: t('console:people.failures'),
      width: '9rem',
      align: 'end',
      cell: ({ failures }) => format.number(failures),
    },
  ];

  return (
    <>
      <PageHeader
        title={t('console:people.title')}
        subtitle={t('console:people.subtitle')}
        actions={
          <>
            <Button onClick={reload}>{t('console:branches.refresh')}</Button>
            <Button variant="contained" onClick={() => setAct({ change: 'add' })}>
              {t('console:people.act.add.open')}
            </Button>
          </>
        }
      />
      <Box sx={{ display: 'grid', gap: 2 }}>
        <ErrorNotice error={error} onRetry={reload} />
        <SectionCard flush>
          <DataTable
            label={t('console:people.table')}
            columns={columns}
            rows={people}
            rowKey={({ account }) => account}
            onOpen={setOpened}
            loading={loading && value === null}
            height={listHeight}
          />
        </SectionCard>
      </Box>
      {opened && (
        <OnePerson
          person={opened}
          isOwn={opened.account === own}
          onAct={(change) => {
            setOpened(null);
            setAct({ change, person: opened });
          }}
          onClose={() => setOpened(null)}
        />
      )}
      {act && (
        <PersonDialog
          act={act}
          onDone={(code) => {
            setAct(null);
            setMade(code);
            reload();
          }}
          onClose={() => setAct(null)}
        />
      )}
      {made && (
        <CodeDialog
          title={t('console:people.codeTitle', { account: made.account })}
          body={t('console:people.codeBody', { address: `${location.origin}${location.pathname}#setup` })}
          code={made.setupCode}
          once={t('console:people.codeOnce', { until: format.dateTime(made.expiresAtMs) })}
          testId="setup-code"
          onClose={() => setMade(null)}
        />
      )}
    </>
  );
}

interface OnePersonProps {
  readonly person: PersonView;
  readonly isOwn: boolean;
  readonly onAct: (change: 'reset' | 'disable' | 'enable' | 'role') => void;
  readonly onClose: () => void;
}

/** How a person stands, and what an administrator can do about it. */
function OnePerson({ person, isOwn, onAct, onClose }: OnePersonProps) {
  const { t } = useText();
  const format = useFormat();
  const { state, signedInAtMs } = person;
  const acts = state === 'disabled' ? (['enable'] as const) : (['role', 'reset', 'disable'] as const);
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="person-title">
      <DialogTitle id="person-title">{person.name}</DialogTitle>
      <DialogContent>
        <InfoList
          items={[
            { label: t('console:people.account'), value: person.account },
            { label: t('console:people.role'), value: t(`console:role.${person.role}`) },
            {
              label: t('console:people.state'),
              value: <StatusChip label={t(`console:people.is.${state}`)} tone={tones[state]} />,
            },
            {
              label: t('console:people.signedIn'),
              value: signedInAtMs === null ? t('console:people.never') : format.dateTime(signedInAtMs),
            },
            { label: t('console:people.failures'), value: format.number(person.failures) },
            { label: t('console:people.created'), value: format.dateTime(person.createdAtMs) },
          ]}
        />
        {isOwn && <Typography sx={{ mt: 2 }}>{t('console:people.own')}</Typography>}
      </DialogContent>
      <DialogActions>
        {!isOwn &&
          acts.map((change) => (
            <Button
              key={change}
              color={change === 'disable' || change === 'reset' ? 'error' : 'primary'}
              onClick={() => onAct(change)}
            >
              {t(`console:people.act.${change}.open`)}
            </Button>
          ))}
        <Button variant="contained" onClick={onClose}>
          {t('console:branches.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
