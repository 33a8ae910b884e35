/** 密钥与销毁: since when keys are in use, changing them, and destroying files whose time is over. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { useCallback, useEffect, useState } from 'react';
import type { SessionView } from '../../../shared/contract/app';
import type { DestructionView, ProtectionView } from '../../../shared/contract/protection';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { api, subscribe } from '../../bridge/client';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import { ChangeKeysDialog } from './change-keys-dialog';
import { DestroyCard } from './destroy-card';

export function ProtectionSection({ session }: { readonly session: SessionView }) {
  const { t } = useText();
  const format = useFormat();
  const [view, setView] = useState<ProtectionView | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [changing, setChanging] = useState(false);
  const load = useCallback((): void => {
    void api['protection.get']({}).then((reply) => {
      if (reply.ok) setView(reply.value);
      else setError(reply.error);
    });
  }, []);
  useEffect(() => {
    load();
    return subscribe('app.changed', load);
  }, [load]);

  if (view === null) return <ErrorNotice error={error} />;
  const { keyChange } = view;
  const mayChange = session.permissions.includes('keys.change');
  return (
    <>
      <SectionCard
        title={t('protection:keys.title')}
        actions={
          mayChange && keyChange === null ? (
            <Button onClick={() => setChanging(true)}>{t('protection:keys.change')}</Button>
          ) : undefined
        }
      >
        <Box sx={{ color: c.inkSoft, mb: 1 }}>{t('protection:keys.intro')}</Box>
        <Box>
          {view.keysSinceMs === null
            ? t('protection:keys.first')
            : t('protection:keys.since', { date: format.dateTime(view.keysSinceMs) })}
        </Box>
        {keyChange !== null && (
          <Box sx={{ mt: 1.5 }} role="status">
            <LinearProgress
              variant="determinate"
              aria-label={t('protection:keys.progressLabel')}
              value={(100 * keyChange.done) / keyChange.total}
            />
            <Box sx={{ mt: 0.5 }}>
              {t('protection:keys.progress', {
                done: format.number(keyChange.done),
                total: format.number(keyChange.total),
              })}
            </Box>
          </Box>
        )}
        <ErrorNotice error={error} />
      </SectionCard>
      {session.permissions.includes('case.destroy') && (
        <DestroyCard session={session} codeNeeded={view.codeNeeded && keyChange === null} />
      )}
      <SectionCard title={t('protection:done.title')}>
        {view.destructions.length === 0 ? (
          <Box sx={{ color: c.inkSoft }}>{t('protection:done.none')}</Box>
        ) : (
          <Box component="ul" aria-label={t('protection:done.title')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
            {view.destructions.map((one) => (
              <Destruction key={one.runId} one={one} />
            ))}
          </Box>
        )}
      </SectionCard>
      {changing && <ChangeKeysDialog codeNeeded={view.codeNeeded} onClose={() => setChanging(false)} />}
    </>
  );
}

function Destruction({ one }: { readonly one: DestructionView }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <Box component="li" sx={{ py: 1.25, borderTop: `1px solid ${c.line}`, overflowWrap: 'anywhere' }}>
      <Box sx={{ fontWeight: 600 }}>
        {t('protection:done.line', {
          date: format.dateTime(one.atMs),
          count: one.cases.length,
          by: one.byName,
          approver: one.approvedByName,
        })}
      </Box>
      <Box sx={{ color: c.inkSoft }}>{one.reason}</Box>
      <Box sx={{ color: c.inkSoft }}>
        {one.cases
          .map(({ number, keptUntil }) => t('protection:done.case', { number, date: format.localDate(keptUntil) }))
          .join(' · ')}
      </Box>
    </Box>
  );
}
