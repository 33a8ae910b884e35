/** Whose signature is believed. A branch with a line learns the key by itself; others type it in. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useRef, useState } from 'react';
import type { PackKeyView } from '../../../../shared/contract/packs';
import type { CodedError } from '../../../app/i18n/message-of';
import { useFormat, useMessageOf, useText } from '../../../app/i18n/use-text';
import { notify } from '../../../app/notifications';
import { c } from '../../../app/theme/css-vars';
import { fonts } from '../../../app/theme/tokens';
import { api } from '../../../bridge/client';
import { newId } from '../../../bridge/ids';
import { SectionCard } from '../../../components/section-card';
import { TextField } from '../../../components/text-field';

export function KeysCard({ keys, mayTrust }: { readonly keys: readonly PackKeyView[]; readonly mayTrust: boolean }) {
  const { t } = useText();
  const format = useFormat();
  const connected = keys.some(({ origin }) => origin === 'headquarters');
  return (
    <SectionCard title={t('rules:keys.title')}>
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        <Box sx={{ color: c.inkSoft, maxWidth: '52em' }}>{t('rules:keys.intro')}</Box>
        {keys.length === 0 && <Alert severity="info">{t('rules:keys.none')}</Alert>}
        {keys.map(({ publicKey, origin, by, atMs }) => (
          <Box key={publicKey}>
            <Box sx={{ fontFamily: fonts.number, overflowWrap: 'anywhere' }}>{publicKey}</Box>
            <Box sx={{ color: c.inkSoft }}>
              {origin === 'headquarters' ? t('rules:keys.headquarters') : t('rules:keys.person', { person: by })}
              {' · '}
              {format.dateTime(atMs)}
            </Box>
          </Box>
        ))}
        {mayTrust && !connected && <TrustKey />}
      </Box>
    </SectionCard>
  );
}

function TrustKey() {
  const { t } = useText();
  const messageOf = useMessageOf();
  const [publicKey, setPublicKey] = useState('');
  const [error, setError] = useState<CodedError | null>(null);
  const [busy, setBusy] = useState(false);
  const intent = useRef<string | null>(null);
  const missing = publicKey.trim() === '';

  const trust = async (): Promise<void> => {
    if (busy || missing) return;
    setBusy(true);
    intent.current ??= newId();
    const reply = await api['packs.trustKey']({ commandId: intent.current, publicKey: publicKey.trim() });
    setBusy(false);
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    intent.current = null;
    setPublicKey('');
    notify({ severity: 'success', text: t('rules:keys.trusted') });
  };

  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'start' }}>
      <Box sx={{ flex: '1 1 22rem', maxWidth: '34rem' }}>
        <TextField
          label={t('rules:keys.label')}
          hint={t('rules:keys.hint')}
          value={publicKey}
          onChange={(next) => {
            intent.current = null;
            setError(null);
            setPublicKey(next);
          }}
          onEnter={() => void trust()}
          problem={error === null ? null : { severity: 'block', text: messageOf(error) }}
        />
      </Box>
      <Button variant="outlined" disabled={busy || missing} sx={{ mt: '1.75rem' }} onClick={() => void trust()}>
        {t('rules:keys.trust')}
      </Button>
    </Box>
  );
}
