/** What the application is made of and what it offers to the windows. */
import type { MessagePortMain } from 'electron';
import type { AppHandlers } from '../../shared/contract/contract';
import type { TopicName, Topics } from '../../shared/contract/topics';
import type { Clock } from '../clock/clock';
import type { AppState } from '../handlers/app-handlers';
import type { CallContext } from '../ipc/answer';
import type { OsKeyStore } from '../keys/secret-box';
import type { AlertNotice } from '../incidents/incidents';
import type { Log } from '../log/log';
import type { Disk } from '../platform/disk';
import type { SettingsStore } from '../preferences/preferences';
import type { RemindersDeps } from '../reminders/reminders';
import type { RaisedBy } from '../../domain/incident/events';
import type { RefusedCall } from '../session/refused-calls';
import type { Session } from '../session/session';
import type { Net } from '../sync/net';
import type { CustomerDisplay } from '../windows/customer-window';
import type { Dialogs, FolderDialog } from '../windows/dialogs';

export interface ApplicationDeps {
  readonly dir: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly disk: Disk;
  readonly settings: SettingsStore;
  readonly publish: <T extends TopicName>(topic: T, payload: Topics[T]) => void;
  readonly keyStore: OsKeyStore;
  readonly net: Net;
  readonly dialogs: Dialogs & FolderDialog;
  readonly customerDisplay: CustomerDisplay;
  /** The window as a bar of this height in px; null: as it was. */
  readonly setBar: (heightPx: number | null) => void;
  /** What the screen and the clipboard give away. */
  readonly screen: Pick<AppState, 'screenPrivacy' | 'screenPrivacyChanged' | 'copied'>;
  /** Somebody locked: the window for the customer, the clipboard and the bar. */
  readonly leaveNothing: () => void;
  readonly notify: RemindersDeps['notify'];
  /** Somebody at another PC called for help. */
  readonly notifyAlert: (notice: AlertNotice) => void;
  /** The help key works while another program has the keyboard. */
  readonly keyEverywhere: () => boolean;
  readonly appDir: string;
  readonly version: string;
  /** Built entries of worker threads. */
  readonly workers: { readonly ledger: string; readonly journal: string; readonly release: string };
  /** The compiled conversation scripts. */
  readonly scriptsFile: string;
  /** Their sources, for the library and the editor. */
  readonly scriptSourcesFile: string;
  /** Resolves when the journal may be checked: what people see comes first. */
  readonly mayOpenRecords: Promise<void>;
  /** The page has painted its first view. */
  readonly shown: () => void;
  /** Ends the process of the store's page, which hangs; another one is started. */
  readonly restartStoreHost: () => void;
  readonly demo: boolean;
  /** Ends the program and starts it again. */
  readonly relaunch: () => void;
}

export interface Application {
  readonly handlers: AppHandlers<CallContext>;
  readonly currentSession: () => Session | undefined;
  /** The records are shown as they were before an update. */
  readonly recordsHeld: () => boolean;
  readonly callRefused: (call: RefusedCall) => void;
  /** Resolves when the journal is open; whoever signs in waits for it. Rejects when it can't be opened. */
  readonly opened: Promise<void>;
  readonly attachStore: (port: MessagePortMain) => Promise<void>;
  readonly detachStore: () => void;
  readonly storeFailed: (cause: unknown) => void;
  /** The help key, where the page does not see it. */
  readonly help: (how: RaisedBy) => void;
  readonly uiRestarted: () => void;
  readonly lockIfIdle: () => Promise<void>;
  /** Tells the signed-in person what became due. */
  readonly remind: () => Promise<void>;
  /** Makes a backup when it is time for one. */
  readonly backUp: () => Promise<void>;
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
}
