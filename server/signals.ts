/**
 * What server processes on one database tell each other at once: that events were kept, that a locked PC calls, that devices of a branch
 * have changed. On PostgreSQL by NOTIFY, on the embedded database within the process.
 *
 * Signals are hints and hold no personal data: whoever misses one finds the same in the database. While the line is down, or silent though
 * it looks open, some may be missed, so nothing may be concluded from having heard none (`live`). What was not said at all, because a process
 * ended between its commit and its word, is found by looking (`Fleet.check`).
 */
import { randomBytes } from 'node:crypto';
import { Socket } from 'node:net';
import { setTimeout as later } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';

const Signal = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('kept'),
    branchId: z.string(),
    deviceId: z.string(),
    /** Position of the last event of the branch. */
    end: z.number(),
    /** Streams of incidents among them. */
    incidents: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('called'),
    branchId: z.string(),
    deviceId: z.string(),
    own: z.array(z.object({ incident: z.string(), atMs: z.number() })),
  }),
  z.object({ kind: z.literal('devices'), branchId: z.string() }),
]);
export type Signal = z.infer<typeof Signal>;

const Message = z.object({ from: z.string(), signals: z.array(Signal) });

export interface Signals {
  /** Heard here at once; resolves when the other processes have been told. */
  readonly publish: (signal: Signal) => Promise<void>;
  readonly listen: (hear: (signal: Signal) => void) => void;
  /** Signals of others may have been missed; forget what was concluded from silence. */
  readonly onGap: (forget: () => void) => void;
  /** True while no signal of another process is missed. */
  readonly live: () => boolean;
  /** Other processes may write to the database as well. */
  readonly shared: boolean;
  readonly close: () => Promise<void>;
}

const channel = 'xianting_signals';
/** PostgreSQL takes less than 8,000 bytes in one notification. */
const longestMessage = 7_000;
const reconnectMs = 1_000;
/** A line that is cut off without a word looks open for hours; it is asked so often, and must answer within as long. */
const askLineEveryMs = 5_000;

/** Within one process. */
export function localSignals(): Signals {
  const hearers: ((signal: Signal) => void)[] = [];
  return {
    publish: async (signal) => {
      for (const hear of hearers) hear(signal);
    },
    listen: (hear) => {
      hearers.push(hear);
    },
    onGap: () => undefined,
    live: () => true,
    shared: false,
    close: async () => undefined,
  };
}

export interface SharedSignalsOptions {
  readonly onFault: (event: string, cause: unknown) => void;
  /** Another connection to the same database, for what is to be said while the line is down. */
  readonly otherWay: (text: string, parameters: readonly unknown[]) => Promise<unknown>;
  readonly askEveryMs?: number;
}

/** Between processes; what is published while a message is under way travels together in the next one. */
export async function sharedSignals(
  databaseUrl: string,
  { onFault, otherWay, askEveryMs = askLineEveryMs }: SharedSignalsOptions,
): Promise<Signals> {
  const own = randomBytes(12).toString('base64url');
  const here = localSignals();
  const forgetters: (() => void)[] = [];
  const waiting: { readonly signal: Signal; readonly done: () => void }[] = [];
  let client: pg.Client | undefined;
  let asking: NodeJS.Timeout | undefined;
  let sending = false;
  let closed = false;

  /** A function, because it changes while something is waited for. */
  const lineNow = (): pg.Client | undefined => client;
  const hear = (payload: string | undefined): void => {
    const message = Message.safeParse(readJson(payload));
    // One of a newer server may say more than is understood here.
    if (!message.success) return forget();
    if (message.data.from === own) return;
    for (const signal of message.data.signals) void here.publish(signal);
  };
  const forget = (): void => {
    for (const each of forgetters) each();
  };

  const connect = async (): Promise<void> => {
    const socket = new Socket();
    const next = new pg.Client({
      connectionString: databaseUrl,
      stream: () => socket,
      connectionTimeoutMillis: askEveryMs,
      query_timeout: askEveryMs,
    });
    next.on('notification', ({ payload }) => hear(payload));
    const lost = (cause?: unknown): void => {
      if (client !== next) return;
      client = undefined;
      clearInterval(asking);
      if (cause !== undefined) onFault('signals.lost', cause);
      forget();
      // Ends what waits for an answer on it; it is said another way then.
      socket.destroy();
      void reconnect();
    };
    next.on('error', lost);
    next.on('end', () => lost());
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
    } catch (cause) {
      socket.destroy();
      throw cause;
    }
    if (closed) return next.end();
    client = next;
    // Whatever was notified before it answers has been heard when it does.
    asking = setInterval(() => {
      next.query('select 1').catch(lost);
    }, askEveryMs);
    asking.unref();
    forget();
  };
  const reconnect = async (): Promise<void> => {
    for (;;) {
      await later(reconnectMs, undefined, { ref: false });
      if (closed) return;
      try {
        return await connect();
      } catch (cause) {
        onFault('signals.lost', cause);
      }
    }
  };

  /** On the line or, where that does not take it, on another connection: the lines of the others are not down because ours is. */
  const say = async (text: string): Promise<void> => {
    const statement = 'select pg_notify($1, $2)';
    const line = lineNow();
    const sent = line?.query(statement, [channel, text]).then(
      () => true,
      () => false,
    );
    if ((await sent) === true) return;
    try {
      await otherWay(statement, [channel, text]);
    } catch (cause) {
      // The others find it when they look (`Fleet.check`).
      onFault('signals.notSent', cause);
    }
  };
  const send = async (): Promise<void> => {
    if (sending) return;
    sending = true;
    try {
      while (waiting.length > 0) {
        const batch = takeBatch(waiting);
        waiting.splice(0, batch.length);
        await say(JSON.stringify({ from: own, signals: batch.map(({ signal }) => signal) }));
        for (const { done } of batch) done();
      }
    } finally {
      sending = false;
    }
  };

  await connect();
  return {
    publish: async (signal) => {
      await here.publish(signal);
      if (closed) return;
      await new Promise<void>((done) => {
        waiting.push({ signal, done });
        void send();
      });
    },
    listen: here.listen,
    onGap: (each) => {
      forgetters.push(each);
    },
    live: () => client !== undefined,
    shared: true,
    close: async () => {
      closed = true;
      clearInterval(asking);
      const last = client;
      client = undefined;
      for (const { done } of waiting.splice(0)) done();
      await last?.end();
    },
  };
}

/** As many as one message holds, at least one. */
function takeBatch<T extends { readonly signal: Signal }>(waiting: readonly T[]): readonly T[] {
  let bytes = 0;
  const end = waiting.findIndex(
    ({ signal }) => (bytes += Buffer.byteLength(JSON.stringify(signal)) + 1) > longestMessage,
  );
  return end === -1 ? [...waiting] : waiting.slice(0, Math.max(1, end));
}

function readJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    // Somebody else's word on our channel; it is not understood, like one of a newer server.
    return undefined;
  }
}
