/**
 * `npm run screenshots -- [zh-CN|en]`: pictures for README and guide from the real application and its sample branch,
 * into docs/images/zh and docs/images/en. People, cases, dates and texts are the same each time; keys and therefore
 * signatures are not. `-- nodes` is for looking at, not for the guide: see nodes.ts.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { photographNodes } from './nodes';
import { emptyFolder, open, publish, type Language } from './studio';
import { photographDay, photographSetup } from './tour';

async function visit(language: Language): Promise<void> {
  await emptyFolder(language);
  for (const demo of [false, true]) {
    const profile = await mkdtemp(path.join(tmpdir(), 'xianting-pictures-'));
    const app = await open(profile, language, demo);
    try {
      if (demo) await photographDay(app, language);
      else await photographSetup(app, language);
    } finally {
      await app.close();
      await rm(profile, { recursive: true, force: true });
    }
  }
  await publish(language);
}

async function main(): Promise<void> {
  const asked = process.argv[2];
  if (asked === 'nodes') {
    await photographNodes();
    return;
  }
  const languages: readonly Language[] = asked === 'en' || asked === 'zh-CN' ? [asked] : ['zh-CN', 'en'];
  for (const language of languages) await visit(language);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
