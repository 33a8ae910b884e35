/** Requests to headquarters as no PC sends them: made of real ones, each with something wrong in it, and mostly with a signature that holds. */
import http from 'node:http';
import { gzipSync } from 'node:zlib';
import { signHash } from '../../../src/main/keys/ed25519';
import { signRequest, signRequestV1 } from '../../../src/main/sync/sign-request';
import { MAX_BODY_BYTES } from '../../../src/shared/sync-protocol/version';
import type { Chance } from './chance';

export interface Signer {
  readonly deviceId: string;
  readonly deviceSeed: Buffer;
  readonly nowMs: () => number;
}

export interface BadRequest {
  /** In a few words, for who reads of a failure. */
  readonly what: string;
  readonly method: string;
  /** As it goes on the wire, not made sound by anybody. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Said {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

/** Undefined where the connection was ended without an answer. */
export function sendBad(base: string, { method, path, headers, body }: BadRequest): Promise<Said | undefined> {
  const { hostname, port, host } = new URL(base);
  return new Promise((resolve) => {
    const request = http.request(
      {
        hostname,
        port,
        method,
        path,
        headers: { host, ...headers, 'content-length': String(body.length) },
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', () => undefined);
        response.on('close', () => {
          const type = response.headers['content-type'] ?? '';
          resolve({ status: response.statusCode ?? 0, type, body: Buffer.concat(chunks) });
        });
      },
    );
    // A body that is refused before its end: the answer may be lost with the connection.
    request.on('error', () => {
      resolve(undefined);
    });
    request.end(body);
  });
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const texts: readonly [string, ...string[]] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  "'; drop table events; --",
  "' or '1'='1",
  '${7*7} {{7*7}} %s %n',
  '../../../etc/passwd',
  '..\\..\\x',
  'CON',
  'file:///etc/passwd',
  '<img src=x onerror=alert(1)>',
  '=cmd|calc!A1',
  '__proto__',
  'constructor',
  'null',
  '１２３',
  '\u202e\u200b',
  '𪛖'.repeat(50),
  'x'.repeat(101),
  'x'.repeat(100_000),
];
const numbers: readonly [number, ...number[]] = [
  ...([0, -1, 1.5, 1e308, -1e308, 2 ** 31, 2 ** 31 - 1, 2 ** 53, 2 ** 53 - 1, -(2 ** 53)] as const),
];
const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

function weird(chance: Chance): Json {
  return chance.oneOf<() => Json>([
    () => null,
    () => chance.next() < 0.5,
    () => chance.oneOf(numbers),
    () => chance.oneOf(texts),
    () => [],
    () => ({}),
    () => Array.from({ length: chance.below(2_000) }, () => chance.oneOf(texts).slice(0, 10)),
    () => JSON.parse(deep(chance.below(3_000) + 1)) as Json,
    () => ({ [chance.oneOf(texts).slice(0, 50)]: chance.oneOf(texts) }),
  ])();
}

/** One place of it is another, gone, or new. */
function spoil(value: Json, chance: Chance): Json {
  if (value === null || typeof value !== 'object' || chance.next() < 0.15) return weird(chance);
  if (Array.isArray(value)) {
    if (value.length === 0) return [weird(chance)];
    const at = chance.below(value.length);
    if (chance.next() < 0.1) return [...value, ...value];
    return value.map((one, n) => (n === at ? spoil(one, chance) : one));
  }
  const names = Object.keys(value);
  const name = names[chance.below(names.length)];
  const how = chance.next();
  if (name === undefined || how < 0.08) return { ...value, [chance.oneOf(texts).slice(0, 40)]: weird(chance) };
  if (how < 0.2) return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
  return { ...value, [name]: spoil(value[name] ?? null, chance) };
}

let bomb: Buffer | undefined;
/** Three hundred megabytes of spaces in three hundred kilobytes. */
const zipBomb = (): Buffer => (bomb ??= gzipSync(Buffer.alloc(300 * 1024 * 1024, ' ')));

export interface Template {
  readonly path: string;
  readonly body: Json;
}

const text = (value: Json): Buffer => Buffer.from(JSON.stringify(value));

/** What it is, its bytes, and how it says that they are packed. */
type BodyOf = (of: Json, chance: Chance) => readonly [what: string, body: Buffer, encoding?: string];

const bodies: readonly [BodyOf, ...BodyOf[]] = [
  (of, chance) => ['spoilt', text(spoil(of, chance))],
  (of, chance) => ['spoilt', text(spoil(of, chance))],
  (of, chance) => ['spoilt twice', text(spoil(spoil(of, chance), chance))],
  (of, chance) => ['spoilt and packed', gzipSync(text(spoil(of, chance))), 'gzip'],
  () => ['nothing', Buffer.alloc(0)],
  (_of, chance) => ['noise', Buffer.from(chance.rng.bytes(1 + chance.below(4_000)))],
  (of, chance) => {
    const whole = text(of);
    return ['cut off', whole.subarray(0, chance.below(whole.length))];
  },
  () => ['deep', Buffer.from(deep(200_000))],
  () => ['a zip bomb', zipBomb(), 'gzip'],
  (of) => ['half of gzip', gzipSync(text(of)).subarray(0, 30), 'gzip'],
  (of) => ['no gzip', text(of), 'gzip'],
  (of) => ['in brotli, it says', text(of), 'br'],
  () => ['more than is taken', Buffer.alloc(MAX_BODY_BYTES + 1, 32)],
];

/** Paths of files and others that lead elsewhere. */
const paths: readonly [string, ...string[]] = [
  '/v2/files/../../../etc/passwd/0',
  '/v2/files/%2e%2e%2f%2e%2e%2fetc%2fpasswd/0',
  `/v2/files/${'a'.repeat(64)}/0`,
  `/v2/files/${'a'.repeat(64)}/99999999999999999999`,
  `/v2/files/${'a'.repeat(64)}/-1`,
  `/v2/files/${'a'.repeat(64)}/0x1`,
  `/v2/files/${'A'.repeat(64)}/0`,
  `/v2/files/${'a'.repeat(63)}/%00`,
  '/v2/files/CON/0',
  '/v2/files//',
  '/v2/files/%ff/0',
  '/v0/push',
  '/v3/push',
  '/v2/push/',
  '/v2/push?x=1',
  '/v2//push',
  '/V2/PUSH',
  `/${'x'.repeat(9_000)}`,
  "/admin/events?branchId=' or 1=1 --".replaceAll(' ', '%20'),
  '/admin/cases?branchId=b-1',
  '/admin/codes',
  '/admin/devices/revoked',
  '/.env',
  '/console/../server.pid',
];

/** One request; the same chance gives the same. */
export async function badRequest(
  base: string,
  signer: Signer,
  templates: readonly [Template, ...Template[]],
  chance: Chance,
): Promise<BadRequest> {
  const template = chance.oneOf(templates);
  const elsewhere = chance.next() < 0.2;
  const path = elsewhere ? chance.oneOf(paths) : template.path;
  const [what, body, encoding] = chance.oneOf(bodies)(template.body, chance);
  const created = chance.next() < 0.05 ? signer.nowMs() + (chance.below(9) - 4) * 3_600_000 : signer.nowMs();
  const by = {
    deviceId: chance.next() < 0.05 ? `${signer.deviceId}${chance.oneOf(["'", '/..', '*', '0'])}` : signer.deviceId,
    signBytes: (bytes: Uint8Array) => signHash(signer.deviceSeed, Buffer.from(bytes).toString('base64url')),
    createdMs: () => created,
  };
  const signed = path.startsWith('/v1/')
    ? signRequestV1(by, { path, body })
    : await signRequest(by, { url: `${base}${path}`, body });
  const headers: Record<string, string> = {
    'content-type': chance.next() < 0.9 ? 'application/json' : chance.oneOf(['text/html', 'multipart/form-data', 'x']),
    ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
    ...signed,
  };
  const spoilt = Object.keys(headers)[chance.below(Object.keys(headers).length)];
  if (spoilt !== undefined && chance.next() < 0.1) {
    if (chance.next() < 0.3) headers[spoilt] = '';
    else headers[spoilt] = `${headers[spoilt] ?? ''}${chance.oneOf(['x', ';', '"', ',sig=:AA==:', '0'.repeat(2_000)])}`;
  }
  const method = chance.next() < 0.95 ? 'POST' : chance.oneOf(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']);
  return { what: `${what} to ${method} ${path.slice(0, 80)}`, method, path, headers, body };
}
