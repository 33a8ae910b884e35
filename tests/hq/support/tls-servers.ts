/** https in front of a headquarters, or of nothing. */
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeAuthority, type Issued } from '../../support/certificates';

export interface TlsServer {
  readonly url: string;
  /** Requests that got through TLS. */
  readonly requests: () => number;
  readonly close: () => Promise<void>;
}

/** An https server whose certificate no PC trusts. */
export function startUntrustedServer(): Promise<TlsServer> {
  return serve(makeAuthority('nobody').issue('127.0.0.1', 'server'), {}, (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
}

/**
 * A gateway as institutions put it before their servers.
 * @param clientsOf PEM of the authority whose certificates it wants of PCs; undefined: it asks for none
 * @param target where it passes on to, once that is known
 */
export function startGateway(server: Issued, clientsOf: string | undefined, target: () => string): Promise<TlsServer> {
  const wants = clientsOf === undefined ? {} : { ca: clientsOf, requestCert: true, rejectUnauthorized: true };
  return serve(server, wants, (request, response) => {
    const { url = '', method, headers } = request;
    const onward = http.request(`${target()}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
}

async function serve(
  { cert, key }: Issued,
  options: https.ServerOptions,
  answer: http.RequestListener,
): Promise<TlsServer> {
  let requests = 0;
  const server = https.createServer({ cert, key, ...options }, (request, response) => {
    requests += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
