/** Refusals of whole requests, as values and as answers. */
import { problemCodes, problemCodesV1, type Problem, type ProblemCode } from '../src/shared/sync-protocol/messages';
import type { AcceptedVersion } from '../src/shared/sync-protocol/version';

/** Status and retry knowledge per code. */
const kinds: { readonly [C in ProblemCode]: readonly [status: number, retry: Problem['retry']] } = {
  'request.badShape': [400, 'never'],
  'request.tooLarge': [413, 'never'],
  'request.tooMany': [429, 'later'],
  'request.notFound': [404, 'never'],
  'protocol.unsupported': [426, 'never'],
  'auth.missing': [401, 'never'],
  'auth.unknownDevice': [401, 'never'],
  'auth.revoked': [403, 'never'],
  'auth.signature': [401, 'never'],
  'auth.components': [400, 'never'],
  'auth.target': [421, 'never'],
  'auth.digest': [400, 'now'],
  'auth.clock': [401, 'now'],
  'auth.replayed': [401, 'now'],
  'auth.forbidden': [403, 'never'],
  'enrol.codeUnknown': [403, 'never'],
  'enrol.codeExpired': [403, 'never'],
  'enrol.codeUsed': [403, 'never'],
  'enrol.codeKind': [403, 'never'],
  'enrol.branchKnown': [409, 'never'],
  'enrol.deviceKnown': [409, 'never'],
  'push.gap': [409, 'now'],
  'push.foreign': [403, 'never'],
  'relay.stopped': [409, 'never'],
  'file.unknown': [404, 'never'],
  'file.badPiece': [400, 'never'],
  'file.digest': [409, 'later'],
  'server.failed': [500, 'later'],
  'server.closing': [503, 'later'],
};

export type ProblemDetail = Pick<Problem, 'expectedSeq' | 'serverTimeMs' | 'retryAfterMs'>;

export interface Refusal {
  readonly ok: false;
  readonly problem: Problem;
}

export function refuse(code: ProblemCode, detail: ProblemDetail = {}): Refusal {
  const [status, retry] = kinds[code];
  return {
    ok: false,
    problem: { type: `urn:xianting:problem:${code}`, title: code, status, code, retry, ...detail },
  };
}

/** What a route may be answered instead of 200, by status; of the codes of other routes none. */
export function problemStatuses(
  route: string,
  version: AcceptedVersion,
): readonly { readonly status: number; readonly codes: readonly ProblemCode[] }[] {
  const everywhere = ['request', 'protocol', 'auth', 'server'];
  const known: readonly ProblemCode[] = version === 1 ? problemCodesV1 : problemCodes;
  const own = route === 'relay' ? ['push', route] : [route];
  const codes = known.filter((code) => [...everywhere, ...own].includes(code.split('.')[0] ?? ''));
  return [...new Set(codes.map((code) => kinds[code][0]))]
    .sort((one, other) => one - other)
    .map((status) => ({ status, codes: codes.filter((code) => kinds[code][0] === status) }));
}
