/** A bad line between a PC and headquarters. Which fault comes next is told by the test, so that a run can be repeated. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export type LineFault =
  | 'none'
  /** Cut before headquarters hears of it. */
  | 'cutBefore'
  /** Headquarters acts, the answer is lost. */
  | 'cutAfter'
  /** The answer is cut off in the middle. */
  | 'truncated'
  /** The request arrives twice; the second answer comes back. */
  | 'duplicate'
  /** The answer is late by some turns of the event loop. */
  | 'late'
  | 'garbage'
  | 'portal'
  | 'status500'
  | 'status503'
  /** Takes the request and says nothing. */
  | 'silent'
  /** The answer comes byte by byte and never ends. */
  | 'drip'
  /** As a reverse proxy says that a body is too large for it. */
  | 'status413'
  /** As a reverse proxy says that there are too many requests: come back in 90 s. */
  | 'status429'
  | 'status404'
  | 'redirect';

export interface FaultProxy {
  readonly url: string;
  readonly requests: () => number;
  readonly close: () => Promise<void>;
}

export async function startFaultProxy(
  target: string,
  next: (route: string, bytes: number) => LineFault,
): Promise<FaultProxy> {
  let requests = 0;
  const server = http.createServer((request, response) => {
    requests += 1;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      answer(target, request, body, response, next(request.url ?? '', body.length)).catch(() => {
        // Headquarters has gone while a PC waited there: the line is cut for the PC as well.
        response.destroy();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
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

async function answer(
  target: string,
  request: http.IncomingMessage,
  body: Buffer,
  response: http.ServerResponse,
  fault: LineFault,
): Promise<void> {
  const forward = async (): Promise<{ status: number; type: string; body: Buffer }> => {
    const { host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
    const reply = await fetch(`${target}${request.url ?? ''}`, {
      method: request.method ?? 'POST',
      // As a reverse proxy says which address the PC asked.
      headers: { ...(headers as Record<string, string>), 'x-forwarded-host': host ?? '' },
      ...(request.method === 'GET' ? {} : { body: new Uint8Array(body) }),
    });
    return {
      status: reply.status,
      type: reply.headers.get('content-type') ?? '',
      body: Buffer.from(await reply.arrayBuffer()),
    };
  };
  const say = (status: number, type: string, text: string | Buffer): void => {
    response.writeHead(status, { 'content-type': type });
    response.end(text);
  };
  if (fault === 'cutBefore') return void request.socket.destroy();
  if (fault === 'garbage') return say(200, 'application/json', '{"results":[{"seq":');
  if (fault === 'portal') return say(200, 'text/html', '<html>Please sign in</html>');
  if (fault === 'status500') return say(500, 'text/html', '<h1>Internal Server Error</h1>');
  if (fault === 'status503') return say(503, 'text/plain', 'busy');
  if (fault === 'status413') return say(413, 'text/html', '<h1>413 Request Entity Too Large</h1>');
  if (fault === 'status404') return say(404, 'text/html', '<h1>Not Found</h1>');
  if (fault === 'status429') {
    response.setHeader('retry-after', '90');
    return say(429, 'text/html', '<h1>Too Many Requests</h1>');
  }
  if (fault === 'redirect') {
    response.setHeader('location', 'http://127.0.0.1:9/login');
    return say(302, 'text/html', '');
  }
  if (fault === 'silent') return;
  if (fault === 'drip') {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => {
      clearInterval(timer);
    });
    return;
  }
  if (fault === 'duplicate') await forward();
  const reply = await forward();
  if (fault === 'cutAfter') return void request.socket.destroy();
  if (fault === 'truncated') {
    response.writeHead(reply.status, { 'content-type': reply.type, 'content-length': reply.body.length });
    response.write(reply.body.subarray(0, Math.floor(reply.body.length / 2)), () => request.socket.destroy());
    return;
  }
  if (fault === 'late') for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  say(reply.status, reply.type, reply.body);
}
