/** The layer matrix bites: one planted violation per rule of .dependency-cruiser.cjs. */
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { plantTree, type Plants } from './planted-tree';

const cruise = async (plants: Plants): Promise<ReadonlySet<string>> => {
  const tree = plantTree(plants);
  try {
    const { output } = await tree.run('dependency-cruiser/bin/dependency-cruise.mjs', [
      ...['src', 'server', 'scripts', 'tests'].filter((folder) =>
        Object.keys(plants).some((file) => file.startsWith(`${folder}/`)),
      ),
      '--config',
      '.dependency-cruiser.cjs',
      '--no-cache',
      '--output-type',
      'json',
    ]);
    const report = JSON.parse(output) as {
      summary: { violations: { from: string; rule: { name: string } }[]; totalCruised: number };
    };
    expect(report.summary.totalCruised).toBeGreaterThan(0);
    return new Set(report.summary.violations.map(({ from, rule }) => `${rule.name} in ${from}`));
  } finally {
    tree.remove();
  }
};

const LEGAL: Plants = {
  'src/domain/legal.ts': "import { z } from 'zod';\nexport const legal = z.string();\n",
  'src/domain/legal.test.ts': "import { it } from 'vitest';\nimport 'node:fs';\nit('x', () => {});\n",
  'src/shared/contract/legal.ts': "import { legal } from '../../domain/legal';\nexport const shared = legal;\n",
  'src/shared/sync-protocol/legal.ts': 'export const version = 1;\n',
  'src/main/legal.ts':
    "import { app } from 'electron';\nimport 'node:fs';\nimport { shared } from '../shared/contract/legal';\nexport const main = [app, shared];\n",
  'src/main/type-cycle-a.ts': "import type { B } from './type-cycle-b';\nexport type A = { b: B };\n",
  'src/main/type-cycle-b.ts': "import type { A } from './type-cycle-a';\nexport type B = { a: A };\n",
  'src/preload/legal.ts': "import { contextBridge } from 'electron';\nexport const bridge = contextBridge;\n",
  'src/store-host/legal.ts': "import Dexie from 'dexie';\nexport const db = Dexie;\n",
  'src/renderer/features/b/legal.tsx':
    "import { createElement } from 'react';\nimport { legal } from '../../../domain/legal';\nexport const b = [createElement, legal];\n",
  'src/shared/hq-console/legal.ts': 'export const place = 1;\n',
  'src/hq-console/legal.tsx':
    "import { createElement } from 'react';\nimport { place } from '../shared/hq-console/legal';\nexport const c = [createElement, place];\n",
  'server/legal-console.ts': "import { place } from '../src/shared/hq-console/legal';\nexport const p = place;\n",
  'server/legal.ts':
    "import 'fastify';\nimport { version } from '../src/shared/sync-protocol/legal';\nexport const v = version;\n",
  'tests/legal.ts': "import { main } from '../src/main/legal';\nexport const t = main;\n",
};

/** Planted file by the rule it breaks. */
const BROKEN: Readonly<Record<string, readonly [file: string, content: string]>> = {
  'src-domain-imports': ['src/domain/planted.ts', "import Dexie from 'dexie';\nexport const x = Dexie;\n"],
  'domain-reaches-no-io': ['src/domain/planted-io.ts', "import fs from 'node:fs';\nexport const x = fs;\n"],
  'src-shared-imports': ['src/shared/planted.ts', "import { main } from '../main/legal';\nexport const x = main;\n"],
  'main-imports-no-page': ['src/main/planted.ts', "import Dexie from 'dexie';\nexport const x = Dexie;\n"],
  'src-preload-imports': ['src/preload/planted.ts', "import { z } from 'zod';\nexport const x = z;\n"],
  'src-customer-imports': [
    'src/customer/planted.ts',
    "import { main } from '../main/legal';\nexport const x = main;\n",
  ],
  'src-store-host-imports': ['src/store-host/planted.ts', "import { app } from 'electron';\nexport const x = app;\n"],
  'migrations-are-frozen': [
    'src/store-host/migrations/0001-planted.ts',
    "import { db } from '../legal';\nexport const x = db;\n",
  ],
  'renderer-imports': ['src/renderer/planted.ts', "import { main } from '../main/legal';\nexport const x = main;\n"],
  'src-hq-console-imports': [
    'src/hq-console/planted.ts',
    "import { b } from '../renderer/features/b/legal';\nexport const x = b;\n",
  ],
  'features-stay-apart': [
    'src/renderer/features/a/planted.ts',
    "import { b } from '../b/legal';\nexport const x = b;\n",
  ],
  'components-know-no-feature': [
    'src/renderer/components/planted.ts',
    "import { b } from '../features/b/legal';\nexport const x = b;\n",
  ],
  'server-imports': [
    'server/planted.ts',
    "import { shared } from '../src/shared/contract/legal';\nexport const x = shared;\n",
  ],
  'nobody-imports-tests': ['src/main/planted-test.ts', "import { t } from '../../tests/legal';\nexport const x = t;\n"],
  'no-dev-packages': ['src/main/planted-dev.ts', "import { vi } from 'vitest';\nexport const x = vi;\n"],
  'no-cycles': [
    'src/main/planted-cycle.ts',
    "import { other } from './planted-other';\nexport const x = () => other;\n",
  ],
  'no-unresolved': ['src/main/planted-lost.ts', "import { x } from './nowhere';\nexport const y = x;\n"],
};

describe('layers', () => {
  it('let legal imports pass', async () => {
    expect([...(await cruise(LEGAL))]).toEqual([]);
  });

  it('report one planted violation per rule', async () => {
    const found = await cruise({
      ...LEGAL,
      ...Object.fromEntries(Object.values(BROKEN)),
      'src/main/planted-other.ts': "import { x } from './planted-cycle';\nexport const other = () => x;\n",
    });
    for (const [rule, [file]] of Object.entries(BROKEN)) expect(found).toContain(`${rule} in ${file}`);
  });

  it('have a planted violation for every rule', () => {
    const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as { forbidden: { name: string }[] };
    expect(Object.keys(BROKEN).sort()).toEqual(config.forbidden.map(({ name }) => name).sort());
  });
});
