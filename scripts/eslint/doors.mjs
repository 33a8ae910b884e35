/**
 * One door per raw API: a rule that reports every use of it, and the files that may use it.
 * eslint.config.js turns each entry into a rule `doors/<name>`. To move a door, change `allowed` here
 * and say why in the commit; a second door for the same thing is a design decision, not a lint matter.
 *
 * `selectors` are ESQuery selectors (https://eslint.org/docs/latest/extend/selectors).
 */

/** Code that ships: the app and the HQ server. */
export const SHIPPED = ['src/**/*.{ts,tsx}', 'server/**/*.ts'];
/** `x.test-support.ts` holds builders and examples that lie beside the code they serve. */
export const TESTS = ['**/*.{test,spec,test-support}.{ts,tsx}', 'tests/**/*.{ts,tsx}'];

/**
 * @typedef {object} Door
 * @property {string} name rule name
 * @property {string} message what to do instead
 * @property {string[]} selectors
 * @property {string[]} files where the rule applies
 * @property {string[]} allowed where the raw API may be used
 */

/** @param {string} object @param {string} property */
const member = (object, property) => `MemberExpression[object.name="${object}"][property.name=/^(${property})$/]`;
/** @param {string} name */
const electronPart = (name) => [
  `ImportDeclaration[source.value="electron"] > ImportSpecifier[imported.name="${name}"]`,
  `MemberExpression[object.name="electron"][property.name="${name}"]`,
];

/** What Chinese text is made of; punctuation and the sign for yuan alone are no text. */
const HAN = '[\u3400-\u9fff]';

/** @type {Door[]} */
export const DOORS = [
  {
    name: 'clock',
    message: 'Read time from the injected Clock: wall clocks jump and are attacked, and tests need fixed time.',
    selectors: [
      member('Date', 'now'),
      'NewExpression[callee.name="Date"][arguments.length=0]',
      'CallExpression[callee.name="Date"]',
    ],
    files: SHIPPED,
    allowed: [
      ...TESTS,
      'src/main/clock/**',
      'src/renderer/{app,bridge,components}/{clock,use-clock,use-now}.{ts,tsx}',
      'server/**/clock.ts',
    ],
  },
  {
    name: 'random',
    message: 'No Math.random: use the injected Rng, or node:crypto randomBytes for secrets, so that seeds repeat runs.',
    selectors: [member('Math', 'random')],
    files: ['**/*.{ts,tsx,mjs,js}'],
    allowed: [],
  },
  {
    name: 'random-uuid',
    message: 'Ids are UUIDv7 from the one ids file: they sort by time and can be replayed in tests.',
    selectors: ['MemberExpression[property.name="randomUUID"]', 'ImportSpecifier[imported.name="randomUUID"]'],
    files: SHIPPED,
    allowed: [],
  },
  {
    name: 'uuidv7',
    message: 'Import ids from the ids file of your process, not from the uuidv7 package.',
    selectors: ['ImportDeclaration[source.value="uuidv7"]'],
    files: SHIPPED,
    allowed: ['src/main/**/ids.ts', 'src/renderer/bridge/ids.ts', 'server/**/ids.ts', ...TESTS],
  },
  {
    name: 'console',
    message: 'Log through the log of your process: it redacts personal data, console does not.',
    selectors: ['MemberExpression[object.name="console"]'],
    files: SHIPPED,
    allowed: [...TESTS, 'src/main/log/**', 'server/log.ts', 'server/**/log.ts'],
  },
  {
    name: 'ipc-main',
    message: 'Only src/main/ipc talks to ipcMain: there every call is parsed and its sender checked.',
    selectors: electronPart('ipcMain'),
    files: SHIPPED,
    allowed: ['src/main/ipc/**'],
  },
  {
    name: 'ipc-renderer',
    message: 'Only src/preload talks to ipcRenderer; pages use the bridge.',
    selectors: electronPart('ipcRenderer'),
    files: SHIPPED,
    allowed: ['src/preload/**'],
  },
  {
    name: 'dialog',
    message: 'Native dialogs open from src/main/windows/dialogs.ts only.',
    selectors: electronPart('dialog'),
    files: SHIPPED,
    allowed: ['src/main/windows/dialogs.ts'],
  },
  {
    name: 'menu',
    message: 'Menus bring shortcuts of their own: src/main/windows/menu.ts only.',
    selectors: electronPart('Menu'),
    files: SHIPPED,
    allowed: ['src/main/windows/menu.ts'],
  },
  {
    name: 'notification',
    message:
      'Notes of the system stay readable on a locked screen: tell people in the page. Only src/main/windows/notifier.ts counts in one what waits.',
    selectors: [...electronPart('Notification'), ...electronPart('Tray'), 'NewExpression[callee.name="Notification"]'],
    files: SHIPPED,
    allowed: ['src/main/windows/notifier.ts'],
  },
  {
    name: 'han-text',
    message: 'Chinese text for people comes from the locale files, so that it has an English one.',
    selectors: [`Literal[value=/${HAN}/]`, `TemplateElement[value.raw=/${HAN}/]`],
    files: ['src/{renderer,hq-console}/**/*.{ts,tsx}', 'src/main/**/*.ts', 'src/preload/**/*.ts'],
    allowed: [...TESTS, 'src/renderer/gallery/**', 'src/main/demo/**'],
  },
  {
    name: 'spoken-by-main',
    message: 'What dialogs, menus and windows of main say comes from the locale files.',
    selectors: ['Literal[value=/[A-Za-z]/]', 'TemplateLiteral', 'ArrayExpression > Literal[value=/[A-Za-z]/]'].map(
      (text) =>
        `Property[key.name=/^(title|message|detail|label|sublabel|toolTip|buttonLabel|checkboxLabel|buttons)$/] > ${text}`,
    ),
    files: ['src/main/**/*.ts'],
    allowed: [...TESTS, 'src/main/demo/**'],
  },
  {
    name: 'sentence-attribute',
    message: 'Text comes from the locale files, whatever the property is called.',
    selectors: ['JSXAttribute > Literal[value=/^[A-Z][a-z]+ /]'],
    files: ['src/{renderer,hq-console}/**/*.tsx'],
    allowed: TESTS,
  },
  {
    name: 'shell',
    message: 'electron.shell starts other programs: src/main/windows/shell.ts only, with its allow list.',
    selectors: electronPart('shell'),
    files: SHIPPED,
    allowed: ['src/main/windows/shell.ts'],
  },
  {
    name: 'safe-storage',
    message: 'safeStorage belongs to the key hierarchy in src/main/keys.',
    selectors: electronPart('safeStorage'),
    files: SHIPPED,
    allowed: ['src/main/keys/**'],
  },
  {
    name: 'browser-storage',
    message: 'Pages keep nothing: drafts and settings go through the bridge, where they are encrypted.',
    selectors: [
      'Identifier[name=/^(localStorage|sessionStorage)$/]',
      member('document', 'cookie'),
      'MemberExpression[object.name=/^(window|globalThis|self)$/][property.name=/^(indexedDB|caches)$/]',
    ],
    files: SHIPPED,
    allowed: [...TESTS, 'src/store-host/**'],
  },
  {
    name: 'raw-html',
    message: 'No raw HTML: the page shows what customers wrote.',
    selectors: [
      'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
      'Property[key.name="dangerouslySetInnerHTML"]',
      'AssignmentExpression[left.property.name=/^(innerHTML|outerHTML)$/]',
      'CallExpression[callee.property.name="insertAdjacentHTML"]',
    ],
    files: ['src/**/*.{ts,tsx}'],
    allowed: TESTS,
  },
  {
    name: 'no-class',
    message: 'Use a closure (createX) instead of a class; only a library that demands a class justifies one.',
    selectors: ['ClassDeclaration:not([superClass.type])', 'ClassExpression:not([superClass.type])'],
    files: SHIPPED,
    allowed: TESTS,
  },
  {
    name: 'no-default-export',
    message: 'Named exports only: one name per thing, everywhere.',
    selectors: ['ExportDefaultDeclaration', 'ExportSpecifier[exported.name="default"]'],
    files: ['**/*.{ts,tsx,mts,mjs}'],
    // Their readers take the default: a tool's configuration, a rule, a reporter of Playwright.
    allowed: [
      '*.config.{ts,mts,mjs}',
      'tests/mutation/*.config.{mts,mjs}',
      '**/drizzle.config.ts',
      'scripts/eslint/**',
      'tests/failures-last.ts',
    ],
  },
  {
    name: 'no-hidden-tests',
    message: 'No focused or skipped tests: fix it, or delete it and say why.',
    selectors: [
      'MemberExpression[object.name=/^(describe|it|test|suite|bench)$/][property.name=/^(only|skip|todo|fixme|fails|skipIf|runIf)$/]',
      'MemberExpression[object.property.name="describe"][property.name=/^(only|skip|fixme)$/]',
      'CallExpression[callee.name=/^(xit|xtest|xdescribe|fit|fdescribe)$/]',
    ],
    files: TESTS,
    allowed: [],
  },
  {
    name: 'no-sleep',
    message: 'Tests wait for a condition, never for a duration.',
    selectors: [
      'MemberExpression[property.name="waitForTimeout"]',
      'NewExpression[callee.name="Promise"] > ArrowFunctionExpression > CallExpression.body[callee.name="setTimeout"]',
      'ImportDeclaration[source.value=/^(node:)?timers.promises$/]',
    ],
    files: TESTS,
    allowed: ['tests/support/**', 'tests/fault/**', 'tests/bench/**'],
  },
];
