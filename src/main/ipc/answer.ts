/**
 * The gate between pages and main, behind the check of the sender (`serve-contract.ts`). Every call passes, in this order: shape, session
 * and role, handler, shape of the answer. A page can't name another person, a time or a limit: those are added here.
 */
import type { z } from 'zod';
import { may } from '../../domain/authority/roles';
import { contract, type AppHandlers, type OperationName } from '../../shared/contract/contract';
import { err, ok, type Reply, type TransportError } from '../../shared/contract/define';
import { accessOf } from '../../shared/contract/permissions';
import { codeOf, diskFullCodes } from '../platform/disk';
import type { RefusedCall } from '../session/refused-calls';
import type { Session } from '../session/session';
import { StoreUnavailable } from '../store/store-unavailable';
import { caseNamedBy, isAttempt } from './attempts';
import { answeredWhileHeld } from './while-held';

export interface CallContext {
  /** Undefined only for operations open to anyone. */
  readonly session: Session | undefined;
}

export interface GateDeps {
  readonly currentSession: () => Session | undefined;
  /** The records are shown as they were before an update: nothing may be added. */
  readonly recordsHeld?: () => boolean;
  /** Writes the cause to the local log and gives the number that the person can quote. */
  readonly reportBug: (operation: string, cause: unknown) => string;
  /** A call that no page of ours makes by itself, or that is not this person's to make. */
  readonly reportRefusal: (call: RefusedCall) => void;
}

/** What a page is told. Never rejects because of what a handler does. */
export async function answer(
  name: OperationName,
  raw: unknown,
  handlers: AppHandlers<CallContext>,
  deps: GateDeps,
): Promise<Reply<unknown, unknown>> {
  const operation: { input: z.ZodType; output: z.ZodType; error: z.ZodType } = contract[name];
  const input = operation.input.safeParse(raw);
  if (!input.success) {
    reportAttempt(name, 'ipc.badInput', raw, deps);
    return err({ code: 'ipc.badInput', issues: input.error.issues.map(toIssue) });
  }
  const session = deps.currentSession();
  const refused = refusedFor(name, session);
  if (refused) {
    reportAttempt(name, refused.code, raw, deps);
    return err(refused);
  }
  if (deps.recordsHeld?.() === true && !answeredWhileHeld(name)) {
    return err({ code: 'store.unavailable', reason: 'readOnly' });
  }
  try {
    const handler = handlers[name] as (input: unknown, context: CallContext) => Promise<Reply<unknown, unknown>>;
    const reply = await handler(input.data, { session });
    // An answer outside the contract is our own fault, and must not look like success.
    if (reply.ok) return ok(operation.output.parse(reply.value));
    const refusal = isTransportError(reply.error) ? reply : err(operation.error.parse(reply.error));
    reportAttempt(name, String((reply.error as { code?: unknown }).code), raw, deps);
    return refusal;
  } catch (cause) {
    const unavailable = asUnavailable(cause);
    if (unavailable) return err(unavailable);
    // Somebody locked the screen on the way, and with the keys went what this call still needed.
    if (session && deps.currentSession() !== session) {
      deps.reportBug(name, cause);
      return err({ code: 'session.locked' });
    }
    return err({ code: 'internal', incident: deps.reportBug(name, cause) });
  }
}

function reportAttempt(
  operation: OperationName,
  code: string,
  raw: unknown,
  { reportRefusal }: Pick<GateDeps, 'reportRefusal'>,
): void {
  if (!isAttempt(code)) return;
  const caseId = caseNamedBy(raw);
  reportRefusal({ operation, code, ...(caseId === undefined ? {} : { caseId }) });
}

function refusedFor(name: OperationName, session: Session | undefined): TransportError | undefined {
  const access = accessOf[name];
  if (access === 'anyone') return undefined;
  if (!session) return { code: 'session.locked' };
  if (access === 'signedIn' || may(session.user.role, access)) return undefined;
  return { code: 'authority.roleForbids', operation: name, role: session.user.role };
}

function toIssue(issue: z.core.$ZodIssue): { path: (string | number)[]; message: string } {
  return {
    path: issue.path.map((part) => (typeof part === 'number' ? part : String(part))),
    // The code, never the value: what was typed may be personal.
    message: issue.code,
  };
}

const transportCodes: readonly string[] = [
  'ipc.badInput',
  'ipc.refused',
  'session.locked',
  'authority.roleForbids',
  'store.unavailable',
  'internal',
];

function isTransportError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && transportCodes.includes(String(error.code));
}

function asUnavailable(cause: unknown): TransportError | undefined {
  if (cause instanceof StoreUnavailable) return { code: 'store.unavailable', reason: cause.reason };
  // Small files beside the records (keys, settings) meet the same full disk.
  return diskFullCodes.includes(codeOf(cause)) ? { code: 'store.unavailable', reason: 'diskFull' } : undefined;
}
