/** Somebody at the console without a browser: a cookie, an authenticator, and requests as our page sends them. */
import { TOTP, Secret } from 'otpauth';
import type { ConsoleClient, ConsoleOperation } from '../../../src/shared/hq-console/contract';
import { consoleHeader, consolePath } from '../../../src/shared/hq-console/place';
import type { HqRole } from '../../../src/shared/hq-console/roles';
import type { TestHq } from './branch-pc';

export const visitorPassword = 'meadow-lantern-47-crossing';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly ok: boolean;
  readonly value: never;
  readonly error: { readonly code: string; readonly waitMs?: number; readonly reason?: string };
}

const bodyOf = (input: unknown): BodyInit => {
  if (input instanceof Uint8Array) return Uint8Array.from(input);
  return typeof input === 'string' ? input : JSON.stringify(input);
};

export function createVisitor(hq: { readonly url: string }) {
  let cookie: string | undefined;
  const ask = async (
    name: string,
    input: unknown,
    headers: Record<string, string> = { [consoleHeader]: '1' },
  ): Promise<Answer> => {
    const response = await fetch(`${hq.url}${consolePath}/api/${name}`, {
      method: 'POST',
      headers: {
        'content-type': input instanceof Uint8Array ? 'application/octet-stream' : 'application/json',
        ...(cookie === undefined ? {} : { cookie }),
        ...headers,
      },
      body: bodyOf(input),
    });
    for (const set of response.headers.getSetCookie()) cookie = set.split(';')[0];
    return { status: response.status, headers: response.headers, ...((await response.json()) as object) } as Answer;
  };
  return {
    ask,
    /** The value; a refusal fails the test. */
    call: async <N extends ConsoleOperation>(
      name: N,
      input: Parameters<ConsoleClient[N]>[0],
    ): Promise<Extract<Awaited<ReturnType<ConsoleClient[N]>>, { ok: true }>['value']> => {
      const answer = await ask(name, input);
      if (!answer.ok) throw new Error(`${name} was refused: ${answer.error.code}`);
      return answer.value;
    },
    cookie: () => cookie,
    takeCookie: (value: string | undefined) => {
      cookie = value;
    },
  };
}

export type Visitor = ReturnType<typeof createVisitor>;

/** The digits an authenticator shows at a time. */
export const digitsAt = (secret: string, atMs: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: atMs });

export interface Member {
  readonly account: string;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

export async function setupCodeOf(hq: TestHq, account: string, role: HqRole, name = '王敏'): Promise<string> {
  const { json } = await hq.admin('/admin/people', { change: 'add', account, name, role });
  return (json as { setupCode: string }).setupCode;
}

/** Adds a person and signs them in as this visitor. */
export async function join(
  hq: TestHq,
  visitor: Visitor,
  account: string,
  role: HqRole,
  nowMs: number,
): Promise<Member> {
  const code = await setupCodeOf(hq, account, role);
  const { secret } = await visitor.call('setup.open', { code });
  const { recoveryCodes } = await visitor.call('setup.finish', {
    code,
    password: visitorPassword,
    totp: digitsAt(secret, nowMs),
  });
  return { account, secret, recoveryCodes };
}
