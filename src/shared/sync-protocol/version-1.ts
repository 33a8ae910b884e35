/**
 * Version 1 of the protocol, as PCs in the field speak it: it stays accepted, and nothing here is ever changed. What was signed is the
 * SHA-256 of a text of our own; the shapes are those of version 2 but for what is named here. A test pins the digest of them all.
 */
import { z } from 'zod';
import {
  Anchor,
  EnrolRequest,
  PacksRequest,
  Problem,
  problemCodesV1,
  PulledPage,
  PullReply,
  PullRequest,
  PushReply,
  PushRequest,
  WaitRequest,
} from './messages';

/** Header names, lower case. */
export const requestHeadersV1 = {
  device: 'x-xianting-device',
  /** Milliseconds since 1970. */
  created: 'x-xianting-created',
  nonce: 'x-xianting-nonce',
  /** RFC 9530: over the body as sent, after compression. */
  digest: 'content-digest',
  signature: 'x-xianting-signature',
} as const;

export interface RequestPartsV1 {
  readonly method: string;
  /** Path without host and query. */
  readonly path: string;
  readonly deviceId: string;
  readonly createdMs: number;
  readonly nonce: string;
  readonly contentDigest: string;
}

/** What a device signs for each request. */
export function requestTextV1(parts: RequestPartsV1): string {
  return [
    'xianting-request/1',
    parts.method.toUpperCase(),
    parts.path,
    parts.deviceId,
    String(parts.createdMs),
    parts.nonce,
    parts.contentDigest,
  ].join('\n');
}

const protocol = z.literal(1);

export const EnrolRequestV1 = EnrolRequest.extend({ protocol });
export const PushRequestV1 = PushRequest.extend({ protocol });
export const PullRequestV1 = PullRequest.extend({ protocol });
export const PacksRequestV1 = PacksRequest.extend({ protocol });
export const WaitRequestV1 = WaitRequest.extend({ protocol });
export const PullReplyV1 = PullReply.omit({ revocations: true });
export const PulledPageV1 = PulledPage.omit({ revocations: true });
export type PulledPageV1 = z.infer<typeof PulledPageV1>;
export type PullReplyV1 = z.infer<typeof PullReplyV1>;
/** Its receipt is the anchor alone: it says how far headquarters holds the chain, not which events this answer is about. */
export const PushReplyV1 = PushReply.extend({ receipt: Anchor });
export type PushReplyV1 = z.infer<typeof PushReplyV1>;
export const ProblemV1 = Problem.extend({ code: z.enum(problemCodesV1) });
