/**
 * Every operation of the console passes here: from our own page, in the shape of the contract, by somebody who is signed in and may do it.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import {
  consoleAccessOf,
  consoleContract,
  type ConsoleFault,
  type ConsoleHandlers,
  type ConsoleOperation,
} from '../../src/shared/hq-console/contract';
import { formOf } from '../../src/domain/evidence/canonical';
import { consoleHeader } from '../../src/shared/hq-console/place';
import { auditHandlers } from './audit-handlers';
import { courierHandlers } from './courier-handlers';
import { branchHandlers } from './branch-handlers';
import { record, type Call, type ConsoleDeps } from './call';
import { caseHandlers } from './case-handlers';
import { metricsHandlers } from './metrics-handlers';
import { personHandlers } from './person-handlers';
import { reportHandlers } from './report-handlers';
import { escalationHandlers } from './escalation-handlers';
import { moveHandlers } from './move-handlers';
import { refusalHandlers } from './refusal-handlers';
import { packHandlers } from './pack-handlers';
import { sessionHandlers } from './session-handlers';
import { findSession } from './sessions';

const handlers: ConsoleHandlers<Call> = {
  ...sessionHandlers,
  ...branchHandlers,
  ...caseHandlers,
  ...metricsHandlers,
  ...reportHandlers,
  ...personHandlers,
  ...escalationHandlers,
  ...moveHandlers,
  ...refusalHandlers,
  ...courierHandlers,
  ...packHandlers,
  ...auditHandlers,
};

/** Browsers keep such a cookie to this host, to encrypted lines and to no subdomain; over plain HTTP they accept it from this machine only. */
const cookieName = '__Host-xianting-hq';
const cookieRules = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const;

const statusOf: Readonly<Record<ConsoleFault['code'], number>> = {
  'console.badInput': 400,
  'console.signedOut': 401,
  'console.forbidden': 403,
  'console.forged': 403,
  'console.failed': 500,
  'console.unreachable': 503,
};

export function refuseCall(reply: FastifyReply, code: ConsoleFault['code']): FastifyReply {
  return reply.code(statusOf[code]).send({ ok: false, error: { code } });
}

/**
 * True for a request that a page of another origin may have caused. Browsers name the origin of each POST; a form can neither send our
 * header nor JSON. What is no browser has no cookie to steal and passes with the header alone.
 */
function isForged({ headers, host }: FastifyRequest): boolean {
  if (headers[consoleHeader] !== '1') return true;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return true;
  const { origin } = headers;
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host);
}

/** The call, or undefined once it was refused: forged, signed out, or not of this role. */
async function admit(
  name: ConsoleOperation,
  deps: ConsoleDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Call | undefined> {
  reply.header('cache-control', 'no-store');
  const session = await findSession(deps.db, request.cookies[cookieName], deps.nowMs());
  const call: Call = {
    ...deps,
    address: request.ip,
    session,
    setCookie: (id) => {
      if (id === null) void reply.clearCookie(cookieName, cookieRules);
      else void reply.setCookie(cookieName, id, cookieRules);
    },
  };
  const refused = async (
    action: 'request.forged' | 'operation.forbidden',
    code: ConsoleFault['code'],
  ): Promise<undefined> => {
    // Without a session there is nobody to tell of, and a stranger must not be able to fill the trail.
    if (session)
      await deps.db.transaction((tx) => record(tx, call, { action, outcome: 'refused', detail: { operation: name } }));
    void refuseCall(reply, code);
  };
  if (isForged(request)) return refused('request.forged', 'console.forged');
  const access = consoleAccessOf[name];
  if (access === 'anyone') return call;
  if (!session) {
    void refuseCall(reply, 'console.signedOut');
    return undefined;
  }
  return access === 'signedIn' || session.person.permissions.includes(access)
    ? call
    : refused('operation.forbidden', 'console.forbidden');
}

/** Answers whom the gate would turn away before the body of the request is read. */
export async function turnAway(
  name: ConsoleOperation,
  deps: ConsoleDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  await admit(name, deps, request, reply);
}

export async function answerCall(
  name: ConsoleOperation,
  deps: ConsoleDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const call = await admit(name, deps, request, reply);
  if (!call) return reply;
  const input = consoleContract[name].input.safeParse(request.body);
  // Half a surrogate pair can be written into no chain, the trail of the console neither.
  if (!input.success || formOf(input.data) === undefined) return refuseCall(reply, 'console.badInput');
  // Name, input and handler belong together; the compiler can't follow them through the table.
  const handler = handlers[name] as (given: unknown, call: Call) => Promise<{ ok: boolean; value?: unknown }>;
  const answer = await handler(input.data, call);
  if (!answer.ok) return answer;
  const output: z.ZodType = consoleContract[name].output;
  return { ok: true, value: output.parse(answer.value) };
}
