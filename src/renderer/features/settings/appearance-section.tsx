/** Language, colours, text size, density; and how soon an unattended PC locks itself. */
import Box from '@mui/material/Box';
import { useState } from 'react';
import type { AppStatus } from '../../../shared/contract/app';
import { intlLanguage } from '../../app/i18n/i18n';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { AppearanceFields } from '../../app/shell/menus';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { ChoiceChips } from '../../components/choice-chips';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';

const usualMinutes = [2, 5, 10, 15, 30];

export interface AppearanceSectionProps {
  readonly status: AppStatus;
  readonly mayChangeLock: boolean;
}

export function AppearanceSection({ status, mayChangeLock }: AppearanceSectionProps) {
  const { t } = useText();
  const [error, setError] = useState<CodedError | null>(null);
  const { preferences, idleLockMinutes } = status;
  const minutes = [...new Set([...usualMinutes, idleLockMinutes])].sort((a, b) => a - b);

  const setLock = async (chosen: number): Promise<void> => {
    const reply = await api['app.setIdleLock']({ minutes: chosen });
    setError(reply.ok ? null : reply.error);
    if (reply.ok) notify({ severity: 'success', text: t('settings:appearance.lockSaved') });
  };

  return (
    <>
      <SectionCard title={t('settings:appearance.title')}>
        <Box sx={{ color: c.inkSoft, mb: 2 }}>{t('settings:appearance.intro')}</Box>
        <AppearanceFields
          appearance={preferences}
          onChange={(next) =>
            void api['app.setPreferences']({ ...next, language: intlLanguage(next.language) }).then((reply) => {
              setError(reply.ok ? null : reply.error);
            })
          }
        />
      </SectionCard>
      <SectionCard title={t('settings:appearance.lockTitle')}>
        <Box sx={{ color: c.inkSoft, mb: 2 }}>{t('settings:appearance.lockIntro')}</Box>
        {mayChangeLock ? (
          <ChoiceChips
            label={t('settings:appearance.lockAfter')}
            options={minutes.map((count) => ({
              value: String(count),
              label: t('settings:appearance.minutes', { count }),
            }))}
            value={String(idleLockMinutes)}
            onChange={(value) => void setLock(Number(value))}
          />
        ) : (
          <Box>{t('settings:appearance.lockFixed', { count: idleLockMinutes })}</Box>
        )}
      </SectionCard>
      <ErrorNotice error={error} />
    </>
  );
}
