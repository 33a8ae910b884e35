import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  EnrolReply,
  EnrolRequest,
  PacksReply,
  PacksRequest,
  Problem,
  PullReply,
  PullRequest,
  PushReply,
  PushRequest,
  WaitReply,
  WaitRequest,
} from './messages';
import { receiptText, requestText } from './request-signature';
import { PROTOCOL_VERSION } from './version';

const messages = {
  EnrolRequest,
  EnrolReply,
  PushRequest,
  PushReply,
  PullRequest,
  PullReply,
  PacksRequest,
  PacksReply,
  WaitRequest,
  WaitReply,
  Problem,
};

/**
 * Packs and waiting were added as messages of their own: a PC of before never asks for them, and a headquarters of before answers 404, which
 * a PC takes for "none", or for nothing to wait for. `calls` of waiting is optional both ways: a PC that was refused with it asks again without,
 * and is told of nothing that it did not ask for.
 *
 * Changing a message means: raise PROTOCOL_VERSION, or show that PCs in the field still understand it; then pin anew.
 */
const pinned = { version: 1, digest: 'a43081cd201e310b' };

describe('the wire protocol', () => {
  it('has the shape that its version promises', () => {
    const shapes = Object.entries(messages).map(([name, schema]) => [name, z.toJSONSchema(schema)]);
    const digest = createHash('sha256').update(JSON.stringify(shapes)).digest('hex').slice(0, 16);
    expect({ version: PROTOCOL_VERSION, digest }).toEqual(pinned);
  });

  it('signs these texts', () => {
    expect(
      requestText({
        method: 'post',
        path: '/v1/push',
        deviceId: 'd-1',
        createdMs: 5,
        nonce: 'n',
        contentDigest: 'sha-256=:x:',
      }),
    ).toBe('xianting-request/1\nPOST\n/v1/push\nd-1\n5\nn\nsha-256=:x:');
    expect(receiptText({ deviceId: 'd-1', seq: 2, headHash: 'h', hqTimeMs: 7 })).toBe(
      'xianting-receipt/1\nd-1\n2\nh\n7',
    );
  });

  it('refuses an unknown field and an event without a payload', () => {
    expect(PullRequest.safeParse({ protocol: 1, deviceTimeMs: 1, cursor: null, limit: 1, more: 1 }).success).toBe(
      false,
    );
    expect(PullReply.shape.events.element.shape.payload.safeParse(undefined).success).toBe(false);
  });
});
