/** `npm run bench -- --size smoke|full [--only save,list,unlock,start,insert,memory,search]`: see tests/bench/bench.ts. */
import path from 'node:path';
import { runOnElectron } from './setup/run-on-electron.mjs';

await runOnElectron(path.join('tests', 'bench', 'bench.ts'));
