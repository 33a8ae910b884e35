/** The built application, watched from outside: says on stdout when somebody could click their name. */
const path = require('node:path');
const { app } = require('electron');

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

app.on('web-contents-created', (_event, contents) => {
  contents.on('dom-ready', () => {
    if (!contents.getURL().startsWith('app://ui/')) return;
    void contents.executeJavaScript(watch).then(() => process.stdout.write('BENCH-READY\n'));
  });
});

require(path.join(__dirname, '../../../../out/main/index.js'));
