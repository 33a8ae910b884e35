/** 授权代理: who lends their authority to whom. Everybody sees it; who has authority lends it, either of the two ends it. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useCallback, useEffect, useState } from 'react';
import type { DelegationView } from '../../../shared/contract/delegation';
import type { UserView } from '../../../shared/contract/session';
import type { OutputOf } from '../../../shared/contract/define';
import type { AppContract } from '../../../shared/contract/contract';
import { confirm } from '../../app/confirm';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { c } from '../../app/theme/css-vars';
import type { Tone } from '../../app/theme/tokens';
import { api, subscribe } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import { StatusChip } from '../../components/status-chip';
import { DelegationDialog } from './delegation-dialog';

type Listed = OutputOf<AppContract['delegation.list']>;

const tones: { readonly [S in DelegationView['state']]: Tone } = {
  planned: 'info',
  active: 'accent',
  over: 'neutral',
  revoked: 'neutral',
};

interface DelegationsSectionProps {
  readonly users: readonly UserView[];
  readonly ownId: string;
}

export function DelegationsSection({ users, ownId }: DelegationsSectionProps) {
  const { t } = useText();
  const [listed, setListed] = useState<Listed | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [giving, setGiving] = useState(false);

  const load = useCallback((): void => {
    void api['delegation.list']({}).then((reply) => {
      if (reply.ok) setListed(reply.value);
      else setError(reply.error);
    });
  }, []);
  useEffect(() => {
    load();
    return subscribe('app.changed', load);
  }, [load]);

  const revoke = async (one: DelegationView): Promise<void> => {
    setError(null);
    const sure = await confirm({
      title: t('authority:delegation.revokeTitle', { from: one.fromName, to: one.toName }),
      body: t('authority:delegation.revokeText'),
      confirmLabel: t('authority:delegation.revoke'),
      tone: 'danger',
    });
    if (!sure) return;
    const reply = await api['delegation.revoke']({ commandId: newId(), delegationId: one.id });
    if (!reply.ok) setError(reply.error);
    else notify({ severity: 'success', text: t('authority:delegation.revoked', { to: one.toName }) });
    load();
  };

  const delegations = listed?.delegations ?? [];
  const holds = listed?.mostFen !== undefined;
  return (
    <SectionCard
      title={t('authority:delegation.title')}
      actions={holds ? <Button onClick={() => setGiving(true)}>{t('authority:delegation.give')}</Button> : undefined}
    >
      <Box sx={{ color: c.inkSoft, mb: 1 }}>{t('authority:delegation.intro')}</Box>
      <ErrorNotice error={error} />
      {listed !== null && delegations.length === 0 && <Box>{t('authority:delegation.none')}</Box>}
      <Box component="ul" aria-label={t('authority:delegation.title')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {delegations.map((one) => (
          <Row key={one.id} one={one} onRevoke={() => void revoke(one)} />
        ))}
      </Box>
      {giving && listed !== null && (
        <DelegationDialog
          colleagues={users.filter(({ userId, active }) => active && userId !== ownId)}
          mostFen={listed.mostFen ?? null}
          today={listed.today}
          onClose={() => setGiving(false)}
          onGiven={(name) => {
            setGiving(false);
            notify({ severity: 'success', text: t('authority:delegation.done', { name }) });
            load();
          }}
        />
      )}
    </SectionCard>
  );
}

function Row({ one, onRevoke }: { readonly one: DelegationView; readonly onRevoke: () => void }) {
  const { t } = useText();
  const format = useFormat();
  const facts = [
    t('authority:delegation.period', { from: format.localDate(one.fromDate), to: format.localDate(one.toDate) }),
    one.upToFen === 0
      ? t('authority:delegation.withoutMoney')
      : t('authority:delegation.upToIs', { limit: format.money(one.upToFen) }),
    one.reason,
    one.revokedByName === null ? '' : t('authority:delegation.revokedBy', { name: one.revokedByName }),
  ].filter((text) => text !== '');
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
      <Box sx={{ flex: '1 1 16rem', minWidth: 0 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1 }}>
          <Box component="span" sx={{ fontWeight: 600 }}>
            {t('authority:delegation.line', { to: one.toName, from: one.fromName })}
          </Box>
          <StatusChip
            tone={tones[one.state]}
            strong={one.state === 'active'}
            label={t(`authority:delegation.state.${one.state}`)}
          />
        </Box>
        <Box sx={{ color: c.inkSoft, overflowWrap: 'anywhere' }}>{facts.join(' · ')}</Box>
      </Box>
      {one.mayRevoke && (
        <Button
          size="small"
          color="error"
          aria-label={t('authority:delegation.revokeTitle', { from: one.fromName, to: one.toName })}
          onClick={onRevoke}
        >
          {t('authority:delegation.revoke')}
        </Button>
      )}
    </Box>
  );
}
