/** A PC as headquarters meets it: keys, a chain and signed requests; nothing of the application around them. */
import { createHash, randomBytes } from 'node:crypto';
import type { OpenEvent } from '../../../src/domain/evidence/event-envelope';
import { nodeHasher, publicOfSeed, signHash } from '../../../src/main/keys/ed25519';
import { createEventWriter } from '../../../src/main/keys/event-signer';
import { newId } from '../../../src/main/platform/ids';
import { systemRng } from '../../../src/main/platform/rng';
import { contentDigestOf, requestHeaders, requestText } from '../../../src/shared/sync-protocol/request-signature';

export interface SignedPush {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export interface LoadPc {
  readonly branchId: string;
  readonly deviceId: string;
  readonly publicKey: string;
  readonly written: () => number;
  /** The next events of its chain, signed and ready to be sent. */
  readonly nextPush: (events: number) => SignedPush;
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
  return {
    branchId,
    deviceId,
    publicKey: publicOfSeed('ed25519', seed),
    written: () => tick,
    nextPush: (count) => {
      const events = Array.from({ length: count }, write);
      const createdMs = Date.now();
      const bytes = Buffer.from(JSON.stringify({ protocol: 1, deviceTimeMs: createdMs, events }));
      const nonce = randomBytes(16).toString('base64url');
      const contentDigest = contentDigestOf(createHash('sha256').update(bytes).digest('base64'));
      const text = requestText({ method: 'POST', path: '/v1/push', deviceId, createdMs, nonce, contentDigest });
      return {
        bytes,
        headers: {
          'content-type': 'application/json',
          [requestHeaders.device]: deviceId,
          [requestHeaders.created]: String(createdMs),
          [requestHeaders.nonce]: nonce,
          [requestHeaders.digest]: contentDigest,
          [requestHeaders.signature]: signHash(seed, nodeHasher.sha256(text)),
        },
      };
    },
  };
}
