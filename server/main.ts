/**
 * Command line of headquarters.
 *
 *   npm run hq -- [--port 8787] [--host 127.0.0.1] [--data-dir hq-data]       starts it; DATABASE_URL for PostgreSQL
 *   npm run hq -- code --kind new|join [--branch-code X] [--data-dir hq-data]  makes an enrolment code
 */
import { parseArgs } from 'node:util';
import { runningHq, startHq } from './start';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string', default: '8787' },
    host: { type: 'string', default: '127.0.0.1' },
    'data-dir': { type: 'string', default: 'hq-data' },
    kind: { type: 'string', default: 'new' },
    'branch-code': { type: 'string' },
  },
});

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function serve(): Promise<void> {
  const hq = await startHq({
    port: Number(values.port),
    host: values.host,
    dataDir: values['data-dir'],
    databaseUrl: process.env['DATABASE_URL'],
    writeLog: (line) => {
      process.stdout.write(line);
    },
  });
  say(`listening on ${hq.url}`);
  const stop = (): void => {
    void hq.close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

async function makeCode(): Promise<void> {
  const running = runningHq(values['data-dir']);
  if (!running) {
    say(`No server runs on ${values['data-dir']}.`);
    process.exitCode = 1;
    return;
  }
  const response = await fetch(`${running.url}/admin/codes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${running.adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ kind: values.kind, branchCode: values['branch-code'] }),
  });
  const answer = (await response.json()) as { readonly code: string; readonly expiresAt?: number };
  if (answer.expiresAt === undefined) {
    say(`Refused: ${answer.code}`);
    process.exitCode = 1;
    return;
  }
  say(`${answer.code}   valid until ${new Date(answer.expiresAt).toISOString()}`);
}

(positionals[0] === 'code' ? makeCode() : serve()).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'failed'}\n`);
  process.exit(1);
});
