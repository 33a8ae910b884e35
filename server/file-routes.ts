/** Routes of the lane for evidence files: what is wanted, a piece in, a piece out. Bodies of pieces are the bytes themselves. */
import type { FastifyInstance } from 'fastify';
import type { DeviceRouteDeps } from './device-route';
import { FileHash, ReadPieceRequest, WantedRequest } from '../src/shared/sync-protocol/files';
import { FILE_PIECE_BYTES, PROTOCOL_VERSION } from '../src/shared/sync-protocol/version';
import type { Db } from './db/database';
import { readPiece, takePiece, wantedFiles } from './files';
import { refuse } from './problem';

/** Pieces in memory at once: files of many branches must not crowd out their records. */
const mostAtOnce = 16;
const retryAfterMs = 3_000;

interface FileRouteDeps extends DeviceRouteDeps {
  readonly db: Db;
  readonly count: (name: string, labels: Readonly<Record<string, string | number>>) => void;
}

export function addFileRoutes(app: FastifyInstance, { db, device, parse, send, count }: FileRouteDeps): void {
  const base = `/v${String(PROTOCOL_VERSION)}`;
  let atOnce = 0;

  app.post(`${base}/files/wanted`, async (request, reply) => {
    const asking = await device(request);
    if (!asking.ok) return send(reply, asking);
    const parsed = await parse(request, WantedRequest);
    if (!parsed.ok) return send(reply, parsed);
    return wantedFiles(db, asking.device, parsed.value);
  });

  app.post(`${base}/files/read`, async (request, reply) => {
    const asking = await device(request);
    if (!asking.ok) return send(reply, asking);
    const parsed = await parse(request, ReadPieceRequest);
    if (!parsed.ok) return send(reply, parsed);
    const read = await readPiece(db, asking.device, parsed.value);
    if (!read.ok) return send(reply, read);
    return reply.type('application/octet-stream').send(read.content);
  });

  app.post<{ Params: { sha256: string; piece: string } }>(
    `${base}/files/:sha256/:piece`,
    { bodyLimit: FILE_PIECE_BYTES },
    async (request, reply) => {
      if (atOnce >= mostAtOnce) return send(reply, refuse('request.tooMany', { retryAfterMs }));
      atOnce += 1;
      try {
        const asking = await device(request);
        if (!asking.ok) return await send(reply, asking);
        const hash = FileHash.safeParse(request.params.sha256);
        const piece = /^\d{1,4}$/.test(request.params.piece) ? Number(request.params.piece) : undefined;
        const content = request.body;
        if (!hash.success || piece === undefined || !Buffer.isBuffer(content))
          return await send(reply, refuse('request.badShape'));
        const taken = await takePiece(db, asking.device, { sha256: hash.data, piece, content });
        count('file_pieces_total', { outcome: taken.ok ? 'kept' : taken.problem.code });
        if (!taken.ok) return await send(reply, taken);
        return { missing: taken.missing };
      } finally {
        atOnce -= 1;
      }
    },
  );
}
