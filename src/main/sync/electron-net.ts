/** `Net` over Chromium's network stack: it knows the system's proxy and the certificates of the institution. */
import { net } from 'electron';
import { netFaultOf, type Net, type NetFault, type NetReply } from './net';

export const electronNet: Net = (request) =>
  new Promise<NetReply>((resolve) => {
    let begun = false;
    const outgoing = net.request({
      method: request.method,
      url: request.url,
      // A portal that wants a login redirects; a redirected push must not go there.
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
    });
    const done = (reply: NetReply): void => {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', cut);
      resolve(reply);
    };
    const fail = (fault: NetFault): void => {
      done({ ok: false, fault });
      outgoing.abort();
    };
    const cut = (): void => {
      fail('cut');
    };
    const timer = setTimeout(() => {
      fail('timeout');
    }, request.timeoutMs);
    request.signal?.addEventListener('abort', cut);
    // Chromium computes the length itself and refuses to be told.
    for (const [name, value] of Object.entries(request.headers)) outgoing.setHeader(name, value);
    outgoing.on('error', (error) => {
      done({ ok: false, fault: netFaultOf(error, begun) });
    });
    outgoing.on('redirect', (status) => {
      done({ ok: true, status, headers: {}, body: Buffer.alloc(0) });
      outgoing.abort();
    });
    outgoing.on('login', (_info, callback) => {
      callback();
    });
    outgoing.on('response', (incoming) => {
      begun = true;
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('data', (chunk) => {
        size += chunk.length;
        if (size > request.maxBytes) fail('tooLarge');
        else chunks.push(chunk);
      });
      incoming.on('error', (error: Error) => {
        done({ ok: false, fault: netFaultOf(error, true) });
      });
      incoming.on('aborted', () => {
        done({ ok: false, fault: 'cut' });
      });
      incoming.on('end', () => {
        const headers = Object.fromEntries(
          Object.entries(incoming.headers).map(([name, value]) => [
            name.toLowerCase(),
            Array.isArray(value) ? value.join(', ') : value,
          ]),
        );
        done({ ok: true, status: incoming.statusCode, headers, body: Buffer.concat(chunks) });
      });
    });
    if (request.signal?.aborted) cut();
    else outgoing.end(Buffer.from(request.body));
  });
