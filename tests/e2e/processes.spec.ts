/** The walls between the processes, tried from inside: what a page could do if somebody's script ran in it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { call } from './bridge';
import { expect, launch, test } from './fixtures';
import { signIn } from './pages/setup-page';

const ui = 'app://ui/renderer/index.html';

/** It opens behind the first view. */
async function storePage(electron: ElectronApplication): Promise<Page> {
  const found = (): Page | undefined => electron.windows().find((page) => page.url().startsWith('app://store/'));
  await expect.poll(() => found() !== undefined).toBe(true);
  return found() as Page;
}

test('every page is sandboxed, isolated and without Node', async ({ app }) => {
  const store = await storePage(app.electron);
  const preferences = await app.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => ({
      url: contents.getURL(),
      ...(contents as unknown as { getLastWebPreferences: () => Record<string, unknown> }).getLastWebPreferences(),
    })),
  );
  expect(preferences.map(({ url }) => url).sort()).toEqual(['app://store/store-host/index.html', ui]);
  for (const page of preferences) {
    expect(page).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
    });
  }
  const globals = (): unknown => [typeof require, typeof process, Object.keys(Reflect.get(window, 'xianting') ?? {})];
  expect(await app.page.evaluate(globals)).toEqual(['undefined', 'undefined', ['call', 'subscribe']]);
  expect(await store.evaluate(globals)).toEqual(['undefined', 'undefined', []]);
});

test('the policy of the pages is strict, and holds', async ({ app: { electron, page } }) => {
  const policyOf = (target: Page): Promise<string | null> =>
    target.evaluate(async (url) => (await fetch(url)).headers.get('content-security-policy'), ui);
  expect((await policyOf(page))?.split('; ').sort()).toEqual([
    "base-uri 'none'",
    "connect-src 'self'",
    "default-src 'none'",
    "font-src 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "frame-src 'self'",
    "img-src 'self' blob: data:",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    'trusted-types xianting',
    "worker-src 'self'",
  ]);
  // The page of the store may connect to nothing, not even to its own files.
  await expect(policyOf(await storePage(electron))).rejects.toThrow('Failed to fetch');

  const planted = await page.evaluate(async () => {
    const found = new Set<string>();
    document.addEventListener('securitypolicyviolation', (event) => found.add(event.effectiveDirective));
    const seen = (directive: string): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (found.has(directive)) resolve();
          else requestAnimationFrame(look);
        };
        look();
      });
    const add = (tag: string, attributes: Record<string, string>, text = ''): void => {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      element.textContent = text;
      document.body.append(element);
    };
    // Neither may be written as text; the next test tries that.
    const script = document.createElement('script');
    script.appendChild(document.createTextNode('window.planted = true'));
    document.body.append(script);
    add('link', { rel: 'modulepreload', href: 'https://example.org/a.js' });
    add('img', { src: 'https://example.org/a.png' });
    add('iframe', { src: 'https://example.org/' });
    add('link', { rel: 'stylesheet', href: 'https://example.org/a.css' });
    add('style', {}, "@font-face { font-family: a; src: url('https://example.org/a.woff2') } i { font-family: a }");
    add('i', {}, 'a');
    await fetch('https://example.org/').catch(() => undefined);
    await Promise.all(
      ['script-src-elem', 'img-src', 'frame-src', 'style-src-elem', 'font-src', 'connect-src'].map(seen),
    );
    return Reflect.has(window, 'planted');
  });
  expect(planted).toBe(false);
  // Asked by main: what Playwright evaluates may make code of text.
  const evaluated = await electron.evaluate(({ webContents }) =>
    Promise.all(
      webContents
        .getAllWebContents()
        .map((contents) => contents.executeJavaScript("try { eval('1') } catch (cause) { cause.name }")),
    ),
  );
  expect(evaluated).toEqual(['EvalError', 'EvalError']);
});

test('no text becomes markup, script or a worker, in any page', async ({ app: { electron } }) => {
  await storePage(electron);
  await electron.evaluate(
    async ({ BrowserWindow }, preload) => {
      const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await window.loadURL('app://customer/customer/index.html');
    },
    path.resolve(__dirname, '../../out/preload/customer.js'),
  );
  // Asked by main, as above. Each gives the name of what it was refused with.
  const script = `(() => {
    const div = document.createElement('div');
    const tried = {
      innerHTML: () => { div.innerHTML = '<img src=x onerror=alert(1)>'; },
      outerHTML: () => { document.body.append(div); div.outerHTML = '<b>x</b>'; },
      insertAdjacentHTML: () => div.insertAdjacentHTML('beforeend', '<b>x</b>'),
      write: () => document.write('<b>x</b>'),
      srcdoc: () => { document.createElement('iframe').srcdoc = '<b>x</b>'; },
      script: () => { document.createElement('script').text = '1'; },
      handler: () => div.setAttribute('onclick', 'alert(1)'),
      address: () => { document.createElement('script').src = '/assets/a.js'; },
      worker: () => new Worker('/assets/a.js'),
      timer: () => setTimeout('alert(1)', 0),
      parser: () => new DOMParser().parseFromString('<b>x</b>', 'text/html'),
      fragment: () => document.createRange().createContextualFragment('<b>x</b>'),
      policy: () => trustedTypes.createPolicy('mine', { createHTML: (text) => text }),
      ours: () => trustedTypes.createPolicy('xianting', { createHTML: (text) => text }),
      standard: () => trustedTypes.createPolicy('default', { createHTML: (text) => text }),
    };
    return Object.entries(tried).map(([name, work]) => {
      try { work(); return name + ' done'; } catch (cause) { return name + ' ' + cause.name; }
    });
  })()`;
  const answers = await electron.evaluate(
    ({ webContents }, text) =>
      Promise.all(webContents.getAllWebContents().map((contents) => contents.executeJavaScript(text))),
    script,
  );
  const sinks = [
    ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'write', 'srcdoc', 'script', 'handler', 'address', 'worker'],
    ...['timer', 'parser', 'fragment', 'policy', 'ours', 'standard'],
  ];
  const refused = sinks.map((name) => `${name} TypeError`);
  expect(answers).toEqual([refused, refused, refused]);
});

test('the pages can be served nothing but what was built for them', async ({ app: { electron, page } }) => {
  const asked = await page.evaluate(async () => {
    const paths = [
      '/../main/index.js',
      '/..%2fmain/index.js',
      '/%2e%2e/main/index.js',
      '/%252e%252e/main/index.js',
      '/renderer/..%5c..%5cmain%5cindex.js',
      '/renderer%2findex.html',
      '/renderer/index.html%00',
      '//server/share/index.html',
      '/%5c%5cserver/share/index.html',
      `/${'a/'.repeat(20_000)}index.html`,
      '/store-host/index.html',
      '/customer/index.html',
      '/.build-hash',
      '/',
    ];
    const statusOf = (path: string): Promise<number | string> =>
      fetch(`app://ui${path}`).then(
        ({ status }) => status,
        // Some are no address at all, and are never asked.
        () => 404,
      );
    return {
      refused: await Promise.all(paths.map(statusOf)),
      own: await statusOf('/renderer/index.html'),
      post: await fetch('app://ui/renderer/index.html', { method: 'POST' }).then(({ status }) => status),
    };
  });
  expect(new Set(asked.refused)).toEqual(new Set([404]));
  expect([asked.own, asked.post]).toEqual([200, 404]);
  // The same asked by main, whose addresses no page has made tidy.
  const statuses = await electron.evaluate(({ session }) =>
    Promise.all(
      ['app://other/renderer/index.html', 'app://store/renderer/index.html', 'app://documents/fonts/fonts.css'].map(
        async (url) => (await session.defaultSession.fetch(url)).status,
      ),
    ),
  );
  expect(statuses).toEqual([404, 404, 404]);
});

test('no page goes anywhere else', async ({ app: { electron, page } }) => {
  await storePage(electron);
  const answers = await page.evaluate(() => {
    const click = (attributes: Record<string, string>): void => {
      const link = document.createElement('a');
      for (const [name, value] of Object.entries(attributes)) link.setAttribute(name, value);
      document.body.append(link);
      link.click();
    };
    const opened = [window.open('https://example.org'), window.open('app://ui/renderer/index.html'), window.open('')];
    click({ href: 'https://example.org', target: '_blank' });
    click({ href: 'https://example.org' });
    click({ href: 'file:///etc/passwd' });
    click({ href: 'app://store/store-host/index.html' });
    click({ href: 'data:text/plain,x', download: 'x.txt' });
    const refresh = document.createElement('meta');
    refresh.httpEquiv = 'refresh';
    refresh.content = '0;url=https://example.org';
    document.head.append(refresh);
    location.assign('https://example.org');
    return opened;
  });
  expect(answers).toEqual([null, null, null]);
  const log = path.join(await electron.evaluate(({ app }) => app.getPath('userData')), 'logs', 'xianting.log');
  const { readFile } = await import('node:fs/promises');
  for (const what of ['navigation', 'window', 'download']) {
    await expect.poll(() => readFile(log, 'utf8')).toContain(`"event":"window.refused","what":"${what}"`);
  }
  expect(page.url()).toBe(ui);
  expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(2);
});

test('a file dropped on the window opens nothing', async ({ app: { page }, profile }) => {
  const file = path.join(profile, 'dropped.html');
  await writeFile(file, '<h1>dropped</h1>');
  await page.evaluate(() => {
    Reflect.set(window, 'stillHere', true);
    addEventListener('drop', () => Reflect.set(window, 'dropped', true));
    addEventListener('dragover', (event) => event.preventDefault());
  });
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data });
  }
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'dropped') === true)).toBe(true);
  expect(await page.evaluate(() => Reflect.get(window, 'stillHere') === true)).toBe(true);
  expect(page.url()).toBe(ui);
});

test('no permission is given, but lasting storage to the store', async ({ app: { electron, page } }) => {
  const refused = await page.evaluate(async () => {
    const outcome = (work: Promise<unknown>): Promise<string> =>
      work.then(
        (value) => String(value),
        (cause: unknown) => (cause as Error).name,
      );
    return {
      camera: await outcome(navigator.mediaDevices.getUserMedia({ video: true })),
      screen: await outcome(navigator.mediaDevices.getDisplayMedia({ video: true })),
      notification: await outcome(Notification.requestPermission()),
      place: await new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('given'),
          ({ code }) => resolve(code),
        );
      }),
      clipboard: await outcome(navigator.clipboard.readText()),
      midi: await outcome(navigator.requestMIDIAccess({ sysex: true })),
      ...Object.fromEntries(
        await Promise.all(
          Object.entries({
            hid: 'requestDevice',
            serial: 'requestPort',
            usb: 'requestDevice',
            bluetooth: 'requestDevice',
          })
            .map(
              ([kind, method]) =>
                [kind, method, Reflect.get(navigator, kind) as Record<string, unknown> | undefined] as const,
            )
            .map(async ([kind, method, devices]) => {
              const ask = devices?.[method] as ((filter: unknown) => Promise<unknown>) | undefined;
              const filter = kind === 'bluetooth' ? { acceptAllDevices: true } : { filters: [] };
              const given = ask === undefined ? 'absent' : await outcome(ask.call(devices, filter));
              // Some answer with an empty list instead of an error: nothing was given either.
              return [kind, given === '' ? 'nothing' : given] as const;
            }),
        ),
      ),
      lasting: await outcome(navigator.storage.persist()),
    };
  });
  expect(refused).toEqual({
    camera: expect.stringMatching(/^Not(Allowed|Found|Supported)Error$/) as unknown as string,
    screen: expect.stringMatching(/^(Not(Allowed|Supported)|Abort)Error$/) as unknown as string,
    notification: 'denied',
    place: 1,
    clipboard: 'NotAllowedError',
    midi: 'SecurityError',
    hid: 'nothing',
    serial: 'NotFoundError',
    usb: 'NotFoundError',
    bluetooth: expect.stringMatching(/^(absent|NotFoundError|SecurityError)$/) as unknown as string,
    lasting: 'false',
  });
  const store = await storePage(electron);
  await expect.poll(() => store.evaluate(() => navigator.storage.persisted())).toBe(true);
});

test('what was copied is on the clipboard no longer once the screen is locked', async ({
  branchApp: { electron, page },
}) => {
  const held = (): Promise<string> => electron.evaluate(({ clipboard }) => clipboard.readText());
  await signIn(page, 'counter');
  await page.keyboard.press('F2');
  const line = page.getByRole('dialog').getByRole('textbox').last();
  await line.fill('张三 13800138000');
  await line.press('Control+a');
  await line.press('Control+c');
  await expect.poll(held).toBe('张三 13800138000');
  await call(page, 'session.lock', {});
  await expect.poll(held).toBe('');
  // What another program put there is its own.
  await electron.evaluate(({ clipboard }) => clipboard.writeText('of another program'));
  await signIn(page, 'counter');
  await call(page, 'session.lock', {});
  await page.getByRole('heading', { name: '请选择您是谁' }).waitFor();
  expect(await held()).toBe('of another program');
});

test('main answers only the top frame of our own page', async ({ app: { electron, page } }) => {
  const call = "xianting.call('app.status', {})";
  const answers = await electron.evaluate(
    async ({ BrowserWindow }, [preload, script]) => {
      const found: unknown[] = [];
      for (const url of ['app://customer/customer/index.html', 'data:text/html,<h1>other</h1>']) {
        const window = new BrowserWindow({
          show: false,
          webPreferences: { preload: preload, sandbox: true, contextIsolation: true },
        });
        await window.loadURL(url);
        found.push(await window.webContents.executeJavaScript(script));
        window.destroy();
      }
      return found;
    },
    [path.resolve(__dirname, '../../out/preload/app.js'), call] as const,
  );
  const refused = { ok: false, error: { code: 'ipc.refused' } };
  expect(answers).toEqual([refused, refused]);
  // The same call from where it belongs.
  expect(await page.evaluate(call)).toMatchObject({ ok: true });
  // A frame in our page gets no bridge at all.
  const inFrame = await page.evaluate(() => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    return typeof Reflect.get(frame.contentWindow ?? {}, 'xianting');
  });
  expect(inFrame).toBe('undefined');
});

test('nothing is asked of a network while nobody has connected to headquarters', async ({ profile }) => {
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    asked.push(`${String(request.method)} ${String(request.url)}`);
    response.writeHead(502).end();
  });
  proxy.on('connect', (request, socket) => {
    asked.push(`CONNECT ${String(request.url)}`);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  const app = await launch({
    userData: profile,
    args: ['--demo', `--proxy-server=http://127.0.0.1:${String(port)}`, '--proxy-bypass-list=<-loopback>'],
  });
  const { page, electron } = app;
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));

  await page
    .getByRole('button', { name: /网点负责人/ })
    .first()
    .click();
  await page.getByLabel(/的密码$/).fill(await demoPassword(page));
  await page.getByLabel(/的密码$/).press('Enter');
  await page.getByRole('navigation').waitFor();
  for (const link of await page.getByRole('navigation').getByRole('button').all()) {
    await link.click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  expect(loaded.length).toBeGreaterThan(0);
  expect(loaded.filter((url) => !/^(app:\/\/ui\/|blob:app:\/\/ui|data:)/.test(url))).toEqual([]);
  expect(asked).toEqual([]);

  // Had anything been asked, it would have been seen here.
  await electron.evaluate(({ net }) => net.fetch('http://example.org/').catch(() => undefined));
  await expect.poll(() => asked).toContain('GET http://example.org/');
  await app.close();
  await new Promise((resolve) => proxy.close(resolve));
});

async function demoPassword(page: Page): Promise<string> {
  const status = (await page.evaluate<unknown>("xianting.call('app.status', {})")) as {
    readonly value: { readonly notices: readonly { readonly code: string; readonly values: { password: string } }[] };
  };
  return status.value.notices.find(({ code }) => code === 'demoData')?.values.password ?? '';
}
