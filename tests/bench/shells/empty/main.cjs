/** The least that an Electron application can do: one empty window. Says on stdout when it could be seen. */
const { app, BrowserWindow } = require('electron');

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1366, height: 768, show: false, webPreferences: { sandbox: true } });
  window.once('ready-to-show', () => {
    window.show();
    process.stdout.write('BENCH-READY\n');
  });
  void window.loadURL('data:text/html,<title>empty</title>');
});
