/**
 * The built application, watched from outside: says on stdout when somebody could click their name, or, with BENCH_SIGN_IN (name and
 * password as JSON), when they are in. Nothing is attached to it: a debugger's copies of what pages load are 40 MB.
 */
const path = require('node:path');
const { app, ipcMain } = require('electron');

const signIn = process.env['BENCH_SIGN_IN'];
const awaited = process.env['BENCH_EXPECT'] === 'setup' ? 'main h1' : 'main li button';

/** Resolves in the page when the awaited element has been painted. */
const watch = `new Promise((resolve) => {
  const look = () => {
    if (!document.querySelector(${JSON.stringify(awaited)})) return;
    watcher.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)));
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document, { childList: true, subtree: true });
  look();
})`;

const ask = async (contents, name, input) => {
  const event = { sender: contents, senderFrame: contents.mainFrame };
  const reply = await ipcMain._invokeHandlers.get(`op:${name}`)(event, input);
  if (!reply.ok) throw new Error(`${name} was refused: ${JSON.stringify(reply.error)}`);
  return reply.value;
};

const getReady = async (contents) => {
  await contents.executeJavaScript(watch);
  if (signIn !== undefined) {
    const { name, password } = JSON.parse(signIn);
    const { users } = await ask(contents, 'session.tiles', {});
    await ask(contents, 'session.signIn', { userId: users.find((user) => user.name === name).userId, password });
  }
  process.stdout.write('BENCH-READY\n');
};

app.on('web-contents-created', (_event, contents) => {
  contents.on('dom-ready', () => {
    if (!contents.getURL().startsWith('app://ui/')) return;
    getReady(contents).catch((cause) => {
      process.stderr.write(`${cause.stack}\n`);
      app.exit(1);
    });
  });
});

const root = path.join(__dirname, '../../../..');
app.setAppPath(root);
require(path.join(root, 'out/main/index.js'));
