/** OpenAPI 3.1 description of the routes for branch PCs, made of the schemas by which requests and answers are parsed. */
import { z } from 'zod';
import {
  Anchor,
  EnrolReply,
  PacksReply,
  Problem,
  PullReply,
  PushReply,
  PushRequest,
  Receipt,
  Revocation,
  WaitReply,
  WireEvent,
} from '../src/shared/sync-protocol/messages';
import { PieceReply, ReadPieceRequest, WantedReply, WantedRequest } from '../src/shared/sync-protocol/files';
import { SegmentsReply, SegmentsRequest } from '../src/shared/sync-protocol/segments';
import { RefusalsReply, RefusalsRequest } from '../src/shared/sync-protocol/refusals';
import { signatureParameters, signedComponents } from '../src/shared/sync-protocol/http-signature';
import { PROTOCOL_VERSION } from '../src/shared/sync-protocol/version';
import { ProblemV1, PullReplyV1, PushReplyV1, requestHeadersV1 } from '../src/shared/sync-protocol/version-1';
import { problemStatuses } from './problem';
import { wires, type Wire } from './wire';

type Version = Wire['version'];
type Route = keyof Wire['shapes'];

const summaries: { readonly [R in Route]: string } = {
  enrol: 'Turns a PC with a one-time code into a device of a branch.',
  push: 'Takes events of the sending device, in order; idempotent by device and number.',
  pull: 'Gives what the other devices of the branch wrote after the cursor.',
  packs: 'Gives signed packs that the device does not have.',
  wait: 'Answers as soon as another PC of the branch calls for help, or when the time is over.',
};

const replies: { readonly [V in Version]: { readonly [R in Route]: z.ZodType } } = {
  1: { enrol: EnrolReply, push: PushReplyV1, pull: PullReplyV1, packs: PacksReply, wait: WaitReply },
  2: { enrol: EnrolReply, push: PushReply, pull: PullReply, packs: PacksReply, wait: WaitReply },
};
const problems: { readonly [V in Version]: z.ZodType } = { 1: ProblemV1, 2: Problem };

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
const suffix = (version: Version): string => (version === PROTOCOL_VERSION ? '' : `V${String(version)}`);
const routesOf = ({ shapes }: Wire): readonly Route[] => Object.keys(shapes) as Route[];

/** Each schema once, by its name; what several versions share has the name of the newest. */
function components(): ReadonlyMap<z.ZodType, string> {
  const named = new Map<z.ZodType, string>([
    [WireEvent, 'WireEvent'],
    [Anchor, 'Anchor'],
    [Receipt, 'Receipt'],
    [Revocation, 'Revocation'],
    [WantedRequest, 'WantedRequest'],
    [WantedReply, 'WantedReply'],
    [ReadPieceRequest, 'ReadPieceRequest'],
    [PieceReply, 'PieceReply'],
    [RefusalsRequest, 'RefusalsRequest'],
    [RefusalsReply, 'RefusalsReply'],
    [SegmentsRequest, 'SegmentsRequest'],
    [SegmentsReply, 'SegmentsReply'],
  ]);
  for (const wire of [...wires].reverse()) {
    const add = (schema: z.ZodType, name: string): void => {
      if (!named.has(schema)) named.set(schema, `${name}${suffix(wire.version)}`);
    };
    add(problems[wire.version], 'Problem');
    for (const route of routesOf(wire)) {
      add(wire.shapes[route], `${capital(route)}Request`);
      add(replies[wire.version][route], `${capital(route)}Reply`);
    }
  }
  return named;
}

const signedBy: { readonly [V in Version]: readonly { readonly name: string; readonly description: string }[] } = {
  1: Object.values(requestHeadersV1).map((name) => ({ name, description: 'See docs/sync-protocol.md, version 1.' })),
  2: [
    { name: 'content-digest', description: 'RFC 9530, with sha-256, over the body as sent.' },
    {
      name: 'signature-input',
      description: `RFC 9421: label sig, components ${signedComponents.join(', ')}, parameters ${signatureParameters.join(', ')}.`,
    },
    { name: 'signature', description: 'RFC 9421: Ed25519 of the device, label sig.' },
  ],
};

/** Deterministic: the same schemas give the same document. */
export function openApiDocument(): object {
  const named = components();
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of named) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` });
  const refTo = (schema: z.ZodType): object => ({ $ref: `#/components/schemas/${named.get(schema) ?? ''}` });
  const json = (schema: z.ZodType, type: string): object => ({ content: { [type]: { schema: refTo(schema) } } });

  const signed = (version: Version): readonly object[] =>
    signedBy[version].map(({ name, description }) => ({
      name,
      in: 'header',
      required: true,
      description,
      schema: { type: 'string' },
    }));
  const refusals = (route: string, version: Version): object =>
    Object.fromEntries(
      problemStatuses(route, version).map(({ status, codes }) => [
        status,
        { description: codes.join(', '), ...json(problems[version], 'application/problem+json') },
      ]),
    );
  const bytes = { content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } };
  const inPath = (name: string, schema: object): object => ({ name, in: 'path', required: true, schema });
  const ofNewest = (
    lane: 'file' | 'relay',
    operationId: string,
    summary: string,
    body: object,
    answer: object,
    path: object[] = [],
  ) => ({
    post: {
      operationId,
      summary,
      parameters: [...path, ...signed(PROTOCOL_VERSION)],
      requestBody: { required: true, ...body },
      responses: { 200: { description: 'Done.', ...answer }, ...refusals(lane, PROTOCOL_VERSION) },
    },
  });
  const onFileLane = (operationId: string, summary: string, body: object, answer: object, path?: object[]) =>
    ofNewest('file', operationId, summary, body, answer, path);
  const newestPaths = {
    '/v2/relay': ofNewest(
      'relay',
      'relayV2',
      'Takes events of another device of the branch, in order, from the PC that was restored in its place.',
      json(PushRequest, 'application/json'),
      json(PushReply, 'application/json'),
    ),
    '/v2/refusals': ofNewest(
      'file',
      'refusalsV2',
      'Tells what became of the records of the device that headquarters refused.',
      json(RefusalsRequest, 'application/json'),
      json(RefusalsReply, 'application/json'),
    ),
    '/v2/segments': ofNewest(
      'file',
      'segmentsV2',
      'Tells which sealed segments of the events of the branch lie behind the cursor, and the key to them.',
      json(SegmentsRequest, 'application/json'),
      json(SegmentsReply, 'application/json'),
    ),
    '/v2/segments/{hash}': {
      get: {
        operationId: 'readSegmentV2',
        summary: 'Gives a sealed segment, whole or a range of its bytes.',
        parameters: [
          inPath('hash', { type: 'string', pattern: '^[0-9a-f]{64}$' }),
          {
            name: 'range',
            in: 'header',
            required: false,
            schema: { type: 'string', pattern: '^bytes=[0-9]+-[0-9]*$' },
          },
          ...signed(PROTOCOL_VERSION),
        ],
        responses: {
          200: { description: 'The whole.', ...bytes },
          206: { description: 'The range.', ...bytes },
          ...refusals('file', PROTOCOL_VERSION),
        },
      },
    },
    '/v2/files/wanted': onFileLane(
      'wantedFilesV2',
      'Names the evidence files of the branch that headquarters does not have yet, and their missing pieces.',
      json(WantedRequest, 'application/json'),
      json(WantedReply, 'application/json'),
    ),
    '/v2/files/read': onFileLane(
      'readPieceV2',
      'Gives one piece of a file that headquarters has whole.',
      json(ReadPieceRequest, 'application/json'),
      bytes,
    ),
    '/v2/files/{sha256}/{piece}': onFileLane(
      'sendPieceV2',
      'Takes one piece of a wanted file as it is; with the last one the whole is compared with its hash.',
      bytes,
      json(PieceReply, 'application/json'),
      [
        inPath('sha256', { type: 'string', pattern: '^[0-9a-f]{64}$' }),
        inPath('piece', { type: 'integer', minimum: 0 }),
      ],
    ),
  };

  const operation = (wire: Wire, route: Route): object => ({
    post: {
      operationId: `${route}V${String(wire.version)}`,
      summary: summaries[route],
      ...(wire.version === PROTOCOL_VERSION ? {} : { deprecated: true }),
      parameters: [
        ...signed(wire.version),
        { name: 'content-encoding', in: 'header', required: false, schema: { type: 'string', enum: ['gzip'] } },
      ],
      requestBody: { required: true, ...json(wire.shapes[route], 'application/json') },
      responses: {
        200: { description: 'Done.', ...json(replies[wire.version][route], 'application/json') },
        ...refusals(route, wire.version),
      },
    },
  });

  return {
    openapi: '3.1.0',
    info: {
      title: 'Xianting sync protocol',
      version: String(PROTOCOL_VERSION),
      description:
        'Between a PC of a branch and headquarters. What it means, and what both ends must do, is told in sync-protocol.md.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths: Object.fromEntries([
      ...[...wires]
        .reverse()
        .flatMap((wire) =>
          routesOf(wire).map((route) => [`/v${String(wire.version)}/${route}`, operation(wire, route)] as const),
        ),
      ...Object.entries(newestPaths),
    ]),
    components: {
      schemas: Object.fromEntries(
        Object.entries(schemas)
          .map(([name, { $schema: _schema, $id: _id, ...schema }]) => [name, schema] as const)
          .sort(([one], [other]) => (one < other ? -1 : 1)),
      ),
    },
  };
}
