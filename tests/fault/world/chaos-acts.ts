/** What each fault of the line does with a request that was taken in whole. */
import type { Socket } from 'node:net';
import type { Running } from './full-database';
import { placeOf, type LineFault, type LineFaultKind } from './line-faults';

/** What the line can do to those at its ends. */
export interface Hooks {
  readonly restartHq: () => Promise<void>;
  readonly runOut: (running: Running) => Promise<void>;
  readonly kill: (deviceId: string) => void;
  /** At the n-th call of the store from now on. */
  readonly killAtCall: (deviceId: string, calls: number) => void;
}

export interface Befallen {
  /** To the PC. */
  readonly socket: Socket;
  readonly fault: LineFault;
  readonly bytes: Buffer;
  readonly headLength: number;
  readonly deviceId: string;
  /** Gives headquarters these bytes; everything that it says to them. */
  readonly forward: (bytes: Buffer, pieces?: number) => Promise<Buffer>;
  readonly toHq: () => Socket;
  readonly hooks: Hooks;
  readonly inPieces: (socket: Socket, bytes: Buffer, pieces: number) => Promise<void>;
  /** The PC has waited as long as it does. */
  readonly giveUp: () => void;
  readonly keepForLater: () => void;
  /** Stays open until the faults are over. */
  readonly linger: (socket: Socket) => void;
  readonly closeLingering: () => void;
  /** Resolves when somebody else was answered, or nobody else asks. */
  readonly othersFirst: () => Promise<void>;
}

type Act = (on: Befallen) => Promise<void> | void;

const pieces = 7;
const turns = 20;
/** Calls of the store in an ordinary sync, about. */
const mostCalls = 30;

/** An answer of something on the way. */
const says =
  (status: string | ((at: number) => string), type: string, body: string | Buffer, header = ''): Act =>
  ({ socket, fault }) => {
    const line = typeof status === 'string' ? status : status(fault.at);
    const content = typeof body === 'string' ? Buffer.from(body) : body;
    const head = `HTTP/1.1 ${line}\r\ncontent-type: ${type}\r\n${header}content-length: ${String(content.length)}\r\nconnection: close\r\n\r\n`;
    socket.end(Buffer.concat([Buffer.from(head, 'latin1'), content]));
  };

const oneOf =
  (...lines: readonly [string, ...string[]]) =>
  (at: number): string =>
    lines[placeOf(at, lines.length)] ?? lines[0];

/** Headquarters' answer as it is; where there is none, the line is cut. */
function passOn({ socket }: Befallen, answer: Buffer): void {
  if (answer.length > 0) socket.end(answer);
  else socket.destroy();
}

/** Some of the request, and the end of the connection. */
function sendPart({ bytes, fault, toHq }: Befallen): Promise<void> {
  const upstream = toHq();
  return new Promise((resolve) => {
    upstream.once('close', resolve);
    upstream.write(bytes.subarray(0, 1 + placeOf(fault.at, bytes.length - 1)), () => upstream.destroy());
  });
}

/** Bytes that can be other ones without changing where a request or an answer ends: no line ends, no length, no word of the connection. */
function spoilt(bytes: Buffer, at: number, headLength: number): Buffer {
  const head = bytes.subarray(0, headLength).toString('latin1');
  const kept = [...head.matchAll(/\r\n(?:content-length|connection):[^\r]*/gi)];
  const isKept = (place: number): boolean =>
    kept.some(({ index, 0: line }) => place >= index && place < index + line.length);
  const places = [...bytes.keys()].filter(
    (place) => bytes[place] !== 10 && bytes[place] !== 13 && (place >= headLength || !isKept(place)),
  );
  const spoiltBytes = Buffer.from(bytes);
  const place = places[placeOf(at, places.length)] ?? 0;
  spoiltBytes[place] = (spoiltBytes[place] ?? 0) ^ 1;
  return spoiltBytes;
}

const acts: Readonly<Record<LineFaultKind, Act>> = {
  none: async (on) => passOn(on, await on.forward(on.bytes)),
  // The PC asks where nobody listens, and a server that nobody vouches for: the line sees neither.
  refused: ({ socket }) => void socket.destroy(),
  untrusted: ({ socket }) => void socket.destroy(),
  reset: ({ socket }) => void socket.resetAndDestroy(),
  blackHole: ({ giveUp }) => {
    giveUp();
  },
  halfOpen: async ({ forward, bytes, giveUp }) => {
    await forward(bytes);
    giveUp();
  },
  stale: ({ keepForLater, giveUp }) => {
    keepForLater();
    giveUp();
  },
  delayed: async (on) => {
    for (let n = 0; n < turns; n += 1) await new Promise((resolve) => setImmediate(resolve));
    passOn(on, await on.forward(on.bytes));
  },
  dribble: async (on) => {
    const isUp = on.fault.at < 500;
    const answer = await on.forward(on.bytes, isUp ? pieces : 1);
    if (isUp || answer.length === 0) {
      passOn(on, answer);
      return;
    }
    await on.inPieces(on.socket, answer, pieces);
    on.socket.end();
  },
  cutRequest: async (on) => {
    await sendPart(on);
    on.socket.destroy();
  },
  cutAnswer: async ({ socket, forward, bytes, fault }) => {
    const answer = await forward(bytes);
    socket.write(answer.subarray(0, 1 + placeOf(fault.at, answer.length - 1)), () => socket.destroy());
  },
  lostAnswer: async ({ socket, forward, bytes }) => {
    await forward(bytes);
    socket.destroy();
  },
  corruptRequest: async (on) => passOn(on, await on.forward(spoilt(on.bytes, on.fault.at, on.headLength))),
  corruptAnswer: async (on) => {
    const answer = await on.forward(on.bytes);
    passOn(on, spoilt(answer, on.fault.at, Math.max(0, answer.indexOf('\r\n\r\n'))));
  },
  replayed: async (on) => {
    const answers = [await on.forward(on.bytes)];
    for (let n = 0; n < 1 + (on.fault.at % 4); n += 1) answers.push(await on.forward(on.bytes));
    passOn(on, answers.at(on.fault.at < 500 ? 0 : -1) ?? Buffer.alloc(0));
  },
  twiceAtOnce: async (on) => {
    const answers = await Promise.all([on.forward(on.bytes), on.forward(on.bytes)]);
    passOn(on, answers.at(on.fault.at < 500 ? 0 : -1) ?? Buffer.alloc(0));
  },
  swapped: async (on) => {
    await on.othersFirst();
    passOn(on, await on.forward(on.bytes));
  },
  failing: says(
    oneOf('500 Internal Server Error', '502 Bad Gateway', '503 Service Unavailable', '504 Gateway Timeout'),
    'text/html',
    '<h1>Error</h1>',
  ),
  tooMany: says('429 Too Many Requests', 'text/html', '<h1>Too many</h1>', 'retry-after: 20\r\n'),
  forbidden: says(oneOf('401 Unauthorized', '403 Forbidden'), 'text/html', '<h1>No</h1>'),
  notFound: says('404 Not Found', 'text/html', '<h1>Not Found</h1>'),
  tooLarge: says('413 Request Entity Too Large', 'text/html', '<h1>413</h1>'),
  conflict: says('409 Conflict', 'text/html', '<h1>Conflict</h1>'),
  portal: says('200 OK', 'text/html', '<html>Please sign in</html>'),
  redirect: says(
    oneOf('301 Moved', '302 Found', '307 Temporary', '308 Permanent'),
    'text/html',
    '',
    'location: http://127.0.0.1:9/login\r\n',
  ),
  wrongLength: async (on) => {
    const answer = (await on.forward(on.bytes)).toString('latin1');
    const byBytes = on.fault.at < 500 ? 10 : -10;
    const other = answer.replace(
      /\r\ncontent-length: *(\d+)/i,
      (_line, length: string) => `\r\ncontent-length: ${String(Math.max(0, Number(length) + byBytes))}`,
    );
    passOn(on, Buffer.from(other, 'latin1'));
  },
  badGzip: says('200 OK', 'application/json', Buffer.from([31, 139, 8, 0, 1, 2, 3, 4]), 'content-encoding: gzip\r\n'),
  endless: says('200 OK', 'application/json', Buffer.alloc(9 * 1024 * 1024, ' ')),
  otherJson: says(
    '200 OK',
    'application/json',
    '{"events":[],"cursor":"999999","more":false,"results":[],"missing":null}',
  ),
  slowHeaders: ({ socket, giveUp, linger }) => {
    linger(socket);
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: app', () => {
      giveUp();
    });
  },
  loris: async ({ bytes, fault, toHq, linger, giveUp }) => {
    const upstream = toHq();
    linger(upstream);
    await new Promise((resolve) => upstream.write(bytes.subarray(0, 1 + placeOf(fault.at, bytes.length - 1)), resolve));
    giveUp();
  },
  hqRestarts: async (on) => {
    // It ends when everybody who asks has been answered; who never ends to ask would hold it up for as long as it lets them.
    on.closeLingering();
    if (on.fault.at < 500) {
      await sendPart(on);
      await on.hooks.restartHq();
      on.socket.destroy();
      return;
    }
    const answer = on.forward(on.bytes);
    await on.hooks.restartHq();
    passOn(on, await answer);
  },
  hqDiskFull: async (on) => {
    const { at } = on.fault;
    const commit = at < 600 ? undefined : at < 800 ? 'fails' : 'unknown';
    await on.hooks.runOut({ after: at % 5, times: 1, ...(commit === undefined ? {} : { commit }) });
    const answer = await on.forward(on.bytes);
    await on.hooks.runOut({ after: null });
    passOn(on, answer);
  },
  killed: async ({ socket, forward, bytes, fault, hooks, deviceId }) => {
    if (fault.at >= 500) await forward(bytes);
    hooks.kill(deviceId);
    socket.destroy();
  },
  killedAtCall: async (on) => {
    const answer = await on.forward(on.bytes);
    on.hooks.killAtCall(on.deviceId, on.fault.at % mostCalls);
    passOn(on, answer);
  },
};

/** Resolves when the request was answered, or will not be. */
export async function befall(on: Befallen): Promise<void> {
  await acts[on.fault.kind](on);
}
