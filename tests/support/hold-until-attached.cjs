/**
 * Loaded by Electron before the application (`-r`): holds "ready" back until Playwright is attached.
 *
 * Playwright brings a file of its own for this, but only where it chooses the binary. Without it, a window that
 * navigates in the very moment of attaching is waited for until the launch times out (seen in 1 of 200 launches).
 */
const { app } = require('electron');

// The application must not see how it was started.
const own = process.argv.indexOf(__filename);
if (own > 0) process.argv.splice(own - 1, 2);

const reallyReady = app.whenReady();
const emit = app.emit.bind(app);
let ready = false;
let letGo;
const held = new Promise((resolve) => {
  letGo = resolve;
});
let readyEvent = [];

app.whenReady = () => held;
app.isReady = () => ready;
app.emit = (name, ...values) => {
  if (name !== 'ready') return emit(name, ...values);
  readyEvent = values;
  return app.listenerCount('ready') > 0;
};

/** The name by which Playwright calls it, once it is attached. */
globalThis.__playwright_run = async () => {
  await reallyReady;
  ready = true;
  letGo();
  emit('ready', ...readyEvent);
};
