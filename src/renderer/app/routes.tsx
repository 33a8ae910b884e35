/**
 * The places of the application. To plug a feature in: import its page with `lazy` below and name it in `view`.
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
import { lazy, type ComponentType } from 'react';
import type { Permission } from '../../domain/authority/roles';
import type { ActionId } from '../../shared/shortcuts/actions';
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

const ApprovalsPage = lazy(async () => ({
  default: (await import('../features/approval/approvals-page')).ApprovalsPage,
}));
const CasePage = lazy(async () => ({ default: (await import('../features/case/case-page')).CasePage }));
const ConversationPage = lazy(async () => ({
  default: (await import('../features/conversation/conversation-page')).ConversationPage,
}));
const ImportPage = lazy(async () => ({ default: (await import('../features/import/import-page')).ImportPage }));
const IncidentsPage = lazy(async () => ({
  default: (await import('../features/incident/incidents-page')).IncidentsPage,
}));
const IntakePage = lazy(async () => ({ default: (await import('../features/intake/intake-page')).IntakePage }));
const SettingsPage = lazy(async () => ({
  default: (await import('../features/settings/settings-page')).SettingsPage,
}));

const HistoryPage = lazy(async () => ({ default: (await import('../features/history/history-page')).HistoryPage }));
const RegistersPage = lazy(async () => ({
  default: (await import('../features/registers/registers-page')).RegistersPage,
}));
const ScriptsPage = lazy(async () => ({ default: (await import('../features/scripts/scripts-page')).ScriptsPage }));
const SyncPage = lazy(async () => ({ default: (await import('../features/sync/sync-page')).SyncPage }));
const TrainingPage = lazy(async () => ({
  default: (await import('../features/training/training-page')).TrainingPage,
}));
const WorkbenchPage = lazy(async () => ({
  default: (await import('../features/workbench/workbench-page')).WorkbenchPage,
}));

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
