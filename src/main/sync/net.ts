/** How the sync client reaches the network: one request, one answer or one reason. */

export interface NetRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly timeoutMs: number;
  /** A longer answer is cut off and counts as `tooLarge`. */
  readonly maxBytes: number;
  /** Gives up at once when the program locks or ends; the reply is then `cut`. */
  readonly signal?: AbortSignal;
}

/** Why there is no answer. `trust`: whom to believe was chosen here and can't be read. */
export type NetFault = 'unreachable' | 'timeout' | 'tls' | 'trust' | 'cut' | 'tooLarge';

export type NetReply =
  | {
      readonly ok: true;
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
    }
  | { readonly ok: false; readonly fault: NetFault };

export type Net = (request: NetRequest) => Promise<NetReply>;

/** Sorts the error of a network library by its code or message. Before the answer began it is `unreachable`. */
export function netFaultOf(error: unknown, begun: boolean): NetFault {
  const text = error instanceof Error ? `${'code' in error ? String(error.code) : ''} ${error.message}` : '';
  if (/CERT|SSL|TLS|certificate|self.signed/i.test(text)) return 'tls';
  if (/TIMEDOUT|TIMED_OUT|timeout/i.test(text)) return 'timeout';
  return begun ? 'cut' : 'unreachable';
}
