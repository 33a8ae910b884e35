/** Somebody between a branch and headquarters: passes everything on, and changes packs on their way when told to. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Meddler {
  readonly url: string;
  /** What is done to the packs that headquarters sends, as text; null: nothing. */
  readonly meddle: (change: ((packs: string) => string) | null) => void;
  readonly stop: () => Promise<void>;
}

export async function startMeddler(headquarters: () => string): Promise<Meddler> {
  let change: ((packs: string) => string) | null = null;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url = '/', headers } = request;
      const { host, connection: _connection, 'content-length': _length, ...passed } = headers;
      const body = Buffer.concat(chunks);
      const sent = fetch(`${headquarters()}${url}`, {
        ...(method === undefined ? {} : { method }),
        // As a reverse proxy says which address the PC asked.
        headers: { ...(passed as Record<string, string>), 'x-forwarded-host': host ?? '' },
        ...(body.length > 0 ? { body } : {}),
      });
      sent
        .then(async (answer) => {
          const text = await answer.text();
          const type = answer.headers.get('content-type') ?? 'application/json';
          response.writeHead(answer.status, { 'content-type': type });
          response.end(change !== null && url.startsWith('/v2/packs') ? change(text) : text);
        })
        .catch(() => response.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    meddle: (next) => {
      change = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
