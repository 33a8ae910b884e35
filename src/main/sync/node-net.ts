/** `Net` over Node's own HTTP client, past the proxy of the system: to the hub of the branch, and under authorities of one's own; and wherever there is no Electron. */
import http from 'node:http';
import https from 'node:https';
import { netFaultOf, type Net, type NetFault, type NetReply, type NetRequest } from './net';

export const nodeNet: Net = (request) => answerTo(request, undefined);

/** With authorities and a certificate of one's own. The system's proxy is not asked. */
export function nodeNetWith(secure: https.AgentOptions): Net {
  const agent = new https.Agent({ ...secure, keepAlive: true });
  return (request) => answerTo(request, agent);
}

const answerTo = (request: NetRequest, agent: https.Agent | undefined): Promise<NetReply> =>
  new Promise<NetReply>((resolve) => {
    const url = new URL(request.url);
    const client = url.protocol === 'https:' ? https : http;
    let begun = false;
    const timeout = AbortSignal.timeout(request.timeoutMs);
    const done = (reply: NetReply): void => {
      timeout.removeEventListener('abort', late);
      request.signal?.removeEventListener('abort', cut);
      resolve(reply);
    };
    const fail = (fault: NetFault): void => {
      done({ ok: false, fault });
      outgoing.destroy();
    };
    const late = (): void => {
      fail('timeout');
    };
    const cut = (): void => {
      fail('cut');
    };
    const outgoing = client.request(url, {
      method: request.method,
      ...(agent && { agent }),
      headers: { ...request.headers, 'content-length': String(request.body.length) },
    });
    timeout.addEventListener('abort', late);
    request.signal?.addEventListener('abort', cut);
    outgoing.on('error', (error) => {
      fail(netFaultOf(error, begun));
    });
    outgoing.on('response', (incoming) => {
      begun = true;
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > request.maxBytes) fail('tooLarge');
        else chunks.push(chunk);
      });
      incoming.on('error', (error) => {
        fail(netFaultOf(error, begun));
      });
      incoming.on('close', () => {
        if (!incoming.complete) fail('cut');
      });
      incoming.on('end', () => {
        if (!incoming.complete) return;
        const headers = Object.fromEntries(
          Object.entries(incoming.headers).flatMap(([name, value]) =>
            value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
          ),
        );
        done({ ok: true, status: incoming.statusCode ?? 0, headers, body: Buffer.concat(chunks) });
      });
    });
    if (request.signal?.aborted) cut();
    else outgoing.end(request.body);
  });
