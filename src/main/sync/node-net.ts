/** `Net` over Node's own HTTP client: for tests, and wherever there is no Electron. */
import http from 'node:http';
import https from 'node:https';
import { netFaultOf, type Net, type NetFault, type NetReply } from './net';

export const nodeNet: Net = (request) =>
  new Promise<NetReply>((resolve) => {
    const url = new URL(request.url);
    const client = url.protocol === 'https:' ? https : http;
    let begun = false;
    const fail = (fault: NetFault): void => {
      resolve({ ok: false, fault });
      outgoing.destroy();
    };
    const outgoing = client.request(url, {
      method: request.method,
      headers: { ...request.headers, 'content-length': String(request.body.length) },
      signal: AbortSignal.timeout(request.timeoutMs),
    });
    outgoing.on('error', (error) => {
      // Node says `AbortError` for a signal that ran out.
      fail(error.name === 'AbortError' || error.name === 'TimeoutError' ? 'timeout' : netFaultOf(error, begun));
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
        resolve({ ok: true, status: incoming.statusCode ?? 0, headers, body: Buffer.concat(chunks) });
      });
    });
    outgoing.end(request.body);
  });
