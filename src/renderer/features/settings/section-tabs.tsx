/** The list of sections as tabs: one stop for Tab, arrows move and open. */
import BackupOutlined from '@mui/icons-material/BackupOutlined';
import BadgeOutlined from '@mui/icons-material/BadgeOutlined';
import ContrastOutlined from '@mui/icons-material/ContrastOutlined';
import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import GavelOutlined from '@mui/icons-material/GavelOutlined';
import GroupsOutlined from '@mui/icons-material/GroupsOutlined';
import InfoOutlined from '@mui/icons-material/InfoOutlined';
import KeyboardOutlined from '@mui/icons-material/KeyboardOutlined';
import ShieldOutlined from '@mui/icons-material/ShieldOutlined';
import StorefrontOutlined from '@mui/icons-material/StorefrontOutlined';
import TextSnippetOutlined from '@mui/icons-material/TextSnippetOutlined';
import UploadFileOutlined from '@mui/icons-material/UploadFileOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { ComponentType } from 'react';
import { useText } from '../../app/i18n/use-text';
import { c, tone } from '../../app/theme/css-vars';
import { pageFrom } from '../../app/theme/page-container';
import { radiusPx, targetPx } from '../../app/theme/tokens';
import { useRoving } from '../../components/use-roving';
import type { SettingsSection } from './sections';

const icons: Readonly<Record<SettingsSection, ComponentType<{ 'aria-hidden'?: boolean }>>> = {
  appearance: ContrastOutlined,
  keys: KeyboardOutlined,
  account: BadgeOutlined,
  branch: StorefrontOutlined,
  backup: BackupOutlined,
  people: GroupsOutlined,
  texts: TextSnippetOutlined,
  import: UploadFileOutlined,
  rules: GavelOutlined,
  protection: ShieldOutlined,
  audit: FactCheckOutlined,
  about: InfoOutlined,
};

export const tabId = (section: SettingsSection): string => `settings-tab-${section}`;
export const panelId = (section: SettingsSection): string => `settings-panel-${section}`;

export interface SectionTabsProps {
  readonly sections: readonly SettingsSection[];
  readonly current: SettingsSection;
  readonly onChange: (section: SettingsSection) => void;
}

export function SectionTabs({ sections, current, onChange }: SectionTabsProps) {
  const { t } = useText();
  const roving = useRoving(sections.length, sections.indexOf(current), (index) => {
    const section = sections[index];
    if (section !== undefined) onChange(section);
  });
  return (
    <Box
      role="tablist"
      aria-label={t('settings:sections')}
      aria-orientation="vertical"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 0.5,
        [pageFrom(52)]: { flexDirection: 'column', flexWrap: 'nowrap', position: 'sticky', top: 0 },
      }}
    >
      {sections.map((section, index) => {
        const Icon = icons[section];
        const selected = section === current;
        return (
          <ButtonBase
            key={section}
            ref={roving.itemRef(index)}
            role="tab"
            id={tabId(section)}
            aria-selected={selected}
            {...(selected ? { 'aria-controls': panelId(section) } : {})}
            tabIndex={selected ? 0 : -1}
            onClick={() => onChange(section)}
            onKeyDown={roving.onKeyDown}
            sx={{
              minHeight: targetPx,
              px: 1.5,
              gap: 1.25,
              justifyContent: 'flex-start',
              textAlign: 'start',
              borderRadius: `${radiusPx.field}px`,
              font: 'inherit',
              color: c.inkSoft,
              '& svg': { fontSize: '1.375rem', flex: 'none' },
              '&:hover': { backgroundColor: c.sunken },
              '&[aria-selected="true"]': {
                backgroundColor: c.surface,
                color: c.ink,
                fontWeight: 600,
                boxShadow: `inset 3px 0 0 ${tone('accent').fill}, 0 0 0 1px ${c.line}`,
              },
            }}
          >
            <Icon aria-hidden />
            {t(`settings:section.${section}`)}
          </ButtonBase>
        );
      })}
    </Box>
  );
}
