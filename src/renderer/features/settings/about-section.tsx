/** 关于: version, this PC, where its data lies, whose work is in it. For whoever helps by phone. */
import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useEffect, useState } from 'react';
import type { AboutView, AppStatus } from '../../../shared/contract/app';
import { useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { copyText } from '../../components/copy-text';
import { InfoList } from '../../components/info-list';
import { SectionCard } from '../../components/section-card';
import { licences } from './licences';

export function AboutSection({ status }: { readonly status: AppStatus }) {
  const { t } = useText();
  const [about, setAbout] = useState<AboutView | null>(null);
  useEffect(() => {
    let current = true;
    void api['app.about']({}).then((reply) => {
      if (current && reply.ok) setAbout(reply.value);
    });
    return () => {
      current = false;
    };
  }, []);

  const copy = async (dataDir: string): Promise<void> => {
    if (await copyText(dataDir)) notify({ severity: 'success', text: t('settings:about.copied') });
  };
  const { branch, secretBackend } = status;
  return (
    <>
      <SectionCard title={t('settings:about.title')}>
        <InfoList
          items={[
            { label: t('settings:about.version'), value: status.version },
            { label: t('settings:about.branch'), value: branch === null ? null : `${branch.name} · ${branch.code}` },
            { label: t('settings:about.device'), value: branch?.deviceTag ?? null },
            {
              label: t('settings:about.dataDir'),
              value:
                about === null ? null : (
                  <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
                    <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
                      {about.dataDir}
                    </Box>
                    <Tooltip title={t('settings:about.copyDataDir')}>
                      <IconButton
                        aria-label={t('settings:about.copyDataDir')}
                        onClick={() => void copy(about.dataDir)}
                        sx={{ my: -1 }}
                      >
                        <ContentCopyOutlined />
                      </IconButton>
                    </Tooltip>
                  </Box>
                ),
            },
            {
              label: t('settings:about.secret'),
              value: t(secretBackend === 'os' ? 'settings:about.secretOs' : 'settings:about.secretFile'),
            },
            { label: t('settings:about.timeZone'), value: status.timeZone },
            {
              label: t('settings:about.engine'),
              value: about === null ? null : `Electron ${about.electron} · Chromium ${about.chromium}`,
            },
          ]}
        />
      </SectionCard>
      <SectionCard title={t('settings:about.licences')}>
        <Box sx={{ color: c.inkSoft, mb: 1.5 }}>{t('settings:about.licencesIntro')}</Box>
        <Box
          component="ul"
          aria-label={t('settings:about.licencesLabel')}
          sx={{
            m: 0,
            p: 0,
            listStyle: 'none',
            display: 'grid',
            columnGap: 4,
            gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 22rem), 1fr))',
          }}
        >
          {licences.map(({ name, licence }) => (
            <Box
              component="li"
              key={name}
              sx={{
                display: 'flex',
                justifyContent: 'space-between',
                gap: 2,
                py: 0.5,
                borderBottom: `1px solid ${c.line}`,
              }}
            >
              <span>{name}</span>
              <Box component="span" sx={{ color: c.inkSoft }}>
                {licence}
              </Box>
            </Box>
          ))}
        </Box>
      </SectionCard>
    </>
  );
}
