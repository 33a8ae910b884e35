/** Evidence against a device: two histories that it signed, and the word by which it was stopped. */
import { partitionsOf } from './partitions';

const ofDevice = (table: string): string =>
  partitionsOf(table, {
    each: `alter table ${table}_%s add foreign key (branch_id, device_id) references devices_%s (branch_id, id)`,
  });

export const forksAndRevocations = /* sql */ `
create table forks (
  branch_id text not null,
  device_id text not null,
  seq integer not null check (seq > 0),
  hash text not null,
  header jsonb not null,
  device_sig text not null,
  seen_at bigint not null,
  primary key (branch_id, device_id, seq, hash)
) partition by hash (branch_id);
${ofDevice('forks')}

create table revocations (
  branch_id text not null,
  device_id text not null,
  at_ms bigint not null,
  seq integer not null,
  head_hash text not null,
  signature text not null,
  lifted_at bigint,
  primary key (branch_id, device_id, at_ms)
) partition by hash (branch_id);
${ofDevice('revocations')}
`;
