/** `npm run screenshots`: pictures of every page of the sample branch; see tests/screenshots/screenshots-main.ts. */
import path from 'node:path';
import { runOnElectron } from './setup/run-on-electron.mjs';

await runOnElectron(path.join('tests', 'screenshots', 'screenshots-main.ts'));
