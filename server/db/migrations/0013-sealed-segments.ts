/** 封存段: runs of a branch's events, cut, compressed and sealed once for PCs that begin anew. */
import { partitionsOf } from './partitions';

export const sealedSegments = /* sql */ `
-- How far the events of a branch were looked at for segments; whoever cuts one moves it on in the same transaction.
alter table branches add column cut_to bigint not null default 0;
create table segments (
  branch_id text not null,
  first_position bigint not null,
  last_position bigint not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes integer not null check (bytes > 0),
  events integer not null check (events > 0),
  ranges text not null,
  content bytea not null,
  primary key (branch_id, last_position)
) partition by hash (branch_id);
-- It is compressed already, and read from any byte on.
alter table segments alter column content set storage external;
${partitionsOf('segments')}
create unique index segments_hash on segments (branch_id, sha256);
`;
