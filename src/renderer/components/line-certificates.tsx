/** 总行证书 and 本机证书: what is believed, and choosing files for it. Beside the address of headquarters, before and after a PC is connected. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { CertificateView } from '../../shared/contract/certificate';
import type { CodedError } from '../app/i18n/message-of';
import { useFormat, useText } from '../app/i18n/use-text';
import { notify } from '../app/notifications';
import { c } from '../app/theme/css-vars';
import { fonts } from '../app/theme/tokens';
import { api } from '../bridge/client';
import { ErrorNotice } from './error-notice';
import { InfoList } from './info-list';
import { TextField } from './text-field';
import { useNow } from './use-now';
import { useTold } from './use-told';

const askCertificates = () => api['certificate.list']({});

/** What is asked before something is done. */
type Asked = 'own' | 'drop' | null;

export function LineCertificates() {
  const { t } = useText();
  const { told: certificates, reload } = useTold(askCertificates, 'sync.changed');
  const [asked, setAsked] = useState<Asked>(null);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);

  const act = async (work: () => Promise<CodedError | 'taken' | 'dropped' | null>): Promise<void> => {
    setBusy(true);
    setError(null);
    const outcome = await work();
    setBusy(false);
    if (outcome !== null && typeof outcome === 'object') {
      setError(outcome);
      return;
    }
    setAsked(null);
    setPassword('');
    if (outcome !== null) notify({ severity: 'success', text: t(`sync:certificate.${outcome}`) });
    reload();
  };
  const takeAuthority = () =>
    act(async () => {
      const reply = await api['certificate.takeAuthority']({});
      return reply.ok ? (reply.value.cancelled ? null : 'taken') : reply.error;
    });
  const takeOwn = () =>
    act(async () => {
      const reply = await api['certificate.takeOwn']({ password });
      return reply.ok ? (reply.value.cancelled ? null : 'taken') : reply.error;
    });
  const drop = (which: 'own' | 'all') =>
    act(async () => {
      const reply = await api['certificate.drop']({ which });
      return reply.ok ? 'dropped' : reply.error;
    });

  if (certificates === null) return null;
  const { unreadable, authorities, own } = certificates;
  const chosen = authorities.length > 0 || unreadable;
  return (
    <Box sx={{ display: 'grid', gap: 1.5, justifyItems: 'start' }}>
      <Box sx={{ color: c.inkSoft, maxWidth: '60rem' }}>{t('sync:certificate.intro')}</Box>
      <Box sx={{ width: '100%' }}>
        <InfoList
          items={[
            {
              label: t('sync:certificate.authority'),
              value: unreadable
                ? t('sync:certificate.unreadable')
                : chosen
                  ? authorities.map((one) => <Certificate key={one.fingerprint} certificate={one} />)
                  : t('sync:certificate.system'),
            },
            ...(authorities.length > 0
              ? [
                  {
                    label: t('sync:certificate.own'),
                    value: own ? <Certificate certificate={own} /> : t('sync:certificate.ownNone'),
                  },
                ]
              : []),
          ]}
        />
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5 }}>
        <Button variant="outlined" disabled={busy} onClick={() => void takeAuthority()}>
          {t('sync:certificate.takeAuthority')}
        </Button>
        {authorities.length > 0 && (
          <Button variant="outlined" disabled={busy || asked === 'own'} onClick={() => setAsked('own')}>
            {t('sync:certificate.takeOwn')}
          </Button>
        )}
        {own && (
          <Button disabled={busy} onClick={() => void drop('own')}>
            {t('sync:certificate.dropOwn')}
          </Button>
        )}
        {chosen && (
          <Button disabled={busy || asked === 'drop'} onClick={() => setAsked('drop')}>
            {t('sync:certificate.drop')}
          </Button>
        )}
      </Box>
      {asked === 'own' && (
        <Box sx={{ display: 'grid', gap: 1, width: '100%', maxWidth: '36rem' }}>
          <Box sx={{ color: c.inkSoft }}>{t('sync:certificate.ownHint')}</Box>
          <TextField
            autoFocus
            type="password"
            label={t('sync:certificate.password')}
            hint={t('sync:certificate.passwordHint')}
            value={password}
            onChange={setPassword}
            onEnter={() => void takeOwn()}
          />
          <Box sx={{ display: 'flex', gap: 1.5 }}>
            <Button variant="contained" disabled={busy} onClick={() => void takeOwn()}>
              {t('sync:certificate.choose')}
            </Button>
            <Button disabled={busy} onClick={() => setAsked(null)}>
              {t('sync:certificate.cancel')}
            </Button>
          </Box>
        </Box>
      )}
      {asked === 'drop' && (
        <Alert
          severity="warning"
          action={
            <Button color="inherit" disabled={busy} onClick={() => void drop('all')}>
              {t('sync:certificate.drop')}
            </Button>
          }
        >
          {t('sync:certificate.dropAsk')}
        </Alert>
      )}
      <ErrorNotice error={error} />
    </Box>
  );
}

function Certificate({ certificate }: { readonly certificate: CertificateView }) {
  const { t } = useText();
  const format = useFormat();
  const nowMs = useNow();
  const { subject, issuer, validToMs, fingerprint } = certificate;
  const date = format.date(validToMs);
  return (
    <Box sx={{ mb: 0.5 }}>
      <Box sx={{ fontWeight: 500 }}>{subject}</Box>
      <Box sx={{ color: c.inkSoft }}>
        {subject !== issuer && <>{t('sync:certificate.issuer', { issuer })} · </>}
        {validToMs <= nowMs ? (
          <Box component="strong">{t('sync:certificate.over', { date })}</Box>
        ) : (
          t('sync:certificate.validTo', { date })
        )}
      </Box>
      <Box sx={{ color: c.inkSoft, fontFamily: fonts.number, fontSize: '0.8125rem', overflowWrap: 'anywhere' }}>
        {t('sync:certificate.fingerprint', { value: fingerprint })}
      </Box>
    </Box>
  );
}
