/**
 * The places of the application. To plug a feature in: import its page with `onDemand` below and name it in `view`.
 * `nav` puts it on the rail (in this order), `action` names its shortcut, `permission` hides it from those who may not.
 */
import CrisisAlertOutlined from '@mui/icons-material/CrisisAlertOutlined';
import EditNoteOutlined from '@mui/icons-material/EditNoteOutlined';
import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import FolderOpenOutlined from '@mui/icons-material/FolderOpenOutlined';
import LibraryBooksOutlined from '@mui/icons-material/LibraryBooksOutlined';
import ManageSearchOutlined from '@mui/icons-material/ManageSearchOutlined';
import RecordVoiceOverOutlined from '@mui/icons-material/RecordVoiceOverOutlined';
import RateReviewOutlined from '@mui/icons-material/RateReviewOutlined';
import SchoolOutlined from '@mui/icons-material/SchoolOutlined';
import SettingsOutlined from '@mui/icons-material/SettingsOutlined';
import SpaceDashboardOutlined from '@mui/icons-material/SpaceDashboardOutlined';
import SyncOutlined from '@mui/icons-material/SyncOutlined';
import UploadFileOutlined from '@mui/icons-material/UploadFileOutlined';
import type { ComponentType } from 'react';
import type { Permission } from '../../domain/authority/roles';
import type { ActionId } from '../../shared/shortcuts/actions';
import { onDemand } from './on-demand';
import type { PageProps, RouteName } from './route';

export interface RouteDefinition<N extends RouteName> {
  readonly view: ComponentType<PageProps<N>>;
  readonly icon: ComponentType;
  /** True, or the permission by which it stands on the rail; others come to it from elsewhere. */
  readonly nav: boolean | Permission;
  readonly action: ActionId | null;
  /** Needed to see it; null: everybody who is signed in. */
  readonly permission: Permission | null;
}

export type RouteTable = { readonly [N in RouteName]: RouteDefinition<N> };

const ApprovalsPage = onDemand(async () => (await import('../features/approval/approvals-page')).ApprovalsPage);
const CasePage = onDemand(async () => (await import('../features/case/case-page')).CasePage);
const ConversationPage = onDemand(
  async () => (await import('../features/conversation/conversation-page')).ConversationPage,
);
const ImportPage = onDemand(async () => (await import('../features/import/import-page')).ImportPage);
const IncidentsPage = onDemand(async () => (await import('../features/incident/incidents-page')).IncidentsPage);
const IntakePage = onDemand(async () => (await import('../features/intake/intake-page')).IntakePage);
const SettingsPage = onDemand(async () => (await import('../features/settings/settings-page')).SettingsPage);

const HistoryPage = onDemand(async () => (await import('../features/history/history-page')).HistoryPage);
const RegistersPage = onDemand(async () => (await import('../features/registers/registers-page')).RegistersPage);
const ScriptsPage = onDemand(async () => (await import('../features/scripts/scripts-page')).ScriptsPage);
const SyncPage = onDemand(async () => (await import('../features/sync/sync-page')).SyncPage);
const TrainingPage = onDemand(async () => (await import('../features/training/training-page')).TrainingPage);
const WorkbenchPage = onDemand(async () => (await import('../features/workbench/workbench-page')).WorkbenchPage);

/** Where people begin, and where somebody who was interrupted comes back to. */
export async function loadFirstPages(): Promise<void> {
  await Promise.all([WorkbenchPage.load(), IntakePage.load()]);
}

export const routes: RouteTable = {
  workbench: {
    view: WorkbenchPage,
    icon: SpaceDashboardOutlined,
    nav: true,
    action: 'goWorkbench',
    permission: 'case.view',
  },
  intake: { view: IntakePage, icon: EditNoteOutlined, nav: true, action: 'goIntake', permission: 'case.register' },
  conversation: {
    view: ConversationPage,
    icon: RecordVoiceOverOutlined,
    nav: true,
    action: 'goConversation',
    permission: 'conversation.lead',
  },
  approvals: {
    view: ApprovalsPage,
    icon: FactCheckOutlined,
    nav: true,
    action: 'goApprovals',
    permission: 'case.decide',
  },
  history: { view: HistoryPage, icon: ManageSearchOutlined, nav: true, action: 'goHistory', permission: 'case.view' },
  registers: {
    view: RegistersPage,
    icon: LibraryBooksOutlined,
    nav: true,
    action: 'goRegisters',
    permission: 'history.export',
  },
  training: {
    view: TrainingPage,
    icon: SchoolOutlined,
    nav: true,
    action: 'goTraining',
    permission: 'training.practise',
  },
  scripts: { view: ScriptsPage, icon: RateReviewOutlined, nav: true, action: 'goScripts', permission: 'scripts.view' },
  incidents: {
    view: IncidentsPage,
    icon: CrisisAlertOutlined,
    nav: 'incident.viewAll',
    action: null,
    permission: 'incident.view',
  },
  sync: { view: SyncPage, icon: SyncOutlined, nav: true, action: 'goSync', permission: 'sync.view' },
  settings: { view: SettingsPage, icon: SettingsOutlined, nav: true, action: 'goSettings', permission: null },
  case: { view: CasePage, icon: FolderOpenOutlined, nav: false, action: null, permission: 'case.view' },
  import: { view: ImportPage, icon: UploadFileOutlined, nav: false, action: null, permission: 'case.import' },
};

/** Entries of the rail for somebody with these permissions, in order. */
export function navRoutes(table: RouteTable, permissions: readonly Permission[]): readonly RouteName[] {
  return (Object.keys(table) as RouteName[]).filter((name) => {
    const { nav, permission } = table[name];
    const onRail = typeof nav === 'boolean' ? nav : permissions.includes(nav);
    return onRail && (permission === null || permissions.includes(permission));
  });
}
