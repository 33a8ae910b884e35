import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NetRequest } from './net';
import { nodeNet } from './node-net';

let server: http.Server;
let answer: (request: http.IncomingMessage, response: http.ServerResponse, body: string) => void;
let seen: { readonly method: string | undefined; readonly headers: http.IncomingHttpHeaders; readonly body: string }[];
let url: string;

beforeEach(async () => {
  seen = [];
  server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      seen.push({ method: request.method, headers: request.headers, body });
      answer(request, response, body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/x`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
});

const request = (change: Partial<NetRequest> = {}): NetRequest => ({
  ...{ method: 'POST', url, headers: { 'x-a': 'b' }, body: Buffer.from('诉'), timeoutMs: 60_000, maxBytes: 10 },
  ...change,
});

describe('a request over the line', () => {
  it('brings its body and headers, and back status, headers and body', async () => {
    answer = (_, response) => {
      response.writeHead(201, { 'X-Mixed': 'c', 'set-cookie': ['a=1', 'b=2'] }).write('0123');
      response.end('456789');
    };
    const reply = await nodeNet(request());
    expect(reply).toMatchObject({ ok: true, status: 201, headers: { 'x-mixed': 'c', 'set-cookie': 'a=1, b=2' } });
    expect(reply.ok && Buffer.from(reply.body).toString()).toBe('0123456789');
    expect(seen).toMatchObject([{ method: 'POST', body: '诉', headers: { 'x-a': 'b', 'content-length': '3' } }]);
  });

  it('takes no answer that is longer than it may be', async () => {
    answer = (_, response) => response.end('01234567890');
    expect(await nodeNet(request())).toEqual({ ok: false, fault: 'tooLarge' });
  });

  it('follows nobody to another address', async () => {
    answer = (_, response) => response.writeHead(302, { location: `${url}/other` }).end();
    expect(await nodeNet(request())).toMatchObject({ ok: true, status: 302 });
    expect(seen).toHaveLength(1);
  });

  it('tells an answer that was cut from one that never began, and from nobody there', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': '9' });
      response.write('0123', () => response.destroy());
    };
    expect(await nodeNet(request())).toEqual({ ok: false, fault: 'cut' });
    answer = (asked) => asked.socket.destroy();
    expect(await nodeNet(request())).toEqual({ ok: false, fault: 'unreachable' });
    expect(await nodeNet(request({ url: 'http://127.0.0.1:1' }))).toEqual({ ok: false, fault: 'unreachable' });
  });

  it('ends in its time where nobody answers', async () => {
    answer = () => undefined;
    expect(await nodeNet(request({ timeoutMs: 50 }))).toEqual({ ok: false, fault: 'timeout' });
  });

  it('is given up when somebody says so, before and while it is under way', async () => {
    const giveUp = new AbortController();
    answer = () => {
      giveUp.abort();
    };
    expect(await nodeNet(request({ signal: giveUp.signal }))).toEqual({ ok: false, fault: 'cut' });
    expect(await nodeNet(request({ signal: giveUp.signal }))).toEqual({ ok: false, fault: 'cut' });
    expect(seen).toHaveLength(1);
  });

  it('is not believed by a server that speaks no TLS', async () => {
    const reply = await nodeNet(request({ url: url.replace('http:', 'https:') }));
    expect(reply).toEqual({ ok: false, fault: 'tls' });
  });
});
