/** Makes this PC a device of headquarters. */
import { err, ok, type Result } from '../../shared/contract/define';
import type { EnrolRefusal } from '../../shared/contract/sync';
import { EnrolReply, type BranchInfo } from '../../shared/sync-protocol/messages';
import { exchange, newestSpoken, type Failure, type SyncReason } from './exchange';
import type { Net } from './net';

export interface EnrolDeps {
  readonly net: Net;
  readonly nowMs: () => number;
  readonly deviceId: string;
  readonly devicePublicKey: string;
  /** Ed25519 of the device over these very bytes, base64url: shows that the key is ours. */
  readonly signBytes: (bytes: Uint8Array) => string;
}

export interface EnrolInput {
  readonly hqUrl: string;
  readonly code: string;
  readonly deviceTag: string | null;
  /** The branch this PC made; null to join one that headquarters knows. */
  readonly branch: BranchInfo | null;
}

export interface EnrolError {
  readonly code: EnrolRefusal;
}

/** Repeating it with the same code and device is safe: headquarters answers the same again. */
export async function enrol(deps: EnrolDeps, input: EnrolInput): Promise<Result<EnrolReply, EnrolError>> {
  if (!isSecureHqUrl(input.hqUrl)) return err({ code: 'sync.insecureUrl' });
  let offsetMs = 0;
  const spoken = newestSpoken();
  for (let attempt = 1; ; attempt++) {
    const answer = await exchange(
      {
        net: deps.net,
        url: input.hqUrl,
        deviceId: deps.deviceId,
        signBytes: deps.signBytes,
        spoken,
        createdMs: () => deps.nowMs() + offsetMs,
      },
      {
        path: '/enrol',
        body: {
          code: input.code.trim(),
          deviceId: deps.deviceId,
          devicePublicKey: deps.devicePublicKey,
          deviceTag: input.deviceTag,
          branch: input.branch,
        },
        reply: EnrolReply,
      },
    );
    if (answer.ok) return ok(answer.value);
    const serverTimeMs = answer.problem?.serverTimeMs;
    if (serverTimeMs !== undefined) offsetMs = serverTimeMs - deps.nowMs();
    // A wrong clock of this PC is told and corrected; a lost answer is asked for once more.
    if (attempt < 3 && answer.retry === 'now') continue;
    return err({ code: refusalOf(answer, input.branch === null) });
  }
}

function refusalOf({ reason, problem }: Failure, joining: boolean): EnrolRefusal {
  switch (problem?.code) {
    case 'enrol.codeUnknown':
      return 'sync.codeRefused';
    case 'enrol.codeUsed':
      return 'sync.codeUsed';
    case 'enrol.codeExpired':
      return 'sync.codeExpired';
    case 'enrol.codeKind':
      return joining ? 'sync.codeForNewBranch' : 'sync.codeForJoining';
    case 'enrol.branchKnown':
      return 'sync.branchKnown';
    case 'enrol.deviceKnown':
      return 'sync.deviceKnown';
    case 'request.tooMany':
      return 'sync.tooManyTries';
    case undefined:
    default:
      return lineRefusals[reason] ?? 'sync.notHq';
  }
}

/** An answer that fits nothing comes from something that is not headquarters. */
const lineRefusals: { readonly [R in SyncReason]?: EnrolRefusal } = {
  'sync.unreachable': 'sync.unreachable',
  'sync.timeout': 'sync.unreachable',
  'sync.tls': 'sync.tls',
  'sync.trust': 'sync.trust',
  'sync.hqFailed': 'sync.hqFailed',
  'sync.busy': 'sync.hqFailed',
  'sync.outdated': 'sync.outdated',
  'sync.wrongAddress': 'sync.wrongAddress',
};

/** https, or plain http to this very machine: complaints do not travel in the clear. */
export function isSecureHqUrl(text: string): boolean {
  const url = parseUrl(text);
  if (!url) return false;
  if (url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
