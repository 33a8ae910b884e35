/** 拒收记录: what headquarters answered about records that it did not take. */
import { partitionsOf } from './partitions';

export const refusalAnswers = /* sql */ `
create table refusal_answers (
  branch_id text not null,
  device_id text not null,
  seq integer not null,
  -- Whether it is about a fork, of which headquarters holds the other one, or about a tombstone.
  fork boolean not null,
  -- askedAgain: the PC is to send it once more. refusedAgain: it did, and nothing was different. settled: it stays out, for a reason.
  state text not null check (state in ('askedAgain', 'refusedAgain', 'settled')),
  reason text not null,
  account text not null,
  name text not null,
  answered_at bigint not null,
  primary key (branch_id, device_id, seq, fork)
) partition by hash (branch_id);
${partitionsOf('refusal_answers')}
`;
