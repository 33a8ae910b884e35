/**
 * The composition root: every part of main is made and wired here, and nowhere else.
 *
 * In this order: the window, whose page then loads in a process of its own; the application, of which only a small part is
 * loaded before the window; the hidden page and the records behind what people see. What is imported above the window
 * delays every start.
 */
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { app, clipboard, session as electronSession, type BrowserWindow } from 'electron';
import type { AppStatus } from '../../shared/contract/app';
import type { TopicName, Topics } from '../../shared/contract/topics';
import type { CommandLine } from './command-line';
import { watchFaults } from './faults';
import { serveContract, type Gate } from '../ipc/serve-contract';
import { finishRestore } from '../backup/finish-restore';
import { createLog } from '../log/log';
import { clockOf } from '../clock/shifted-clock';
import { osKeyStore } from '../keys/os-key-store';
import { nodeDisk } from '../platform/disk';
import { TIMED_OUT, within } from '../platform/time-limit';
import { patientDisk } from '../platform/patient-disk';
import { defaultPreferences, openSettings } from '../preferences/preferences';
import { isUiSender, lockDown } from '../windows/lockdown';
import { servePages } from '../windows/protocol';
import { openStoreWindow, type StoreWindow } from '../windows/store-window';
import { createClipboardGuard, watchCopyKeys } from '../windows/clipboard-guard';
import { createCustomerDisplay } from '../windows/customer-window';
import type { BarDock } from '../windows/bar-dock';
import { openUiWindow } from '../windows/ui-window';
import { createDialogs } from '../windows/dialogs';
import { takeHelpKey, watchHelpKey } from '../windows/help-key';
import { createAlertNotifier, createNotifier } from '../windows/notifier';
import type { RefusedCall } from '../session/refused-calls';
import { createRestarts } from '../windows/restarts';
import { screenPrivacy, type ScreenPrivacy } from '../windows/screen-privacy';
import { systemTexts } from '../windows/system-texts';
import type { Application } from './application-types';
import { newId } from '../platform/ids';
import { electronNet } from '../sync/electron-net';

const idleCheckMs = 15_000;
const flushMs = 60_000;
const remindMs = 60_000;
const backUpMs = 60_000;
/** The records are opened once the page has painted its first view, but not later than this. */
const longestBeforeRecordsMs = 2_000;
/**
 * A program that was closed is gone after this, whatever it waits for: the next start would find it still there. What was
 * acknowledged is in the journal, as after a crash.
 */
const longestCloseMs = 15_000;

/** The disk as Windows has it, with other programs on it. */
const disk = patientDisk(nodeDisk, (ms) => pause(ms));

export async function startApplication(flags: CommandLine): Promise<void> {
  const dir = app.getPath('userData');
  const clock = clockOf({ packaged: app.isPackaged, shiftFile: flags.clockShiftFile });
  const log = createLog({
    dir: path.join(dir, 'logs'),
    nowMs: clock.wallMs,
    folders: { data: dir, app: app.getAppPath() },
  });
  let language = flags.language ?? defaultPreferences.language;
  watchFaults(log, () => language);
  // Before anything of the profile is read: it may be about to become another one.
  const restored = await finishRestore(dir, disk);
  if (restored) log.info('restore.finished');
  const settings = await openSettings(
    {
      read: async () => (await disk.read(path.join(dir, 'settings.json')))?.toString('utf8'),
      write: (text) => disk.writeAtomic(path.join(dir, 'settings.json'), Buffer.from(text, 'utf8')),
      setAside: () =>
        disk.move(
          path.join(dir, 'settings.json'),
          path.join(dir, `settings.unreadable-${String(clock.wallMs())}.json`),
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
  let bar: BarDock | undefined;
  const publish = <T extends TopicName>(topic: T, payload: Topics[T]): void => {
    if (ui && !ui.isDestroyed()) ui.webContents.send(`topic:${topic}`, payload);
  };

  let application: Application | undefined = undefined;
  let storeWindow: StoreWindow | undefined = undefined;
  const outDir = path.join(__dirname, '..');
  const scriptsServed = deferred();
  servePages(electronSession.defaultSession, {
    rootDir: path.join(outDir, 'renderer'),
    onScripts: scriptsServed.resolve,
  });
  const reportRefusal = (call: RefusedCall): void => {
    log.info('operation.refused', { operation: call.operation, code: call.code });
    application?.callRefused(call);
  };
  const gate = deferred<Gate>();
  serveContract(gate.promise, { isTrustedSender: isUiSender, reportRefusal });
  lockDown(electronSession.defaultSession, (what) => {
    log.warn('window.refused', { what });
  });

  const dialogs = createDialogs(() => ui);
  const developer = !app.isPackaged;
  const onLoadFailed = (cause: unknown): void => {
    log.error('window.load', cause);
  };
  const texts = (): ReturnType<typeof systemTexts> => systemTexts(settings.preferences().language);
  const customerDisplay = createCustomerDisplay({
    preload: path.join(outDir, 'preload', 'customer.js'),
    icon: path.join(app.getAppPath(), 'resources', 'icons', 'icon-256.png'),
    developer,
    onLoadFailed,
    onClosed: () => {
      publish('customerScreen.changed', {});
    },
  });
  const clipboardGuard = createClipboardGuard({
    clipboard,
    after: (ms, work) => {
      const timer = setTimeout(work, ms);
      return () => {
        clearTimeout(timer);
      };
    },
    onFault: (cause) => {
      log.error('clipboard', cause);
    },
  });
  const privacy = (): ScreenPrivacy => screenPrivacy(process.platform, app.isPackaged, settings.screenPrivacy());
  const keepPrivate = (): void => {
    if (ui && !ui.isDestroyed()) ui.setContentProtection(privacy().on);
  };
  // Every window there is, so that the key works wherever the keyboard is.
  app.on('browser-window-created', (_event, window) => {
    watchHelpKey(window, () => application?.help('key'));
    watchCopyKeys(window, clipboardGuard.copied);
  });
  const helpKey = takeHelpKey(() => application?.help(ui?.isFocused() === true ? 'key' : 'everywhere'));
  if (!helpKey.everywhere()) log.warn('help.keyTaken');
  const openUi = (): void => {
    const opened = openUiWindow({
      preload: path.join(outDir, 'preload', 'app.js'),
      icon: path.join(app.getAppPath(), 'resources', 'icons', 'icon-256.png'),
      state: settings.window(),
      backgroundColour: backgrounds[settings.preferences().colourMode],
      developer,
      restarts: createRestarts(clock.monotonicMs),
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
        application?.uiRestarted();
      },
    });
    ({ window: ui, bar } = opened);
    keepPrivate();
    ui.on('closed', () => {
      ui = undefined;
    });
  };
  openUi();
  const shown = deferred();
  ui?.once('closed', shown.resolve);
  setTimeout(shown.resolve, longestBeforeRecordsMs);

  // The page's process works on its scripts while main loads the application.
  await Promise.race([scriptsServed.promise, shown.promise]);
  const { createApplication, answer } = await import('./application-parts');
  const creating = createApplication({
    dir,
    log,
    clock,
    disk,
    settings,
    publish,
    keyStore: osKeyStore,
    net: electronNet,
    dialogs,
    customerDisplay,
    setBar: (heightPx) => bar?.set(heightPx),
    screen: { screenPrivacy: privacy, screenPrivacyChanged: keepPrivate, copied: clipboardGuard.copied },
    leaveNothing: () => {
      customerDisplay.close();
      void clipboardGuard.clear();
      bar?.set(null);
    },
    notify: createNotifier(
      () => ui,
      () => settings.preferences().language,
    ),
    notifyAlert: createAlertNotifier(
      () => ui,
      () => settings.preferences().language,
    ),
    keyEverywhere: helpKey.everywhere,
    appDir: app.getAppPath(),
    version: app.getVersion(),
    workers: {
      ledger: path.join(__dirname, 'ledger-worker.js'),
      journal: path.join(__dirname, 'journal-worker.js'),
      release: path.join(__dirname, 'release-worker.js'),
    },
    scriptsFile: path.join(app.getAppPath(), 'out', 'scripts.json'),
    scriptSourcesFile: path.join(app.getAppPath(), 'out', 'script-sources.json'),
    mayOpenRecords: shown.promise,
    shown: shown.resolve,
    restartStoreHost: () => storeWindow?.crash(),
    demo: flags.demo,
    relaunch: () => {
      app.relaunch();
      app.quit();
    },
  });
  const handlers = creating.then((parts) => parts.handlers);
  // Told below, by `creating` itself.
  handlers.catch(() => undefined);
  gate.resolve(async (operation, raw) =>
    answer(operation, raw, await handlers, {
      currentSession: () => application?.currentSession(),
      recordsHeld: () => application?.recordsHeld() === true,
      reportBug: (name, cause) => {
        const incident = newId().slice(-12);
        log.error('operation.failed', cause, { operation: name, incident });
        return incident;
      },
      reportRefusal,
    }),
  );
  const made = await creating;
  application = made;

  app.on('second-instance', () => {
    if (!ui) return;
    if (ui.isMinimized()) ui.restore();
    ui.show();
    ui.focus();
  });

  const idleTimer = setInterval(() => void made.lockIfIdle(), idleCheckMs);
  const flushTimer = setInterval(() => void made.flush(), flushMs);
  const remindTimer = setInterval(() => {
    made.remind().catch((cause: unknown) => {
      log.error('remind', cause);
    });
  }, remindMs);
  const backUpTimer = setInterval(() => void made.backUp(), backUpMs);
  let closing = false;
  const isClosing = (): boolean => closing;
  app.on('window-all-closed', () => {
    // The hidden page counts as a window; closing the visible one ends the program.
  });
  ui?.on('closed', () => {
    customerDisplay.close();
    app.quit();
  });
  app.on('before-quit', (event) => {
    if (closing) return;
    event.preventDefault();
    closing = true;
    clearInterval(idleTimer);
    clearInterval(flushTimer);
    clearInterval(remindTimer);
    clearInterval(backUpTimer);
    helpKey.stop();
    // Closed by hand: nobody is in the middle of anything.
    const closed = Promise.all([made.close(), clipboardGuard.clear(), settings.setPlace(undefined)]);
    void within(longestCloseMs, closed)
      .catch((cause: unknown) => {
        if (cause === TIMED_OUT) log.warn('close.tooLong');
        else log.error('close', cause);
      })
      .finally(() => {
        storeWindow?.close();
        app.quit();
        // A page that does not answer keeps its window, and the window the program.
        setTimeout(() => {
          log.warn('close.windows');
          app.exit(0);
        }, longestCloseMs).unref();
      });
  });

  // Closed already, before anybody listened.
  if (!ui) app.quit();

  await shown.promise;
  if (isClosing()) return;
  storeWindow = openStoreWindow({
    preload: path.join(outDir, 'preload', 'store-host.js'),
    developer,
    restarts: createRestarts(clock.monotonicMs),
    onLoadFailed,
    onPort: (port) => {
      made.attachStore(port).catch((cause: unknown) => {
        log.error('store.attach', cause);
        made.storeFailed(cause);
      });
    },
    onGone: (reason) => {
      log.warn('store.gone', { reason });
      made.detachStore();
    },
  });
  await made.opened;
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
}

function deferred<T = void>(): Deferred<T> {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** Shown until the page has painted; close to the canvas of each mode. */
const backgrounds: Readonly<Record<AppStatus['preferences']['colourMode'], string>> = {
  light: '#f4f1ea',
  dark: '#11191b',
  highContrast: '#000000',
  system: '#f4f1ea',
};
