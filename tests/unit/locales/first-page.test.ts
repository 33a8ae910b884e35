/**
 * The first page begins with a tenth of the texts and without the shapes of calls. What it loads is followed here from its entry, import by
 * import, so that neither comes back unseen.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { firstEn, firstZh } from '../../../src/shared/locales/first-page';
import { en, zhCN } from '../../../src/shared/locales/registry';

const root = path.resolve(import.meta.dirname, '../../..');
const entry = 'src/renderer/main.tsx';

/** What a module loads with itself: neither types alone nor what it loads when it is needed. */
function loadedBy(text: string): readonly string[] {
  const statements = text.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm);
  return [...statements].map(([, from = '']) => from);
}

function fileOf(from: string, module: string): string | undefined {
  if (!from.startsWith('.')) return undefined;
  const file = path.join(path.dirname(module), from);
  return [file, `${file}.ts`, `${file}.tsx`].find(
    (one) => existsSync(path.join(root, one)) && path.extname(one) !== '',
  );
}

/** Our modules and the packages that come with the first script. */
function firstScript(): { readonly modules: ReadonlyMap<string, string>; readonly packages: ReadonlySet<string> } {
  const modules = new Map<string, string>();
  const packages = new Set<string>();
  const waiting = [entry];
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    if (modules.has(module) || !/\.tsx?$/.test(module)) continue;
    const text = readFileSync(path.join(root, module), 'utf8').replaceAll(/\/\*[^]*?\*\//g, '');
    modules.set(module, text);
    for (const from of loadedBy(text)) {
      const file = fileOf(from, module);
      if (file !== undefined) waiting.push(file);
      else packages.add(from);
    }
  }
  return { modules, packages };
}

const { modules, packages } = firstScript();

it('follows the imports of the first page', () => {
  expect([...modules.keys()]).toEqual(
    expect.arrayContaining(['src/renderer/app/app.tsx', 'src/renderer/features/people/sign-in.tsx']),
  );
  expect([...packages]).toEqual(expect.arrayContaining(['react', 'i18next']));
});

it('has the texts with which the first page is drawn', () => {
  const said = [...modules].flatMap(([module, text]) =>
    [...text.matchAll(/\bt\(\s*['`](\w+):/g)].map(([, namespace = '']) => [namespace, module] as const),
  );
  // Hints on words stand in the field of whoever is signed in; what they name comes with the fields.
  const behindSignIn = 'src/renderer/components/words-check.tsx';
  expect(said.filter(([namespace, module]) => !(namespace in firstZh) && module !== behindSignIn)).toEqual([]);
  expect(said.length).toBeGreaterThan(20);
});

it('has neither all texts nor the shapes of calls', () => {
  expect([...modules.keys()]).not.toContain('src/shared/locales/registry.ts');
  expect([...packages].filter((name) => name === 'zod' || name.startsWith('pinyin'))).toEqual([]);
});

it('takes its texts from where all are', () => {
  for (const [namespace, tree] of Object.entries(firstZh)) expect(zhCN).toHaveProperty(namespace, tree);
  for (const [namespace, tree] of Object.entries(firstEn)) expect(en).toHaveProperty(namespace, tree);
});
