/** The lint rules we rely on bite: text outside the locale files, raw APIs, APIs the oldest runtime lacks. */
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DOORS } from '../../scripts/eslint/doors.mjs';
import { plantTree } from './planted-tree';

type Planted = readonly [rule: string, file: string, code: string];

const component = (body: string) => `export const Planted = ({ word }: { word: string }) => (${body});\n`;

const LITERALS: readonly Planted[] = [
  ['i18next/no-literal-string', 'src/renderer/literal-en.tsx', component('<p>Hello {word}</p>')],
  ['i18next/no-literal-string', 'src/renderer/literal-zh.tsx', component('<p>你好 {word}</p>')],
  ['i18next/no-literal-string', 'src/renderer/literal-capitals.tsx', component('<p>OK</p>')],
  ['i18next/no-literal-string', 'src/renderer/literal-aria.tsx', component('<i aria-label="Close">{word}</i>')],
  ['i18next/no-literal-string', 'src/renderer/literal-title.tsx', component('<i title="Close">{word}</i>')],
  ['i18next/no-literal-string', 'src/renderer/literal-alt.tsx', component('<img src={word} alt="Portrait" />')],
  ['i18next/no-literal-string', 'src/renderer/literal-choice.tsx', component("<p>{word ? 'Yes' : word}</p>")],
  ['i18next/no-literal-string', 'src/renderer/literal-placeholder.tsx', component('<input placeholder="姓名" />')],
  [
    'i18next/no-literal-string',
    'src/renderer/literal-template.tsx',
    component('<i title={`第 ${word} 步`}>{word}</i>'),
  ],
];

const AVAILABILITY: readonly Planted[] = [
  ['house/after-chrome-114', 'src/renderer/late-a.ts', 'export const x = URL.canParse("a:b");\n'],
  ['house/after-chrome-114', 'src/store-host/late-b.ts', 'export const x = AbortSignal.any([]);\n'],
  [
    'house/after-chrome-114',
    'src/domain/late-c.ts',
    'export const x = (Promise as never as { withResolvers(): 1 });\nexport const y = Promise.withResolvers();\n',
  ],
  ['house/after-chrome-114', 'src/domain/late-d.ts', 'export const x = Object.groupBy([1], () => "a");\n'],
  ['house/after-chrome-114', 'src/domain/late-e.ts', 'export const x = new Set([1]).isSubsetOf(new Set());\n'],
  [
    'house/after-chrome-114',
    'src/store-host/late-f.ts',
    "export const x = crypto.subtle.generateKey('Ed25519', false, ['sign']);\n",
  ],
  ['house/after-chrome-114', 'src/main/late-g.ts', 'export const x = Temporal;\n'],
  ['house/after-chrome-114', 'src/renderer/late-k.ts', 'export const x = Array.fromAsync([]);\n'],
  ['house/after-chrome-114', 'src/domain/late-l.ts', 'export const x = Map.groupBy([1], () => 1);\n'],
  ['house/after-chrome-114', 'src/domain/late-m.ts', 'export const x = Iterator.from([1]);\n'],
  ['house/after-chrome-114', 'src/main/late-n.ts', 'export const x = new Map<number, number>().getOrInsert(1, 2);\n'],
  [
    'n/no-unsupported-features/node-builtins',
    'src/main/late-h.ts',
    "import { cpus } from 'node:os';\nimport { glob } from 'node:fs/promises';\nexport const x = [cpus, glob];\n",
  ],
  [
    'n/no-unsupported-features/node-builtins',
    'src/preload/late-i.ts',
    "import { styleText } from 'node:util';\nexport const x = styleText;\n",
  ],
  [
    'n/no-unsupported-features/node-builtins',
    'src/main/late-j.ts',
    "import sqlite from 'node:sqlite';\nexport const x = sqlite;\n",
  ],
];

/** Of Node 20 and 22; main runs on the Node 18.15 of the oldest Electron. */
const LATE_NODE: readonly Planted[] = [
  "import fs from 'node:fs';\nexport const x = fs.globSync('*');\n",
  "import process from 'node:process';\nexport const x = process.loadEnvFile;\n",
  "import { availableParallelism, machine } from 'node:os';\nimport { registerHooks } from 'node:module';\nexport const x = [availableParallelism, machine, registerHooks];\n",
  'export const x = import.meta.dirname;\n',
  "import { parseEnv } from 'node:util';\nexport const x = parseEnv;\n",
].map((code, index) => ['n/no-unsupported-features/node-builtins', `src/main/late-node-${String(index)}.ts`, code]);

const CODE: readonly Planted[] = [
  [
    '@typescript-eslint/no-floating-promises',
    'src/main/floating.ts',
    'const f = async () => Promise.resolve(1);\nexport const g = () => { f(); };\n',
  ],
  ['@typescript-eslint/no-explicit-any', 'src/main/any.ts', 'export const f = (x: any) => x as unknown;\n'],
  ['@typescript-eslint/ban-ts-comment', 'src/main/comment.ts', '// @ts-ignore\nexport const x: number = "a";\n'],
  [
    '@typescript-eslint/consistent-type-imports',
    'src/main/type-import.ts',
    "import { Stats } from 'node:fs';\nexport type X = Stats;\n",
  ],
  [
    '@typescript-eslint/switch-exhaustiveness-check',
    'src/domain/switch.ts',
    "export const f = (x: 'a' | 'b') => {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n};\n",
  ],
  [
    'max-lines',
    'src/main/long.ts',
    'export const x = 1;\n'.repeat(1) +
      Array.from({ length: 401 }, (_, i) => `export const y${String(i)} = 1;\n`).join(''),
  ],
  [
    'house/disable-needs-reason',
    'src/main/reason.ts',
    '// eslint-disable-next-line no-eval\nexport const x: unknown = eval("1");\n',
  ],
  [
    'no-empty',
    'src/main/empty.ts',
    'export const f = () => {\n  try {\n    return 1;\n  } catch {}\n  return 2;\n};\n',
  ],
  [
    'react-hooks/rules-of-hooks',
    'src/renderer/hooks.tsx',
    "import { useState } from 'react';\nexport const useX = (on: boolean) => {\n  if (on) return useState(1);\n  return null;\n};\n",
  ],
  ['jsx-a11y/alt-text', 'src/renderer/alt.tsx', component('<img src={word} />')],
];

/** One violation for each door. */
const DOOR_PLANTS: Readonly<Record<string, readonly [file: string, code: string]>> = {
  clock: ['src/domain/door-clock.ts', 'export const x = new Date();\n'],
  random: ['tests/door-random.ts', 'export const x = Math.random();\n'],
  'random-uuid': ['src/main/door-uuid.ts', "import { randomUUID } from 'node:crypto';\nexport const x = randomUUID;\n"],
  uuidv7: ['src/main/door-uuidv7.ts', "import { uuidv7 } from 'uuidv7';\nexport const x = uuidv7;\n"],
  console: ['src/main/door-console.ts', "console.log('x');\nexport {};\n"],
  'ipc-main': ['src/main/door-ipc.ts', "import { ipcMain } from 'electron';\nexport const x = ipcMain;\n"],
  'ipc-renderer': [
    'src/main/door-ipc-r.ts',
    "import { ipcRenderer } from 'electron';\nexport const x = ipcRenderer;\n",
  ],
  dialog: ['src/main/door-dialog.ts', "import { dialog } from 'electron';\nexport const x = dialog;\n"],
  menu: ['src/main/door-menu.ts', "import { Menu } from 'electron';\nexport const x = Menu;\n"],
  notification: [
    'src/main/door-notification.ts',
    "import { Notification } from 'electron';\nexport const x = Notification;\n",
  ],
  'han-text': ['src/main/door-han.ts', "export const x = '已保存';\n"],
  'spoken-by-main': ['src/main/door-spoken.ts', "export const x = { buttons: ['Close'] };\n"],
  'sentence-attribute': [
    'src/renderer/door-sentence.tsx',
    'const Own = ({ lead }: { lead: string }) => <p>{lead}</p>;\n' + component('<Own key={word} lead="Hello there" />'),
  ],
  shell: ['src/main/door-shell.ts', "import { shell } from 'electron';\nexport const x = shell;\n"],
  'safe-storage': ['src/main/door-safe.ts', "import { safeStorage } from 'electron';\nexport const x = safeStorage;\n"],
  'browser-storage': ['src/renderer/door-storage.ts', "localStorage.setItem('a', 'b');\nexport {};\n"],
  'raw-html': ['src/renderer/door-html.tsx', component('<p dangerouslySetInnerHTML={{ __html: word }} />')],
  'no-class': ['src/domain/door-class.ts', 'export class X {\n  y = 1;\n}\n'],
  'no-default-export': ['src/domain/door-default.ts', 'export default 1;\n'],
  'no-hidden-tests': ['src/domain/door-hidden.test.ts', "import { it } from 'vitest';\nit.only('x', () => {});\n"],
  'no-sleep': ['src/domain/door-sleep.test.ts', 'export const x = () => new Promise((done) => setTimeout(done, 5));\n'],
};

const LEGAL: Readonly<Record<string, string>> = {
  'src/main/clock/system-clock.ts': 'export const nowMs = () => Date.now();\n',
  'src/renderer/old-enough.ts':
    'export const x = [structuredClone({ a: 1 }), [1].findLast((n) => n > 0), [2, 1].toSorted(), Object.hasOwn({}, "a")];\n',
  'src/domain/dates.ts': 'export const toDate = (atMs: number) => new Date(atMs);\n',
  'src/renderer/legal.tsx': component('<p title={word}>{word} · 12 %</p>'),
  'src/main/reasoned.ts':
    '// eslint-disable-next-line no-eval -- a test of the directive rule needs one legal comment\nexport const x: unknown = eval("1");\n',
};

const ALL: readonly Planted[] = [
  ...LITERALS,
  ...AVAILABILITY,
  ...LATE_NODE,
  ...CODE,
  ...Object.entries(DOOR_PLANTS).map(([name, [file, code]]): Planted => [`doors/${name}`, file, code]),
];

describe('lint', () => {
  const tree = plantTree({ ...LEGAL, ...Object.fromEntries(ALL.map(([, file, code]) => [file, code])) });
  let rulesByFile: ReadonlyMap<string, ReadonlySet<string | null>>;

  beforeAll(async () => {
    const results = await new ESLint({ cwd: tree.root }).lintFiles(['src', 'tests']);
    rulesByFile = new Map(
      results.map(({ filePath, messages }) => [
        filePath.slice(tree.root.length + 1),
        new Set(messages.map(({ ruleId, message, fatal }) => (fatal ? message : ruleId))),
      ]),
    );
  });
  afterAll(tree.remove);

  it.each(ALL)('%s reports %s', (rule, file) => {
    expect(rulesByFile.get(file)).toContain(rule);
  });

  it.each(Object.keys(LEGAL))('lets %s pass', (file) => {
    expect([...(rulesByFile.get(file) ?? ['not linted'])]).toEqual([]);
  });

  it('has a planted violation for every door', () => {
    expect(Object.keys(DOOR_PLANTS).sort()).toEqual(DOORS.map(({ name }) => name).sort());
  });
});
