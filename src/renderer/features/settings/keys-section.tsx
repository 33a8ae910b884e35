/** 按键: every action with its keys, by group; each can be given other keys. Below it the strip for the keyboard. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { actionGroups, helpKeys, keyActions, leaveKeys } from '../../../shared/shortcuts/actions';
import type { KeyChoices } from '../../../shared/shortcuts/keymap';
import { keysInText } from '../../../shared/shortcuts/printed-keys';
import { confirm } from '../../app/confirm';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { KeyStripButtons } from '../../app/shortcuts/key-strip-buttons';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import { KeyRow } from './key-row';

export function KeysSection({ choices }: { readonly choices: KeyChoices }) {
  const { t } = useText();
  const [error, setError] = useState<CodedError | null>(null);
  const count = Object.keys(choices).length;

  const keep = async (keys: KeyChoices, said: string): Promise<void> => {
    const reply = await api['keys.set']({ keys });
    setError(reply.ok ? null : reply.error);
    if (reply.ok) notify({ severity: 'success', text: said });
  };
  const resetAll = async (): Promise<void> => {
    const sure = await confirm({
      title: t('keys:resetAllTitle'),
      body: t('keys:resetAllBody', { count }),
      confirmLabel: t('keys:resetAll'),
    });
    if (sure) await keep({}, t('keys:resetAllDone'));
  };

  return (
    <>
      <SectionCard
        title={t('keys:title')}
        actions={
          count > 0 && (
            <Button size="small" onClick={() => void resetAll()}>
              {t('keys:resetAll')}
            </Button>
          )
        }
      >
        <Box sx={{ color: c.inkSoft, mb: 1 }}>{t('keys:intro')}</Box>
        <Box sx={{ color: c.inkSoft, mb: 2 }}>
          {t('keys:fixed', { keys: keysInText(helpKeys), leave: keysInText(leaveKeys) })}
        </Box>
        <ErrorNotice error={error} />
        {actionGroups.map((group) => (
          <Box key={group} sx={{ mb: 2.5 }}>
            <Typography variant="subtitle2" component="h3" id={`keys-${group}`} sx={{ mb: 0.5 }}>
              {t(`keys:group.${group}`)}
            </Typography>
            <Box component="ul" aria-labelledby={`keys-${group}`} sx={{ m: 0, p: 0, listStyle: 'none' }}>
              {keyActions
                .filter((action) => action.group === group)
                .map(({ id }) => (
                  <KeyRow key={id} action={id} choices={choices} onKeep={(next, said) => void keep(next, said)} />
                ))}
            </Box>
          </Box>
        ))}
      </SectionCard>
      <SectionCard title={t('keys:strip.title')}>
        <Box sx={{ color: c.inkSoft, mb: 2 }}>{t('keys:strip.intro')}</Box>
        <KeyStripButtons file />
      </SectionCard>
    </>
  );
}
