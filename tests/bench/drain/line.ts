/**
 * TLS in front of headquarters, as a gateway of an institution is, and the way there: as it is on loopback, or longer and with faults. Which
 * requests are hit is told by a seed.
 */
import http from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import { setTimeout as waited } from 'node:timers/promises';
import tls from 'node:tls';

/** Shares are 0 … 1, of requests. */
export interface LineState {
  readonly roundTripMs: number;
  /** Connections that break, half of them when headquarters has already done what it was asked for. */
  readonly resets: number;
  /** Requests that arrive twice; the answer to either comes back. */
  readonly duplicates: number;
}

export const clearLine: LineState = { roundTripMs: 0, resets: 0, duplicates: 0 };

export interface Line {
  readonly url: string;
  /** Ends every connection; the next one is as told here. */
  readonly set: (state: LineState) => void;
  /** Faults since the line was set. */
  readonly faults: () => { readonly resets: number; readonly duplicates: number };
  readonly close: () => void;
}

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

export async function startLine(
  certificate: { readonly cert: string; readonly key: string },
  target: () => string,
): Promise<Line> {
  let state = clearLine;
  let faults = { resets: 0, duplicates: 0 };
  let seed = 1;
  const chance = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const agent = new http.Agent({ keepAlive: true });
  const sockets = new Set<Socket>();

  const forward = (request: http.IncomingMessage, body: Buffer): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { method, headers, url = '' } = request;
      const onward = http.request(`${target()}${url}`, { method, headers, agent }, (answer) => {
        gathered(answer).then(
          (bytes) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: bytes }),
          reject,
        );
      });
      onward.on('error', reject);
      onward.end(body);
    });

  const serve = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const { roundTripMs, resets, duplicates } = state;
    const body = await gathered(request);
    const isReset = chance() < resets;
    const isTwice = chance() < duplicates;
    const later = chance() < 0.5;
    await waited(roundTripMs / 2);
    if (isReset) faults.resets += 1;
    if (isReset && !later) return void request.socket.destroy();
    const [first, second] = [await forward(request, body), isTwice ? await forward(request, body) : undefined];
    if (second) faults.duplicates += 1;
    await waited(roundTripMs / 2);
    if (isReset) return void request.socket.destroy();
    const answer = later ? (second ?? first) : first;
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };
  const bad = http.createServer((request, response) => {
    // Headquarters ends, or the measurement does: so does the connection.
    serve(request, response).catch(() => response.destroy());
  });
  const server = tls.createServer({ ...certificate, ALPNProtocols: ['http/1.1'] }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    if (state !== clearLine) return void bad.emit('connection', socket);
    const { port } = new URL(target());
    const onward = net.connect({ port: Number(port), host: '127.0.0.1', noDelay: true });
    onward.on('error', () => socket.destroy());
    onward.on('close', () => socket.destroy());
    socket.on('close', () => onward.destroy());
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    set: ({ roundTripMs, resets, duplicates }) => {
      const isClear = roundTripMs === 0 && resets === 0 && duplicates === 0;
      state = isClear ? clearLine : { roundTripMs, resets, duplicates };
      faults = { resets: 0, duplicates: 0 };
      seed = 1;
      drop();
    },
    faults: () => faults,
    close: () => {
      drop();
      agent.destroy();
      server.close();
    },
  };
}

/** The same without TLS and without faults: for a PC that has no authority to believe yet. */
export async function startPlain(target: () => string): Promise<{ readonly url: string; readonly close: () => void }> {
  const sockets = new Set<Socket>();
  const server = net.createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    const onward = net.connect({ port: Number(new URL(target()).port), host: '127.0.0.1', noDelay: true });
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

async function gathered(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}
