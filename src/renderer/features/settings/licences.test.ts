import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { licences } from './licences';

const root = path.resolve(import.meta.dirname, '../../../..');
const readJson = (file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Record<string, unknown>;

/** Built into the program although they are only needed to build it. */
const bundled = ['electron', 'pdfjs-dist'];

describe('the list of licences', () => {
  it('names every package that ships, and no other', () => {
    const dependencies = Object.keys(readJson('package.json')['dependencies'] as object);
    expect(licences.map(({ name }) => name).sort()).toEqual([...new Set([...dependencies, ...bundled])].sort());
  });

  it('says what each package says itself', () => {
    for (const { name, licence } of licences) {
      expect(readJson(`node_modules/${name}/package.json`)['license'], name).toBe(licence);
    }
  });
});
