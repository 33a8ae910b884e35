import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../../server/openapi';
import { wires } from '../../../server/wire';

const file = readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8');

interface Document {
  readonly paths: Readonly<Record<string, { readonly post: { readonly responses: Readonly<Record<string, object>> } }>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

describe('docs/openapi.json', () => {
  const document = JSON.parse(file) as Document;

  it('is what the schemas say now: run `npm run openapi`', () => {
    expect(document).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  });

  it('has every route of every accepted version', () => {
    const routes = wires.flatMap(({ version, shapes }) =>
      Object.keys(shapes).map((route) => `/v${String(version)}/${route}`),
    );
    const ofNewest = [
      ...['/v2/files/wanted', '/v2/files/read', '/v2/files/{sha256}/{piece}', '/v2/refusals', '/v2/relay'],
      ...['/v2/segments', '/v2/segments/{hash}'],
    ];
    expect(Object.keys(document.paths).sort()).toEqual([...routes, ...ofNewest].sort());
  });

  it('refers to nothing that is not there', () => {
    const names = [...file.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !Object.hasOwn(document.components.schemas, name ?? ''))).toEqual([]);
  });
});
