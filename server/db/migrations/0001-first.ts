/** The first tables. A migration that has been released is never changed; write the next one. */
export const first = /* sql */ `
create table branches (
  id text primary key,
  code text not null unique,
  name text not null,
  institution_type text not null check (institution_type in ('bank', 'insurer')),
  institution_name text not null,
  province text not null,
  next_position bigint not null default 1
);

create table devices (
  branch_id text not null references branches (id),
  id text not null unique,
  tag text not null,
  public_key text not null,
  enrolled_at bigint not null,
  last_seen_at bigint,
  clock_offset_ms bigint,
  revoked boolean not null default false,
  primary key (branch_id, id),
  unique (branch_id, tag)
);

create table enrolment_codes (
  code_hash text primary key,
  kind text not null check (kind in ('new', 'join')),
  branch_id text references branches (id),
  expires_at bigint not null,
  used_at bigint,
  used_by text,
  check ((kind = 'join') = (branch_id is not null))
);

create table events (
  branch_id text not null references branches (id),
  position bigint,
  device_id text not null,
  seq integer not null check (seq > 0),
  event_id text not null,
  stream_id text,
  type text,
  at_wall bigint,
  header jsonb,
  hash text not null,
  linked boolean not null,
  device_sig text,
  user_sig text,
  payload text,
  salt text,
  outcome text not null check (outcome in ('accepted', 'rejected')),
  reject_code text,
  stored_at bigint not null,
  primary key (branch_id, device_id, seq),
  unique (branch_id, position),
  foreign key (branch_id, device_id) references devices (branch_id, id),
  check ((outcome = 'accepted') = (position is not null)),
  check ((outcome = 'rejected') = (reject_code is not null))
);

-- A tombstone claims no id: what it replaces may still come from elsewhere.
create unique index events_event_id on events (branch_id, event_id) where outcome = 'accepted';
create index events_stream on events (branch_id, stream_id);

create table receipts (
  branch_id text not null,
  device_id text not null,
  seq integer not null,
  head_hash text not null,
  hq_time_ms bigint not null,
  signature text not null,
  primary key (branch_id, device_id, seq)
);
`;
