/** 规则和日历: what dates, approvals and reminders rest on, what waits for somebody's eye, what was refused, and whose signature is believed. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { Permission } from '../../../../domain/authority/roles';
import type { InstitutionType } from '../../../../domain/complaint/values';
import type { PackProblem } from '../../../../domain/packs/problems';
import type { PackRefusalView, PackView } from '../../../../shared/contract/packs';
import type { CodedError } from '../../../app/i18n/message-of';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { notify } from '../../../app/notifications';
import { c } from '../../../app/theme/css-vars';
import { api } from '../../../bridge/client';
import { ErrorNotice } from '../../../components/error-notice';
import { adviceFor } from '../../../components/pack-place';
import { PackProblemList } from '../../../components/pack-problem-list';
import { ScriptCheckProgress } from '../../../components/script-check-progress';
import { SectionCard } from '../../../components/section-card';
import { ContentDialog } from './content-dialog';
import { KeysCard } from './keys-card';
import { PackCard } from './pack-card';
import { SwitchDialog } from './switch-dialog';
import { usePacks } from './use-packs';

interface Refused extends CodedError {
  readonly problems: readonly PackProblem[];
}
const isRefused = (error: CodedError): error is Refused => 'problems' in error;

/** First what asks for something, then what holds, then what held. */
const order: readonly PackView['status'][] = ['awaiting', 'scheduled', 'inForce', 'superseded'];

interface RulesSectionProps {
  readonly permissions: readonly Permission[];
  readonly institution: InstitutionType;
}

export function RulesSection({ permissions, institution }: RulesSectionProps) {
  const { t } = useText();
  const { overview, error, reload } = usePacks();
  const [read, setRead] = useState<PackView | null>(null);
  const [look, setLook] = useState<PackView | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<CodedError | null>(null);
  const maySwitch = permissions.includes('rules.switch');

  const importFile = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setFailed(null);
    const reply = await api['packs.importFile']({});
    setBusy(false);
    if (!reply.ok) {
      setFailed(reply.error);
      return;
    }
    const { cancelled, name, knownBefore } = reply.value;
    if (cancelled) return;
    notify({
      severity: knownBefore ? 'info' : 'success',
      text: knownBefore ? t('rules:importedBefore') : t('rules:imported', { name }),
    });
  };

  const packs = [...(overview?.packs ?? [])].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
  return (
    <>
      <SectionCard
        title={t('settings:section.rules')}
        actions={
          maySwitch && (
            <Button variant="outlined" disabled={busy} onClick={() => void importFile()}>
              {t('rules:import')}
            </Button>
          )
        }
      >
        <Box sx={{ color: c.inkSoft, mb: 1.5, maxWidth: '52em' }}>{t('rules:intro')}</Box>
        <Box sx={{ display: 'grid', gap: 1.5 }}>
          <ScriptCheckProgress />
          {failed !== null && (
            <Box role="alert">
              <ErrorNotice error={failed} />
              {isRefused(failed) && (
                <Box sx={{ display: 'grid', gap: 1, mt: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
                  <PackProblemList problems={failed.problems} />
                  <Box>{adviceFor(failed.problems, t)}</Box>
                </Box>
              )}
            </Box>
          )}
          <ErrorNotice error={error} onRetry={reload} />
          <Box
            component="ul"
            aria-label={t('rules:list')}
            sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}
          >
            {packs.map((pack) => (
              <li key={pack.key}>
                <PackCard
                  pack={pack}
                  onRead={() => setRead(pack)}
                  onLook={maySwitch && pack.status === 'awaiting' ? () => setLook(pack) : null}
                />
              </li>
            ))}
          </Box>
        </Box>
      </SectionCard>
      {overview !== null && overview.refusals.length > 0 && <Refusals refusals={overview.refusals} />}
      {overview !== null && <KeysCard keys={overview.keys} mayTrust={permissions.includes('branch.manage')} />}
      {read !== null && <ContentDialog pack={read} institution={institution} onClose={() => setRead(null)} />}
      {look !== null && (
        <SwitchDialog pack={look} mayExport={permissions.includes('history.export')} onClose={() => setLook(null)} />
      )}
    </>
  );
}

function Refusals({ refusals }: { readonly refusals: readonly PackRefusalView[] }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <SectionCard title={t('rules:refusals.title')} tone="warning">
      <Box sx={{ color: c.inkSoft, mb: 1.5, maxWidth: '52em' }}>{t('rules:refusals.intro')}</Box>
      <Box sx={{ display: 'grid', gap: 1 }}>
        {refusals.map(({ atMs, origin, fileName, name, problems }) => (
          <Alert key={`${String(atMs)} ${name} ${fileName}`} severity="warning" icon={false}>
            <Box sx={{ fontWeight: 500, overflowWrap: 'anywhere' }}>
              {t('rules:refusals.one', {
                time: format.dateTime(atMs),
                origin: t(`rules:origin.${origin}`),
                name: [name, fileName].filter((part) => part !== '').join(' · '),
              })}
            </Box>
            <PackProblemList problems={problems} />
          </Alert>
        ))}
      </Box>
    </SectionCard>
  );
}
