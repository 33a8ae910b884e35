/** What an operator asks for on the command line, checked before anything is touched. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { hqRoles } from '../src/shared/hq-console/roles';
import { Account } from '../src/shared/hq-console/session';
import type { PersonChange } from './console/people';
import { COURIER_EXTENSION } from '../src/shared/sync-protocol/courier-size';
import { isLocalDate } from '../src/domain/deadlines/local-date';

/** A mistake of the operator, told in one line and without a stack. */
export class OperatorError extends Error {}

export type Command =
  | { readonly name: 'help' }
  | {
      readonly name: 'serve';
      readonly port: number;
      readonly host: string;
      readonly dataDir: string;
      readonly publicUrls: readonly string[];
    }
  | {
      readonly name: 'code';
      readonly kind: 'new' | 'join';
      readonly branchCode: string | undefined;
      readonly dataDir: string;
    }
  | { readonly name: 'key'; readonly dataDir: string }
  | { readonly name: 'user'; readonly change: PersonChange; readonly dataDir: string }
  | { readonly name: 'devices'; readonly branchCode: string | undefined; readonly dataDir: string }
  | { readonly name: 'revoke'; readonly deviceId: string; readonly revoked: boolean; readonly dataDir: string }
  | {
      readonly name: 'import-courier';
      readonly file: string;
      /** Where the answer is written. */
      readonly answer: string;
      readonly dataDir: string;
    }
  | { readonly name: 'forks'; readonly branchCode: string; readonly dataDir: string }
  | {
      readonly name: 'pack';
      readonly file: string;
      readonly effectiveFrom: string;
      readonly issuedBy: string;
      readonly out: string | undefined;
      readonly dataDir: string;
    };

export const help = `Headquarters of Xianting.

  npm run hq                                    start it; Ctrl-C stops it, and nothing is lost
  npm run hq -- code                            a one-time code for the first PC of a new branch
  npm run hq -- code --branch-code SH021        a one-time code for a further PC of branch SH021

  npm run hq -- devices                         the PCs of every branch: letter, id, last seen, how far received
  npm run hq -- revoke ID                       take nothing of that PC any more (stolen, lost, retired)
  npm run hq -- admit ID                        take that back
  npm run hq -- forks --branch-code SH021       PCs that showed two histories, with both signed headers

  npm run hq -- pack rules.json --from 2026-12-01 --issued-by "Head office, compliance"
                                                sign a pack (rules, calendar, authority, plan,
                                                reminders or stops, as in resources/packs; scripts as
                                                the scripts page exports them) and give it to the branches
                   --out signed.json            and write it to a file for branches without a line
  npm run hq -- key                             the key that such a branch has to be told

  npm run hq -- import-courier FILE.courier     take in what a branch without a line exported to a stick, and
                                                write the answer that it has to carry back
                   --answer FILE                and write that to another place than beside it

  npm run hq -- user add wang --name 王敏 --role administrator
                                                somebody who may use the console (administrator, officer or
                                                auditor); prints a set-up code for one time
  npm run hq -- user reset wang                 a new start for who lost password or authenticator
  npm run hq -- user disable wang               shuts out, until a reset

  --port 8787          where it listens
  --host 127.0.0.1     for other machines put a reverse proxy with TLS in front instead
  --public-url URL     the address that PCs are told, as https://hq.bank.example; give it again for
                       a second one. Needed behind a proxy: requests are signed for it
  --data-dir hq-data   folder with its key, its token and, without DATABASE_URL, its database
  DATABASE_URL=…       postgres://user:password@host:5432/name, instead of the embedded database

All of these but the first are asked for while the server runs, on the same machine and with the same --data-dir.`;

/** Throws an `OperatorError` for what can't be meant. */
export function readCommandLine(args: readonly string[]): Command {
  const { values, positionals } = parsed(args);
  const dataDir = values['data-dir'];
  const [what = 'serve', ...rest] = positionals;
  if (values.help || what === 'help') return { name: 'help' };
  if (what === 'pack') {
    const [file, ...more] = rest;
    const { from, out, 'issued-by': issuedBy } = values;
    if (file === undefined || more.length > 0)
      throw new OperatorError('Which file? npm run hq -- pack rules.json --from 2026-12-01 --issued-by "Head office"');
    if (from === undefined || !isLocalDate(from))
      throw new OperatorError('--from is the day from which the pack holds, as 2026-12-01');
    if (issuedBy === undefined || issuedBy.trim() === '')
      throw new OperatorError('--issued-by says who answers for the pack; branches read it');
    return { name: 'pack', file, effectiveFrom: from, issuedBy, out, dataDir };
  }
  if (what === 'user') return { name: 'user', change: personChange(rest, values.name, values.role), dataDir };
  if (what === 'revoke' || what === 'admit') {
    const [deviceId, ...more] = rest;
    if (deviceId === undefined || more.length > 0)
      throw new OperatorError(`Which PC? npm run hq -- ${what} ID, as "npm run hq -- devices" lists it`);
    return { name: 'revoke', deviceId, revoked: what === 'revoke', dataDir };
  }
  if (what === 'import-courier') {
    const [file, ...more] = rest;
    if (file === undefined || more.length > 0)
      throw new OperatorError('Which file? npm run hq -- import-courier FILE.courier');
    return { name: 'import-courier', file, answer: values.answer ?? answerBeside(file), dataDir };
  }
  if (rest.length > 0) throw new OperatorError(`Not understood: ${rest.join(' ')}. See npm run hq -- --help`);
  if (what === 'devices') return { name: 'devices', branchCode: values['branch-code'], dataDir };
  if (what === 'forks') {
    const branchCode = values['branch-code'];
    if (branchCode === undefined) throw new OperatorError('Which branch? npm run hq -- forks --branch-code SH021');
    return { name: 'forks', branchCode, dataDir };
  }
  if (what === 'key') return { name: 'key', dataDir };
  if (what === 'code') {
    const branchCode = values['branch-code'];
    const kind = values.kind ?? (branchCode === undefined ? 'new' : 'join');
    if (kind !== 'new' && kind !== 'join')
      throw new OperatorError('--kind is "new" for the first PC of a branch, or "join" for a further one');
    if (kind === 'join' && branchCode === undefined)
      throw new OperatorError('A code for joining needs the branch: npm run hq -- code --branch-code SH021');
    if (kind === 'new' && branchCode !== undefined)
      throw new OperatorError('A new branch brings its own code; leave --branch-code away');
    return { name: 'code', kind, branchCode, dataDir };
  }
  if (what !== 'serve') throw new OperatorError(`There is no command "${what}". See npm run hq -- --help`);
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535)
    throw new OperatorError(`--port is a number from 0 to 65535, not "${values.port}"`);
  const publicUrls = (values['public-url'] ?? []).map(readPublicUrl);
  return { name: 'serve', port, host: values.host, dataDir, publicUrls };
}

export const loopbackNames = ['127.0.0.1', '[::1]', 'localhost'];

/** The address without a slash at its end, written as PCs write it. Throws an `OperatorError` for what PCs would not take. */
export function readPublicUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopbackNames.includes(url.hostname));
  if (!url || !safe || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new OperatorError(
      `--public-url is the address that PCs are told, as https://hq.bank.example or https://bank.example/xianting, not "${text}"`,
    );
  return url.href.replace(/\/$/, '');
}

function answerBeside(file: string): string {
  const { dir, name } = path.parse(file);
  return path.join(dir, `${name}-answer.${COURIER_EXTENSION}`);
}

function personChange(words: readonly string[], name: string | undefined, role: string | undefined): PersonChange {
  const [change, typed, ...more] = words;
  const account = Account.safeParse(typed?.toLowerCase());
  if ((change !== 'add' && change !== 'reset' && change !== 'disable') || more.length > 0)
    throw new OperatorError('What about whom? npm run hq -- user add|reset|disable ACCOUNT');
  if (!account.success)
    throw new OperatorError(
      'An account has 2 to 32 letters a to z, digits, dots or hyphens, and begins with a letter or digit',
    );
  if (change !== 'add') return { change, account: account.data };
  const wanted = hqRoles.find((one) => one === role);
  if (wanted === undefined) throw new OperatorError(`--role is one of ${hqRoles.join(', ')}`);
  if (name === undefined || name.trim() === '') throw new OperatorError('--name says who it is: --name 王敏');
  return { change, account: account.data, name: name.trim(), role: wanted };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        port: { type: 'string', default: '8787' },
        host: { type: 'string', default: '127.0.0.1' },
        'public-url': { type: 'string', multiple: true },
        'data-dir': { type: 'string', default: 'hq-data' },
        kind: { type: 'string' },
        from: { type: 'string' },
        out: { type: 'string' },
        answer: { type: 'string' },
        'issued-by': { type: 'string' },
        'branch-code': { type: 'string' },
        name: { type: 'string' },
        role: { type: 'string' },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    });
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    const line = cause.message.split(/[.\n]/)[0] ?? '';
    throw new OperatorError(`${line}. See npm run hq -- --help`);
  }
}

/** What went wrong at the start, in words an operator can act on; undefined for what nobody foresaw. */
export function startFault(
  error: unknown,
  at: { readonly address: string; readonly dataDir: string },
): string | undefined {
  if (error instanceof OperatorError) return error.message;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  switch (codeOf(cause)) {
    case 'EADDRINUSE':
      return `Something else listens on ${at.address} already. Stop it, or choose another port with --port.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${at.address}. Choose another with --host.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `Not allowed to use ${at.address} or the folder ${at.dataDir}. Choose a port above 1023 and a folder of your own.`;
    case 'ENOSPC':
      return `The disk with ${at.dataDir} is full. Free some space and start again; nothing that was received is lost.`;
    default:
      return undefined;
  }
}

/** What a connection to PostgreSQL failed of. Never quotes the address: it holds the password. */
export function databaseFault(error: unknown): string | undefined {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const first = cause instanceof AggregateError ? (cause.errors[0] as unknown) : cause;
  switch (codeOf(first)) {
    case 'ECONNREFUSED':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ECONNRESET':
      return 'No PostgreSQL answers at DATABASE_URL. Is it running, and are host and port right?';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'The host in DATABASE_URL is unknown. Is it spelt right?';
    case '28P01':
    case '28000':
      return 'PostgreSQL refused user or password of DATABASE_URL.';
    case '3D000':
      return 'The database in DATABASE_URL does not exist. Create it first: createdb NAME';
    case '42501':
      return 'The user in DATABASE_URL may not create tables there. Make it owner of the database.';
    default:
      return undefined;
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}
