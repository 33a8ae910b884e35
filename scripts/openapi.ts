/** `npm run openapi`: writes docs/openapi.json from the schemas of the sync protocol. A test fails when it is not what this would write. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { openApiDocument } from '../server/openapi';

async function write(): Promise<void> {
  const file = path.resolve(import.meta.dirname, '../docs/openapi.json');
  const text = await format(JSON.stringify(openApiDocument()), { ...(await resolveConfig(file)), filepath: file });
  writeFileSync(file, text);
  process.stdout.write('docs/openapi.json\n');
}

void write();
