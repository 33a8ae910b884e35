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
import { anchorText, receiptText, revocationText } from './receipts';
import { manifestText, segmentKeyText, segmentText, SegmentsReply, SegmentsRequest } from './segments';
import { PieceReply, ReadPieceRequest, WantedReply, WantedRequest } from './files';
import { hubFileRoutes, HubOfferReply, HubOfferRequest, HubPieceRequest, HubReadReply, HubReadRequest } from './hub';
import { PROTOCOL_VERSION } from './version';
import {
  EnrolRequestV1,
  PacksRequestV1,
  ProblemV1,
  PullReplyV1,
  PullRequestV1,
  PushReplyV1,
  PushRequestV1,
  requestTextV1,
  WaitRequestV1,
} from './version-1';

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
  WantedRequest,
  WantedReply,
  ReadPieceRequest,
  PieceReply,
  SegmentsRequest,
  SegmentsReply,
};
const messagesV1 = {
  EnrolRequest: EnrolRequestV1,
  EnrolReply,
  PushRequest: PushRequestV1,
  PushReply: PushReplyV1,
  PullRequest: PullRequestV1,
  PullReply: PullReplyV1,
  PacksRequest: PacksRequestV1,
  PacksReply,
  WaitRequest: WaitRequestV1,
  WaitReply,
  Problem: ProblemV1,
};

/**
 * Changing a message means: raise PROTOCOL_VERSION, or show that PCs in the field still understand it; then pin anew. The shapes of an
 * older version that is still accepted are never pinned anew: whoever changes a message gives that version its own.
 */
const pinned = { version: 2, digest: '2796fdfa81d8b3b4' };
/** Between the PCs of a branch; their version stands in the path. */
const pinnedHubFiles = '9b0958a3062b7b7b';
const pinnedV1 = 'a43081cd201e310b';

const digestOf = (shapes: Readonly<Record<string, z.ZodType>>): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(shapes).map(([name, schema]) => [name, z.toJSONSchema(schema)])))
    .digest('hex')
    .slice(0, 16);

describe('the wire protocol', () => {
  it('has the shape that its version promises', () => {
    expect({ version: PROTOCOL_VERSION, digest: digestOf(messages) }).toEqual(pinned);
  });

  it('still has version 1 as PCs in the field speak it', () => {
    expect(digestOf(messagesV1)).toBe(pinnedV1);
  });

  it('has these shapes for evidence files through the hub of a branch', () => {
    expect(hubFileRoutes).toEqual(['/hub/v1/files/offer', '/hub/v1/files/piece', '/hub/v1/files/read']);
    const shapes = { HubOfferRequest, HubOfferReply, HubPieceRequest, PieceReply, HubReadRequest, HubReadReply };
    expect(digestOf(shapes)).toBe(pinnedHubFiles);
  });

  it('refuses an offer of nothing, of too much, and of what is no hash', () => {
    const file = { sha256: 'a'.repeat(64), sizeBytes: 1, seq: 1 };
    const offers = (files: readonly object[]): boolean => HubOfferRequest.safeParse({ protocol: 2, files }).success;
    expect(offers([file])).toBe(true);
    expect(offers(Array.from({ length: 50 }, () => file))).toBe(true);
    expect(offers([])).toBe(false);
    expect(offers(Array.from({ length: 51 }, () => file))).toBe(false);
    expect(offers([{ ...file, sha256: '../../keyring.json' }])).toBe(false);
    expect(offers([{ ...file, sizeBytes: 20 * 1024 * 1024 + 1 }])).toBe(false);
    expect(offers([{ ...file, seq: 0 }])).toBe(false);
  });

  it('signs these texts', () => {
    const anchor = { deviceId: 'd-1', seq: 2, headHash: 'h', hqTimeMs: 7 };
    expect(anchorText(anchor)).toBe('xianting-receipt/1\nd-1\n2\nh\n7');
    expect(
      receiptText({
        branchId: 'b-1',
        deviceId: 'd-1',
        firstSeq: 1,
        count: 2,
        root: 'r',
        anchor: { ...anchor, signature: 's' },
      }),
    ).toBe('xianting-receipt/2\nb-1\nd-1\n1\n2\nr\n2\nh\n7');
    expect(revocationText({ branchId: 'b-1', deviceId: 'd-1', atMs: 7, seq: 2, headHash: 'h' })).toBe(
      'xianting-revocation/1\nb-1\nd-1\n7\n2\nh',
    );
  });

  it('signs and seals segments with these texts', () => {
    const place = { from: 3, to: 9 };
    const ranges = [{ deviceId: 'd-1', from: 1, to: 5 }];
    const segments = [{ ...place, hash: 'a', bytes: 7, events: 2, ranges }];
    expect(manifestText({ branchId: 'b-1', cursor: '9', segments })).toBe(
      'xianting-segments/1\nb-1\n9\na 7 2 3 9 d-1 1 5',
    );
    expect(segmentText('b-1', place)).toBe('xianting-segment/1\nb-1\n3\n9');
    expect(segmentKeyText('b-1', 'd-1')).toBe('xianting-segment-key/1\nb-1\nd-1');
  });

  it('signs this text in version 1', () => {
    expect(
      requestTextV1({
        method: 'post',
        path: '/v1/push',
        deviceId: 'd-1',
        createdMs: 5,
        nonce: 'n',
        contentDigest: 'sha-256=:x:',
      }),
    ).toBe('xianting-request/1\nPOST\n/v1/push\nd-1\n5\nn\nsha-256=:x:');
  });

  it('refuses an unknown field, another version and an event without a payload', () => {
    const pull = { protocol: 2, deviceTimeMs: 1, cursor: null, limit: 1 };
    expect(PullRequest.safeParse(pull).success).toBe(true);
    expect(PullRequest.safeParse({ ...pull, more: 1 }).success).toBe(false);
    expect(PullRequest.safeParse({ ...pull, protocol: 1 }).success).toBe(false);
    expect(PullRequestV1.safeParse({ ...pull, protocol: 1, more: 1 }).success).toBe(false);
    expect(PullReply.shape.events.element.shape.payload.safeParse(undefined).success).toBe(false);
  });
});
