/** The compiler's fences bite: no page, no node and nothing newer than ES2023 in the domain. */
import { expect, it } from 'vitest';
import { plantTree } from './planted-tree';

const compile = async (code: string) => {
  const tree = plantTree({ 'src/domain/planted.ts': code });
  try {
    return await tree.run('tsc7/bin/tsc', ['-p', 'src/domain', '--pretty', 'false']);
  } finally {
    tree.remove();
  }
};

it('lets plain code pass', async () => {
  expect(await compile('export const x = [3, 1].toSorted();\n')).toEqual({ code: 0, output: '' });
});

it.each([
  ['window', 'export const x = window.name;\n'],
  ['process', 'export const x = process.env;\n'],
  ['Set.prototype.union', 'export const x = new Set([1]).union(new Set([2]));\n'],
  ['iterator helpers', 'export const x = [1].values().map((n) => n);\n'],
  ['Promise.withResolvers', 'export const x = Promise.withResolvers();\n'],
  ['enums', 'export enum X { a }\n'],
  ['an index that may be missing', 'export const x: number = [1][0];\n'],
])('refuses %s in the domain', async (_what, code) => {
  const { code: exitCode, output } = await compile(code);
  expect(exitCode).not.toBe(0);
  expect(output).toContain('src/domain/planted.ts');
});
