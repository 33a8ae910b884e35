/** What several server processes on one database have to share. */
import { partitionsOf } from './partitions';

export const severalNodes = /* sql */ `
-- Whose database this is: a second process with another key would give out receipts that no PC believes.
create table headquarters (
  single boolean primary key default true check (single),
  public_key text not null
);

-- Spent by a request that stored or read something. Not logged: after a crash of the database all are forgotten, as after a restart of
-- a server that stands alone, and a repeated push is a duplicate anyway.
create table nonces (
  branch_id text not null,
  device_id text not null,
  nonce text not null,
  expires_at bigint not null,
  primary key (branch_id, device_id, nonce)
) partition by hash (branch_id);
${partitionsOf('nonces', { unlogged: true })}
create index nonces_expiry on nonces (expires_at);
`;
