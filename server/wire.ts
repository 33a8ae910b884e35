/** What the accepted versions of the protocol differ in, as the routes need it. */
import {
  EnrolRequest,
  PacksRequest,
  PullRequest,
  PushRequest,
  WaitRequest,
} from '../src/shared/sync-protocol/messages';
import { acceptedVersions } from '../src/shared/sync-protocol/version';
import {
  EnrolRequestV1,
  PacksRequestV1,
  PullRequestV1,
  PushRequestV1,
  WaitRequestV1,
} from '../src/shared/sync-protocol/version-1';

const shapes = {
  1: {
    enrol: EnrolRequestV1,
    push: PushRequestV1,
    pull: PullRequestV1,
    packs: PacksRequestV1,
    wait: WaitRequestV1,
  },
  2: { enrol: EnrolRequest, push: PushRequest, pull: PullRequest, packs: PacksRequest, wait: WaitRequest },
} as const;

export const wires = acceptedVersions.map((version) => ({ version, shapes: shapes[version] }));
export type Wire = (typeof wires)[number];
