/** A PC as headquarters meets it: keys, a chain and signed requests; nothing of the application around them. */
import { randomBytes } from 'node:crypto';
import type { OpenEvent } from '../../../src/domain/evidence/event-envelope';
import { publicOfSeed, signHash } from '../../../src/main/keys/ed25519';
import { createEventWriter } from '../../../src/main/keys/event-signer';
import { newId } from '../../../src/main/platform/ids';
import { systemRng } from '../../../src/main/platform/rng';
import { signRequest } from '../../../src/main/sync/sign-request';

export interface Signed {
  readonly route: string;
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export interface LoadPc {
  readonly branchId: string;
  readonly deviceId: string;
  readonly publicKey: string;
  /** Events of its chain. */
  readonly written: () => number;
  /** The next events of its chain, signed for this headquarters and ready to be sent. */
  readonly nextPush: (hqUrl: string, events: number) => Promise<Signed>;
  /** The same once more, as a PC asks that got no answer: with a nonce of its own. */
  readonly again: (hqUrl: string, signed: Signed) => Promise<Signed>;
  /** Asks what is new after `cursor`. */
  readonly poll: (hqUrl: string, cursor: number) => Promise<Signed>;
}

export function makeLoadPc(branchId: string): LoadPc {
  const seed = randomBytes(32);
  const deviceId = newId();
  let tick = 0;
  const writer = createEventWriter({
    deviceId,
    branchId,
    deviceSeed: seed,
    now: () => {
      const wall = Date.now() + ++tick;
      return { wall, monotonic: tick, bootId: 'boot', hlc: `${String(wall).padStart(13, '0')}-0000` };
    },
    rng: systemRng,
    head: undefined,
  });
  const write = (): OpenEvent => {
    writer.begin();
    const event = writer.write({
      streamId: `case-${Math.floor(tick / 12)}`,
      type: 'note.added',
      version: 1,
      payload: { note: '客户来电询问理财产品亏损的处理进展，已说明时限并约定周五前回复。', no: tick },
      actor: { userId: 'u-chen', role: 'counter' },
      rulePack: 'cn-bank@2020',
      commandId: newId(),
    });
    writer.commit();
    return event;
  };
  const signer = {
    deviceId,
    signBytes: (message: Uint8Array): string => signHash(seed, Buffer.from(message).toString('base64url')),
    createdMs: () => Date.now(),
  };
  const signed = async (hqUrl: string, route: string, bytes: Buffer): Promise<Signed> => {
    const headers = await signRequest(signer, { url: `${hqUrl}${route}`, body: bytes });
    return { route, bytes, headers: { 'content-type': 'application/json', ...headers } };
  };
  return {
    branchId,
    deviceId,
    publicKey: publicOfSeed('ed25519', seed),
    written: () => tick,
    nextPush: (hqUrl, count) => {
      const events = Array.from({ length: count }, write);
      const bytes = Buffer.from(JSON.stringify({ protocol: 2, deviceTimeMs: Date.now(), events }));
      return signed(hqUrl, '/v2/push', bytes);
    },
    again: (hqUrl, { route, bytes }) => signed(hqUrl, route, bytes),
    poll: (hqUrl, cursor) => {
      const body = { protocol: 2, deviceTimeMs: Date.now(), cursor: String(cursor), limit: 500 };
      return signed(hqUrl, '/v2/pull', Buffer.from(JSON.stringify(body)));
    },
  };
}
