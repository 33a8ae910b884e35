/** Entry of the main process: settles where data lives and that there is one instance, then starts the application. */
import path from 'node:path';
import { app } from 'electron';
import { parseCommandLine } from './app/command-line';
import { tellStartFailed } from './app/faults';
import { startApplication } from './app/start-application';
import { setMenu } from './windows/menu';
import { withoutDictionaries } from './windows/lockdown';
import { declareScheme } from './windows/protocol';

const flags = parseCommandLine(process.argv.slice(1));
// Chromium refuses to start as root unless its sandbox is off altogether; every window asks for it anyway.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
declareScheme();
withoutDictionaries();
// Pages collect garbage before they ask the system for more memory; they stand open the whole day beside other programs. The
// page of the store does so too when it has loaded what it needs.
app.commandLine.appendSwitch(
  'js-flags',
  [app.commandLine.getSwitchValue('js-flags'), '--optimize-for-size', '--expose-gc'].join(' ').trim(),
);
if (flags.userDataDir !== undefined) app.setPath('userData', path.resolve(flags.userDataDir));
else if (flags.demo) app.setPath('userData', path.join(app.getPath('appData'), 'Xianting-demo'));

// Two processes on one profile would each break the other's database.
if (app.requestSingleInstanceLock()) {
  setMenu(process.platform);
  void app
    .whenReady()
    .then(() => startApplication(flags))
    .catch((cause: unknown) => tellStartFailed(cause, app.getPath('userData')));
} else {
  app.quit();
}
