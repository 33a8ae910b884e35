/** 设置: sections at the left, one at a time at the right. Each person sees the sections their role permits. */
import Box from '@mui/material/Box';
import type { AppStatus, SessionView } from '../../../shared/contract/app';
import { useText } from '../../app/i18n/use-text';
import { useRouter } from '../../app/router';
import type { PageProps } from '../../app/route';
import { pageFrom } from '../../app/theme/page-container';
import { PageHeader } from '../../components/page-header';
import { AboutSection } from './about-section';
import { AccountSection } from './account-section';
import { AppearanceSection } from './appearance-section';
import { AuditSection } from './audit-section';
import { BackupSection } from './backup-section';
import { BranchSection } from './branch-section';
import { ImportSection } from './import-section';
import { KeysSection } from './keys-section';
import { PeopleSection } from './people-section';
import { ProtectionSection } from './protection-section';
import { RulesSection } from './rules/rules-section';
import { SectionTabs, panelId, tabId } from './section-tabs';
import { sectionsFor, type SettingsSection } from './sections';
import { TextModulesSection } from './text-modules-section';
import { useStatus } from './use-status';

export function SettingsPage({ route }: PageProps<'settings'>) {
  const { t } = useText();
  const status = useStatus();
  const session = status?.session ?? null;
  if (status === null || session === null) return null;

  const sections = sectionsFor(session.permissions);
  const current = sections.find((section) => section === route.section) ?? 'appearance';
  return (
    <>
      <PageHeader title={t('settings:title')} />
      <Box
        sx={{
          display: 'grid',
          gap: 2.5,
          alignItems: 'start',
          gridTemplateColumns: 'minmax(0, 1fr)',
          [pageFrom(52)]: { gridTemplateColumns: '14rem minmax(0, 60rem)' },
        }}
      >
        <SectionTabs
          sections={sections}
          current={current}
          onChange={(section) => useRouter.getState().replace({ name: 'settings', section })}
        />
        <Box
          role="tabpanel"
          id={panelId(current)}
          aria-labelledby={tabId(current)}
          sx={{ minWidth: 0, display: 'grid', gap: 2 }}
        >
          <Section section={current} field={route.field} status={status} session={session} />
        </Box>
      </Box>
    </>
  );
}

interface SectionProps {
  readonly section: SettingsSection;
  readonly field: string | undefined;
  readonly status: AppStatus;
  readonly session: SessionView;
}

function Section({ section, field, status, session }: SectionProps) {
  switch (section) {
    case 'appearance':
      return <AppearanceSection status={status} mayChangeLock={session.permissions.includes('branch.manage')} />;
    case 'keys':
      return <KeysSection choices={status.keys} />;
    case 'account':
      return <AccountSection session={session} />;
    case 'branch':
      return <BranchSection field={field} />;
    case 'backup':
      return <BackupSection />;
    case 'people':
      return <PeopleSection session={session} />;
    case 'texts':
      return <TextModulesSection />;
    case 'import':
      return <ImportSection />;
    case 'rules':
      return <RulesSection permissions={session.permissions} institution={status.branch?.institutionType ?? 'bank'} />;
    case 'protection':
      return <ProtectionSection session={session} />;
    case 'audit':
      return <AuditSection mayExport={session.permissions.includes('history.export')} timeZone={status.timeZone} />;
    case 'about':
      return <AboutSection status={status} />;
  }
}
