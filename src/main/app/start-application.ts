/** The composition root: every part of main is made and wired here, and nowhere else. */
import path from 'node:path';
import { app, session as electronSession, type BrowserWindow } from 'electron';
import type { AppStatus } from '../../shared/contract/app';
import type { TopicName, Topics } from '../../shared/contract/topics';
import type { CommandLine } from './command-line';
import { watchFaults } from './faults';
import { createLog } from '../log/log';
import { systemClock } from '../clock/clock';
import { osKeyStore } from '../keys/os-key-store';
import { nodeDisk } from '../platform/disk';
import { defaultPreferences, openSettings } from '../preferences/preferences';
import { serveContract } from '../ipc/serve-contract';
import { isUiSender, lockDown } from '../windows/lockdown';
import { servePages } from '../windows/protocol';
import { openStoreWindow } from '../windows/store-window';
import { openUiWindow } from '../windows/ui-window';
import { createDialogs } from '../windows/dialogs';
import { createRestarts } from '../windows/restarts';
import { systemTexts } from '../windows/system-texts';
import { createApplication } from './application';
import { newId } from '../platform/ids';
import { electronNet } from '../sync/electron-net';

const idleCheckMs = 15_000;
const flushMs = 60_000;

export async function startApplication(flags: CommandLine): Promise<void> {
  const dir = app.getPath('userData');
  const log = createLog({
    dir: path.join(dir, 'logs'),
    nowMs: systemClock.wallMs,
    folders: { data: dir, app: app.getAppPath() },
  });
  let language = flags.language ?? defaultPreferences.language;
  watchFaults(log, () => language);
  const settings = await openSettings(
    {
      read: async () => (await nodeDisk.read(path.join(dir, 'settings.json')))?.toString('utf8'),
      write: (text) => nodeDisk.writeAtomic(path.join(dir, 'settings.json'), Buffer.from(text, 'utf8')),
      setAside: () =>
        nodeDisk.move(
          path.join(dir, 'settings.json'),
          path.join(dir, `settings.unreadable-${String(systemClock.wallMs())}.json`),
        ),
    },
    flags.language,
  );
  ({ language } = settings.preferences());
  if (flags.unknownLanguage !== undefined) {
    log.warn('start.unknownLanguage', { asked: flags.unknownLanguage, used: language });
    process.stderr.write(
      `--lang ${flags.unknownLanguage}: not a language of this program (zh-CN, en); using ${language}\n`,
    );
  }

  let ui: BrowserWindow | undefined;
  const publish = <T extends TopicName>(topic: T, payload: Topics[T]): void => {
    if (ui && !ui.isDestroyed()) ui.webContents.send(`topic:${topic}`, payload);
  };

  const outDir = path.join(__dirname, '..');
  servePages(electronSession.defaultSession, path.join(outDir, 'renderer'));
  lockDown(electronSession.defaultSession, (what) => {
    log.warn('window.refused', { what });
  });

  const dialogs = createDialogs(() => ui);
  const application = await createApplication({
    dir,
    log,
    clock: systemClock,
    disk: nodeDisk,
    settings,
    publish,
    keyStore: osKeyStore,
    net: electronNet,
    dialogs,
    appDir: app.getAppPath(),
    version: app.getVersion(),
    workerFile: path.join(__dirname, 'ledger-worker.js'),
    demo: flags.demo,
  });

  serveContract(application.handlers, {
    isTrustedSender: isUiSender,
    currentSession: application.currentSession,
    reportBug: (operation, cause) => {
      const incident = newId().slice(-12);
      log.error('operation.failed', cause, { operation, incident });
      return incident;
    },
    reportRefusal: (operation, code) => {
      log.info('operation.refused', { operation, code });
    },
  });

  const developer = !app.isPackaged;
  const onLoadFailed = (cause: unknown): void => {
    log.error('window.load', cause);
  };
  const texts = (): ReturnType<typeof systemTexts> => systemTexts(settings.preferences().language);
  const storeWindow = openStoreWindow({
    preload: path.join(outDir, 'preload', 'store-host.js'),
    developer,
    restarts: createRestarts(systemClock.monotonicMs),
    onLoadFailed,
    onPort: (port) => {
      application.attachStore(port).catch((cause: unknown) => {
        log.error('store.attach', cause);
        application.storeFailed(cause);
      });
    },
    onGone: (reason) => {
      log.warn('store.gone', { reason });
      application.detachStore();
    },
  });

  const openUi = (): void => {
    ui = openUiWindow({
      preload: path.join(outDir, 'preload', 'app.js'),
      icon: path.join(app.getAppPath(), 'resources', 'icons', 'icon-256.png'),
      state: settings.window(),
      backgroundColour: backgrounds[settings.preferences().colourMode],
      developer,
      restarts: createRestarts(systemClock.monotonicMs),
      onLoadFailed,
      askAfterManyCrashes: () => {
        const { message, detail, again, close } = texts().pageFails;
        return dialogs.ask({ message, detail, yes: again, no: close });
      },
      askWhenHanging: async () => {
        log.warn('ui.hangs');
        const { message, detail, wait, reload } = texts().pageHangs;
        // Waiting is what Enter and Escape do: it harms nothing.
        return !(await dialogs.ask({ message, detail, yes: wait, no: reload, dismissed: 'yes' }));
      },
      saveState: (state) => {
        void settings.setWindow(state);
      },
      onCrash: (reason) => {
        log.warn('ui.gone', { reason });
        application.uiRestarted();
      },
    });
    ui.on('closed', () => {
      ui = undefined;
    });
  };
  openUi();

  app.on('second-instance', () => {
    if (!ui) return;
    if (ui.isMinimized()) ui.restore();
    ui.show();
    ui.focus();
  });

  const idleTimer = setInterval(() => void application.lockIfIdle(), idleCheckMs);
  const flushTimer = setInterval(() => void application.flush(), flushMs);
  let closing = false;
  app.on('window-all-closed', () => {
    // The hidden page counts as a window; closing the visible one ends the program.
  });
  ui?.on('closed', () => {
    app.quit();
  });
  app.on('before-quit', (event) => {
    if (closing) return;
    event.preventDefault();
    closing = true;
    clearInterval(idleTimer);
    clearInterval(flushTimer);
    void application
      .close()
      .catch((cause: unknown) => {
        log.error('close', cause);
      })
      .finally(() => {
        storeWindow.close();
        app.quit();
      });
  });
}

/** Shown until the page has painted; close to the canvas of each mode. */
const backgrounds: Readonly<Record<AppStatus['preferences']['colourMode'], string>> = {
  light: '#f4f1ea',
  dark: '#11191b',
  highContrast: '#000000',
  system: '#f4f1ea',
};
