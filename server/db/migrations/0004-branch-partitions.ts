/**
 * Every table of branches is keyed and cut into hash partitions by `branch_id`. What has to be found before the branch is known stands in
 * small tables beside them: `branch_directory`, `device_directory`, `enrolment_codes`. See docs/scaling.md.
 *
 * A foreign key stands on each partition and names the partition of the same number: it looks at one small table, not at 64.
 */
import { partitionsOf } from './partitions';

export const branchPartitions = /* sql */ `
create schema flat;
alter table branches set schema flat;
alter table devices set schema flat;
alter table events set schema flat;
alter table receipts set schema flat;

create table branch_directory (
  branch_id text primary key,
  code text not null unique
);
insert into branch_directory select id, code from flat.branches;

create table device_directory (
  device_id text primary key,
  branch_id text not null
);
insert into device_directory select id, branch_id from flat.devices;

alter table enrolment_codes drop constraint enrolment_codes_branch_id_fkey;
alter table enrolment_codes add foreign key (branch_id) references branch_directory (branch_id);

alter table flat.branches rename column id to branch_id;
create table branches (
  like flat.branches including defaults including constraints,
  primary key (branch_id)
) partition by hash (branch_id);
${partitionsOf('branches', { fillfactor: 70 })}
insert into branches select * from flat.branches;

create table devices (
  like flat.devices including defaults including constraints,
  primary key (branch_id, id),
  unique (branch_id, tag)
) partition by hash (branch_id);
${partitionsOf('devices', {
  fillfactor: 70,
  each: 'alter table devices_%s add foreign key (branch_id) references branches_%s (branch_id)',
})}
insert into devices select * from flat.devices;
-- The end of the chain, so that a push need not look for it. No hash: nothing was pushed yet.
alter table devices add column head_seq integer not null default 0;
alter table devices add column head_hash text;
alter table devices add column head_linked boolean not null default true;
update devices d set head_seq = e.seq, head_hash = e.hash, head_linked = e.linked
  from (
    select distinct on (branch_id, device_id) branch_id, device_id, seq, hash, linked
    from flat.events order by branch_id, device_id, seq desc
  ) e
  where d.branch_id = e.branch_id and d.id = e.device_id;

create table events (
  like flat.events including defaults including constraints,
  primary key (branch_id, device_id, seq),
  unique (branch_id, position)
) partition by hash (branch_id);
create unique index events_event_id on events (branch_id, event_id) where outcome = 'accepted';
create index events_stream on events (branch_id, stream_id);
${partitionsOf('events', {
  each: 'alter table events_%s add foreign key (branch_id, device_id) references devices_%s (branch_id, id)',
})}
insert into events select * from flat.events;

create table receipts (
  like flat.receipts including defaults including constraints,
  primary key (branch_id, device_id, seq)
) partition by hash (branch_id);
${partitionsOf('receipts', {
  each: 'alter table receipts_%s add foreign key (branch_id, device_id) references devices_%s (branch_id, id)',
})}
insert into receipts select * from flat.receipts;

drop table flat.receipts;
drop table flat.events;
drop table flat.devices;
drop table flat.branches;
drop schema flat;
`;
