/** Entry of `npm run hq`; see `command-line.ts` for what it understands. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { consolePath } from '../src/shared/hq-console/place';
import { kindOfContents, packKindNames, packKinds } from '../src/domain/packs/kinds';
import { help, OperatorError, readCommandLine, startFault, type Command } from './command-line';
import type { PersonChanged } from './console/people';
import { runningHq, startHq } from './start';

/** A stop waits so long for requests that are under way. */
const patienceMs = 10_000;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function serve({ port, host, dataDir }: Extract<Command, { name: 'serve' }>): Promise<void> {
  const databaseUrl = process.env['DATABASE_URL'];
  const hq = await startHq({
    port,
    host,
    dataDir,
    databaseUrl,
    consoleDir: path.resolve('out/hq-console'),
    writeLog: (line) => {
      process.stdout.write(line);
    },
  });
  say(`listening on ${hq.url}`);
  say(`Records are kept in ${databaseUrl ? 'PostgreSQL (DATABASE_URL)' : `${dataDir}/db`}; back up ${dataDir}/hq.key.`);
  say(
    `The console is at ${hq.url}${consolePath}/; its first person: npm run hq -- user add ACCOUNT --name NAME --role administrator`,
  );
  say('For a new branch: npm run hq -- code     Stop: Ctrl-C');
  let stopping = false;
  const stop = (): void => {
    // Asked twice: somebody is in a hurry. Whatever was answered is committed.
    if (stopping) process.exit(1);
    stopping = true;
    say('Stopping; press Ctrl-C again to stop at once.');
    setTimeout(() => process.exit(1), patienceMs).unref();
    hq.close().then(
      () => process.exit(0),
      (error: unknown) => {
        complain(error, '', dataDir);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

/** Asks the server that runs on this folder; without a body nothing is changed. */
async function askServer(dataDir: string, route: string, body?: object): Promise<Response> {
  const running = runningHq(dataDir);
  if (!running)
    throw new OperatorError(`No server runs on ${dataDir}. Start it first: npm run hq -- --data-dir ${dataDir}`);
  return fetch(`${running.url}${route}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${running.adminToken}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  }).catch(() => {
    throw new OperatorError(`The server of ${dataDir} does not answer at ${running.url}. Start it again.`);
  });
}

async function showKey(dataDir: string): Promise<void> {
  const { publicKey } = (await (await askServer(dataDir, '/admin/key')).json()) as { readonly publicKey: string };
  say(`${publicKey}   for branches without a line: Settings, Rules and calendars, Trust a key`);
}

async function publishPack(command: Extract<Command, { name: 'pack' }>): Promise<void> {
  const { file, effectiveFrom, issuedBy, out, dataDir } = command;
  const pack = readPackFile(file);
  const kind = kindOfContents(pack);
  if (kind === undefined)
    throw new OperatorError(
      `The file ${file} is no pack: it has none of the fields ${packKindNames.map((name) => `${packKinds[name].markedBy} (${name})`).join(', ')}.`,
    );
  const response = await askServer(dataDir, '/admin/packs', { body: { kind, effectiveFrom, issuedBy, pack } });
  const answer = (await response.json()) as {
    readonly signed?: object;
    readonly problems?: readonly string[];
    readonly code?: string;
  };
  if (!answer.signed)
    throw new OperatorError(
      `Not signed:\n${(answer.problems ?? [answer.code ?? '']).map((line) => `  ${line}`).join('\n')}`,
    );
  if (out !== undefined) writeFileSync(out, `${JSON.stringify(answer.signed, null, 2)}\n`);
  say(`Signed; branches get it with their next sync.${out === undefined ? '' : ` For those without a line: ${out}`}`);
}

function readPackFile(file: string): object {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new OperatorError(`The file ${file} can't be read.`);
  }
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null) return json;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  throw new OperatorError(`The file ${file} is no JSON object.`);
}

async function makeCode({ kind, branchCode, dataDir }: Extract<Command, { name: 'code' }>): Promise<void> {
  const response = await askServer(dataDir, '/admin/codes', {
    kind,
    ...(branchCode === undefined ? {} : { branchCode }),
  });
  const answer = (await response.json()) as { readonly code: string; readonly expiresAt?: number };
  if (response.status === 404)
    throw new OperatorError(`Headquarters knows no branch ${branchCode ?? ''}. Its first PC has to connect first.`);
  if (answer.expiresAt === undefined) throw new OperatorError(`Refused: ${answer.code}`);
  say(`${answer.code}   for one PC, valid until ${new Date(answer.expiresAt).toISOString()}`);
}

async function changeUser({ change, dataDir }: Extract<Command, { name: 'user' }>): Promise<void> {
  const response = await askServer(dataDir, '/admin/people', change);
  const answer = (await response.json()) as Partial<Extract<PersonChanged, { ok: true }>> & { readonly code?: string };
  if (answer.code === 'person.known')
    throw new OperatorError(`There is a person ${change.account} already. A new start for them: user reset`);
  if (answer.code === 'person.unknown') throw new OperatorError(`There is no person ${change.account}.`);
  if (!response.ok) throw new OperatorError(`Refused: ${answer.code ?? response.status}`);
  if (answer.setupCode == null) {
    say(`${change.account} is shut out, and signed out wherever they were.`);
    return;
  }
  say(
    `${answer.setupCode}   set-up code of ${change.account}, for one time, until ${new Date(answer.expiresAtMs ?? 0).toISOString()}`,
  );
  say(
    `Give it to them in person. They open ${runningHq(dataDir)?.url ?? ''}${consolePath}/#setup, or that page under the name of your proxy.`,
  );
}

function complain(error: unknown, address: string, dataDir: string): void {
  const known = startFault(error, { address, dataDir });
  process.stderr.write(`${known ?? (error instanceof Error ? (error.stack ?? error.message) : 'failed')}\n`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  let at = { address: '', dataDir: '' };
  try {
    const command = readCommandLine(process.argv.slice(2));
    if (command.name === 'help') {
      say(help);
      return;
    }
    at = { address: command.name === 'serve' ? `${command.host}:${command.port}` : '', dataDir: command.dataDir };
    if (command.name === 'serve') await serve(command);
    else if (command.name === 'code') await makeCode(command);
    else if (command.name === 'pack') await publishPack(command);
    else if (command.name === 'user') await changeUser(command);
    else await showKey(command.dataDir);
  } catch (error) {
    complain(error, at.address, at.dataDir);
  }
}

void run();
