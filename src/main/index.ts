/** Entry of the main process: settles where data lives and that there is one instance, then starts the application. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import { parseCommandLine } from './app/command-line';
import { tellStartFailed } from './app/faults';
import { startApplication } from './app/start-application';
import { isTwin, refusedSwitches } from './app/switches';
import { setMenu } from './windows/menu';
import { withoutDictionaries } from './windows/lockdown';
import { preparePages } from './windows/page-engine';
import { declareScheme } from './windows/protocol';

const argv = process.argv.slice(1);
const refused = refusedSwitches(argv, {
  packaged: app.isPackaged,
  root: process.getuid?.() === 0,
  twin: app.isPackaged && isTwin(readFileSync(path.join(app.getAppPath(), 'package.json'), 'utf8')),
});
if (refused.length > 0) {
  // Nothing has been opened yet, and nothing will be: not a page that a port could show.
  process.stderr.write(`Xianting does not start with: ${refused.map((name) => `--${name}`).join(' ')}\n`);
  process.exit(2);
}
const flags = parseCommandLine(argv);
// Chromium refuses to start as root unless its sandbox is off altogether; every window asks for it anyway.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
declareScheme();
withoutDictionaries();
preparePages();
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
