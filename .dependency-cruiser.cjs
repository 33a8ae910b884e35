/**
 * Which folder may import what. tests/fences plants a violation per rule and expects it to be reported.
 * To allow a new package in a layer, add it to that layer's list here, with the reason in the commit.
 */
const { builtinModules } = require('node:module');

const TEST = '\\.(test|spec|test-support)\\.tsx?$';
/** @param {string[]} names */
// Not anchored: the fences run in a copy whose node_modules is a link.
const packages = (names) => `(^|/)node_modules/(${names.join('|')})(/|$)`;

/** Usable in the pure layers: no I/O inside. */
const PURE = ['zod', 'pinyin-pro', 'chinese-days', 'canonicalize', 'ts-fsrs'];
/** Sealing of courier files, the same code at both ends. */
const SEALING = ['@hpke', '@noble/curves'];
/** Reading signed requests, the same code at headquarters and at a branch hub. */
const SIGNED_REQUESTS = ['http-message-signatures', 'structured-headers'];
const SERVER_ONLY = ['fastify', 'otpauth', '@fastify', 'pg', 'drizzle-orm', '@electric-sql', 'pino', 'undici'];
const PAGE_ONLY = ['react', 'react-dom', 'react-i18next', '@mui', '@emotion', '@tanstack', 'zustand', 'signature_pad'];
const BUILTIN = `^(node:)?(${builtinModules.filter((name) => !name.startsWith('_')).join('|')})$`;

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** A layer may import only what is listed. @param {string} layer @param {string[]} allowed @param {string} comment */
const only = (layer, allowed, comment) =>
  forbid(
    `${layer.replaceAll('/', '-')}-imports`,
    comment,
    { path: `^${layer}/`, pathNot: TEST },
    { pathNot: [`^${layer}/`, ...allowed] },
  );

module.exports = {
  forbidden: [
    only('src/domain', [packages(PURE)], 'The domain is pure: it imports only itself.'),
    forbid(
      'domain-reaches-no-io',
      'Nothing the domain uses, however indirectly, may do I/O.',
      { path: '^src/domain/', pathNot: TEST },
      { reachable: true, path: [packages(['electron', 'dexie', 'argon2', ...PAGE_ONLY, ...SERVER_ONLY]), BUILTIN] },
    ),
    only(
      'src/shared',
      ['^src/domain/', packages([...PURE, ...SEALING, ...SIGNED_REQUESTS])],
      'What two processes agree on depends on neither of them.',
    ),
    forbid(
      'main-imports-no-page',
      'Main imports main, shared and domain.',
      { path: '^src/main/', pathNot: TEST },
      {
        path: [
          '^src/(preload|renderer|store-host|customer)/',
          '^server/',
          packages(['dexie', ...PAGE_ONLY, ...SERVER_ONLY]),
        ],
      },
    ),
    only(
      'src/preload',
      [packages(['electron']), '^src/shared/(contract|store-contract)/(names|channels)\\.ts$'],
      'A sandboxed preload has electron and nothing else.',
    ),
    only(
      'src/customer',
      ['^src/shared/contract/customer-screen\\.ts$'],
      'The window for the customer knows what it draws, and nothing else.',
    ),
    only(
      'src/store-host',
      ['^src/(shared|domain)/', packages(['dexie', '@msgpack', ...PURE])],
      'The store host is a browser page: no node, no electron.',
    ),
    forbid(
      'migrations-are-frozen',
      'A migration must do the same for ever, so it uses no code that changes.',
      { path: '^src/store-host/migrations/[0-9]' },
      { pathNot: [packages(['dexie'])] },
    ),
    forbid(
      'renderer-imports',
      'The page imports renderer, shared and domain; no node, no electron, no database.',
      { path: '^src/renderer/', pathNot: TEST },
      {
        path: [
          '^src/(main|preload|store-host|customer)/',
          '^server/',
          BUILTIN,
          packages(['electron', 'dexie', 'argon2', ...SERVER_ONLY]),
        ],
      },
    ),
    only(
      'src/hq-console',
      [
        '^src/(domain|shared)/',
        // The look and the language are one with the application; nothing there knows its bridge.
        '^src/renderer/app/(theme|i18n)/',
        '^src/renderer/app/zod-jitless\\.ts$',
        '^src/renderer/components/(data-table|empty-state|error-notice|field-frame|field-focus|focus-first|ime|info-list|logo|pack-place|pack-problem-list|pack-reason|parse-local-time|page-header|record-kind|section-card|status-chip|tree-select|use-ime-draft|use-now)\\.tsx?$',
        // `diff` marks the words in which two versions of a pack differ.
        packages(['diff', 'qrcode', ...PURE, ...PAGE_ONLY]),
      ],
      'The console of headquarters is a page of its own: it shares look and language with the application, and no feature.',
    ),
    forbid(
      'features-stay-apart',
      'A feature never imports another feature; share through components, app or bridge.',
      { path: '^src/renderer/features/([^/]+)/' },
      { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1/' },
    ),
    forbid(
      'components-know-no-feature',
      'Components and the bridge are below the features.',
      { path: '^src/renderer/(components|bridge)/', pathNot: TEST },
      { path: '^src/renderer/(features|app/routes)' },
    ),
    forbid(
      'server-imports',
      'HQ imports server, domain, the sync protocol, the contract of its console, and the words of exported files.',
      { path: '^server/', pathNot: TEST },
      {
        path: ['^src/', packages(['electron', 'dexie'])],
        pathNot: [
          '^src/domain/',
          '^src/shared/(sync-protocol|hq-console)/',
          '^src/shared/contract/define\\.ts$',
          '^src/shared/locales/(export|registers|vocabulary)\\.(en|zh-CN)\\.json$',
        ],
      },
    ),
    forbid(
      'nobody-imports-tests',
      'Shipped code does not depend on tests or scripts.',
      { path: '^(src|server)/', pathNot: TEST },
      { path: ['^(tests|scripts)/', TEST] },
    ),
    forbid(
      'no-dev-packages',
      'Shipped code uses no development package (electron is provided by the runtime).',
      { path: '^(src|server)/', pathNot: TEST },
      {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: [packages(['electron', '@types'])],
      },
    ),
    forbid(
      'no-cycles',
      'A cycle of values makes load order matter; cycles of types alone are harmless.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid('no-unresolved', 'The import leads nowhere.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^out/', '^scripts/tmp/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
    cache: { folder: '.cache/dependency-cruiser', strategy: 'content' },
  },
};
