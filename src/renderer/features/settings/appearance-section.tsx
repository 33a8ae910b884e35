/** Language, colours, text size, density; and how soon an unattended PC locks itself. */
import Box from '@mui/material/Box';
import { useState } from 'react';
import type { AppStatus } from '../../../shared/contract/app';
import { intlLanguage } from '../../app/i18n/languages';
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
  const { preferences, idleLockMinutes, screenPrivacy } = status;
  const minutes = [...new Set([...usualMinutes, idleLockMinutes])].sort((a, b) => a - b);

  const setLock = async (chosen: number): Promise<void> => {
    const reply = await api['app.setIdleLock']({ minutes: chosen });
    setError(reply.ok ? null : reply.error);
    if (reply.ok) notify({ severity: 'success', text: t('settings:appearance.lockSaved') });
  };

  const setPrivacy = async (on: boolean): Promise<void> => {
    const reply = await api['app.setScreenPrivacy']({ on });
    setError(reply.ok ? null : reply.error);
    if (reply.ok) notify({ severity: 'success', text: t('settings:appearance.privacySaved') });
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
      <SectionCard title={t('settings:appearance.privacyTitle')}>
        <Box sx={{ color: c.inkSoft, mb: 2 }}>{t('settings:appearance.privacyIntro')}</Box>
        {screenPrivacy.possible && mayChangeLock ? (
          <ChoiceChips
            label={t('settings:appearance.privacyLabel')}
            options={[
              { value: 'on', label: t('settings:appearance.privacyOn') },
              { value: 'off', label: t('settings:appearance.privacyOff') },
            ]}
            value={screenPrivacy.on ? 'on' : 'off'}
            onChange={(value) => void setPrivacy(value === 'on')}
          />
        ) : (
          <Box>
            {!screenPrivacy.possible
              ? t('settings:appearance.privacyImpossible')
              : t(screenPrivacy.on ? 'settings:appearance.privacyFixedOn' : 'settings:appearance.privacyFixedOff')}
          </Box>
        )}
      </SectionCard>
      <ErrorNotice error={error} />
    </>
  );
}
