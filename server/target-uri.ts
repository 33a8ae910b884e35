/**
 * The addresses by which PCs know this headquarters. What a request is signed for (`@target-uri`) is rebuilt from them and the route:
 * behind a reverse proxy neither scheme nor host nor path of the request that arrives are those that the PC asked.
 */
import { loopbackNames, readPublicUrl } from './command-line';

export interface AskedFor {
  /** As it came: path and query. */
  readonly url: string;
  /** Of the request or, from a proxy on this machine, of the request before it. */
  readonly host: string;
  /** Somebody forwards for another. */
  readonly forwarded: boolean;
}

export interface Targets {
  /** Addresses of which one must have been signed. */
  readonly of: (asked: AskedFor) => readonly string[];
  /** What the PC seems to have asked instead; says why a signature does not hold, and lets nothing in. */
  readonly instead: (asked: AskedFor) => readonly string[];
  /** True where a signature that fits none can only mean that nobody told headquarters its address. */
  readonly unknownBehindProxy: (asked: AskedFor) => boolean;
}

/** Without addresses only this machine is served: whatever name of it and port was asked. */
export function createTargets(publicUrls: readonly string[]): Targets {
  const bases = publicUrls.map(readPublicUrl);
  return {
    of: ({ url, host }) => {
      if (bases.length > 0) return bases.map((base) => `${base}${url}`);
      return isLoopback(host) ? [`http://${host}${url}`] : [];
    },
    instead: ({ url, host }) => [`https://${host}${url}`, `http://${host}${url}`],
    unknownBehindProxy: ({ forwarded }) => bases.length === 0 && forwarded,
  };
}

function isLoopback(host: string): boolean {
  const url = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : undefined;
  return url !== undefined && url.host === host && loopbackNames.includes(url.hostname);
}
