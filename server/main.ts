/** Entry of `npm run hq`; see `command-line.ts` for what it understands. */
import { readFileSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { MAX_COURIER_BYTES } from '../src/shared/sync-protocol/courier-size';
import { consolePath } from '../src/shared/hq-console/place';
import { kindOfContents, packKindNames, packKinds } from '../src/domain/packs/kinds';
import { help, OperatorError, readCommandLine, startFault, type Command } from './command-line';
import type { CourierRefusal, CourierTaken } from './courier';
import { courierRoute } from './courier-route';
import type { PersonChanged } from './console/people';
import type { Fork } from './forks';
import { runningHq, startHq } from './start';

/** A stop waits so long for requests that are under way. */
const patienceMs = 10_000;

/** Nothing is printed any more once whoever reads it (a log program, a terminal, `head`) has ended: branches go on being served. */
let isRead = true;
process.stdout.on('error', () => {
  if (!isRead) return;
  isRead = false;
  process.stderr.write(
    'Nobody reads what headquarters prints any more. It goes on, without a log until it is started again.\n',
  );
});
// Where nobody reads this either, there is nobody left to tell.
process.stderr.on('error', () => undefined);

const print = (text: string): void => {
  if (isRead) process.stdout.write(text);
};
const say = (line: string): void => {
  print(`${line}\n`);
};

async function serve({ port, host, dataDir, publicUrls }: Extract<Command, { name: 'serve' }>): Promise<void> {
  const databaseUrl = process.env['DATABASE_URL'];
  const hq = await startHq({
    port,
    host,
    dataDir,
    databaseUrl,
    consoleDir: path.resolve('out/hq-console'),
    publicUrls,
    writeLog: print,
  });
  say(`listening on ${hq.url}`);
  say(
    publicUrls.length > 0
      ? `PCs are told ${publicUrls.join(' or ')}`
      : 'Serves PCs on this machine only; for others say the address they are told: --public-url https://…',
  );
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
async function askServer(dataDir: string, route: string, body?: object | Uint8Array<ArrayBuffer>): Promise<Response> {
  const running = runningHq(dataDir);
  if (!running)
    throw new OperatorError(`No server runs on ${dataDir}. Start it first: npm run hq -- --data-dir ${dataDir}`);
  return fetch(`${running.url}${route}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${running.adminToken}`, 'content-type': 'application/json' },
    ...(body ? { body: body instanceof Uint8Array ? body : JSON.stringify(body) } : {}),
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

interface BranchLine {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly devices: readonly {
    readonly id: string;
    readonly tag: string;
    readonly lastSeenAtMs: number | null;
    readonly lastSeq: number;
    readonly rejected: number;
    readonly revoked: boolean;
  }[];
}

async function branchLines(dataDir: string, branchCode: string | undefined): Promise<readonly BranchLine[]> {
  const { branches } = (await (await askServer(dataDir, '/admin/branches')).json()) as { branches: BranchLine[] };
  const asked = branches.filter(({ code }) => branchCode === undefined || code === branchCode.toUpperCase());
  if (branchCode !== undefined && asked.length === 0)
    throw new OperatorError(`Headquarters knows no branch ${branchCode}. Its first PC has to connect first.`);
  return asked;
}

async function showDevices({ branchCode, dataDir }: Extract<Command, { name: 'devices' }>): Promise<void> {
  for (const { code, name, devices } of await branchLines(dataDir, branchCode)) {
    say(`${code} ${name}`);
    for (const { id, tag, lastSeenAtMs, lastSeq, rejected, revoked } of devices) {
      const seen = lastSeenAtMs === null ? 'never seen' : `seen ${new Date(lastSeenAtMs).toISOString()}`;
      const refused = rejected > 0 ? `, ${String(rejected)} refused` : '';
      say(`  ${tag}  ${id}  ${seen}, received up to ${String(lastSeq)}${refused}${revoked ? ', REVOKED' : ''}`);
    }
  }
}

async function setRevoked({ deviceId, revoked, dataDir }: Extract<Command, { name: 'revoke' }>): Promise<void> {
  const response = await askServer(dataDir, '/admin/revoke', { deviceId, revoked });
  if (response.status === 404)
    throw new OperatorError(`Headquarters knows no PC ${deviceId}. Ids are listed by: npm run hq -- devices`);
  if (!response.ok) throw new OperatorError('Refused.');
  say(
    revoked
      ? 'Nothing of this PC is taken any more; what it sent before stays. The other PCs of its branch are told at their next sync.'
      : 'This PC is taken again, from its next sync on.',
  );
}

/** As evidence: a line for people, and what proves it as JSON. */
async function showForks({ branchCode, dataDir }: Extract<Command, { name: 'forks' }>): Promise<void> {
  const [branch] = await branchLines(dataDir, branchCode);
  const { forks } = (await (await askServer(dataDir, `/admin/forks?branchId=${branch?.id ?? ''}`)).json()) as {
    readonly forks: readonly Fork[];
  };
  if (forks.length === 0) say(`No PC of ${branchCode} showed two histories.`);
  for (const fork of forks) {
    const [kept, other] = [fork.kept, fork.other].map(({ atMs }) => new Date(atMs).toISOString());
    say(
      `${fork.deviceTag} ${fork.deviceId} signed two events as its number ${String(fork.seq)}: the one received ${kept ?? ''} is kept, the one shown ${other ?? ''} was refused.`,
    );
    say(JSON.stringify(fork));
  }
}

const courierRefusals: { readonly [C in CourierRefusal]: string } = {
  foreign: 'is no courier file of Xianting.',
  newer: 'was made by a newer version. Update headquarters first.',
  tooLarge: 'is larger than any courier file.',
  damaged: 'is damaged or not complete. Ask the branch to export it again.',
  isAnswer: 'is an answer of headquarters. Which file did the branch export?',
  otherHq: 'is sealed to another headquarters.',
  unknownDevice: 'comes from a PC that headquarters does not know. It has to be connected first.',
  revoked: 'comes from a PC that was stopped. Nothing of it is taken; npm run hq -- admit takes that back.',
  forged: 'was changed on its way, or not written by the PC that it names. Nothing of it was taken.',
};

async function importCourier({ file, answer, dataDir }: Extract<Command, { name: 'import-courier' }>): Promise<void> {
  const response = await askServer(dataDir, courierRoute, await readCourierFile(file));
  if (response.status === 413) throw new OperatorError(`The file ${file} ${courierRefusals.tooLarge}`);
  const told = (await response.json()) as
    | { readonly ok: false; readonly code: CourierRefusal }
    | (Omit<Extract<CourierTaken, { ok: true }>, 'answer'> & { readonly answer: string })
    | { readonly ok?: undefined };
  if (told.ok === false) throw new OperatorError(`The file ${file} ${courierRefusals[told.code]}`);
  if (told.ok === undefined) throw new OperatorError('Headquarters failed; its log says why. Import the file again.');
  writeFileSync(answer, Buffer.from(told.answer, 'base64'), { mode: 0o600 });
  const { branchCode, deviceTag, accepted, duplicate, rejected, missingFrom } = told;
  say(
    `${branchCode} ${deviceTag}: ${String(accepted)} records taken, ${String(duplicate)} were here already, ${String(rejected)} refused.`,
  );
  if (missingFrom !== null)
    say(`Records from number ${String(missingFrom)} on are missing here; the next file of this PC brings them.`);
  say(`The answer for this PC: ${answer}`);
}

/** For the server as bytes of their own. */
async function readCourierFile(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const { size } = await stat(file).catch(() => {
    throw new OperatorError(`The file ${file} can't be read.`);
  });
  if (size > MAX_COURIER_BYTES) throw new OperatorError(`The file ${file} ${courierRefusals.tooLarge}`);
  return Uint8Array.from(readFileSync(file));
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
  if (answer.code === 'person.lastAdministrator')
    throw new OperatorError(
      `${change.account} is the last administrator who can sign in. Add another first; user reset shuts out whoever has the account now.`,
    );
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
    else if (command.name === 'devices') await showDevices(command);
    else if (command.name === 'revoke') await setRevoked(command);
    else if (command.name === 'forks') await showForks(command);
    else if (command.name === 'import-courier') await importCourier(command);
    else await showKey(command.dataDir);
  } catch (error) {
    complain(error, at.address, at.dataDir);
  }
}

void run();
